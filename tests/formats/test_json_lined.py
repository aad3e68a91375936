"""What the faster parser says is what the other one says, or it says nothing; each fault is left to the other one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.test_json_source import BROKEN
from xogen.errors import InputError
from xogen.formats.json_lined import Lined, Proven, lined, read_proven
from xogen.formats.json_source import DEPTH, read_json

EXPORTS = sorted((Path(__file__).parent.parent / "fixtures" / "exports").glob("*/*.json"))
CHARACTERS = [chr(0xE0 + number) for number in range(65)]


def agree(text):
    """Whether what the faster parser says, if anything, is what the other one says: in types, spelling and order."""
    read = read_proven(text.encode())
    try:
        return read is None or repr(read.value) == repr(read_json(text, "f.json"))
    except InputError:
        return False


def agreed(text):
    """Return what the faster parser says, which is what the other one says."""
    assert agree(text)
    return read_proven(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "5",
        "null",
        '"\u2028 \x7f"',
        " [] \n\n",
        '{\n"a": [\n1,\n2\n]\n}',
        '"\\\\u2019 \u2019"',
        '"\\\\u2019 \\u2019"',
        '"\\\\users \\u2019"',
        '{\r\n\t"a b": 1,\r\n\t"ab" : [ ]\r\n}\r\n',
        '[\n  "A\\u00e9",\n  "\\u20ac\\ud83d\\ude00",\n  "\\u001f\\n\\\\"\n]',
        "[\n  18446744073709551615,\n  -9223372036854775808,\n  -0.0,\n  1.5e-7,\n  5e-324\n]",
        json.dumps(CHARACTERS[1:], indent=1),
    ],
)
def test_a_line_for_each_value(text):
    assert agreed(text).lined is not None


@pytest.mark.parametrize(
    "text",
    [
        "[1]",
        '{"a": 1}',
        "[\n]",
        "[\n{}\n\n]",
        "\n[]",
        '{"a b":1,"ab":2}',
        "[\n1,2\n]",
        '{\n"a":\n1\n}',
        "[\r1\r]",
        "[[\n]\n]",
    ],
)
def test_other_lines(text):
    assert agreed(text) == Proven(json.loads(text))


@pytest.mark.parametrize(
    "text",
    [
        *("1e5", "1E16", "-0", "1.10", "0.1e1", "1.0000000000000000001", "9" * 20, "-" + "1" * 30, "1" * 1000),
        *('"\\/"', '"\\u0041"', '"\\u0022"', '"\\u001F"', '"\\u007f"', '"\\u0020"', '"\\u00E9 \\u00e9"', '"\\u00e9 é"'),
        *(
            '"\\\\u2019 \u2019 \\u2019"',
            '"\\\\ud83d \\u2019"',
            '"\\\\u20\u20ac \\u2019 \u2019"',
            json.dumps(CHARACTERS, indent=1),
            "\ufeff{}",
        ),
    ],
)
def test_another_spelling_is_read_with_more_care(text):
    assert agreed(text) is None
    read_json(text, "f.json")


TWICE = [
    '"a": 1, "b": {}, "a": 1',
    '"a": 1, "a ": 2, "a": 2',
    '"a": {}, "a": []',
    '"": 0, "": 0',
    '"a": 1, "\\u0061": 1',
]
NO_JSON = [
    *(
        "",
        "  ",
        "1 2",
        "{} []",
        "[1 2]",
        "[1,]",
        "[,1]",
        "[1}",
        "]",
        '{"a" 1}',
        "{1: 2}",
        '{"a": 1 "b": 2}',
        "{,}",
        '"a',
    ),
    *(
        "[01]",
        "[1.]",
        "[.5]",
        "[+1]",
        "[- 1]",
        "[1 0]",
        "[tr ue]",
        "[nan]",
        "[-Infinity]",
        "[1E400]",
        "[" + "1" * 5000 + "]",
    ),
    *(
        '["\t"]',
        '["\r"]',
        '["\n"]',
        '["\\u00 e9"]',
        '["\\ n"]',
        '["\\x41"]',
        '["\x00"]',
        "[1]\x00",
        "[1,\x0b2]",
        "[\xa01]",
    ),
    *('["\\ude00"]', '["\\ud83d\\u0041"]', '["\\ude00\\ud83d"]', '{"\\ud83d": 1}'),
]


@pytest.mark.parametrize("around", ["{}", '{{"k": {}}}', '[{{"k": [1, {}]}}]', '{{"k": [{{"l": {}}}], "m": 1}}'])
@pytest.mark.parametrize("text", [*(f"{{{each}}}" for each in TWICE), *NO_JSON, *(text for text, _ in BROKEN.values())])
def test_each_fault_is_left_to_the_other_parser(text, around):
    with pytest.raises(InputError):
        read_json(around.format(text), "f.json")
    assert read_proven(around.format(text).encode()) is None


@pytest.mark.parametrize("data", [b'["\xe9"]', b'["\xed\xa0\x80"]', b'["\xc0\xaf"]', b'["\xe2\x82"]', b"\xff[]"])
def test_what_is_not_utf_8_is_left_to_others(data):
    assert read_proven(data) is None


@pytest.mark.parametrize(("opener", "innermost", "closer"), [("[", "1", "]"), ("[", "", "]"), ('{"a": ', "{}", "}")])
@pytest.mark.parametrize(
    "depth", [DEPTH - 2, DEPTH - 1, DEPTH, DEPTH + 1, 253, 254, 255, 256, 1023, 1024, 1025, 10_000]
)
def test_a_depth_that_is_too_large_is_left_to_the_other_parser(opener, innermost, closer, depth):
    read = agreed(opener * depth + innermost + closer * depth)
    assert (read is not None) is (depth < DEPTH or (depth == DEPTH and not innermost))


def test_brackets_in_texts_are_no_levels():
    assert agreed(json.dumps(["[{" * 500, "\n" + " " * 2 * DEPTH])) is not None


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: f"{path.parent.name} {path.stem}")
def test_real_exports_are_read_as_they_are(path):
    text = path.read_text(encoding="utf-8")
    value = json.loads(text)
    assert agreed(text) == Proven(value, Lined(text.encode(), lined(value), value))


CHARACTER = st.characters(codec="utf-8") | st.sampled_from(' \\"/u\n\t\x7fé\u2028\ufeff\U0001f600')
TEXTS = st.text(CHARACTER, max_size=6)
SIMPLE = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | TEXTS
VALUES = st.recursive(
    SIMPLE, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=20
)
ODD = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
DAMAGE = st.sampled_from(
    [*'{}[],:"\\ \n\t\r0-.e\x0bé', "", "1", '"a"', '"a":', '"a": 1,', "\\u00e9", "\\u0041", "\\ud83d", "\\u", "null"]
)


@given(
    VALUES, st.sampled_from([1, 2, 4, "\t"]), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\n", " \r\n\n"])
)
def test_what_is_written_with_lines_is_proven_with_lines(value, indent, line_break, end):
    text = json.dumps(value, indent=indent, ensure_ascii=False).replace("\n", line_break) + end
    assert agreed(text).lined is not None
    assert json.loads(lined(value)) == value


@given(st.lists(VALUES | ODD, max_size=4), st.sampled_from([None, 0, 2]), st.booleans(), st.data())
def test_of_any_text_the_other_parser_would_say_the_same(value, indent, ascii_only, data):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert agree(text)
    place = st.integers(0, len(text))
    for _ in range(data.draw(st.integers(1, 2))):
        start = data.draw(place)
        text = text[:start] + data.draw(DAMAGE) + text[start + data.draw(st.integers(0, 3)) :]
        assert agree(text)


@given(st.lists(st.tuples(st.sampled_from(["a", "a ", "b", "\u00e9", '"', "\\"]), SIMPLE), max_size=4), st.booleans())
def test_keys_that_stand_twice_are_seen_wherever_they_stand(members, ascii_only):
    """What is written for the other parser alone would drop them without a word."""
    spelt = ", ".join(f"{json.dumps(key, ensure_ascii=ascii_only)}: {json.dumps(value)}" for key, value in members)
    assert agree(f'{{"k": [{{{spelt}}}]}}')
