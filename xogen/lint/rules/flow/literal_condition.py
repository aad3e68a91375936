"""A condition on a word instead of a value."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, node
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.conditions import context_tests
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.references import parse_path
from xogen.script.paths import ROOTS

ENDS = (message("slow", "That takes a while."), message("fast", "That is quick."))


def _ways(context: str) -> list[dict[str, object]]:
    return [{"to": "slow", "when": {"context": context, "op": "eq", "value": "mobile"}}, {"to": "fast"}]


@rule(
    "task",
    needs="conditional",
    severity=Severity.WARNING,
    summary="A condition on a word instead of a value",
    rationale="""
        A condition on the context takes a path: `context.x`, `context.session.BotUserSession.x`, `env.x`. A word alone
        is the value of nothing, so the condition does not hold (inferred). Mostly `context.` was forgotten.
    """,
    bad=bad(
        dialog(intent("check"), node("logic", "check", _ways("network")), *ENDS),
        Flag(
            "/nodes/1/transitions/0",
            "'network' is no path of the context, so this condition of check has nothing to test",
            "check",
        ),
    ),
    good=good(dialog(intent("check"), node("logic", "check", _ways("context.session.UserContext.network")), *ENDS)),
)
def literal_condition(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for (each, pointer, _), index, when in facts.conditions:
        word = next((test.context for test in context_tests(when) if _is_word(test.context)), None)
        if word is not None:
            words = f"{word!r} is no path of the context, so this condition of {each.component} has nothing to test"
            yield Problem(f"{pointer}/transitions/{index}", words, each.id)


def _is_word(context: str) -> bool:
    """Whether a condition's subject is no path; an expression with references or calls may be one."""
    plain = context.strip()
    if not plain or any(sign in plain for sign in "{(["):
        return False
    path = parse_path(plain)
    return path is None or path[0] not in ROOTS
