"""A condition that tests nothing."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Removal
from xogen.lint.blank import is_blank
from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import Fix
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import NOT_CONNECTED

EMPTY = {"raw": {"context": "", "op": "", "value": ""}}
IS_ACME = {"entity": "company", "op": "eq", "value": "Acme"}
KNOWN, NEW = message("known", "I know that one."), message("new", "Welcome!")


@rule(
    "task",
    needs="conditional",
    severity=Severity.WARNING,
    summary="A condition that tests nothing",
    rationale="""
        It names no entity, no value of the context and no intent: somebody began to write it. Whether the platform
        takes such a way always or never is not documented, so what stands after it may be dead. Finish it, or remove
        it.
    """,
    bad=bad(
        dialog(
            intent("company"),
            entity("company", [{"to": "known", "when": EMPTY}, {"to": "not-connected", "when": EMPTY}, {"to": "new"}]),
            KNOWN,
            NEW,
        ),
        Flag("/nodes/1/transitions/0", "this condition of company tests nothing, and would lead to known", "company"),
        Flag(
            "/nodes/1/transitions/1",
            "this condition of company tests nothing, and would lead to not-connected",
            "company",
        ),
    ),
    good=good(
        dialog(intent("company"), entity("company", [{"to": "known", "when": IS_ACME}, {"to": "new"}]), KNOWN, NEW)
    ),
)
def empty_condition(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for (node, pointer, _), index, when in facts.conditions:
        if is_blank(when):
            target = node.transitions[index].to
            words = f"this condition of {node.component} tests nothing, and would lead to {facts.name(target)}"
            here = f"{pointer}/transitions/{index}"
            # What the builder leaves behind leads nowhere; what leads somewhere was meant to be finished.
            is_left_over = target == NOT_CONNECTED
            what = "remove what leads nowhere" if is_left_over else "remove it"
            fix = Fix(what, (Removal(here),), safe=is_left_over)
            yield Problem(here, words, node.id, fix=fix)
