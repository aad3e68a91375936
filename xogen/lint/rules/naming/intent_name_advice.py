"""An intent name that the platform advises against."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from xogen.formats.pointers import to_pointer
from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.base import Owned
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

DETERMINER = re.compile(
    "an?|the|this|that|these|those|my|your|his|her|its|our|their|i|you|he|she|it|we|they|me|him|us|them", re.IGNORECASE
)
PLATFORM_WORD = re.compile("task|alert|action|cancel|discard|amend|webhook", re.IGNORECASE)
SIGNS = re.compile(r"[()&/\\$\[\]+*,.!?'\"-]")
HELLO = message("done", "Your lead is saved.")


class Options(Owned):
    """How many words a name has."""

    least_words: int = Field(default=2, ge=1)
    most_words: int = Field(default=4, ge=1)


@rule(
    "task",
    severity=Severity.INFO,
    summary="An intent name that the platform advises against",
    rationale="""
        The platform recognises an intent by the words of its name too, and advises: two to four words, a verb and its
        object; no determiners and pronouns (a, the, my); none of its own words (task, alert, action, cancel, discard,
        amend, webhook); no punctuation and none of `( ) & / \\ $ [ ] + *`. Its own template "Create a Lead" breaks the
        second rule. The words are checked in English names only. Hidden dialogs are left out: nobody asks for them.
    """,
    bad=bad(
        dialog(intent("done"), HELLO, title="Create a Lead!"),
        Flag("/title/en", "'Create a Lead!' has the sign '!'"),
        Flag("/title/en", "'Create a Lead!' has the word 'a', a determiner or pronoun"),
    ),
    good=good(dialog(intent("done"), HELLO, title="Create Lead")),
    options=Options,
)
def intent_name_advice(task: DialogTask, _facts: TaskFacts, options: Options) -> Iterator[Problem]:
    if task.hidden:
        return
    for language, title in task.title.items():
        english = language.partition("-")[0].partition("_")[0] == "en"
        for words in (*_signs(title), *(_words(title, options) if english else ())):
            yield Problem(to_pointer(("title", language)), f"{title!r} {words}")


def _signs(title: str) -> Iterator[str]:
    for sign in sorted(set(SIGNS.findall(title))):
        yield f"has the sign {sign!r}"


def _words(title: str, options: Options) -> Iterator[str]:
    words = re.findall(r"[\w'’]+", title)
    if not options.least_words <= len(words) <= options.most_words:
        count = f"{len(words)} word" + ("" if len(words) == 1 else "s")
        yield f"has {count}, not {options.least_words} to {options.most_words}"
    for word in dict.fromkeys(words):
        if DETERMINER.fullmatch(word):
            yield f"has the word {word!r}, a determiner or pronoun"
        if PLATFORM_WORD.fullmatch(word):
            yield f"has the word {word!r}, which means something to the platform itself"
