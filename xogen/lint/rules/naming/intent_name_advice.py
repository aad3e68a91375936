"""An intent name that the platform advises against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from pydantic import Field

from xogen.formats.pointers import to_pointer
from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.base import Owned
from xogen.model.counted import counted
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

DETERMINERS = frozenset(
    {
        "a", "an", "he", "her", "him", "his", "i", "it", "its", "me", "my", "our", "she", "that", "the", "their",
        "them", "these", "they", "this", "those", "us", "we", "you", "your",
    }
)  # fmt: skip
PLATFORM_WORDS = frozenset({"task", "alert", "action", "cancel", "discard", "amend", "webhook"})
WORD = re.compile(r"[\w'’]+")
SIGNS = frozenset("()&/\\$[]+*,.!?'\"-")
HUMP = re.compile(r"[a-z][A-Z]")
HELLO = message("done", "Your lead is saved.")


class Options(Owned):
    """How many words a name has."""

    least_words: int = Field(default=2, ge=1)
    most_words: int = Field(default=4, ge=1)


@rule(
    "bot",
    severity=Severity.INFO,
    summary="An intent name that the platform advises against",
    rationale="""
        The platform recognises an intent by the words of its name too, and advises: two to four words, a verb and its
        object; no determiners and pronouns (a, the, my); none of its own words (task, alert, action, cancel, discard,
        amend, webhook); no punctuation and none of `( ) & / \\ $ [ ] + *`. Its own template "Create a Lead" breaks the
        second rule. The words are checked in English names only; `CreateLead` counts as two. Hidden dialogs are left
        out: nobody asks for them. Of an export, all names are one finding.
    """,
    bad=bad(
        dialog(intent("done"), HELLO, title="Create a Lead!"),
        Flag("/title/en", "'Create a Lead!' has the character '!'"),
        Flag("/title/en", "'Create a Lead!' has the word 'a', a determiner or pronoun"),
    ),
    good=good(dialog(intent("done"), HELLO, title="Create Lead")),
    options=Options,
)
def intent_name_advice(facts: BotFacts, options: Options) -> Iterator[Problem]:
    asked = [task for task in facts.tasks if not task.task.hidden]
    if facts.known.bot is None:
        for task in asked:
            for pointer, words in _faults(task.task, options):
                yield Problem(pointer, words, dialog=task)
        return
    found = [(task.task.name, words) for task in asked for _, words in islice(_faults(task.task, options), 1)]
    names = {name for name, _ in found}
    if names:
        goes = "goes" if len(names) == 1 else "go"
        count = f"{len(names)} of {len(asked)} names of dialogs {goes} against the platform's advice"
        yield Problem("", f"{count}: {'' if len(names) == 1 else 'e.g. '}{found[0][1]}")


def _faults(task: DialogTask, options: Options) -> Iterator[tuple[str, str]]:
    for language, title in task.title.items():
        english = language.partition("-")[0].partition("_")[0] == "en"
        for words in chain(_signs(title), _words(title, options) if english else ()):
            yield to_pointer(("title", language)), f"{title!r} {words}"


def _signs(title: str) -> Iterator[str]:
    for sign in () if SIGNS.isdisjoint(title) else sorted(SIGNS.intersection(title)):
        yield f"has the character {sign!r}"


def _words(title: str, options: Options) -> Iterator[str]:
    words = WORD.findall(title)
    number = len(words) + len(HUMP.findall(title))
    if not options.least_words <= number <= options.most_words:
        count = counted(number, "word")
        yield f"has {count}, not {options.least_words} to {options.most_words}"
    for word in dict.fromkeys(words):
        folded = word.casefold()
        if folded in DETERMINERS:
            yield f"has the word {word!r}, a determiner or pronoun"
        if folded in PLATFORM_WORDS:
            yield f"has the word {word!r}, which means something to the platform itself"
