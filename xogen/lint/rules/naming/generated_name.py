"""Nodes that are called as the builder called them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.wire_data import few
from xogen.model.finding import Severity

KINDS = (
    "Agent", "AgentNode", "AgentTransfer", "BotAction", "Confirmation", "Dialog", "DynamicIntent", "Entity", "Form",
    "GenAI", "GenAIPrompt", "Intent", "Logic", "Message", "Process", "Prompt", "Script", "SearchAI", "Service",
    "Webhook",
)  # fmt: skip
GENERATED = re.compile(rf"(?:{'|'.join(KINDS)})\d{{4}}")
"""A kind and four digits, as the builder writes them: `Message0001`, `Entity0004`, `Script0001`, `BotAction0001`."""
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
    names = dict.fromkeys(
        (place.node.component, place.node.ref_id)
        for task in facts.tasks
        for place in task.placed
        if place.node.type not in {"intent", "dialog-call"}
    )
    generated = [name for name, _ in names if GENERATED.fullmatch(name)]
    if generated:
        have, them = ("has", "it") if len(generated) == 1 else ("have", "them")
        count = f"{len(generated)} of {len(names)} nodes"
        yield Problem("", f"{count} {have} the name that the builder gave {them}: {few(generated)}")
