"""A condition that stands there twice."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Removal
from xogen.lint.blank import is_blank
from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import Fix
from xogen.lint.logic import Case, cases
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

IS_ACME = {"entity": "company", "op": "eq", "value": "Acme"}
IS_ACME_TOO = {"context": "context.entities.company", "op": "eq", "value": "Acme"}
IS_OTHER = {"entity": "company", "op": "eq", "value": "Globex"}
ENDS = (message("one", "The first one."), message("two", "The second one."), message("other", "Another one."))


@rule(
    "task",
    needs="conditional",
    severity=Severity.ERROR,
    summary="A condition that a transition before has too",
    rationale="""
        The first transition whose condition holds is taken, so the second is never. An entity is the same whether it
        is tested by its node or as `context.entities.<name>`.
    """,
    bad=bad(
        dialog(
            intent("company"),
            entity(
                "company",
                [
                    {"to": "one", "when": IS_ACME},
                    {"to": "two", "when": IS_ACME_TOO},
                    {"to": "one", "when": IS_ACME},
                    {"to": "other"},
                ],
            ),
            *ENDS,
        ),
        Flag(
            "/nodes/1/transitions/1",
            "'company is Acme' is tested before, and leads to one then",
            "company",
        ),
        Flag(
            "/nodes/1/transitions/2",
            "'company is Acme' is tested before, and leads to one then",
            "company",
        ),
    ),
    good=good(
        dialog(
            intent("company"),
            entity("company", [{"to": "one", "when": IS_ACME}, {"to": "two", "when": IS_OTHER}, {"to": "other"}]),
            *ENDS,
        )
    ),
)
def duplicate_condition(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for node, pointer, _ in facts.ways.conditional:
        if len(node.transitions) < 2:
            continue
        first: dict[frozenset[Case], str] = {}
        for index, transition in enumerate(node.transitions):
            if transition.when is None or is_blank(transition.when):  # `flow/empty-condition` says so
                continue
            key = frozenset(cases(transition.when, facts))
            if key in first:
                words = f"{facts.words(transition.when)!r} is tested before, and leads to {facts.name(first[key])} then"
                here = f"{pointer}/transitions/{index}"
                # Where the two lead apart, one of them was meant for something else.
                is_same = first[key] == transition.to
                words_of_fix = "remove an equal one" if is_same else "keep the first one"
                fix = Fix(words_of_fix, (Removal(here),), safe=is_same)
                yield Problem(here, words, node.id, fix=fix)
            first.setdefault(key, transition.to)
