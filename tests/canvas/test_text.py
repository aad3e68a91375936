from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.canvas.text import clean, directed, fit, measure, one_line, without_glyph, wrap

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@pytest.mark.parametrize(
    ("text", "bold", "thousandths"),
    [
        ("i", False, 222),
        ("W", False, 944),
        ("Wi", True, 944 + 278),
        ("é", False, 667),
        ("日", False, 1000),
        ("“", False, 3 * 278),
        ("😀", False, 1370),
    ],
)
def test_widths_are_those_of_the_font(text, bold, thousandths):
    assert measure(text, 10, bold=bold) == pytest.approx(thousandths / 100)


@given(TEXT)
def test_nothing_is_narrower_than_the_renderer_takes_it_for(text):
    outside = sum(len(char.encode()) for char in text if ord(char) > 127)
    assert measure(text, 1000) >= 278 * outside


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00b\x1fc\x7f", "a�b�c�"),
        ("\ud800x", "�x"),
        ("\ufffe\uffff", "��"),
        ("left \u202eright\u202c", "left �right�"),
        ("tab\tand 日本 stay", "tab\tand 日本 stay"),
    ],
)
def test_cleaning(text, cleaned):
    assert clean(text) == cleaned


def test_one_line_has_single_spaces():
    assert one_line("  a\n\n b\t c  ") == "a b c"


@given(TEXT, st.integers(20, 300), st.integers(1, 4))
def test_wrapping_keeps_to_width_and_lines_and_loses_only_what_it_marks(text, width, lines):
    wrapped = wrap(text, width, 10, lines=lines)
    assert len(wrapped) <= lines
    for line in wrapped:
        assert measure(line, 10) <= width or len(line.rstrip("…")) <= 1 or not breakable(line)
    kept, whole = "".join(wrapped).replace(" ", ""), one_line(text).replace(" ", "")
    assert kept == whole or (kept.endswith("…") and whole.startswith(kept.removesuffix("…")))


def breakable(line: str) -> bool:
    """Whether a line has a place to break: between two signs that a reader sees as two."""
    return any(
        unicodedata.category(char) not in {"Mn", "Me", "Mc", "Cf"} and not "\U0001f3fb" <= char <= "\U0001f3ff"
        for char in line[1:]
    ) and not any(
        char in "、。，．！？：；）」』】〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョะาำๅๆฯ（「『【〈《เแโใไ"
        for char in line
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three four", ("one two three", "four")),
        ("/services/data/v67.0/sobjects/Lead", ("/services/data/", "v67.0/sobjects/", "Lead")),
        ("お名前を教えてください。", ("お名前を教えて", "ください。")),
        ("family 👩‍👩‍👧‍👦 and", ("family", "👩‍👩‍👧‍👦", "and")),
    ],
)
def test_where_lines_break(text, lines):
    assert wrap(text, 75, 10, lines=4) == lines


def test_a_cut_never_parts_a_sign_from_its_mark():
    assert fit("abc👍🏽d", 40, 10) == "abc…"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("plain", "plain"),
        ("“größer”", "“größer”"),
        ("“מה שם החברה?”", "\u200f“מה שם החברה?”\u200f"),
        ("name: שלום", "name: שלום"),
        ("123…", "123…"),
    ],
)
def test_lines_that_run_right_to_left_are_marked(line, shown):
    assert directed(line) == shown


@pytest.mark.parametrize(("text", "missing"), [("Größe – “x” ► ‹y› Ω я ש", ()), ("日本 ไ 😀", ("ไ", "日", "本", "😀"))])
def test_what_a_png_cannot_show(text, missing):
    assert without_glyph(text) == missing
