"""Texts in a language that the bot does not speak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xogen.lint.export_examples import bot, component
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import listed, mapping, text
from xogen.model.finding import Severity


def _said(language: str) -> dict[str, object]:
    texts = {"en": {"text": "Hello!", "type": "basic"}, language: {"text": "Hallo!", "type": "basic"}}
    hello = component(2, "message", "hello", message=[{"channel": "default", "localeData": texts}])
    return bot(dialogComponents=[bot()["dialogComponents"][0], hello])


@rule(
    "bot",
    severity=Severity.INFO,
    summary="Texts in a language that the bot does not support",
    rationale="""
        Nobody sees them, and import cleans them away. Either the language was switched off and its texts stayed, or
        it was meant to be switched on. Said once a bot, with the number of texts in each language.
    """,
    bad=bad_export(
        _said("de"), Flag("/supportedLanguages", "there are texts in languages that the bot does not support: de (1)")
    ),
    good=good_export(bot()),
)
def unsupported_language(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    if wire is None:
        return
    supported = {each for each in listed(wire.data.get("supportedLanguages")) if isinstance(each, str)}
    if not supported:
        return
    others = [texts for _, _, _, texts in wire.localised if not supported.issuperset(texts)]
    pairs = (pair for texts in others for pair in texts.items() if pair[0] not in supported)
    found = Counter(language for language, value in pairs if text(mapping(value).get("text")))
    if found:
        named = ", ".join(f"{language} ({count})" for language, count in sorted(found.items()))
        words = f"there are texts in languages that the bot does not support: {named}"
        yield Problem("/supportedLanguages", words)
