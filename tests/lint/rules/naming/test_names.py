"""Names: what the builder gave, what a copy is called, what the platform keeps for itself."""

from __future__ import annotations

import pytest

from xogen.lint.examples import dialog, intent, message, node
from xogen.lint.export_examples import bot, config, variable

HELLO = bot()["dialogs"][0]


def titled(title, **more):
    return dialog(intent("m"), message("m", "Hi."), title=title, **more)


CASES = {
    "a label": (
        "naming/stray-space",
        dialog(intent("m"), message("m", "Hi.", label={"en": " Greeting"})),
        [("/nodes/1/label/en", "the label ' Greeting' has stray spaces")],
    ),
    "a call has the label of its dialog": (
        "naming/stray-space",
        dialog(intent("c"), node("dialog-call", "c", dialog="x", label={"en": "X "})),
        [],
    ),
    "a name of one's own with digits": (
        "naming/generated-name",
        dialog(intent("agent0001"), message("agent0001", "Hi.")),
        [],
    ),
    "a name of another kind is one's own": (
        "naming/generated-name",
        dialog(intent("x"), node("entity", "x", name="Message0001")),
        [],
    ),
    "an intent has no generated name": (
        "naming/generated-name",
        dialog(intent("m", "Intent0001"), message("m", "Hi.")),
        [],
    ),
    "words that begin like a copy": ("naming/copied-name", titled("Copy Order"), []),
    "a copy of": (
        "naming/copied-name",
        titled("Copy of Order"),
        [("/title/en", "the dialog is called 'Copy of Order', as a copy is")],
    ),
    "a numbered copy": (
        "naming/copied-name",
        titled("order_copy_2"),
        [("/title/en", "the dialog is called 'order_copy_2', as a copy is")],
    ),
    "a photocopy": ("naming/copied-name", titled("Order Photocopy"), []),
    "a message may be called so": (
        "naming/reserved-context-key",
        dialog(intent("history"), message("history", "Hi.")),
        [],
    ),
    "two words in one": ("naming/intent-name-advice", titled("CreateLead"), []),
    "an abbreviation is one word": (
        "naming/intent-name-advice",
        titled("FAQ"),
        [("/title/en", "'FAQ' has 1 word, not 2 to 4")],
    ),
}


@pytest.mark.parametrize(("name", "data", "expected"), CASES.values(), ids=CASES)
def test_case(said, name, data, expected):
    assert said(name, data) == expected


OF_EXPORT = {
    "all names of an export are one finding": (
        "naming/intent-name-advice",
        bot(
            dialogs=[
                {**HELLO, "isHidden": False, "localeData": {"en": {"name": "Hello"}}},
                {**HELLO, "_id": "dg-2", "refId": "r2", "isHidden": False, "localeData": {"en": {"name": "The Bye"}}},
                {**HELLO, "_id": "dg-3", "refId": "r3"},
            ]
        ),
        None,
        [("", "2 of 2 names of dialogs go against the platform's advice: e.g. 'Hello' has 1 word, not 2 to 4")],
    ),
    "a key with a space": (
        "naming/invalid-variable-key",
        bot(),
        config(variable("MY HOST"), variable("_ok$1"), {"value": "x"}),
        [
            ("config.json/envVariables/0/key", "'MY HOST' is no valid name of a variable; MY_HOST would be one"),
            ("config.json/envVariables/2", "'' is no valid name of a variable"),
        ],
    ),
    "a hidden dialog may have the bot's name": (
        "naming/named-after-bot",
        bot(localeData={"en": {"name": "Say Hello"}}),
        None,
        [],
    ),
    "one dialog exported alone has no other name": (
        "naming/named-after-bot",
        {"name": "Fly", "nodes": [{"type": "intent", "nodeId": "i", "componentIndex": 0}], "components": [{}]},
        None,
        [],
    ),
}


@pytest.mark.parametrize(("name", "export", "settings", "expected"), OF_EXPORT.values(), ids=OF_EXPORT)
def test_case_of_an_export(said_of_export, name, export, settings, expected):
    assert said_of_export(name, export, settings) == expected


@pytest.mark.parametrize(
    ("kind", "name", "is_found"),
    [
        ("message", "größe", False),
        ("message", "名前", False),
        ("message", "नाम", False),
        ("message", "$total", False),
        ("message", "my name", True),
        ("message", "2nd", True),
        ("message", "a-b", True),
        ("intent", "予約 する", False),
        ("intent", "2FA Setup", False),
        ("intent", "what's up", True),
    ],
)
def test_names_that_the_platform_took(said_of_export, kind, name, is_found):
    export = bot()
    part = next(each for each in export["dialogComponents"] if each["type"] == kind)
    part["name"] = name
    found = [message for _, message in said_of_export("naming/invalid-name", export)]
    assert [message.partition(";")[0] for message in found] == [f"the name {name!r} is no identifier"] * is_found
