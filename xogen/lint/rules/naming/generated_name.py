"""Nodes that are called as the builder called them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.wire_data import few
from xogen.model.finding import Severity

GENERATED = re.compile(r"([A-Z][A-Za-z]+)\d{4}")
"""A kind and four digits, as the builder writes them: `Message0001`, `Entity0004`, `Script0001`, `BotAction0001`."""
ALIASES = {
    "assist": ("Agent", "AgentNode", "GenAI"),
    "confirmation": ("DialogAct",),
    "generative": ("GenAI", "GenAIPrompt", "Prompt"),
    "search": ("SearchAI",),
}
UNNAMED = frozenset({"intent", "dialog-call"})
"""What is called as its dialog, or as the one that it calls."""
DONE = message("done", "Your lead is saved.")


@rule(
    "bot",
    severity=Severity.INFO,
    summary="Nodes that still have the name the builder gave them",
    rationale="""
        `Message0007` says nothing on the canvas, in a script, or in a report of what users went through. A name of your
        own says what the node is for. Half of all real bots have such names, so it is said once a bot.
    """,
    bad=bad(
        dialog(intent("Message0001"), message("Message0001", "Your lead is saved.")),
        Flag("", "1 of 1 nodes has the name that the builder gave it: Message0001"),
    ),
    good=good(dialog(intent("done"), DONE)),
)
def generated_name(facts: BotFacts) -> Iterator[Problem]:
    if not any(name[-4:].isdecimal() for task in facts.tasks for name in task.components):
        return
    named = (node for task in facts.tasks for node, _, _ in task.placed if node.type not in UNNAMED)
    nodes = dict.fromkeys([(node.component, node.ref_id, node.type) for node in named])
    generated = [name for name, _, kind in nodes if name[-4:].isdecimal() and _is_generated(name, kind)]
    if generated:
        have, them = ("has", "it") if len(generated) == 1 else ("have", "them")
        count = f"{len(generated)} of {len(nodes)} nodes"
        yield Problem("", f"{count} {have} the name that the builder gave {them}: {few(generated)}")


def _is_generated(name: str, kind: str) -> bool:
    """Whether a name is a node's kind and a number. An entity `Message0001` is one that a template called Message."""
    found = GENERATED.fullmatch(name)
    return found is not None and (found[1].lower() == kind.replace("-", "") or found[1] in ALIASES.get(kind, ()))
