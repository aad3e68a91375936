"""Reading part by part gives what reading at once gives, the same errors, and where each part stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.test_json_source import BROKEN
from tests.formats.test_spans import KEYS, VALUES, every_pointer
from xogen.errors import InputError
from xogen.formats import json_parts
from xogen.formats.json_parts import read_parts
from xogen.formats.json_source import DEPTH, read_json
from xogen.formats.pointers import to_pointer
from xogen.formats.spans import Mark, place, places

EXPORTS = sorted((Path(__file__).parent.parent / "fixtures" / "exports").glob("*/botDefinition.json"))
TEXT = """{
  "name": "bot", "none": [],
  "dialogs": [ {"a": [1]},
    2,"x" ],
  "inside": {"b": {"c": null}}
}"""


def test_each_part_is_known_by_its_place():
    value, marks = read_parts(TEXT, "f.json")
    assert value == json.loads(TEXT)
    assert marks == {
        "name": Mark(TEXT.index('"name"'), TEXT.index('"bot"')),
        "none": Mark(TEXT.index('"none"'), TEXT.index("[]")),
        "dialogs": Mark(
            TEXT.index('"dialogs"'), TEXT.index("[ {"), (TEXT.index('{"a"'), TEXT.index("2,"), TEXT.index('"x"'))
        ),
        "inside": Mark(TEXT.index('"inside"'), TEXT.index('{"b"')),
    }


ASKED = (
    "", "/name", "/name/x", "/none/0", "/dialogs", "/dialogs/0/a/0", "/dialogs/2", "/dialogs/3", "/dialogs/01",
    "/dialogs/x", "/dialogs/-1", "/dialogs/\u0661", "/dialogs/" + "9" * 5000, "/inside/b/c", "/inside/d", "/other",
)  # fmt: skip
NO_JSON = (
    '{"a": 1} 2', '{"a": 1, "a": 2}', '{"a": [1 2]}', '{"a": [1,]}', '{"a": [,1]}', '{"a": [1}', '{"a" 1}', "{1: 2}",
    '{"a": 1 "b": 2}', '{"a": 1]', "{,}", '{"a": {"b": 1, "b": 2}}', '{"a": [{"b": 1, "b": 2}]}', '{"a": [1,\x0b2]}',
)  # fmt: skip


@pytest.mark.parametrize("pointer", ASKED)
def test_marks_lead_to_the_same_places(pointer):
    assert places(TEXT, [pointer], read_parts(TEXT, "f.json").marks) == {pointer: place(TEXT, pointer)}


@given(
    st.dictionaries(KEYS, VALUES | st.lists(VALUES, max_size=4), max_size=5),
    st.sampled_from([None, 0, 2, "\t"]),
    st.booleans(),
    st.sampled_from([0, json_parts._LARGE]),
)
def test_parts_are_what_reading_at_once_gives(value, indent, ascii_only, large):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    pointers = [to_pointer(keys) for keys, _ in every_pointer(value)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(json_parts, "_LARGE", large)
        read, marks = read_parts(text, "f.json")
    assert read == value
    assert list(marks) == list(value)
    assert places(text, pointers, marks) == places(text, pointers)


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.parent.name)
def test_real_exports_are_read_as_they_are(path):
    text = path.read_text(encoding="utf-8")
    value, marks = read_parts(text, "f.json")
    assert value == json.loads(text)
    assert {key: len(mark.items) for key, mark in marks.items()} == {
        key: len(each) if isinstance(each, list) else 0 for key, each in value.items()
    }


@pytest.mark.parametrize("large", [0, json_parts._LARGE])
@pytest.mark.parametrize("around", ["{}", '{{"k": {}}}', '{{"k": [1, {}]}}', '{{"k": [{{"l": {}}}], "m": 1}}'])
@pytest.mark.parametrize("case", BROKEN)
def test_each_fault_is_the_same_error(monkeypatch, case, around, large):
    monkeypatch.setattr(json_parts, "_LARGE", large)
    text = around.format(BROKEN[case][0])
    errors = []
    for read in (read_json, read_parts):
        with pytest.raises(InputError) as caught:
            read(text, "f.json")
        errors.append(str(caught.value))
    assert errors[0] == errors[1]


@pytest.mark.parametrize("text", NO_JSON)
def test_what_is_no_json_is_refused_alike(text):
    with pytest.raises(InputError) as caught:
        read_json(text, "f.json")
    with pytest.raises(InputError) as again:
        read_parts(text, "f.json")
    assert str(again.value) == str(caught.value)


@pytest.mark.parametrize("text", ["[]", "1", "\ufeff{}", ' "x"'])
def test_what_is_no_object_is_read_at_once(text):
    assert read_parts(text, "f.json") == (read_json(text, "f.json"), {})


@pytest.mark.parametrize(
    ("before", "after", "levels"), [('{"a": ', "}", 1), ('{"a": [', "]}", 2), ('{"a": [1, {"b": ', "}]}", 3)]
)
def test_the_depth_of_a_part_counts_from_the_whole(before, after, levels):
    deepest = DEPTH - levels
    text = before + "[" * deepest + "]" * deepest + after
    assert read_parts(text, "f.json").value == json.loads(text)
    with pytest.raises(InputError, match="values are nested more than 200 levels deep"):
        read_parts(before + "[" * (deepest + 1) + "]" * (deepest + 1) + after, "f.json")


def test_brackets_in_texts_are_no_levels():
    text = json.dumps({"a": ["[{" * 500]})
    assert read_parts(text, "f.json").value == json.loads(text)


def test_keys_of_a_large_text_are_shared(monkeypatch):
    monkeypatch.setattr(json_parts, "_LARGE", 0)
    first, second = read_parts('{"a": [{"a longer key": 1}, {"a longer key": 2}]}', "f.json").value["a"]
    assert next(iter(first)) is next(iter(second))
