"""What the parts of an export have to say of each other; the pages hold the plain cases."""

from __future__ import annotations

import pytest

from xogen.lint.export_examples import bot, component, config, dialog, node, said, service, variable
from xogen.lint.registry import rules

PACKAGE = [name for name, each in rules().items() if each.family == "package"]
HELLO = bot()["dialogs"][0]
INTENT, MESSAGE = HELLO["nodes"]
KEEP = component(4, "script", "keep", script="print(1)")


def with_dialog(**more):
    return bot(dialogs=[{**HELLO, **more}])


def action(*inner, stub=None):
    """A bot action of these nodes in its component, and of others in its node."""
    listed = inner if stub is None else stub
    outer = {**node("botAction", "nd-action", 3, "hello"), "nodes": [node("script", each, 4) for each in listed]}
    held = component(3, "botAction", "KeepAction", nodes=[node("script", each, 4) for each in inner])
    nodes = [{**INTENT, "transitions": [{"default": "nd-action"}]}, outer, MESSAGE]
    return bot(held, KEEP, dialogs=[{**HELLO, "nodes": nodes}])


def sequences(*groups):
    made = [{"nodeId": "intent0", "nodes": [{"nodeId": each} for each in group]} for group in groups]
    return bot(appType="unified", dialogs=[{**HELLO, "sequences": made}])


@pytest.mark.parametrize("name", PACKAGE)
def test_nothing_is_said_of_dialogs_that_come_from_no_export(said, name):
    assert said(name, {"name": "x", "title": {"en": "X"}, "nodes": []}) == []


@pytest.mark.parametrize("name", PACKAGE)
def test_an_export_of_training_data_alone_has_no_fault(said_of_export, name):
    bare = {key: value for key, value in HELLO.items() if key != "nodes"}
    assert said_of_export(name, bot(dialogs=[bare])) == []


