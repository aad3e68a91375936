from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.script.syntax import SyntaxProblem, check_syntax

EARLY = "the script ends too early: something is not closed"


@pytest.mark.parametrize(
    "source",
    [
        "",
        "// only a remark",
        "return context.x;",
        "if (context.a?.b ?? 1) { print(`x ${context.a}`); }\nreturn",
        "const {a, ...rest} = context.entities;",
        pytest.param("var host = {{env.HOST}}; print('{{context.x}}');", id="references count as names"),
        pytest.param("throw new Error('never run'); while (true) {}", id="nothing is run"),
        pytest.param("print('\ud800 \0')", id="what JSON can carry and engines cannot"),
    ],
)
def test_a_script_that_parses(source):
    assert check_syntax(source) is None


@pytest.mark.parametrize(
    ("source", "line", "column", "message"),
    [
        ("let x = ;", 1, 9, "unexpected token in expression: ';'"),
        ("print('a');\n  foo bar", 2, 7, "expecting ';'"),
        ("let x;\nlet x;", 2, 6, "invalid redefinition of lexical identifier"),
        ("a = {x:1,,}", 1, 10, "invalid property name"),
        ("'abc", 1, 1, "unexpected end of string"),
        ("a = 1\nb = 'abc", 2, 5, "unexpected end of string"),
        ("/* abc", 1, 1, "unexpected end of comment"),
        ("if (x) {\n\n", 3, 1, EARLY),
        ("print(1))", 1, 9, "expecting ';'"),
        ("return 1 }", 1, 11, EARLY),
        ("[" * 300_000, 1, 1, "nested too deeply to be parsed"),
        pytest.param("é = '😀😀'; b c", 1, 13, "expecting ';'", id="columns are characters"),
        pytest.param("x {{context.y}}", 1, 3, "expecting ';'", id="a reference keeps its width"),
        pytest.param("a = 1\r\nb c", 2, 3, "expecting ';'", id="line ends of Windows"),
    ],
)
def test_where_a_script_stops_parsing(source, line, column, message):
    assert check_syntax(source) == SyntaxProblem(line, column, message)


@given(st.text(max_size=80))
def test_any_text_has_an_answer_within_it(source):
    problem = check_syntax(source)
    if problem is not None:
        assert problem.line >= 1
        assert problem.column >= 1
