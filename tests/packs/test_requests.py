"""What a user types cannot change a request: the generated pre-processor is run, not looked at."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xogen.packs.pieces import pieces
from xogen.packs.requests import RequestError, prepare
from xogen.script.engine import run_script
from xogen.script.syntax import check_syntax

SPECIAL = [
    *(
        "",
        " ",
        "O'Brien",
        '"quoted"',
        "a\nb\r\n\tc",
        "😀 émigré 日本",
        "</script>",
        "\u2028\u2029",
        "\ud800",
        "x\udc00y",
    ),
    *("{{env.SECRET}}", "{{{{", "}}", "\\", "\\'", "%_%", "..", ".", "/", "a&b=c#d?e", "\0", "' OR Name != '", "-"),
]
TEXT = st.one_of(st.sampled_from(SPECIAL), st.text(), st.text(alphabet=st.characters(codec=None), max_size=20))


def whole(text):
    """Return a text as it can be sent: half a surrogate pair is U+FFFD."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "replace")


def sent(request, values):
    """Run the pre-processor and return path and body as the platform would send them: references pasted as text."""
    done = run_script(request.script, {"entities": values})
    assert done.error is None

    def fill(text):
        def value(match):
            found = done.context
            for name in match[1].split(".")[1:]:
                found = found[name]
            return found

        return re.sub(r"\{\{([\w.]+)\}\}", value, text)

    return fill(request.path), fill(request.body or "")


@settings(max_examples=150, deadline=None)
@given(name=TEXT, company=TEXT)
def test_body_is_json_whatever_the_user_typed(name, company):
    body = {"Name": "{{context.entities.name}}", "Note": "{{context.entities.name}} at {{context.entities.company}}"}
    request = prepare("S", "/lead", {}, {}, body)
    _, text = sent(request, {"name": name, "company": company})
    expected = {"Name": whole(name)} if name else {}
    assert json.loads(text) == {**expected, "Note": f"{whole(name)} at {whole(company)}"}
    assert "{{" not in text


@settings(max_examples=150, deadline=None)
@given(text=TEXT)
def test_soql_literal_holds_exactly_what_the_user_typed(text):
    query = {"q": "SELECT Id FROM Lead WHERE Name = '{{context.entities.name | soql}}' LIMIT 5"}
    path, _ = sent(prepare("S", "/query", query, {}, None), {"name": text})
    assert path.isascii()
    [(key, soql)] = parse_qsl(urlsplit(path).query, keep_blank_values=True)
    assert key == "q"
    match = re.fullmatch(r"SELECT Id FROM Lead WHERE Name = '((?:[^'\\]|\\.)*)' LIMIT 5", soql, re.DOTALL)
    assert match, soql
    assert unescaped(match[1]) == whole(text)


@settings(max_examples=100, deadline=None)
@given(text=TEXT)
def test_like_pattern_matches_only_what_the_user_typed(text):
    query = {"q": "SELECT Id FROM Lead WHERE Name LIKE '%{{context.entities.name | soql_like}}%'"}
    path, _ = sent(prepare("S", "/query", query, {}, None), {"name": text})
    [(_, soql)] = parse_qsl(urlsplit(path).query, keep_blank_values=True)
    literal = re.fullmatch(r"SELECT Id FROM Lead WHERE Name LIKE '%((?:[^'\\]|\\.)*)%'", soql, re.DOTALL)[1]
    assert not re.search(r"(?<!\\)(?:\\\\)*[%_]", literal)
    assert unescaped(literal) == whole(text)


@settings(max_examples=100, deadline=None)
@given(text=TEXT)
def test_sosl_term_stays_between_its_braces(text):
    query = {"q": "FIND { {{context.entities.name | sosl}} } IN ALL FIELDS"}
    path, _ = sent(prepare("S", "/search", query, {}, None), {"name": text})
    [(_, sosl)] = parse_qsl(urlsplit(path).query, keep_blank_values=True)
    assert re.fullmatch(r"FIND \{ (?:[^\\?&|!{}\[\]()^~*:\"'+-]|\\.)* \} IN ALL FIELDS", sosl, re.DOTALL), sosl


@settings(max_examples=150, deadline=None)
@given(text=TEXT)
def test_path_segment_stays_one_segment(text):
    request = prepare("S", "/leads/{{context.entities.id}}/notes", {"x": "{{context.entities.id}}"}, {}, None)
    path, _ = sent(request, {"id": text})
    assert path.isascii()
    parts = urlsplit(path)
    empty, leads, segment, notes = parts.path.split("/")
    assert (empty, leads, notes) == ("", "leads", "notes")
    assert unquote(segment) == (whole(text) if text not in {"", ".", ".."} else "-")
    assert parse_qsl(parts.query, keep_blank_values=True) == [("x", whole(text))]


