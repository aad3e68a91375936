from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.script import literals
from xogen.script.literals import HOLE, joined_texts
from xogen.script.tree import parse


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        ("x = 1 + 2;", []),
        ("x = 'a';", [("a", ())]),
        ("x = \"a\" + y + 'b';", [(f"a{HOLE}b", ("y",))]),
        ("x = f(a.b) + ('b' + (c));", [(f"{HOLE}b{HOLE}", ("f(a.b)", "c"))]),
        ("x = `a ${b.c} d`;", [(f"a {HOLE} d", ("b.c",))]),
        ("x = `a ${b}` + 'c' + d;", [(f"a {HOLE}c{HOLE}", ("b", "d"))]),
        (r"x = 'it\'s\n\x41\u0042\u{43}\\';", [("it's\nABC\\", ())]),
        ("f('a', 'b' + c);", [("a", ()), (f"b{HOLE}", ("c",))]),
        ("x = 'a' - 'b';", [("a", ()), ("b", ())]),
        ("x = 'naïve' + 'ü'; y = 'z'", [("naïveü", ()), ("z", ())]),
        ("x = 'not closed + y", []),
    ],
)
def test_texts_of_a_script(source, expected):
    assert [(each.text, each.holes) for each in joined_texts(source)] == expected


def test_places_count_from_one():
    assert [(each.line, each.column) for each in joined_texts("ä = 1;\nf(b,\n  'c' + d)")] == [(3, 3)]


def test_a_long_sum_takes_no_recursion():
    (text,) = joined_texts("x = " + " + ".join(["'a'", "b"] * 3000))
    assert (len(text.text), len(text.holes)) == (6000, 3000)


@pytest.mark.parametrize("source", ["x = a + b + c + d", "x = (a + (b + c)) + d", "x = a + 'b' + c + d"])
def test_each_sum_is_looked_at_once(source, monkeypatch):
    looked: list[int] = []
    parts = literals._parts

    def look(tree, node):
        looked.append(node)
        return parts(tree, node)

    monkeypatch.setattr(literals, "_parts", look)
    list(literals._whole(parse(source)))
    assert len(looked) == 1


@given(st.text())
def test_any_text_can_be_read(source):
    assert all(text.text.count(HOLE) == len(text.holes) for text in joined_texts(source))
