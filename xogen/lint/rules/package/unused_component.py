"""Components that nothing shows."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Removal
from xogen.lint.export_examples import bot, component, said
from xogen.lint.facts import BotFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import few
from xogen.model.finding import Severity

BYE = component(3, "message", "bye", message=[said("Bye!")])


@rule(
    "bot",
    severity=Severity.INFO,
    summary="Components that no node shows",
    rationale="""
        A node that is deleted on the canvas leaves its component behind: it stays in the assets, is exported, and takes
        its name. That harms nobody, so it is said once a bot. What refers to a component otherwise (a tool, an
        experience flow) counts as a use.
    """,
    bad=bad_export(bot(BYE), Flag("", "1 of 3 components is in no dialog: bye")),
    good=good_export(bot()),
)
def unused_component(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    if wire is None or not wire.has_flows:
        return
    rows, used = wire.components, wire.used_components
    alone = [rows.part(number) for number, each in enumerate(rows.ids) if each not in used]
    unused = [part for part in alone if not wire.is_named_elsewhere(part)]
    names = [part.text("name") or part.text("_id") for part in unused]
    if names:
        are = "is" if len(names) == 1 else "are"
        words = f"{len(names)} of {len(rows.ids)} components {are} in no dialog: {few(names)}"
        own = {part.text("refId") for part in unused} - {""}
        gone = [*unused, *(entry for entry in wire.list("patterns") if entry.text("refId") in own)]
        yield Problem("", words, fix=unsafe("remove them", *(Removal(part.pointer()) for part in gone)))
