from __future__ import annotations

import pytest

from xogen.lint.examples import confirmation, entity, intent, node, script, service

RULE = "script/syntax-error"
EARLY = "the script does not parse: the script ends too early: something is not closed"


@pytest.mark.parametrize(
    ("broken", "pointer", "message"),
    [
        (script("x", "if (a) {", "end"), "/script", f"{EARLY} (line 1, column 9)"),
        (
            script("x", "let a = 1;\nlet a = 2;", "end"),
            "/script/1",
            "the script does not parse: invalid redefinition of lexical identifier (line 2, column 7)",
        ),
        (
            node("message", "x", responses=[{"script": {"en": "print(1)", "de": "print(1"}}]),
            "/responses/0/script/de",
            f"{EARLY} (line 1, column 8)",
        ),
        (entity("x", "end", prompt=[{"script": {"en": "print('"}}]), "/prompt/0/script/en", None),
        (entity("x", "end", error_prompt=[{"script": {"en": "print('"}}]), "/error_prompt/0/script/en", None),
        (confirmation("x", "end", "end", prompt=[{"script": {"en": "\n("}}]), "/prompt/0/script/en/1", None),
        (service("x", "end", "end", pre_processor="a b"), "/pre_processor", None),
        (service("x", "end", "end", post_processor="\n\na b"), "/post_processor/2", None),
    ],
)
def test_every_script_of_every_kind_is_parsed(found, broken, pointer, message):
    ((where, what),) = found(RULE, intent("x"), broken)
    assert where == f"/nodes/1{pointer}"
    assert what.startswith(message or "the script does not parse: ")


@pytest.mark.parametrize("source", ["", "return", "x = {{context.y}};", "await_ = 1", "print(`${context.a?.b}`)"])
def test_scripts_that_parse(found, source):
    assert found(RULE, intent("x"), script("x", source, "end")) == []
