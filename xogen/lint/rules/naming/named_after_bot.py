"""A dialog that is called as the bot is."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.pointers import to_pointer
from xogen.lint.export_examples import bot as example
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.model.finding import Severity

SHOWN = [{**example()["dialogs"][0], "isHidden": False}]


@rule(
    "bot",
    severity=Severity.INFO,
    summary="A dialog of the same name as the bot",
    rationale="""
        The platform advises against it: whoever says the bot's name ("hello Acme") starts the dialog. Hidden dialogs
        are left out, and so is the export of one dialog, which has no other name.
    """,
    bad=bad_export(
        example(localeData={"en": {"name": "Say Hello"}}, dialogs=SHOWN),
        Flag("/dialogs/0/localeData/en/name", "the dialog has the name of the bot"),
    ),
    good=good_export(example(dialogs=SHOWN)),
)
def named_after_bot(facts: BotFacts) -> Iterator[Problem]:
    bot = facts.known.bot or facts.known.origin
    name = bot.name.strip().casefold() if bot and bot.generation != "dialog" else ""
    for task in facts.tasks:
        for language, title in task.task.title.items():
            if name and not task.task.hidden and title.strip().casefold() == name:
                yield Problem(to_pointer(("title", language)), "the dialog has the name of the bot", dialog=task)
