"""Texts of a second language that are still those of the first."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import responses_of
from xogen.lint.wire_data import few
from xogen.model.finding import Severity
from xogen.model.nodes import Node
from xogen.model.references import references

START = intent("done", utterances={"en": ["add a lead"], "de": ["einen Lead anlegen"]})
LEAST_WORDS = 2


@rule(
    "bot",
    severity=Severity.INFO,
    summary="Texts of a second language that nobody translated",
    rationale="""
        Adding a language to a bot copies the texts of the first one. Where the two are still equal, users of the
        second language read the first. Single words and texts that are references only may rightly be equal and do
        not count. Said once for each language.
    """,
    bad=bad(
        dialog(
            START,
            message("done", "", responses=[{"text": {"en": "Your lead is saved.", "de": "Your lead is saved."}}]),
            languages=["en", "de"],
            title={"en": "Create Lead", "de": "Lead anlegen"},
        ),
        Flag("", "1 of 1 texts in de is the same as in en: done"),
    ),
    good=good(
        dialog(
            START,
            message("done", "", responses=[{"text": {"en": "Your lead is saved.", "de": "Ihr Lead ist gespeichert."}}]),
            languages=["en", "de"],
            title={"en": "Create Lead", "de": "Lead anlegen"},
        )
    ),
)
def untranslated_text(facts: BotFacts) -> Iterator[Problem]:
    counts: dict[tuple[str, str], int] = {}
    same: dict[tuple[str, str], list[str]] = {}
    seen: set[tuple[str | None, str]] = set()
    for task in facts.tasks:
        if len(task.task.languages) < 2:
            continue
        for place in task.placed:
            key = (
                place.node.ref_id,
                place.node.component if place.node.ref_id else f"{task.task.name} {place.node.id}",
            )
            if key in seen:
                continue
            seen.add(key)
            first = task.task.language
            for language, text, other in _pairs(place.node, task.task.languages):
                pair = (language, first)
                counts[pair] = counts.get(pair, 0) + 1
                if text == other and _is_prose(text):
                    same.setdefault(pair, []).append(place.node.component)
    for (language, first), names in sorted(same.items()):
        total, are = counts[language, first], "is" if len(names) == 1 else "are"
        yield Problem("", f"{len(names)} of {total} texts in {language} {are} the same as in {first}: {few(names)}")


def _pairs(node: Node, languages: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    for _, _, response in responses_of(node):
        first = response.text.get(languages[0])
        for language in languages[1:]:
            other = response.text.get(language)
            if first and other:
                yield language, first, other


def _is_prose(text: str) -> bool:
    """Whether a text has words that a translation would change."""
    for reference in reversed(references(text)):
        text = text[: reference.start] + text[reference.end :]
    return sum(any(sign.isalpha() for sign in word) for word in text.split()) >= LEAST_WORDS
