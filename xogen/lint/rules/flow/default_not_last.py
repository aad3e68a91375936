"""A way out that is never taken, because the default stands before it."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Move, Removal
from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import Fix, unsafe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import Node

IS_ACME = {"entity": "company", "op": "eq", "value": "Acme"}
KNOWN, NEW = message("known", "I know that one."), message("new", "Welcome!")


@rule(
    "task",
    needs="branching",
    severity=Severity.ERROR,
    summary="A transition after the default",
    rationale="""
        Transitions are tried in their order, and the default always fits: what stands after it is never taken. The
        default comes last, and there is one.
    """,
    bad=bad(
        dialog(
            intent("company"),
            entity("company", [{"to": "new"}, {"to": "known", "when": IS_ACME}, {"to": "new"}]),
            NEW,
            KNOWN,
        ),
        Flag(
            "/nodes/1/transitions/1",
            "'company is Acme' is never tried: the default stands before it",
            "company",
        ),
        Flag(
            "/nodes/1/transitions/2",
            "this second default to new is never tried: the default stands before it",
            "company",
        ),
    ),
    good=good(
        dialog(intent("company"), entity("company", [{"to": "known", "when": IS_ACME}, {"to": "new"}]), NEW, KNOWN)
    ),
)
def default_not_last(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for node, pointer, _ in facts.ways.branches:
        default: int | None = None
        for index, transition in enumerate(node.transitions):
            if default is not None:
                second = f"this second default to {facts.name(transition.to)}"
                what = repr(facts.words(transition.when)) if transition.when else second
                words = f"{what} is never tried: the default stands before it"
                yield Problem(f"{pointer}/transitions/{index}", words, node.id, fix=_fix(pointer, node, default, index))
            default = index if default is None and transition.when is None else default


def _fix(pointer: str, node: Node, default: int, index: int) -> Fix:
    """Move the default to the end; of two defaults remove the one that is never taken."""
    ways, here = node.transitions, f"{pointer}/transitions"
    if ways[index].when is not None:
        return unsafe("put the default last", Move(f"{here}/{default}", f"{here}/-"))
    removal = Removal(f"{here}/{index}")
    is_same = ways[index].to == ways[default].to
    return Fix("remove the second default", (removal,), safe=is_same)
