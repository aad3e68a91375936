from __future__ import annotations

import pytest

from xogen.lint.examples import confirmation, entity, intent, node, script

RULE = "script/message-never-prints"
WORDS = "the script never prints, so nothing is said"


def says(source):
    return node("message", "x", responses=[{"script": {"en": source}}])


@pytest.mark.parametrize(
    ("silent", "pointer"),
    [
        (says("context.a = 'x'"), "/responses/0/script/en"),
        (says("'print(1)'; // print(1)"), "/responses/0/script/en"),
        (says("function print(x) {} print(1)"), "/responses/0/script/en"),
        (entity("x", "end", prompt=[{"script": {"en": "return 'x'"}}]), "/prompt/0/script/en"),
        (entity("x", "end", error_prompt=[{"script": {"en": "return 'x'"}}]), "/error_prompt/0/script/en"),
        (confirmation("x", "end", "end", prompt=[{"script": {"en": "return 'x'"}}]), "/prompt/0/script/en"),
    ],
)
def test_who_never_prints(found, silent, pointer):
    assert found(RULE, intent("x"), silent) == [(f"/nodes/1{pointer}", WORDS)]


@pytest.mark.parametrize(
    "source",
    [
        "print(1)",
        "if (context.a) { print(1) }",
        "function say(x) { print(x) } say(1)",
        "[1].forEach(print)",
        pytest.param("  \n", id="a blank script is an empty message"),
        pytest.param("context.a = (", id="a script that does not parse has its own rule"),
    ],
)
def test_who_does(found, source):
    assert found(RULE, intent("x"), says(source)) == []


def test_a_script_node_says_nothing_by_nature(found):
    assert found(RULE, intent("x"), script("x", "context.a = 1", "end")) == []