@pytest.mark.parametrize("text", SPECIAL)
def test_header_stays_one_line(text):
    request = prepare("S", "/", {}, {"X-Name": "{{context.entities.name}}"}, None)
    done = run_script(request.script, {"entities": {"name": text}})
    assert done.error is None
    assert not re.search(r"[\x00-\x1f\x7f]", done.context["SRequest"]["name"])


NUMBER = {"n": "{{context.entities.x | number}}"}
DATE = {"n": "{{context.entities.x | date}}"}
BOOLEAN = {"n": "{{context.entities.x | boolean}}"}


@pytest.mark.parametrize(
    ("body", "value", "expected"),
    [
        (NUMBER, "12", {"n": 12}),
        (NUMBER, 12.5, {"n": 12.5}),
        (NUMBER, " -3 ", {"n": -3}),
        (NUMBER, "1,5", {"n": "1,5"}),
        (NUMBER, "Infinity", {"n": "Infinity"}),
        (NUMBER, "", {}),
        (NUMBER, None, {}),
        (DATE, "2026-11-23T10:00:00Z", {"n": "2026-11-23"}),
        (DATE, "tomorrow", {"n": "tomorrow"}),
        (BOOLEAN, "Yes", {"n": True}),
        (BOOLEAN, False, {"n": False}),
        (BOOLEAN, "constructor", {"n": "constructor"}),
        ({"n": "{{context.entities.x}}"}, 7, {"n": "7"}),
        ({"n": "{{context.entities.x}}"}, ["a", "b"], {"n": '["a","b"]'}),
        ({"n": "{{context.entities.x | or_null}}"}, "", {"n": None}),
        ({"n": "{{context.entities.x | number | or_null}}"}, None, {"n": None}),
        ({"n": "{{context.entities.x | raw}}"}, {"a": [1, "\ud800"]}, {"n": {"a": [1, "\ufffd"]}}),
        ({"n": ["{{context.entities.x}}", 1]}, None, {"n": ["", 1]}),
        ({"a": {"b": "{{context.entities.x}}", "c": True}, "d": ""}, "y", {"a": {"b": "y", "c": True}, "d": ""}),
        ({"n": "{{context.nowhere.at.all}}", "m": 1}, "", {"m": 1}),
    ],
)
def test_values_of_a_body_keep_their_type(body, value, expected):
    _, text = sent(prepare("S", "/", {}, {}, body), {"x": value})
    assert json.loads(text) == expected


@pytest.mark.parametrize(
    ("value", "number", "date"),
    [
        ("7", "7", "null"),
        ("7 OR Id != null", "null", "null"),
        ("2026-01-31", "null", "2026-01-31"),
        ("2026-01-31 OR 1=1", "null", "2026-01-31"),
        ("", "null", "null"),
    ],
)
def test_numbers_and_dates_of_a_query_are_that_or_null(value, number, date):
    query = {"q": "SELECT Id FROM L LIMIT {{context.entities.x | number}}, {{context.entities.x | date}}"}
    path, _ = sent(prepare("S", "/query", query, {}, None), {"x": value})
    assert unquote(path).removeprefix("/query?q=SELECT Id FROM L LIMIT ") == f"{number}, {date}"


def test_object_of_a_script_is_sent_whole():
    [reference] = pieces("{{context.entities.x}}")
    _, text = sent(prepare("S", "/", {}, {}, reference), {"x": {"Title": 'a "b" {{c}}', "N": 1}})
    assert json.loads(text) == {"Title": 'a "b" {{c}}', "N": 1}
    assert "{{" not in text


def test_raw_address_of_a_server_is_not_encoded():
    path, _ = sent(prepare("S", "{{context.entities.next | raw}}", {}, {}, None), {"next": "/query/01g-500?x=1"})
    assert path == "/query/01g-500?x=1"


def test_nothing_a_user_typed_needs_no_script():
    request = prepare(
        "S", "/lead/{{env.ID}}", {"a": "x y&z", "key": "{{env.KEY}}"}, {"X": "{{env.X}}"}, {"a": "ü", "b": 1}
    )
    assert request.script == ""
    assert request.path == "/lead/{{env.ID}}?a=x%20y%26z&key={{env.KEY}}"
    assert request.body == '{"a": "ü", "b": 1}'
    assert request.headers == {"X": "{{env.X}}", "Content-Type": "application/json"}


