"""A script that should say something and never prints."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, node
from xogen.lint.facts import TaskFacts
from xogen.lint.remarks import scripts_in
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.script.paths import context_paths
from xogen.script.syntax import check_syntax


def _say(source: str) -> dict[str, object]:
    return node("message", "greet", responses=[{"script": {"en": source}}])


@rule(
    "task",
    needs="scripted",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="A message or prompt script that never prints",
    rationale="""
        What a message says by script is what the script prints. A script without a call of `print` says nothing, and
        neither does one that only returns its text: the user waits for an answer that never comes.
    """,
    bad=bad(
        dialog(intent("greet"), _say("const text = 'Good morning';\nreturn text;")),
        Flag("/nodes/1/responses/0/script/en", "the script never prints, so nothing is said", "greet"),
    ),
    good=good(dialog(intent("greet"), _say("const text = 'Good morning';\nprint(text);"))),
)
def message_never_prints(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for each in scripts_in(facts.said.printing):
        prints = any(use.path[0] == "print" for use in context_paths(each.source))
        # A blank script and one that does not parse are the matter of other rules.
        if not prints and each.source.strip() and check_syntax(each.source) is None:
            yield Problem(each.pointer, "the script never prints, so nothing is said", each.place.node.id)
