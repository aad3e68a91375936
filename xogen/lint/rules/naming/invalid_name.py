"""A component name that no script can spell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
INTENT_NAME = re.compile(r"[A-Za-z_$][A-Za-z0-9_$ ]*")
"""Intents may have spaces: nothing reads them by name."""


@rule(
    "task",
    severity=Severity.ERROR,
    summary="A component name that is no identifier",
    rationale="""
        `context.entities.<name>` and `context.<name>.response` are spelled with the component's name, and the
        platform accepts no spaces in it: letters of A to Z, digits and `_`, not starting with a digit. What people
        read is the label, which may be any text. An intent's name may have spaces. In an export, and what
        was imported from one, letters of other scripts are let be, and intents that start with a digit: the platform
        took them, and JavaScript does.
    """,
    bad=bad(
        dialog(
            intent("Opportunity Name"),
            entity("Opportunity Name", "done"),
            message("done", 'Saved {{context.entities["Opportunity Name"]}}.'),
        ),
        Flag(
            "/nodes/1",
            "the name 'Opportunity Name' is no identifier; OpportunityName would be one",
            "Opportunity Name",
        ),
    ),
    good=good(
        dialog(
            intent("OpportunityName"),
            entity("OpportunityName", "done", label={"en": "Opportunity Name"}),
            message("done", "Saved {{context.entities.OpportunityName}}."),
        )
    ),
)
def invalid_name(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    # Nearly all names are fine, and are told so without a search.
    doubtful = [name for name in facts.components if not (name.isidentifier() and name.isascii())]
    for name in doubtful:
        for node, pointer, _ in facts.by_component[name]:
            is_intent = node.type == "intent"
            was_taken = facts.known.bot is not None or node.ref_id is not None
            if was_taken and _is_identifier(f"_{name.replace(' ', '_')}" if is_intent else name):
                continue
            if not (INTENT_NAME if is_intent else IDENTIFIER).fullmatch(name):
                better = re.sub(r"[^A-Za-z0-9_$]|^[0-9]+", "", name)
                advice = f"; {better} would be one" if IDENTIFIER.fullmatch(better) else ""
                yield Problem(pointer, f"the name {name!r} is no identifier{advice}", node.id)


def _is_identifier(name: str) -> bool:
    """Whether JavaScript takes a name as it stands."""
    return name.replace("$", "_").isidentifier()
