from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.formats import spans
from xogen.formats.pointers import split_pointer, to_pointer
from xogen.formats.spans import place, places

TEXT = """{
  "name": "create-lead",
  "title": {"en": "A \\"quoted\\" [title] {x}", "de": "B"},
  "nodes": [
    {"id": "a", "transitions": []},
    {
      "id": "b",
      "transitions": [ {"to": "end"},
        {"to": "a"} ]
    }
  ],
  "a/b~c": 1,
  "\\u00e9": [1, 2,
    3]
}
"""


@pytest.mark.parametrize(
    ("pointer", "where"),
    [
        ("", (1, 1)),
        ("/name", (2, 3)),
        ("/title", (3, 3)),
        ("/title/de", (3, 47)),
        ("/nodes", (4, 3)),
        ("/nodes/0", (5, 5)),
        ("/nodes/1", (6, 5)),
        ("/nodes/1/transitions/1/to", (9, 10)),
        ("/a~1b~0c", (12, 3)),
        ("/é/2", (14, 5)),
        pytest.param("/nodes/7", (4, 3), id="an item that is not there: its list"),
        pytest.param("/nodes/1/nothing/below", (6, 5), id="a key that is not there: its object"),
        pytest.param("/name/deeper", (2, 3), id="below a text: the text"),
    ],
)
def test_place(pointer, where):
    assert place(TEXT, pointer) == where


def test_several_places_in_one_pass():
    assert places(TEXT, ["/nodes/1/id", "/name", "/nodes/1"]) == {
        "/nodes/1/id": (7, 7),
        "/name": (2, 3),
        "/nodes/1": (6, 5),
    }


@pytest.mark.parametrize(
    ("pointers", "found"),
    [
        (["/a/b"], {"/a/b": (1, 8)}),
        (["/a/c/0", "/a"], {"/a/c/0": (1, 24), "/a": (1, 2)}),
        (["/a/b", "/a/c"], {"/a/b": (1, 8), "/a/c": (1, 18)}),
    ],
)
def test_nothing_is_read_behind_the_last_that_is_looked_for(pointers, found, monkeypatch):
    def read(_text, inner):
        raise AssertionError(f"read on at {inner.position}")

    monkeypatch.setattr(spans, "_end", read)
    assert places('{"a": {"b": "x", "c": [{}, 2], "d": 3}, "e": {}}', pointers) == found


@pytest.mark.parametrize(
    "text", ["", "   ", "{", '{"a"', '{"a":', '{"a": [', "[,]", '{"a": "x', "}{", '{"a" 1}', "nonsense"]
)
def test_a_damaged_text_has_a_place_too(text):
    line, column = place(text, "/a/0")
    assert (line, column) >= (1, 1)


def test_deep_nesting_needs_no_stack():
    depth = 50_000
    assert place("[" * depth + "]" * depth, "/0" * depth) == (1, depth)


KEYS = st.text(max_size=5)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


def every_pointer(value):
    todo = [((), value)]
    while todo:
        keys, item = todo.pop()
        yield keys, item
        if isinstance(item, dict):
            todo += [((*keys, key), child) for key, child in item.items()]
        elif isinstance(item, list):
            todo += [((*keys, index), child) for index, child in enumerate(item)]


@given(VALUES, st.sampled_from([None, 0, 2, "\t"]), st.booleans())
def test_every_value_is_found_where_it_stands(value, indent, ascii_only):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    starts = [0]
    for index, character in enumerate(text):
        if character == "\n":
            starts.append(index + 1)
    pointers = {to_pointer(keys): (keys, item) for keys, item in every_pointer(value)}
    for pointer, (line, column) in places(text, pointers).items():
        keys, item = pointers[pointer]
        offset = starts[line - 1] + column - 1
        found, end = json.JSONDecoder().raw_decode(text, offset)
        if keys and isinstance(keys[-1], str):
            assert found == keys[-1]
            assert text[end] == ":"
            found, _ = json.JSONDecoder().raw_decode(text[end + 1 :].lstrip())
        assert found == item


@given(VALUES, st.sampled_from([None, 1]), st.data())
def test_a_few_pointers_lead_to_where_all_of_them_do(value, indent, data):
    text = json.dumps(value, indent=indent)
    every = [to_pointer(keys) for keys, _ in every_pointer(value)]
    few = data.draw(st.lists(st.sampled_from(every), min_size=1, max_size=3))
    all_ = places(text, every)
    assert places(text, few) == {pointer: all_[pointer] for pointer in few}


@given(st.lists(st.text(), max_size=4))
def test_a_pointer_keeps_its_keys(keys):
    assert split_pointer(to_pointer(keys)) == tuple(keys)
