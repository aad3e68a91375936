"""Two things of one id."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot, component, said
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import duplicates
from xogen.model.finding import Severity

LISTS = (("dialogs", "dialog"), ("dialogComponents", "component"), ("forms", "form"))


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="An id that two dialogs, components or forms share",
    rationale="""
        Nodes find their components by `_id`, calls and events find dialogs by `refId`, and an incremental import
        replaces what has the same `refId`. Of two things with one id one is never found, or is overwritten on import.
        No real export has it; a copied block or a merge does.
    """,
    bad=bad_export(
        bot({**component(3, "message", "bye", message=[said("Bye!")]), "refId": "ref-2"}),
        Flag("/dialogComponents/2/refId", "the component bye has the refId of the component hello"),
    ),
    good=good_export(bot()),
)
def duplicate_id(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    if wire is None:
        return
    for key, word in LISTS:
        rows = wire.rows(key)
        for field, names in (("_id", rows.ids), ("refId", rows.ref_ids)):
            if len(set(names)) == len(names):
                continue
            for _, part, first in duplicates(zip(names, rows.parts, strict=True)):
                one, other = (each.text("name") or each.text("lname") or each.pointer() for each in (part, first))
                yield Problem(part.pointer(field), f"the {word} {one} has the {field} of the {word} {other}")
