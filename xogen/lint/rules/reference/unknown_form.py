"""A form that the bot does not have."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot, component, node, said
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.model.finding import Severity

LINK = said("Please fill in {{context.askDetails.formLink}}.")
ASK = component(3, "form", "askDetails", resourceId="ref-form", message=[LINK])
FIRST, HELLO = bot()["dialogs"][0]["nodes"]
NODES = [{**FIRST, "transitions": [{"default": "form0"}]}, node("form", "form0", 3, "hello"), HELLO]
DIALOGS = [{**bot()["dialogs"][0], "nodes": NODES}]


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A form node whose form is not in the export",
    rationale="""
        A form node shows the digital form that its component names by `resourceId`; the form is there for 43 of 43
        real ones. Without it there is nothing to fill in: when the conversation gets here, the task is discarded.
    """,
    bad=bad_export(
        bot(ASK, dialogs=DIALOGS, forms=[]),
        Flag("/dialogComponents/2/resourceId", "the form node askDetails shows a form that is not there"),
    ),
    good=good_export(bot(ASK, dialogs=DIALOGS, forms=[{"_id": "cf-1", "refId": "ref-form", "name": "Details"}])),
)
def unknown_form(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    if wire is None or not isinstance(wire.data.get("forms"), list):
        return
    known = {form.text(key) for form in wire.list("forms") for key in ("refId", "_id")}
    for part in wire.components_of("form"):
        named = part.text("resourceId")
        if named and named not in known:
            yield Problem(
                part.pointer("resourceId"), f"the form node {part.text('name')} shows a form that is not there"
            )
