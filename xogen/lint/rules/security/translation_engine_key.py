"""The key of a translation engine, in the export."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import text
from xogen.model.finding import Severity
from xogen.model.secrets import is_secret_name

# Made up, and put together here so that no scanner takes this file for a leak.
MADE_UP = "".join(("q7Zt", "93kPvw", "2LmXa8"))
REFERENCE = "{{"


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="The key of a translation engine in the export",
    rationale="""
        The platform exports the settings of translation engines with their keys. Whoever gets the file translates at
        your cost. Take the key out of the file before it is committed or sent, and revoke it if it was. The value is
        never shown, here or in a report.
    """,
    bad=bad_export(
        bot(translationEngines=[{"name": "google", "apiKey": MADE_UP}]),
        Flag("/translationEngines/0/apiKey", "the apiKey of the translation engine google stands in this file"),
    ),
    good=good_export(bot(translationEngines=[{"name": "google", "apiKey": ""}])),
)
def translation_engine_key(facts: BotFacts) -> Iterator[Problem]:
    for part in facts.wire.list("translationEngines") if facts.wire else ():
        name = text(part.value.get("name")) or text(part.value.get("engine")) or text(part.value.get("type"))
        for key, value in part.value.items():
            filled = text(value).strip()
            if is_secret_name(str(key)) and filled and REFERENCE not in filled and not set(filled) <= {"*"}:
                words = f"the {key} of the translation engine {name}".strip()
                yield Problem(part.pointer(str(key)), f"{words} stands in this file")
