"""A write to what the platform only lets scripts read."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.script.paths import canonical, context_paths

DONE = message("done", "Your plan is {{context.session.BotUserSession.plan}}.")
READ_ONLY = {
    ("context", "session", "UserContext"): "UserContext",
    ("context", "onHoldTasks"): "context.onHoldTasks",
    ("env",): "env",
    ("content",): "content",
}


@rule(
    "task",
    needs="scripted",
    severity=Severity.ERROR,
    reads_scripts=True,
    summary="A write to what scripts may only read",
    rationale="""
        The platform documents `UserContext` and `context.onHoldTasks` as read-only, and variables (`env`, `content`)
        are set in the bot's settings. What is written there is lost, or the script fails (inferred). Keep values of the
        conversation in `BotUserSession`.
    """,
    bad=bad(
        dialog(intent("keep"), script("keep", "UserContext.put('plan', 'gold');", "done"), message("done", "Done.")),
        Flag("/nodes/1/script", "UserContext can only be read: nothing keeps plan there", "keep"),
    ),
    good=good(dialog(intent("keep"), script("keep", "BotUserSession.put('plan', 'gold', 20);", "done"), DONE)),
)
def read_only_store(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for each in facts.scripts:
        for use in context_paths(each.source):
            if use.kind not in {"write", "delete"}:
                continue
            path = canonical(use.path)
            root = next((root for root in READ_ONLY if path[: len(root)] == root), None)
            if root is not None:
                what = ".".join(path[len(root) :]) or "a value"
                words = f"{READ_ONLY[root]} can only be read: nothing keeps {what} there"
                yield Problem(each.at(use.line), words, each.place.node.id)
