from __future__ import annotations

import json
from pathlib import Path

import pytest

from xogen.errors import InputError
from xogen.formats.json_source import DEPTH, DIGITS, read_json, validate
from xogen.model.action import ActionSettings

EXPORTS = sorted((Path(__file__).parent.parent / "fixtures" / "exports").glob("*/botDefinition.json"))
BROKEN = {
    "empty": ("", "f.json: the file is empty\n  restore it"),
    "truncated": (
        '{\n  "a": [1,\n',
        "f.json:3:1: this is not valid JSON: the file ends too early (expecting value)\n  it was cut off; restore it",
    ),
    "truncated in a text": (
        '{\n  "a": "bc',
        (
            "f.json:2:8: this is not valid JSON: the file ends too early (unterminated string starting at)\n"
            "  it was cut off; restore it"
        ),
    ),
    "merge markers": (
        '{\n<<<<<<< ours\n  "a": 1\n=======\n  "a": 2\n>>>>>>> theirs\n}\n',
        (
            "f.json:2:1: this is not valid JSON: the file holds the markers of an unfinished merge\n"
            "  resolve the merge, and keep one of the two versions"
        ),
    ),
    "a key twice": (
        '{\n  "a": {"b": 1},\n  "c": {"b": 1,\n    "\\u0062": 2}\n}',
        "f.json:4:5: the key 'b' stands twice in one object\n  keep one of the two",
    ),
    "comma at the end": (
        '{"a": 1,}',
        (
            "f.json:1:9: this is not valid JSON: expecting property name enclosed in double quotes\n"
            "  remove the comma before the closing bracket, or write the value that is missing"
        ),
    ),
    "comment": (
        '{"a": 1 // one\n}',
        "f.json:1:9: this is not valid JSON: expecting ',' delimiter\n  JSON has no comments",
    ),
    "single quotes": (
        "{'a': 1}",
        (
            "f.json:1:2: this is not valid JSON: expecting property name enclosed in double quotes\n"
            '  texts and keys stand in double quotes: "..."'
        ),
    ),
    "a constant that goes on": (
        '{"a": NaNs}',
        "f.json:1:7: this is not valid JSON: there is no NaN\n  write null, or a text",
    ),
    "a number too large": (
        '{"1e999": 1,\n "a": 1e999}',
        "f.json:2:7: this is not valid JSON: a number is too large\n  write null, or a text",
    ),
    "a number too long": (
        '{"a":\n ' + "1" * 5000 + "}",
        "f.json:2:2: this is not valid JSON: a number has 5000 digits\n  write null, or a text",
    ),
    "half a character": (
        '{\n  "a": "\\ud83d\\ude00",\n  "b": "x\\uD83D"}',
        (
            "f.json:3:8: a text holds half a Unicode character (a lone surrogate)\n"
            "  a character beyond U+FFFF was cut in two: write it whole, or remove the \\uD... escape"
        ),
    ),
    "not a number": (
        '{"NaN": 1,\n "a": NaN}',
        "f.json:2:7: this is not valid JSON: there is no NaN\n  write null, or a text",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_each_fault_is_one_clear_error(case):
    text, message = BROKEN[case]
    with pytest.raises(InputError) as caught:
        read_json(text, "f.json")
    assert str(caught.value) == message


@pytest.mark.parametrize("opener", ["[", '{"a":'])
@pytest.mark.parametrize("depth", [DEPTH + 1, 950, 10_000, 100_000])
@pytest.mark.parametrize("closed", [True, False])
def test_deep_nesting_is_one_clear_error(opener, depth, closed):
    closer = "]" if opener == "[" else "}"
    text = opener * depth + "1" + closer * (depth if closed else 0)
    with pytest.raises(InputError) as caught:
        read_json(text, "f.json")
    if closed:
        assert caught.value.message == "values are nested more than 200 levels deep"
        assert caught.value.where == f"f.json:1:{DEPTH * len(opener) + 1}"
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize("before", range(0, 340, 17))
def test_a_number_is_too_long_wherever_it_stands(sign, before):
    number = sign + "9" * (DIGITS + 1 - len(sign))
    with pytest.raises(InputError) as caught:
        read_json(f"[{' ' * before}{number}]", "f.json")
    assert caught.value.message == f"this is not valid JSON: a number has {DIGITS + 1} digits"
    assert caught.value.where == f"f.json:1:{before + 2}"
    assert read_json(f"[{' ' * before}{number[:-1]}]", "f.json") == [int(number[:-1])]


def test_digits_in_texts_are_no_number():
    assert read_json(f'{{"a": "{"1" * 5000}", "b": 12}}', "f.json") == {"a": "1" * 5000, "b": 12}


def test_allowed_depth():
    assert read_json("[" * DEPTH + "]" * DEPTH, "f.json")


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.parent.name)
def test_real_exports_are_read_as_they_are(path):
    text = path.read_text(encoding="utf-8")
    assert read_json("\ufeff" + text, "f.json") == json.loads(text)


def test_every_fault_of_a_value_is_listed_with_its_line():
    text = '{\n  "authorization": "pre-authorise",\n  "app": "system",\n  "editoin": "developer"\n}'
    with pytest.raises(InputError) as caught:
        validate(ActionSettings, read_json(text, "a.json"), text=text, path="a.json")
    assert str(caught.value).split("\n") == [
        "a.json:2: authorization: must be one of 'pre-authorize' or 'allow-users'",
        "a.json:4: editoin: unknown key; did you mean 'edition'?",
    ]


def test_many_faults_are_counted():
    text = json.dumps({"authorization": "pre-authorize", "app": "system", **{f"x{n:03}": 1 for n in range(30)}})
    with pytest.raises(InputError) as caught:
        validate(ActionSettings, json.loads(text), text=text, path="a.json")
    lines = str(caught.value).split("\n")
    assert len(lines) == 21
    assert lines[-1] == "a.json: and 10 more"
