"""A transition to a node that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Edit
from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import EXITS


@rule(
    "task",
    severity=Severity.ERROR,
    summary="A transition to a node that is not there",
    rationale="""
        The platform's own builder never writes one; it comes from editing by hand, or from a node that was renamed or
        removed. The conversation stops there (inferred).
    """,
    bad=bad(
        dialog(intent("thanks"), message("thanks", "Thank you!", "goodby"), message("goodbye", "Good bye!")),
        Flag("/nodes/1/transitions/0/to", "there is no node 'goodby'; did you mean 'goodbye'?", "thanks"),
    ),
    good=good(dialog(intent("thanks"), message("thanks", "Thank you!", "goodbye"), message("goodbye", "Good bye!"))),
)
def dangling_target(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    wrong = set[str]().union(*facts.ways.targets.values()) - facts.by_id.keys() - EXITS
    for node, pointer, _ in facts.placed if wrong else ():
        for index, transition in enumerate(node.transitions):
            if transition.to in wrong:
                meant = facts.did_you_mean("node", transition.to, facts.by_id)
                here = f"{pointer}/transitions/{index}/to"
                right = facts.only_nearest("node", transition.to, facts.by_id)
                fix = None if right is None else unsafe(f"lead to {right}", Edit(here, right))
                yield Problem(here, f"there is no node {transition.to!r}{meant}", node.id, fix=fix)
