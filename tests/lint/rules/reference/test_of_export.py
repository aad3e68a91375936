"""What a bot's parts refer to beside nodes: variables, forms, profiles, events, training data."""

from __future__ import annotations

import pytest

from xogen.lint.export_examples import bot, calling, component, config, dialog, node, said, service, variable

HELLO = bot()["dialogs"][0]
READS = calling(service(3, "readLeads"))
FIRST = bot()["dialogComponents"][0]


def says(text):
    return bot(dialogComponents=[FIRST, component(2, "message", "hello", message=[said(text)])])


CASES = {
    "a variable without config.json": ("reference/unknown-variable", READS, None, []),
    "a variable that is there": ("reference/unknown-variable", READS, config(variable("HOST")), []),
    "two texts of one node": (
        "reference/unknown-variable",
        says("{{env.A}} and {{env.A}} and {{env.B}}"),
        config(variable("HOST")),
        [
            ("/dialogComponents/1/message/0/localeData/en/text", "there is no variable env.A; there are: HOST"),
            ("/dialogComponents/1/message/0/localeData/en/text", "there is no variable env.B; there are: HOST"),
        ],
    ),
    "a variable whose name is computed": ("reference/unknown-variable", says("{{env[context.which]}}"), config(), []),
    "a variable that a profile alone reads": (
        "reference/unused-variable",
        bot(idpConfigurations=[{"name": "p", "fields": [{"key": "clientId", "value": "{{env.CLIENT}}"}]}]),
        config(variable("CLIENT"), variable("OTHER")),
        [("config.json/envVariables", "1 of 2 variables is never read: OTHER")],
    ),
    "no variables": ("reference/unused-variable", bot(), config(), []),
    "content variables that the export leaves out": ("reference/unknown-content", says("{{content.X}}"), None, []),
    "a form that is named by its id": (
        "reference/unknown-form",
        bot(component(3, "form", "ask", resourceId="cf-1"), forms=[{"_id": "cf-1"}]),
        None,
        [],
    ),
    "authorization without a profile": (
        "reference/unknown-profile",
        bot(service(3, "read", authRequired=True), idpConfigurations=[]),
        None,
        [("/dialogComponents/2/authRequired", "the service read needs authorization and names no profile")],
    ),
    "no authorization": (
        "reference/unknown-profile",
        bot(service(3, "read", authRequired=False), idpConfigurations=[]),
        None,
        [],
    ),
    "an action that is not there": (
        "reference/unknown-integration",
        bot(service(3, "read", integrationId="twilio"), preBuiltIntegrations=[]),
        None,
        [
            (
                "/dialogComponents/2/integrationId",
                "the service read belongs to the action twilio, which is not in the export",
            )
        ],
    ),
    "a namespace that is named by its id": (
        "reference/unknown-namespace",
        bot(namespaces=[{"_id": "ns-1", "refId": "r"}], dialogs=[{**HELLO, "vNameSpace": ["ns-1"]}]),
        None,
        [],
    ),
    "an event that is off": (
        "reference/unknown-event-dialog",
        bot(botEvents={"WELCOME_MESSAGE_EVENT": {"enabled": False, "task": "ref-gone"}}),
        None,
        [],
    ),
    "a default dialog that is not there": (
        "reference/unknown-event-dialog",
        bot(defaultDialogId="ref-gone"),
        None,
        [("/defaultDialogId", "the bot by default starts a dialog that is not there")],
    ),
    "a mark of an entity that is not there": (
        "reference/unknown-training-target",
        bot(
            sentences=[
                {
                    "taskId": "dc-1",
                    "sentence": "hi Ann",
                    "entities": [{"entityId": "dc-9", "startIndex": 3, "endIndex": 6}],
                }
            ]
        ),
        None,
        [("/sentences/0/entities/0/entityId", "1 of 1 utterances and patterns trains something that is not there")],
    ),
    "patterns of two intents that are not there": (
        "reference/unknown-training-target",
        bot(patterns=[{"refId": f"ref-{n}", "taskType": "intent", "nodeType": "dialog"} for n in (1, 8, 9)]),
        None,
        [("/patterns/1/refId", "2 of 3 utterances and patterns train something that is not there")],
    ),
    "a pattern of small talk": (
        "reference/unknown-training-target",
        bot(patterns=[{"refId": "x", "taskType": "smalltalk", "nodeType": "other"}]),
        None,
        [],
    ),
    "a tool that calls no service": (
        "reference/unknown-tool-service",
        bot(tools=[{"tool_name": "t", "tool_actions": [{"action_id": "x", "action_type": "script"}]}]),
        None,
        [],
    ),
    "a hidden dialog that calls itself only": (
        "project/dialog-never-called",
        bot(
            component(3, "intent", "Again", dialogId="dg-2"),
            dialogs=[
                HELLO,
                dialog(
                    2,
                    "again",
                    "Do Again",
                    node("intent", "intent0", 3, "i1"),
                    {**node("intent", "i1", 3), "flowTaskId": "ref-again"},
                ),
            ],
        ),
        None,
        [("/dialogs/1", "nothing calls the hidden dialog Do Again")],
    ),
    "a hidden dialog that a tool names": (
        "project/dialog-never-called",
        bot(
            dialogs=[HELLO, dialog(2, "bye", "Say Bye", node("intent", "intent0", 1))],
            experienceFlows=[{"x": '{"d":"ref-bye"}'}],
        ),
        None,
        [],
    ),
    "a bot with a dynamic intent": (
        "project/dialog-never-called",
        bot(
            component(3, "dynamicIntent", "any", intentPath="{{context.next}}"),
            dialogs=[
                {**HELLO, "nodes": [*HELLO["nodes"], node("dynamicIntent", "d0", 3)]},
                dialog(2, "bye", "Bye", HELLO["nodes"][0]),
            ],
        ),
        None,
        [],
    ),
    "settings that are not exported": ("project/missing-fallback", bot(defaultDialogId=""), None, []),
    "an event that answers": (
        "project/missing-fallback",
        bot(defaultDialogId="", botEvents={"INTENT_UNIDENTIFIED": {"enabled": True, "action": "showMessage"}}),
        None,
        [],
    ),
}


@pytest.mark.parametrize(("name", "export", "settings", "expected"), CASES.values(), ids=CASES)
def test_case(said_of_export, name, export, settings, expected):
    assert said_of_export(name, export, settings) == expected
