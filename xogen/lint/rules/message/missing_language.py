"""Texts that one of the bot's languages lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import BotFacts, TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import responses_of
from xogen.lint.wire_data import few
from xogen.model.finding import Severity
from xogen.model.nodes import Node

INTENT = intent("done", utterances={"en": ["add a lead"], "de": ["einen Lead anlegen"]})
TITLE = {"en": "Create Lead", "de": "Lead anlegen"}
MOST = 3
"""Texts that are reported one by one; where more are missing, the translation as a whole is."""


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A text that a language of the dialog lacks",
    rationale="""
        A user who writes in that language gets no text here, or one in another language: what the platform then does
        is not documented. Either translate the text, or take the language out of `languages`. Where more than three
        texts of an export lack a language, they are counted in one finding.
    """,
    bad=bad(
        dialog(INTENT, message("done", "Done."), languages=["en", "de"], title=TITLE),
        Flag("/nodes/1/responses/0", "the text of done is not there in de", "done"),
    ),
    good=good(
        dialog(
            INTENT,
            message("done", "Done.", responses=[{"text": {"en": "Done.", "de": "Erledigt."}}]),
            languages=["en", "de"],
            title=TITLE,
        )
    ),
)
def missing_language(facts: BotFacts) -> Iterator[Problem]:
    entries: dict[tuple[object, ...], Lack] = {}
    for task in facts.tasks:
        for each in _responses(task):
            # One component in several dialogs is said once.
            entries.setdefault((each.node.ref_id or (task.task.name, each.node.id), each.key, each.at), each)
    if facts.known.bot is not None and len(entries) > MOST:
        yield from _counted(entries.values())
        return
    for each in entries.values():
        words = f"the text of {each.node.component} is not there in {', '.join(each.lacking)}"
        yield Problem(each.pointer, words, each.node.id, dialog=each.task)


class Lack(NamedTuple):
    """One response and the languages that it lacks."""

    task: TaskFacts
    node: Node
    key: str
    at: int
    pointer: str
    lacking: tuple[str, ...]


def _counted(entries: Iterable[Lack]) -> Iterator[Problem]:
    by_language: dict[str, list[str]] = {}
    for each in entries:
        for language in each.lacking:
            by_language.setdefault(language, []).append(each.node.component)
    for language, names in by_language.items():
        have = "text is" if len(names) == 1 else "texts are"
        yield Problem("", f"{len(names)} {have} not there in {language}: {few(names)}")


def _responses(task: TaskFacts) -> Iterator[Lack]:
    languages = task.task.languages
    for place in task.said.speaking:
        for key, number, response in responses_of(place.node):
            text = response.text
            for language in languages:
                if language not in text:
                    break
            else:
                continue
            there = {*text, *response.script}
            lacking = tuple([language for language in languages if language not in there])
            if there and lacking:
                pointer = f"{place.pointer}/{key}/{number}"
                yield Lack(task, place.node, key, number, pointer, lacking)
