"""A name that nothing declares."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, script
from xogen.lint.facts import BotFacts, TaskFacts
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.finding import Severity
from xogen.script.globals import KNOWN

BY_CASE = {name.casefold(): name for name in sorted(KNOWN)}
DONE = message("done", "That makes {{context.total}}.")


@rule(
    "bot",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="A name that nothing declares",
    rationale="""
        The script does not declare it, and neither JavaScript nor the platform has it: the script fails when it gets
        there. Usually the name is misspelt, or `context.` was forgotten. Functions of a custom script that was uploaded
        to the bot are known everywhere: where a bot has one, this is not checked. A name that the script asks for with
        `typeof` is fine.
    """,
    bad=bad(
        dialog(intent("count"), script("count", "const price = 5;\ncontext.total = prize * 2;", "done"), DONE),
        Flag("/nodes/1/script/1", "nothing declares 'prize'", "count"),
    ),
    good=good(dialog(intent("count"), script("count", "const price = 5;\ncontext.total = price * 2;", "done"), DONE)),
)
def unknown_name(facts: BotFacts) -> Iterator[Problem | Unchecked]:
    if _has_functions(facts):
        yield Unchecked("which names scripts may use: the bot has a custom script, and an export does not hold it")
        return
    for task in facts.tasks:
        for place, pointer, remark in task.remarks.get("unknown-name", ()) if task.said.scripted else ():
            words = f"nothing declares {remark.detail!r}{_meant(remark.detail, task)}"
            yield Problem(pointer, words, place.node.id, dialog=task)


def _meant(name: str, task: TaskFacts) -> str:
    """Name what was meant where that is sure: another case of a known name, or a key of the context."""
    if ("context", name) in task.graph.assignment.written:
        return f"; did you mean 'context.{name}'?"
    other = BY_CASE.get(name.casefold())
    return f"; did you mean {other!r}?" if other else ""


def _has_functions(facts: BotFacts) -> bool:
    """Whether a custom script is switched on, so that its functions are names everywhere."""
    bot = facts.known.bot or facts.known.origin
    own = bot.data.get("runCustomScript") if bot is not None else None
    return isinstance(own, dict) and bool(own.get("enable"))
