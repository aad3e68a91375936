"""A content variable that the bot does not have."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot, component, said
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.variables import unknown_names
from xogen.model.finding import Severity

HELLO = component(2, "message", "hello", message=[said("{{content.Greeting}}")])
COMPONENTS = [bot()["dialogComponents"][0], HELLO]
GREETING = {"key": "Greeting", "localeData": {"en": {"value": "Hello!"}}, "variableType": "locale"}


@rule(
    "bot",
    severity=Severity.ERROR,
    reads_scripts=True,
    summary="A content variable that the bot does not have",
    rationale="""
        `{{content.X}}` shows a text that `contentVariables` holds in each language. A name that is not there gives
        "variable not found" when the conversation gets here. All content variables of 66 real exports are there. Of the
        places in one node the first is shown.
    """,
    bad=bad_export(
        bot(dialogComponents=COMPONENTS, contentVariables=[{**GREETING, "key": "Greetings"}]),
        Flag(
            "/dialogComponents/1/message/0/localeData/en/text",
            "there is no content variable 'Greeting'; did you mean 'Greetings'?",
            "hello",
        ),
    ),
    good=good_export(bot(dialogComponents=COMPONENTS, contentVariables=[GREETING])),
)
def unknown_content(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.origin
    if wire is None or not isinstance(wire.data.get("contentVariables"), list):
        return
    known = {part.text("key") for part in wire.list("contentVariables")}
    for task, use, name in unknown_names(facts, "content", known):
        meant = task.did_you_mean("content variable", name, known)
        yield Problem(use.pointer, f"there is no content variable {name!r}{meant}", use.place.node.id, dialog=task)
