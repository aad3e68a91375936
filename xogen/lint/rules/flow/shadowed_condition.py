"""A condition that can only hold where one before it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xogen.formats.edits import Removal
from xogen.lint.earlier import MOST_COMPARED, Budget, Earlier
from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.logic import cases
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.conditions import AllOf, AnyOf, Condition
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import Node, Transition

ANY = {"entity": "amount"}
LARGE = {"entity": "amount", "op": "gt", "value": "1000"}
HUGE = {"entity": "amount", "op": "gt", "value": "5000"}
ENDS = (message("huge", "That is huge."), message("large", "That is large."), message("small", "That is small."))
ASK = "Which amount?"


@rule(
    "task",
    needs="conditional",
    severity=Severity.ERROR,
    summary="A condition that those before it leave nothing to",
    rationale="""
        Transitions are tried in their order. Where an earlier condition holds whenever this one does, this one is never
        reached: put the narrower condition first. The same goes for what follows two conditions of which one always
        holds, such as "exists" and "does not exist".
    """,
    bad=bad(
        dialog(
            intent("amount"),
            entity(
                "amount",
                [{"to": "large", "when": LARGE}, {"to": "huge", "when": HUGE}, {"to": "small"}],
                ASK,
                entity_type="number",
            ),
            *ENDS,
        ),
        Flag(
            "/nodes/1/transitions/1",
            "'amount > 5000' is never reached: 'amount > 1000' before it holds whenever it does",
            "amount",
        ),
    ),
    good=good(
        dialog(
            intent("amount"),
            entity(
                "amount",
                [{"to": "huge", "when": HUGE}, {"to": "large", "when": LARGE}, {"to": "small"}],
                ASK,
                entity_type="number",
            ),
            *ENDS,
        )
    ),
)
def shadowed_condition(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    budget = Budget()
    for node, pointer, _ in facts.ways.conditional:
        for index, words in _never_reached(node, facts, budget) if _may_shadow(node.transitions) else ():
            here = f"{pointer}/transitions/{index}"
            is_default = node.transitions[index].when is None
            fix = None if is_default else unsafe("remove what is never reached", Removal(here))
            yield Problem(here, words, node.id, fix=fix)
    if budget.is_spent:
        yield Unchecked(f"which conditions are never reached: stopped after comparing {MOST_COMPARED:,} pairs of tests")


def _may_shadow(ways: Sequence[Transition]) -> bool:
    """Whether one way comes after another; before a default, two tests, or one of several parts."""
    first = ways[0].when
    return len(ways) > 2 or (len(ways) == 2 and (ways[1].when is not None or isinstance(first, AllOf | AnyOf)))


def _never_reached(node: Node, facts: TaskFacts, budget: Budget) -> Iterator[tuple[int, str]]:
    earlier = Earlier(budget)
    for index, transition in enumerate(node.transitions):
        own = cases(transition.when, facts) if transition.when is not None else ()
        if earlier.always_holds:
            yield (
                index,
                f"{_what(transition.when, facts)} is never reached: of two conditions before it one always holds",
            )
        elif own and own not in earlier:
            is_covered, alone = earlier.covering(own)
            if is_covered:
                before = node.transitions[alone].when if alone is not None else None
                by = "one of those before it holds" if before is None else f"{facts.words(before)!r} before it holds"
                yield index, f"{_what(transition.when, facts)} is never reached: {by} whenever it does"
        if transition.when is None:
            return
        earlier.add(index, own)


def _what(when: Condition | None, facts: TaskFacts) -> str:
    return "the default" if when is None else repr(facts.words(when))
