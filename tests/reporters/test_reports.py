"""The reports, each against its snapshot: one file a case."""

from __future__ import annotations

import json

import pytest

from tests.snapshots import TextFile
from xogen.errors import UsageError
from xogen.lint.report import Report
from xogen.model.finding import Finding, NotChecked, Severity
from xogen.reporters import names, reporter

FINDINGS = (
    Finding(
        rule="flow/trap",
        severity=Severity.ERROR,
        message="no path leads from here to an end: company, again and back to company",
        path="dialogs/create-lead.json",
        line=12,
        column=5,
        pointer="/nodes/1",
        dialog="create-lead",
        node="company",
        witness=("CreateLead", "company"),
    ),
    Finding(
        rule="naming/intent-name-advice",
        severity=Severity.INFO,
        message="'Create a Lead' has the word 'a', a determiner or pronoun",
        path="dialogs/create-lead.json",
        line=5,
        column=3,
        pointer="/title/en",
        dialog="create-lead",
    ),
    Finding(
        rule="flow/unreachable-node",
        severity=Severity.WARNING,
        message="no path from the start leads to später",
        path="dialogs/update-lead.json",
        line=40,
        column=5,
        pointer="/nodes/4",
        dialog="update-lead",
        node="später",
    ),
    Finding(rule="made/whole", severity=Severity.ERROR, message="the bot as a whole", path="xogen.toml"),
    Finding(
        rule="made/path", severity=Severity.WARNING, message="a path of its own", path="x.json", witness=("a", "b")
    ),
)
NOT_CHECKED = (NotChecked(rule="project/template-behind", path="x.json", reason="the pack acme is not installed here"),)
REPORTS = {
    "all": Report(findings=FINDINGS, not_checked=NOT_CHECKED, dialogs=2, packs=1),
    "clean": Report(dialogs=7),
    "clean-pack": Report(packs=1),
    "not-checked": Report(not_checked=NOT_CHECKED, dialogs=1),
    "not-checked-by-many": Report(
        not_checked=tuple(
            NotChecked(rule=rule, path=path, reason="there is no describe of Lead")
            for path, rules in (("a.json", "xyz"), ("b.json", "xy"), ("c.json", "x"))
            for rule in (f"salesforce/{letter}" for letter in rules)
        ),
        dialogs=3,
    ),
    "hostile": Report(
        findings=(
            Finding(
                rule="made/check",
                severity=Severity.ERROR,
                message="a\x1b[2Jb\nc\u202ed",
                path="x\r.json",
                node="n\x07",
                witness=("\x9b1m",),
            ),
        ),
        dialogs=1,
    ),
}


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


@pytest.mark.parametrize("case", REPORTS)
def test_json(snapshot, case):
    text = reporter("json")(REPORTS[case])
    json.loads(text)
    assert text == snapshot(extension_class=TextFile)


def test_json_has_exactly_the_keys_that_programs_rely_on():
    data = json.loads(reporter("json")(REPORTS["all"]))
    assert list(data) == ["findings", "not_checked", "summary"]
    keys = ["rule", "severity", "message", "path", "line", "column", "pointer", "dialog", "node", "witness"]
    assert [list(found) for found in data["findings"]] == [keys] * 5
    assert data["findings"][0]["severity"] == "error"
    assert data["findings"][3] == {
        "rule": "made/whole",
        "severity": "error",
        "message": "the bot as a whole",
        "path": "xogen.toml",
        "line": 1,
        "column": 1,
        "pointer": "",
        "dialog": None,
        "node": None,
        "witness": [],
    }
    assert data["summary"] == {"dialogs": 2, "packs": 1, "errors": 2, "warnings": 2, "infos": 1, "not_checked": 1}


def test_no_name_reaches_the_terminal_as_a_command():
    text = reporter("text")(REPORTS["hostile"])
    assert [sign for sign in text if not sign.isprintable() and sign != "\n"] == []
    assert len(text.splitlines()) == 6


def test_reporters_are_found_by_name():
    assert {"json", "text"} <= set(names())
    with pytest.raises(UsageError, match=r"^there is no report format 'jsno'; did you mean 'json'\?"):
        reporter("jsno")
