from __future__ import annotations

import pytest

from xogen.lint.report import Summary
from xogen.lint.wording import for_attribute, for_markup, plain, sentence, uri

NONE = {"dialogs": 0, "packs": 0, "errors": 0, "warnings": 0, "infos": 0, "not_checked": 0}


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, "no findings in 0 dialogs"),
        ({"packs": 1}, "no findings in 1 pack"),
        ({"dialogs": 1, "errors": 1, "warnings": 2}, "1 error, 2 warnings in 1 dialog"),
        ({"dialogs": 3, "packs": 2, "infos": 1, "not_checked": 4}, "1 info in 3 dialogs and 2 packs, 4 not checked"),
    ],
)
def test_a_report_in_one_sentence(counts, words):
    assert sentence(Summary(**{**NONE, **counts})) == words


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("dialogs/a.json", "dialogs/a.json"),
        ("./dialogs/a.json", "dialogs/a.json"),
        ("../a b/ü#?.json", "../a%20b/%C3%BC%23%3F.json"),
        ("bot.zip/botDefinition.json", "bot.zip/botDefinition.json"),
        ("a:b/c:d.json", "a%3Ab/c:d.json"),
        ("/bots/a.json", "file:///bots/a.json"),
        ("C:\\bots\\a.json", "file:///C:/bots/a.json"),
        ("dialogs\\a.json", "dialogs/a.json"),
        ("x\udcff.json", "x%FF.json"),
    ],
)
def test_a_path_as_uri(path, expected):
    assert uri(path) == expected


def test_signs_that_steer_are_shown_as_their_code():
    assert plain("a\n\x1b[1m\u202e\ud800é") == r"a\u000a\u001b[1m\u202e\ud800é"
    assert for_markup("a\n\tb\r\x1b") == "a\n\tb" + r"\u000d\u001b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a & b <c>", '"a &amp; b &lt;c&gt;"'),
        ('say "no"', "'say \"no\"'"),
        ("two\nlines\u202e\x1b", '"two&#10;lines\\u202e\\u001b"'),
    ],
)
def test_a_text_as_attribute(text, expected):
    assert for_attribute(text) == expected
