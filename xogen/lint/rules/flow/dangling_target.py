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
    right = facts.by_id
    wrong = {to for targets in facts.ways.targets.values() for to in targets if to not in right and to not in EXITS}
    for node, pointer, _ in facts.placed if wrong else ():
        for index, transition in enumerate(node.transitions):
            if transition.to in wrong:
                words = f"there is no node {transition.to!r}{facts.did_you_mean('node', transition.to, right)}"
                here = f"{pointer}/transitions/{index}/to"
                meant = facts.only_nearest("node", transition.to, right)
                fix = None if meant is None else unsafe(f"lead to {meant}", Edit(here, meant))
                yield Problem(here, words, node.id, fix=fix)
