"""A condition that can only hold where one before it does."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Removal
from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.logic import Case, cases, complete_pair, covered_by
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import Node

ANY = {"entity": "amount"}
LARGE = {"entity": "amount", "op": "gt", "value": "1000"}
HUGE = {"entity": "amount", "op": "gt", "value": "5000"}
ENDS = (message("huge", "That is huge."), message("large", "That is large."), message("small", "That is small."))
ASK = "Which amount?"


@rule(
    "task",
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
def shadowed_condition(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for node, pointer, _ in facts.placed:
        for index, words in _never_reached(node, facts):
            here = f"{pointer}/transitions/{index}"
            is_default = node.transitions[index].when is None
            fix = None if is_default else unsafe("remove what is never reached", Removal(here))
            yield Problem(here, words, node.id, fix=fix)


def _never_reached(node: Node, facts: TaskFacts) -> Iterator[tuple[int, str]]:
    before: list[tuple[tuple[Case, ...], str]] = []
    for index, transition in enumerate(node.transitions):
        own = cases(transition.when, facts) if transition.when is not None else ()
        what = repr(facts.words(transition.when)) if transition.when is not None else "the default"
        earlier = [case for known, _ in before for case in known]
        pair = complete_pair(earlier)
        if pair is not None:
            yield index, f"{what} is never reached: of two conditions before it one always holds"
        elif own and covered_by(own, earlier) and not any(set(own) == set(known) for known, _ in before):
            named = [words for known, words in before if covered_by(own, known)]
            by = f"{named[0]!r} before it holds" if named else "one of those before it holds"
            yield index, f"{what} is never reached: {by} whenever it does"
        if transition.when is None:
            return
        before.append((own, facts.words(transition.when)))
