"""A translation that shows other values than the original."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.references import references

START = intent("company", utterances={"en": ["add a lead"], "de": ["einen Lead anlegen"]})
ASK = {"text": {"en": "Which company?", "de": "Welche Firma?"}}
SORRY = {"text": {"en": "Please name the company.", "de": "Bitte nennen Sie die Firma."}}


def _saved(german: str) -> Data:
    texts = {"en": "Saved {{context.entities.company}}.", "de": german}
    return dialog(
        START,
        entity("company", "done", prompt=[ASK], error_prompt=[SORRY]),
        message("done", "", responses=[{"text": texts}]),
        languages=["en", "de"],
        title={"en": "Create Lead", "de": "Lead anlegen"},
    )


@rule(
    "task",
    needs="translated",
    severity=Severity.WARNING,
    summary="A translation that lacks a value of the original",
    rationale="""
        The text in one language shows a value (`{{context.entities.company}}`), the same text in another language does
        not, or shows another. Users of that language miss it, and nobody who tests in the first language sees it.
        References to `content` are left out: each language may have its own.
    """,
    bad=bad(
        _saved("{{context.entities.firma}} ist gespeichert."),
        Flag("/nodes/2/responses/0/text/de", "the text in de lacks {{context.entities.company}} of en", "done"),
    ),
    good=good(_saved("{{context.entities.company}} ist gespeichert.")),
)
def references_differ(task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    first = task.language
    for saying in facts.said.translated:
        said = saying.response.text
        wanted = _shown(said.get(first, ""))
        for language, text in said.items():
            lacking = (
                [name for name in wanted if name not in _shown(text)] if text.strip() and language != first else []
            )
            if lacking:
                named = ", ".join(f"{{{{{name}}}}}" for name in lacking)
                words = f"the text in {language} lacks {named} of {first}"
                yield Problem(saying.at("text", language), words, saying.place.node.id)


def _shown(text: str) -> dict[str, None]:
    return {each.expression: None for each in references(text) if not each.expression.startswith("content.")}
