"""Sizes: the last that is fine, and the first that is not."""

from __future__ import annotations

import pytest

from xogen.lint.examples import dialog, intent, message, node, service
from xogen.lint.export_examples import bot, config, variable


def printed(source):
    return dialog(intent("m"), message("m", "", responses=[{"script": {"en": source}}]))


def waits(kind, seconds):
    return dialog(intent("n"), node(kind, "n", properties={"serviceAPITimeout": seconds}))


def agent(**held):
    return dialog(intent("n"), node("assist", "n", properties={"generativeAI": {"dynamicEntityConfig": held}}))


BUTTONS = "[{}, {}, {}, {}]"
CASES = {
    "75 nodes": ("size/too-many-nodes", dialog(intent("n"), *(message(f"n{at}", "Hi.") for at in range(74))), []),
    "12 ways out": (
        "size/too-many-branches",
        dialog(
            node(
                "logic",
                "n",
                [{"to": "end", "when": {"context": "context.a", "op": "eq", "value": str(at)}} for at in range(12)],
            )
        ),
        [],
    ),
    "a service that calls nothing": (
        "size/timeout-out-of-range",
        dialog(intent("s"), service("s", "end", "end", timeout=120, host="", path="")),
        [],
    ),
    "a prompt of 9 seconds": (
        "size/timeout-out-of-range",
        waits("generative", 9),
        [("/nodes/1", "n waits 9 seconds, and the platform offers 10 to 60")],
    ),
    "a search of 9 seconds, in quotes": ("size/timeout-out-of-range", waits("search", "9"), []),
    "no number": ("size/timeout-out-of-range", waits("search", None), []),
    "a prompt of 2000 characters": (
        "size/long-prompt",
        dialog(intent("n"), node("generative", "n", properties={"generativeAI": {"prompt": "a" * 2000}})),
        [],
    ),
    "a prompt that is no text": (
        "size/long-prompt",
        dialog(intent("n"), node("generative", "n", properties={"generativeAI": {"prompt": 5}})),
        [],
    ),
    "long rules": (
        "size/overloaded-agent-node",
        agent(rules=["a" * 251, "b" * 250], exitScenarios=["c"] * 5),
        [("/nodes/1", "the agent node n has 1 of its rules longer than 250 characters")],
    ),
    "a list of five": (
        "size/oversized-template",
        printed("var m = {payload: {template_type: 'list', elements: [{}, {}, {}, {}, {}]}};\nprint(m);"),
        [("/nodes/1/responses/0/script/en/0", "this list template has 5 elements, more than 4")],
    ),
    "a list that is put together": (
        "size/oversized-template",
        printed("print({template_type: 'list', elements: [...a, {}, {}, {}, {}]})"),
        [],
    ),
    "a carousel": (
        "size/oversized-template",
        printed(f"print({{template_type: 'carousel', elements: [{{buttons: {BUTTONS}}}, {{buttons: [{{}}]}}]}})"),
        [("/nodes/1/responses/0/script/en", "this carousel template has a card with 4 buttons, more than 3")],
    ),
    "a long text on quick replies": (
        "size/oversized-template",
        printed(f"print({{template_type: 'quick_replies', text: '{'a' * 641}'}})"),
        [("/nodes/1/responses/0/script/en", "this quick_replies template has a text of 641 characters, more than 640")],
    ),
    "comments between buttons": (
        "size/oversized-template",
        printed("print({template_type: 'button', buttons: [{}, /* two */ {}, {}, {}, {} // five\n]})"),
        [],
    ),
    "40 characters": ("naming/long-name", dialog(intent("a" * 40), message("a" * 40, "Hi.")), []),
}


@pytest.mark.parametrize(("name", "data", "expected"), CASES.values(), ids=CASES)
def test_case(said, name, data, expected):
    assert said(name, data) == expected


def test_fifty_dialogs_are_fine(said):
    assert said("size/too-many-dialogs", *(dialog(intent("end"), name=f"d{at}") for at in range(50))) == []


def test_a_config_of_500_kb_is_fine(said_of_export):
    bare = len('{"name": "Acme", "envVariables": [{"key": "A", "value": "", "variableType": "env"}]}')
    assert said_of_export("size/large-config", bot(), config(variable("A", "a" * (500_000 - bare)))) == []
    assert said_of_export("size/large-config", bot(), config(variable("A", "a" * (500_001 - bare)))) == [
        ("config.json", "this file has 500 KB at least, and import takes 500 KB")
    ]
