"""The report for people, against snapshots: one file a case."""

from __future__ import annotations

import pytest

from tests.reporters.cases import REPORTS
from tests.snapshots import TextFile
from xogen.lint.report import Report
from xogen.model.finding import Finding, NotChecked, Severity
from xogen.reporters import reporter


@pytest.mark.parametrize("case", REPORTS)
@pytest.mark.parametrize("color", [False, True], ids=["plain", "color"])
def test_text(snapshot, case, color):
    text = reporter("text")(REPORTS[case], color=color)
    assert text.endswith("\n")
    assert text.replace("\x1b", "ESC") == snapshot(extension_class=TextFile)


@pytest.mark.parametrize("case", ["all", "hostile", "not-checked"])
def test_text_of_a_narrow_terminal(snapshot, case):
    text = reporter("text")(REPORTS[case], width=50)
    assert text == snapshot(extension_class=TextFile)


def long_finding(**more):
    names = tuple(f"node{index}" for index in range(12))
    made = {"rule": "made/long", "severity": Severity.ERROR, "message": "word " * 40 + "end", "path": "x.json"}
    return Report(findings=(Finding(**{**made, "witness": names, **more}),), dialogs=1)


@pytest.mark.parametrize("width", [20, 60, 80, 200])
def test_no_line_is_longer_than_the_terminal_where_words_allow(width):
    lines = reporter("text")(long_finding(), width=width).splitlines()
    assert max(map(len, lines)) <= max(width, 60)
    assert " ".join(lines).split().count("word") == 40
    assert [word for line in lines for word in line.split() if word.startswith("node")] == [
        f"node{index}" for index in range(12)
    ]


def test_a_pipe_gets_whole_lines():
    lines = reporter("text")(long_finding()).splitlines()
    assert [line.split()[-1] for line in lines[1:3]] == ["end", "node11"]


@pytest.mark.parametrize(
    ("witness", "node", "line"),
    [
        pytest.param(("a", "b"), "b", "made/long · a → b", id="the path ends at the node"),
        pytest.param(("a", "B"), "b", "made/long · node b · a → B", id="a node of another name"),
        pytest.param((), "b", "made/long · node b", id="no path"),
        pytest.param(("a",), "a", "made/long · a", id="the start"),
        pytest.param((), None, "made/long", id="no node"),
    ],
)
def test_the_node_is_told_once(witness, node, line):
    text = reporter("text")(long_finding(message="here", witness=witness, node=node))
    assert text.splitlines()[2].strip() == line


def test_no_name_reaches_the_terminal_as_a_command():
    text = reporter("text")(REPORTS["hostile"])
    assert [sign for sign in text if not sign.isprintable() and sign != "\n"] == []
    assert len(text.splitlines()) == 9


@pytest.mark.parametrize(
    ("number", "last"),
    [(4, "bot.json service/x: why 3"), (6, "bot.json service/x: and 3 more; --format json lists them")],
)
def test_many_like_reasons_are_counted(number, last):
    entries = tuple(NotChecked(rule="service/x", path="bot.json", reason=f"why {at}") for at in range(number))
    lines = [line.strip() for line in reporter("text")(Report(not_checked=entries)).splitlines() if "service/x" in line]
    assert (len(lines), lines[0], lines[-1]) == (4, "bot.json service/x: why 0", last)


def test_dialogs_of_one_file_have_a_block_each():
    lines = reporter("text")(REPORTS["export"]).splitlines()
    heads = [line for line in lines if line and not line.startswith("   ")]
    assert heads[:4] == [
        "bots/help desk.zip/botDefinition.json",
        "  1:1      error    the password of the translation engine stands here in the clear",
        "  Get Help",
        "  Say Bye",
    ]


@pytest.mark.parametrize("case", ["all", "clean"])
@pytest.mark.parametrize("color", [False, True], ids=["plain", "color"])
def test_statistics(snapshot, case, color):
    text = reporter("text").statistics(REPORTS[case], color=color)
    assert text.replace("\x1b", "ESC") == snapshot(extension_class=TextFile)
