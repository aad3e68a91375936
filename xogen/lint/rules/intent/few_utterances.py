"""Intents that the platform has hardly heard of."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from xogen.lint.export_examples import Data, bot
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import few
from xogen.model.base import Owned
from xogen.model.finding import Severity

SAID = ("good morning to you", "hello there my friend", "how do you do", "nice to meet you", "a very good day")


def _trained(count: int) -> Data:
    sentences = [{"taskId": "dc-1", "sentence": said, "entities": [], "language": "en"} for said in SAID[:count]]
    return bot(dialogs=[{**bot()["dialogs"][0], "isHidden": False}], sentences=sentences)


class Options(Owned):
    """The fewest utterances that are fine."""

    least: int = Field(default=5, ge=1)


@rule(
    "bot",
    severity=Severity.INFO,
    summary="Intents with too few utterances to be told apart",
    rationale="""
        The platform's training check warns of intents with too few utterances, and its cross-validation takes five as
        the least. Hidden dialogs, and intents without any utterance, are left out. Said once a bot, of exports and
        of what was imported from one.
    """,
    bad=bad_export(_trained(2), Flag("", "1 of 1 intents has fewer than 5 utterances in en: SayHello")),
    good=good_export(_trained(5)),
    options=Options,
)
def few_utterances(facts: BotFacts, options: Options) -> Iterator[Problem]:
    lacking: dict[str, list[str]] = {}
    trained: dict[str, int] = {}
    for task in facts.tasks if facts.origin else ():
        entry = task.task.nodes[0] if task.task.nodes else None
        if entry is None or entry.type != "intent" or task.task.hidden:
            continue
        for language, said in entry.utterances.items():
            if said:
                trained[language] = trained.get(language, 0) + 1
            if 0 < len(said) < options.least:
                lacking.setdefault(language, []).append(entry.component)
    for language, names in lacking.items():
        have = "has" if len(names) == 1 else "have"
        count = f"{len(names)} of {trained[language]} intents {have} fewer than {options.least} utterances"
        yield Problem("", f"{count} in {language}: {few(names)}")
