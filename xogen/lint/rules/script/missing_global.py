"""An object of browsers or of Node."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

DONE = message("done", "I counted to {{context.n}}.")


@rule(
    "task",
    needs="scripted",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="An object of browsers or of Node",
    rationale="""
        Scripts run on the platform, where there is no page, no network and no timer: `window`, `fetch`, `require`,
        `setTimeout` and the like are not documented, and none of 1,069 scripts of real bots uses one. The script fails
        there (inferred). Use `koreDebugger.log` for a log, and a service node for a call.
    """,
    bad=bad(
        dialog(intent("count"), script("count", "console.log('counting');\ncontext.n = 5;", "done"), DONE),
        Flag("/nodes/1/script/0", "the platform's scripts have no console", "count"),
    ),
    good=good(dialog(intent("count"), script("count", "koreDebugger.log('counting');\ncontext.n = 5;", "done"), DONE)),
)
def missing_global(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for place, pointer, remark in facts.remarks.get("missing-global", ()):
        yield Problem(pointer, f"the platform's scripts have no {remark.detail}", place.node.id)
