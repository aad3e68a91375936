from __future__ import annotations

from types import SimpleNamespace

import pytest

from xogen.packs.environment import Renderer, TemplateStringError
from xogen.packs.source import SourceFile

SHARED = {
    "shared/a.js": SourceFile("p/shared/a.js", "// <%= object %>\n"),
    "shared/bad.js": SourceFile("p/shared/bad.js", "\n\n<%= nope %>"),
    "shared/broken.js": SourceFile("p/shared/broken.js", "\n<% if %>"),
}
VARIABLES = {"parameters": SimpleNamespace(confirm=True, fields=["a", "b"]), "object": "Lead", "item": {"name": "E"}}


NO_FILE = "the pack has no file"


@pytest.fixture
def renderer():
    return Renderer(SHARED)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{context.entities.x}} {% raw %} {# #}", "{{context.entities.x}} {% raw %} {# #}"),
        ("<%= object %> {{context.<%= object %>}}", "Lead {{context.Lead}}"),
        ("<%# a note %>x", "x"),
        ("<% if parameters.confirm %>\nyes\n<% endif %>\n", "yes\n"),
        ("<%= parameters.confirm %>", "true"),
        ("<%= parameters.fields | join(', ') %>", "a, b"),
        ("<%= parameters.fields | js %>", '["a", "b"]'),
        ("<%= '</script>\u2028' | js %>", '"<\\/script>\\u2028"'),
        ("<%= item.name %>", "E"),
        ('<% include "shared/a.js" %>\nx', "// Lead\nx"),
        ("<%= 3 * 4 + 1 %>", "13"),
    ],
)
def test_render(renderer, source, text):
    assert renderer.render(source, VARIABLES) == text


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("a\n<%= objekt %>", 2, "unknown variable 'objekt'; did you mean 'object'?"),
        ("<%= parameters.confrm %>", 1, "unknown name 'confrm'; did you mean 'confirm'?"),
        ("<%= object.nme %>", 1, "unknown name 'nme'"),
        ("\n<% if %>", 2, "wrong template syntax: Expected an expression, got 'end of statement block'"),
        ("<%= parameters.fields %>", 1, "a list or table cannot stand in text; join it, or write it with | js"),
        ("<%= none %>", 1, "no value cannot stand in text; join it, or write it with | js"),
        ("<%= ''.__class__ %>", 1, "access to attribute '__class__' of 'str' object is unsafe."),
        ("<%= parameters.fields.append(1) %>", 1, "access to attribute 'append' of 'list' object is unsafe."),
        ("<%= 9 ** 999999 %>", 1, "a template multiplies numbers only, it has no '**' for the rest"),
        ("<%= 'a' * 999999999 %>", 1, "a template multiplies numbers only, it has no '*' for the rest"),
        ("<%= lipsum() %>", 1, "unknown variable 'lipsum'; there are: item, object, parameters"),
        ("<%= parameters.fields | random %>", 1, "wrong template syntax: No filter named 'random'."),
        ("<%= 1 / 0 %>", 1, "division by zero"),
        ('<% include "shared/aa.js" %>', 1, f"{NO_FILE} 'shared/aa.js' to include; did you mean 'shared/a.js'?"),
        ('<% include "/etc/passwd" %>', 1, f"{NO_FILE} '/etc/passwd' to include; there are: {', '.join(SHARED)}"),
    ],
)  # fmt: skip
def test_fault_names_line_and_reason(renderer, source, line, message):
    with pytest.raises(TemplateStringError) as caught:
        renderer.render(source, VARIABLES)
    assert (caught.value.line, caught.value.message, caught.value.file) == (line, message, None)


@pytest.mark.parametrize(("name", "line"), [("shared/bad.js", 3), ("shared/broken.js", 2)])
def test_fault_in_an_included_file_names_that_file(renderer, name, line):
    with pytest.raises(TemplateStringError) as caught:
        renderer.render(f'\n\n\n<% include "{name}" %>', VARIABLES)
    assert (caught.value.file, caught.value.line) == (SHARED[name], line)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("<%= parameters.confirm %>", True),
        (" <%= parameters.fields %> ", ["a", "b"]),
        ("<%= 1 %><%= 2 %>", "12"),
        ("n<%= 1 %>", "n1"),
        ("plain", "plain"),
    ],
)
def test_evaluate_keeps_the_type_of_a_whole_value(renderer, source, value):
    assert renderer.evaluate(source, VARIABLES) == value


def test_evaluate_is_strict_too(renderer):
    with pytest.raises(TemplateStringError, match="unknown variable 'nope'"):
        renderer.evaluate("<%= nope %>", VARIABLES)
