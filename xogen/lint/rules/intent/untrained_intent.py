"""A dialog that nobody can ask for."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.pointers import to_pointer
from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import BotFacts, TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.wire_bot import WireBot
from xogen.lint.wire_data import few
from xogen.model.finding import Severity

DONE = message("done", "Done.")


@rule(
    "bot",
    severity=Severity.WARNING,
    summary="An intent without training utterances",
    rationale="""
        The platform then knows the dialog by the words of its name alone, and its own training check warns of an
        untrained intent. Each language needs utterances or patterns. Left out are hidden dialogs, dialogs that another
        one calls or an event starts, and exports without any training data. Of an export, and of what was imported from
        one, each further language is one info.
    """,
    bad=bad(
        dialog(intent("done", utterances={}), DONE),
        Flag("/nodes/0", "the intent CreateLead has no utterance and no pattern in en", "CreateLead"),
    ),
    good=good(dialog(intent("done", utterances={"en": ["add a lead"]}), DONE)),
)
def untrained_intent(facts: BotFacts) -> Iterator[Problem]:
    origin = facts.origin
    if origin is None:
        by_users = (task for task in facts.tasks if not _is_called(facts, task))
        yield from (problem for task in by_users for problem in _untrained(task, task.task.languages))
        return
    if not origin.data.get("sentences"):
        return
    languages = origin.bot.languages
    lacking = [task for task in facts.tasks if any(_untrained(task, (*task.task.languages[:1], *languages[1:])))]
    asked = [task for task in lacking if not _is_started(facts, origin, task)]
    for task in asked:
        yield from _untrained(task, task.task.languages[:1])
    for language in languages[1:]:
        names = [task.task.name for task in asked if any(_untrained(task, (language,)))]
        if names:
            have = "dialog has" if len(names) == 1 else "dialogs have"
            words = f"{len(names)} {have} no utterance and no pattern in {language}: {few(names)}"
            yield Problem("", words, severity=Severity.INFO)


def _is_started(facts: BotFacts, origin: WireBot, task: TaskFacts) -> bool:
    """Whether something else than a user's words leads to a dialog."""
    return _is_called(facts, task) or origin.has_named(task.task.ref_id or "")


def _is_called(facts: BotFacts, task: TaskFacts) -> bool:
    return any(call.caller is not task for call in facts.calls_to(task))


def _untrained(facts: TaskFacts, languages: tuple[str, ...]) -> Iterator[Problem]:
    task = facts.task
    entry = task.nodes[0] if task.nodes else None
    if task.hidden or entry is None or entry.type != "intent":
        return
    by_words, by_patterns = entry.utterances, entry.patterns
    lacking = [each for each in languages if not by_words.get(each) and not by_patterns.get(each)]
    if lacking:
        words = f"the intent {entry.component} has no utterance and no pattern in {', '.join(lacking)}"
        yield Problem(to_pointer(("nodes", 0)), words, entry.id, dialog=facts)