def test_a_content_type_of_the_author_stays():
    assert prepare("S", "/", {}, {"content-type": "text/json"}, {"a": 1}).headers == {"content-type": "text/json"}


def test_script_is_readable_and_carries_only_what_it_calls(js_snapshot):
    query = {"q": "SELECT Id FROM Lead WHERE Name LIKE '{{context.entities.word | soql_like}}%'"}
    request = prepare("Find", "/x/{{context.entities.id}}/{{context.entities.other.id}}", query, {}, None)
    assert request.script + "\n" == js_snapshot
    assert check_syntax(request.script) is None
    assert request.path == "/x/{{context.FindRequest.id}}/{{context.FindRequest.id2}}?q={{context.FindRequest.q}}"


@pytest.mark.parametrize(
    ("parts", "keys", "message"),
    [
        (
            {"query": {"q": "SELECT Id FROM L WHERE N = '{{context.entities.x}}'"}},
            ("query", "q"),
            (
                "{{context.entities.x}} stands in a query and needs a filter: "
                "'soql', 'soql_like', 'sosl', 'number' or 'date'"
            ),
        ),
        (
            {"query": {"q": "select Id from L where N = {{context.entities.x | soql}}"}},
            ("query", "q"),
            "the filter 'soql' belongs inside the quotes of the query",
        ),
        (
            {"query": {"q": "SELECT Id FROM L WHERE N = '\\'{{context.entities.x | number}}'"}},
            ("query", "q"),
            "the filter 'number' belongs outside the quotes of the query",
        ),
        (
            {"query": {"q": "FIND {{context.entities.x | sosl}}"}},
            ("query", "q"),
            "the filter 'sosl' belongs between the braces of FIND { ... }",
        ),
        (
            {"query": {"q": "{{context.entities.x | sosl}}"}},
            ("query", "q"),
            "the filter 'sosl' has no place in text that is no query",
        ),
        (
            {"query": {"q": "FIND {x} {{context.entities.x | sosl}}"}},
            ("query", "q"),
            "the filter 'sosl' belongs between the braces of FIND { ... }",
        ),
        (
            {"query": {"q": "{{context.entities.x | sqol}}"}},
            ("query", "q"),
            "unknown filter 'sqol'; did you mean 'sosl'?",
        ),
        ({"query": {"q": "{{context.entities.x"}}, ("query", "q"), "{{ is not closed by }}"),
        ({"path": "lead"}, ("path",), "a path starts with /"),
        ({"path": "/a b"}, ("path",), "' ' cannot stand in a path: write it encoded, or use query"),
        (
            {"path": "/q?q=SELECT+{{context.entities.x}}"},
            ("path",),
            "a query with references belongs into query, where it is encoded",
        ),
        ({"path": "/{{context.entities.x | soql}}"}, ("path",), "the filter 'soql' has no place in a path"),
        (
            {"body": {"a": {"b": "{{context.entities.x | soql}}"}}},
            ("body", "a", "b"),
            "the filter 'soql' has no place in a body",
        ),
        (
            {"body": {"a": "{{context.entities.x | or_null | text}}"}},
            ("body", "a"),
            "the filter 'text' has no place in a body",
        ),
        (
            {"body": {"a": "x {{context.entities.x | or_null}}"}},
            ("body", "a"),
            "the filter 'or_null' has no place in the middle of a text",
        ),
        (
            {"headers": {"X": "{{context.entities.x | number}}"}},
            ("headers", "X"),
            "the filter 'number' has no place in a header",
        ),
    ],
)
def test_request_that_cannot_be_made_up_says_where_and_why(parts, keys, message):
    with pytest.raises(RequestError) as caught:
        prepare("S", parts.get("path", "/"), parts.get("query", {}), parts.get("headers", {}), parts.get("body"))
    assert (caught.value.keys, caught.value.message) == (keys, message)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("{{context.entities.Name}}", "context.entities.Name"),
        ("{{context.a.b.c}}", "context.a?.b?.c"),
        ('{{context["a b"].list[0].x}}', 'context["a b"]?.list?.[0]?.x'),
        ("{{context.a[context.i]}}", "(context.a[context.i])"),
        ("{{koreUtil.x('a|b') || 'c'}}", "(koreUtil.x('a|b') || 'c')"),
        ("{{ content.greeting | text }}", "content.greeting"),
    ],
)
def test_reference_as_script(text, script):
    [reference] = pieces(text)
    assert reference.script == script


def unescaped(literal):
    """Read a SOQL string literal, as Salesforce does (facts, salesforce section 2)."""
    signs = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
    return re.sub(r"\\(.)", lambda match: signs.get(match[1], match[1]), literal, flags=re.DOTALL)
