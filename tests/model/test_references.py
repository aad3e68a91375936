from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.model.references import _matched, _spans, parse_path, path_segments, references, unclosed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nothing here", []),
        ("Hi {{context.entities.X}}!", [(3, 25, ("context", "entities", "X"))]),
        ("{{env.HOST}}{{content.greet}}", [(0, 12, ("env", "HOST")), (12, 29, ("content", "greet"))]),
        ('{{ context["Opportunity Name"].x }}', [(0, 35, ("context", "Opportunity Name", "x"))]),
        ("{{context.list[0].a[i].b}}", [(0, 26, ("context", "list", "0", "a", "[*]", "b"))]),
        ("{{context?.a?.['b']}}", [(0, 21, ("context", "a", "b"))]),
        ("{{koreUtil.autoTranslate('x')}}", [(0, 31, None)]),
        ("{{JSON.stringify({a:{b:1}})}}", [(0, 29, None)]),
        ("{{context.entities.Keyword | soql}}", [(0, 35, None)]),
        pytest.param('{"a":{"b":{{context.x}}}}', [(10, 23, ("context", "x"))], id="in JSON without spaces"),
        pytest.param("{{{context.x}}}", [(1, 14, ("context", "x"))], id="three braces: the inner two"),
        pytest.param("{{context.a and {{context.b}}", [(16, 29, ("context", "b"))], id="after an unclosed one"),
        pytest.param("} {{context.a}} {", [(2, 15, ("context", "a"))], id="stray braces"),
        pytest.param("{{}}", [(0, 4, None)], id="empty"),
        pytest.param("😀{{context.é}}", [(1, 14, ("context", "é"))], id="characters, not bytes"),
    ],
)
def test_references(text, found):
    assert [(each.start, each.end, each.path) for each in references(text)] == found
    for each in references(text):
        assert text[each.start : each.end].strip("{} ") == each.expression.strip("{} ")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("{{context.a}}", ()),
        ('{"a": {"b": 1}}', ()),
        ("{{context.a", (0,)),
        ("{{context.a}", (0,)),
        ("x {{a and {{b}} and {{c", (2, 20)),
        ("{{{{{{", (0,)),
        ("a } b }} c", ()),
        pytest.param('{"a": {{context.x}}', (), id="an object that is not closed is no reference"),
        pytest.param("{{{context.x}}", (), id="nor when it touches one"),
    ],
)
def test_unclosed(text, at):
    assert unclosed(text) == at


@pytest.mark.parametrize(
    "name", ["नाम", "मात्रा", "เมนู", "名前", "größe", "größe".replace("ö", "o\u0308"), "בְּרֵאשִׁית", "ঠিকানা"]
)
def test_names_of_other_scripts(name):
    assert name.isidentifier()
    path = ("context", "entities", name)
    assert parse_path(f"context.entities.{name}") == path
    assert parse_path(f"context . entities . {name}") == path
    assert [each.path for each in references(f"a {{{{context.entities.{name}}}}}।")] == [path]


@pytest.mark.parametrize("expression", ["", "1", "context.x + 1", "f(context.x)", "context.", "context[", "a b"])
def test_what_is_no_plain_path(expression):
    assert parse_path(expression) is None


def test_segments_know_their_place():
    expression = ' context["a b"].c[0]'
    assert [(part.name, expression[part.start : part.end]) for part in path_segments(expression)] == [
        ("context", "context"),
        ("a b", "a b"),
        ("c", "c"),
        ("0", "0"),
    ]


@given(st.lists(st.sampled_from(["{", "}", "{{", "}}", "{{a}}", "a", " "]), max_size=8).map("".join))
def test_simple_references_are_found_as_all_others_are(text):
    assert _spans(text) == _matched(text)


@given(st.text(alphabet="ab1$é._[]'? \n", max_size=10))
def test_dotted_paths_are_read_as_all_others_are(expression):
    assert parse_path(expression) == (tuple(part.name for part in path_segments(expression)) or None)


@given(st.text(alphabet="{} a.\n", max_size=60))
def test_references_never_overlap_and_keep_their_braces(text):
    end = 0
    for each in references(text):
        assert each.start >= end
        assert text.startswith("{{", each.start)
        assert text[: each.end].endswith("}}")
        end = each.end
    assert all(text.startswith("{{", at) for at in unclosed(text))
