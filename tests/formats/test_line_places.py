"""Places that lines tell are those that the text itself tells."""

from __future__ import annotations

import json
from itertools import cycle, islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.test_json_lined import VALUES
from tests.formats.test_spans import every_pointer
from xogen.formats.json_lined import Lined, lined, read_proven
from xogen.formats.line_places import places_in_lines
from xogen.formats.pointers import to_pointer
from xogen.formats.spans import places

EXPORTS = sorted((Path(__file__).parent.parent / "fixtures" / "exports").glob("*/*.json"))
MISSING = ["/", "/x", "/0/x", "/01", "/-1", "/-", "/\u0661", "/1.0", "/" + "9" * 5000, "/a~1b", "//"]
VALUE = {
    "name": "x",
    "": {"": 1, "name": "y"},
    "a/b~c": {"list": [], "object": {}},
    'é "q" \\ \n': ["\u2028", {"name": [1, [2, {}, 3], {"deep": {"name": 0}}]}, [], [[[]]], "é"],
    "mixed": [{"a": 1}, "}", "]", {}, [1], None, {"a": {"a": {"a": 1}}, "b": 2}],
    "deep": {"mixed": [{"name": 1}], "name": {"name": 2}},
    "name ": 3,
}


def asked(value):
    pointers = [to_pointer(keys) for keys, _ in every_pointer(value)]
    return [*pointers, *(pointer + missing for pointer in pointers for missing in MISSING)]


def in_lines(text, value, pointers):
    return places_in_lines(Lined(text.encode(), lined(value), value), pointers)


@pytest.mark.parametrize(
    ("pointer", "where"),
    [
        ("", (1, 1)),
        ("/name", (2, 3)),
        ("/ 1/b", (4, 4)),
        ("/ 1/b/1", (6, 2)),
        ("/ 1/b/1/c", (7, 5)),
        ("/ 1/b/1/name", (6, 2)),
        ("/ 1/b/2", (4, 4)),
        ("/ 1/b/01", (4, 4)),
        ("/last/deeper", (11, 3)),
        ("/nowhere", (1, 1)),
    ],
)
def test_place(pointer, where):
    text = '{\n  "name": "\\n",\r\n\t" 1" : {\n   "b": [\n1,\n\t{\n    "c":0\n  }\n ]\n},\n  "last": 1\n}'
    read = read_proven(text.encode())
    assert places_in_lines(read.lined, [pointer]) == {pointer: where}


@pytest.mark.parametrize("value", [VALUE, [VALUE, VALUE], list(VALUE.values()), [], {}, "x", None, 0, [[[], {}], 1]])
def test_each_place_alone_and_all_together(value):
    text = lined(value).decode()
    assert in_lines(text, value, asked(value)) == places(text, asked(value))
    for pointer in asked(value):
        assert in_lines(text, value, [pointer]) == places(text, [pointer])


@given(VALUES, st.sampled_from([1, 2, 4, "\t"]), st.booleans(), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_lines_lead_to_the_same_places(value, indent, ascii_only, line_break, ended):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only).replace("\n", line_break) + line_break * ended
    assert in_lines(text, value, asked(value)) == places(text, asked(value))


@given(VALUES, st.lists(st.text(" \t\r", max_size=4), min_size=1), st.data())
def test_values_may_stand_further_in_or_not(value, margins, data):
    """Whatever is proven to have these lines, has the places that are told by them."""
    lines = lined(value).decode().split("\n")
    around = islice(cycle(margins), len(lines) + 1)
    before = next(around)
    text = before + "\n".join(line.lstrip(" ") + margin for line, margin in zip(lines, around, strict=True))
    text = text.replace("\n", "\n" + data.draw(st.sampled_from(["", " ", "\t", "\r"])))
    assert read_proven(text.encode()).lined is not None
    assert in_lines(text, value, asked(value)) == places(text, asked(value))


@given(VALUES, st.data())
def test_a_few_pointers_lead_to_where_all_of_them_do(value, data):
    text = json.dumps(value, indent=3)
    few = data.draw(st.lists(st.sampled_from(asked(value)), max_size=4))
    assert in_lines(text, value, few) == places(text, few)


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: f"{path.parent.name} {path.stem}")
def test_places_in_real_exports(path):
    text = path.read_text(encoding="utf-8")
    value = json.loads(text)
    every = [to_pointer(keys) for keys, _ in every_pointer(value)]
    for some in (every[:: len(every) // 300 + 1], every[-1:]):
        assert in_lines(text, value, some) == places(text, some)