CASES = {
    "a node inside a bot action lacks its component": (
        "package/missing-component",
        bot(
            component(3, "botAction", "KeepAction", nodes=[node("script", "nd-lost", 9)]),
            dialogs=[{**HELLO, "nodes": [INTENT, node("botAction", "nd-a", 3), MESSAGE]}],
        ),
        [
            (
                "/dialogComponents/2/nodes/0/componentId",
                "the node nd-lost of Say Hello names a component that is not there",
            )
        ],
    ),
    "a node names no component at all": (
        "package/missing-component",
        bot(dialogs=[{**HELLO, "nodes": [INTENT, {"type": "message", "nodeId": "lost"}]}]),
        [("/dialogs/0/nodes/1", "the node lost of Say Hello names a component that is not there")],
    ),
    "two dialogs of one refId": (
        "package/duplicate-id",
        bot(dialogs=[HELLO, dialog(2, "hello", "Say Bye", {**INTENT})]),
        [("/dialogs/1/refId", "the dialog say bye has the refId of the dialog say hello")],
    ),
    "two forms of one id, and ids that are empty": (
        "package/duplicate-id",
        bot(forms=[{"_id": "cf-1", "name": "A"}, {"_id": "cf-1", "name": "B"}, {"_id": ""}, {"_id": ""}]),
        [("/forms/1/_id", "the form B has the _id of the form A")],
    ),
    "a dialog that starts with the intent of another": (
        "package/wrong-entry",
        bot(
            component(3, "intent", "Other", dialogId="dg-9"),
            dialogs=[{**HELLO, "nodes": [node("intent", "intent0", 3), MESSAGE]}],
        ),
        [("/dialogComponents/2/dialogId", "the dialog Say Hello starts with Other, the intent of another dialog")],
    ),
    "an intent without a dialog of its own starts no other": (
        "package/wrong-entry",
        bot(component(3, "intent", "Own"), dialogs=[{**HELLO, "nodes": [node("intent", "intent0", 3), MESSAGE]}]),
        [],
    ),
    "both lists of a bot action, in another order": (
        "package/bot-action-lists",
        action("nd-1", "nd-2", stub=("nd-2", "nd-1")),
        [],
    ),
    "a node that the stub lacks": (
        "package/bot-action-lists",
        action("nd-1", "nd-2", stub=("nd-1",)),
        [("/dialogs/0/nodes/1/nodes", "the bot action KeepAction and its component name different nodes: nd-2")],
    ),
    "sequences with a node that is not there": (
        "package/broken-sequences",
        sequences(("intent0", "hello"), ("gone",)),
        [("/dialogs/0/sequences", "the dialog Say Hello has sequences with nodes that are not there: gone")],
    ),
    "sequences that share a node": (
        "package/broken-sequences",
        sequences(("intent0", "hello"), ("hello",)),
        [("/dialogs/0/sequences", "the dialog Say Hello has nodes in several sequences: hello")],
    ),
    "a bot action in XO 11": (
        "package/wrong-generation",
        {**action("nd-1"), "appType": "unified"},
        [("/dialogs/0", "the dialog Say Hello has bot actions, which XO 11 does not: KeepAction")],
    ),
    "services inside a bot action of XO 10": ("package/wrong-generation", action("nd-1"), []),
    "headers that are percent-encoded JSON": (
        "package/headers-not-json",
        bot(service(3, "read", headers={"type": "raw", "value": "%7B%22a%22%3A%22b%22%7D"})),
        [],
    ),
    "headers that are not there": (
        "package/headers-not-json",
        bot(service(3, "read", headers={"value": "undefined"})),
        [],
    ),
    "headers that are a list": (
        "package/headers-not-json",
        bot(service(3, "read", headers={"value": "[1]"})),
        [("/dialogComponents/2/headers/value", "the headers of the service read are no JSON object")],
    ),
    "components that a tool names": (
        "package/unused-component",
        bot(service(3, "read"), tools=[{"tool_actions": [{"action_id": "ref-3"}]}]),
        [],
    ),
    "more unused components than are named": (
        "package/unused-component",
        bot(*(component(number, "message", f"m{number}", message=[said("Hi.")]) for number in range(3, 8))),
        [("", "5 of 7 components are in no dialog: e.g. m3, m4, m5")],
    ),
    "a script that is not encoded": (
        "package/malformed-encoding",
        bot(component(3, "script", "s", script="x = 5 % 2;")),
        [],
    ),
    "a script that is encoded whole": (
        "package/malformed-encoding",
        bot(component(3, "script", "s", script="x%20%3D%205%20%25%202")),
        [],
    ),
    "a message script that is encoded in part": (
        "package/malformed-encoding",
        bot(
            component(
                3,
                "message",
                "m",
                message=[{"channel": "default", "localeData": {"en": {"type": "uxmap", "text": "print(5%20% 2)"}}}],
            )
        ),
        [
            (
                "/dialogComponents/2/message/0/localeData/en/text",
                "the script m holds a bare % among encoded characters; write %25",
            )
        ],
    ),
    "a name in another case": ("package/wrong-lname", with_dialog(lname="say hello "), []),
}


@pytest.mark.parametrize(("name", "export", "expected"), CASES.values(), ids=CASES)
def test_case(said_of_export, name, export, expected):
    assert said_of_export(name, export) == expected


CONFIGS = {
    "the name in another language": (
        "package/config-of-another-bot",
        bot(supportedLanguages=["en", "de"], localeData={"en": {"name": "Acme"}, "de": {"name": "Die Acme"}}),
        config(name="Die Acme"),
        [],
    ),
    "one variable in two cases is two": (
        "package/duplicate-variable",
        bot(),
        config(variable("HOST"), variable("host")),
        [],
    ),
}


@pytest.mark.parametrize(("name", "export", "settings", "expected"), CONFIGS.values(), ids=CONFIGS)
def test_case_with_config(said_of_export, name, export, settings, expected):
    assert said_of_export(name, export, settings) == expected
