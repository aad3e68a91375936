"""A session key with a dot."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.script.paths import canonical, context_paths

DONE = message("done", "Your plan is {{context.session.BotUserSession.plan}}.")
DOTTED = "BotUserSession.put('account.plan', 'gold', 20);"


@rule(
    "task",
    needs="scripted",
    severity=Severity.ERROR,
    reads_scripts=True,
    summary="A session key with a dot",
    rationale="""
        `put`, `get` and `delete` of a session take keys of its first level only: the platform documents that
        `BotUserSession.put("a.b", value)` and `get("a.b")` are not supported. Put the whole object under its first key,
        or read and delete what is inside by its path, `context.session.BotUserSession.a.b`.
    """,
    bad=bad(
        dialog(intent("keep"), script("keep", DOTTED, "done"), DONE),
        Flag("/nodes/1/script", "'account.plan' is no key of BotUserSession: put, get and delete take no dots", "keep"),
    ),
    good=good(dialog(intent("keep"), script("keep", "BotUserSession.put('plan', 'gold', 20);", "done"), DONE)),
)
def dotted_session_key(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for each in facts.scripts:
        for use in context_paths(each.source):
            path = canonical(use.path)
            if path[:2] != ("context", "session") or len(path) != 4 or "." not in path[3]:
                continue
            if use.spellings and use.spellings[-1] is not None and use.spellings[-1].form == "string":
                words = f"{path[3]!r} is no key of {path[2]}: put, get and delete take no dots"
                yield Problem(each.at(use.line), words, each.place.node.id)
