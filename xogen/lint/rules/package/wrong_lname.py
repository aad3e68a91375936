"""A dialog whose second name is not its first one."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Edit
from xogen.lint.export_examples import bot, dialog
from xogen.lint.facts import BotFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import path, text
from xogen.model.finding import Severity

RENAMED = bot(dialogs=[{**bot()["dialogs"][0], "lname": "greet"}])


@rule(
    "bot",
    severity=Severity.WARNING,
    summary="A dialog whose `lname` is not its name in lower case",
    rationale="""
        The platform keeps a dialog's name a second time as `lname`, in lower case: so it is in 495 of 495 dialogs of
        real exports. It differs after a rename by hand, and the platform may then know the dialog under either name
        (inferred).
    """,
    bad=bad_export(RENAMED, Flag("/dialogs/0/lname", "the dialog Say Hello has the lname 'greet', not 'say hello'")),
    good=good_export(bot(dialogs=[dialog(1, "hello", "Say Hello", *bot()["dialogs"][0]["nodes"])])),
)
def wrong_lname(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    language = text(wire.data.get("defaultLanguage")) if wire else ""
    for part in wire.dialogs if wire else ():
        name, known = text(path(part.value, "localeData", language, "name")), part.text("lname")
        if name and known and known.strip() not in {name.lower().strip(), name.casefold().strip()}:
            words = f"the dialog {name} has the lname {known!r}, not {name.lower()!r}"
            here = part.pointer("lname")
            yield Problem(here, words, fix=unsafe("write the name in lower case", Edit(here, name.lower())))
