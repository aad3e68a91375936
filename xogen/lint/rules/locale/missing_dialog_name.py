"""Dialogs without a name in one of the languages."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.wire_data import few
from xogen.model.finding import Severity

START = intent("done", utterances={"en": ["add a lead"], "de": ["einen Lead anlegen"]})
DONE = message("done", "", responses=[{"text": {"en": "Saved.", "de": "Gespeichert."}}])


@rule(
    "bot",
    severity=Severity.INFO,
    summary="Dialogs without a name in one of the bot's languages",
    rationale="""
        The platform recognises a dialog by the words of its name, and shows the name where it asks which of two dialogs
        is meant. Without one in the user's language it can do neither (inferred). Hidden dialogs are left out. Said
        once for each language.
    """,
    bad=bad(dialog(START, DONE, languages=["en", "de"]), Flag("", "1 of 1 dialogs has no name in de: create-lead")),
    good=good(dialog(START, DONE, languages=["en", "de"], title={"en": "Create Lead", "de": "Lead anlegen"})),
)
def missing_dialog_name(facts: BotFacts) -> Iterator[Problem]:
    lacking: dict[str, list[str]] = {}
    shown = [task.task for task in facts.tasks if not task.task.hidden]
    for task in shown:
        for language in task.languages:
            if not task.title.get(language, "").strip():
                lacking.setdefault(language, []).append(task.name)
    for language, names in lacking.items():
        have = "has" if len(names) == 1 else "have"
        yield Problem("", f"{len(names)} of {len(shown)} dialogs {have} no name in {language}: {few(names)}")
