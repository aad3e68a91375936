"""What the platform wrote may be of any type: the getters take all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.lint.wire_data import duplicates, few, listed, mapping, number, parts, path, text

ANY = st.sampled_from([None, True, 0, -1.5, 1e300, "", "text", "\ud800", [], [1], [None], {}, {"a": 1}, [{}]])


@given(st.one_of(ANY, st.text(), st.integers(), st.floats()))
def test_getters_take_anything(value):
    assert isinstance(mapping(value), dict)
    assert list(listed(value)) == (value if isinstance(value, list) else [])
    assert text(value) == (value if isinstance(value, str) else "")
    assert number(value) is None or isinstance(number(value), float)
    assert path(value, "a", "b") is None
    assert all(isinstance(part.value, dict) for part in parts(value, "x"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("20", 20.0),
        (20, 20.0),
        (1.5, 1.5),
        ("", None),
        ("x", None),
        (True, None),
        (None, None),
        ("1" * 20, None),
        (float("inf"), None),
    ],
)
def test_a_number_may_stand_in_quotes(value, expected):
    assert number(value) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [((), ""), (("a",), "a"), (("a", "a", "b"), "a, b"), (("a", "b", "c"), "a, b, c"), (tuple("abcd"), "e.g. a, b, c")],
)
def test_some_of_many_are_named(names, expected):
    assert few(names) == expected


def test_duplicates_leave_empty_keys_out():
    every = parts([{"k": "a"}, {"k": ""}, {"k": ""}, {"k": "a"}, {"k": "a"}], "list")
    found = [(key, part.pointer(), first.pointer()) for key, part, first in duplicates((p.text("k"), p) for p in every)]
    assert found == [("a", "/list/3", "/list/0"), ("a", "/list/4", "/list/0")]


def test_the_first_object_of_a_list_keeps_its_index():
    assert parts([{"nodes": [None, {"a": 1}, {"b": 2}]}], "dialogs")[0].first("nodes") == (
        {"a": 1},
        ("dialogs", 0, "nodes", 1),
    )
    assert parts([{"nodes": [None]}], "dialogs")[0].first("nodes") is None
