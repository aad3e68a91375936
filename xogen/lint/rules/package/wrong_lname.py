"""A dialog whose second name is not its first one."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Edit
from xogen.lint.export_examples import bot, dialog
from xogen.lint.facts import BotFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_rows import column
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
    if wire is None:
        return
    names = column(wire.dialogs.values, "lname")
    for number, (name, known) in enumerate(zip(wire.titles, names, strict=True)):
        if name.lower() == known or not name or not known:
            continue
        if known.strip() not in {name.lower().strip(), name.casefold().strip()}:
            words = f"the dialog {name} has the lname {known!r}, not {name.lower()!r}"
            here = wire.dialogs.part(number).pointer("lname")
            yield Problem(here, words, fix=unsafe("write the name in lower case", Edit(here, name.lower())))
