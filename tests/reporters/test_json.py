"""JSON and JSON Lines."""

from __future__ import annotations

import json

import pytest

from tests.reporters.cases import REPORTS
from tests.snapshots import JsonFile
from xogen.reporters import reporter

KEYS = [
    "rule", "severity", "message", "path", "line", "column", "pointer", "dialog", "node", "witness", "script_line",
    "anchor",
]  # fmt: skip


@pytest.mark.parametrize("case", REPORTS)
def test_json(snapshot, case):
    text = reporter("json")(REPORTS[case])
    json.loads(text.encode())
    assert text == snapshot(extension_class=JsonFile)


def test_json_has_exactly_the_keys_that_programs_rely_on():
    data = json.loads(reporter("json")(REPORTS["all"]))
    assert list(data) == ["findings", "not_checked", "summary"]
    assert [list(found) for found in data["findings"]] == [KEYS] * 5
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
        "script_line": None,
        "anchor": "",
    }
    assert data["summary"] == {"dialogs": 2, "packs": 1, "errors": 2, "warnings": 2, "infos": 1, "not_checked": 1}


def test_statistics_as_json():
    data = json.loads(reporter("json").statistics(REPORTS["export"]))
    assert data["rules"] == [
        {"rule": "flow/unreachable-node", "severity": "warning", "count": 1, "dialogs": 1},
        {"rule": "script/syntax-error", "severity": "error", "count": 1, "dialogs": 1},
        {"rule": "security/secret-literal", "severity": "error", "count": 1, "dialogs": 0},
        {"rule": "service/plain-http", "severity": "warning", "count": 1, "dialogs": 1},
    ]
    assert data["summary"]["errors"] == 2


@pytest.mark.parametrize("case", REPORTS)
def test_lines_say_what_json_says(case):
    text = reporter("jsonl")(REPORTS[case])
    whole = json.loads(reporter("json")(REPORTS[case]))
    lines = [json.loads(line) for line in text.splitlines()]
    by_type = {name: [] for name in ("finding", "not_checked", "summary")}
    for line in lines:
        by_type[line.pop("type")].append(line)
    assert by_type == {
        "finding": whole["findings"],
        "not_checked": whole["not_checked"],
        "summary": [whole["summary"]],
    }
    text.encode()
