"""Every format over what is found in the real exports."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from xogen.lint.report import Report, joined
from xogen.project.lint_inputs import find_units
from xogen.project.lint_run import Choice, lint_units
from xogen.reporters import names, reporter

FIXTURES = Path(__file__).parents[1] / "fixtures"
EXPORTS = sorted(path.parent.relative_to(FIXTURES.parents[1]) for path in FIXTURES.glob("exports/*/botDefinition.json"))


@pytest.fixture(scope="module")
def report():
    units = find_units([FIXTURES.parents[1] / path for path in EXPORTS], Path())
    found = joined(lint_units(units.bots, Choice(), jobs=1))
    assert len(EXPORTS) == 11
    assert len(found.findings) > 50
    assert found.not_checked
    return found


def test_text_and_lines_show_every_finding(report):
    text, lines = reporter("text")(report), reporter("concise")(report).splitlines()
    assert len(re.findall(r"^ +\d+:\d+ +(?:error|warning|info) ", text, re.MULTILINE)) == len(report.findings)
    assert len(lines) == len(report.findings) + len(report.not_checked)


def test_no_node_is_called_by_the_platform_s_own_id(report):
    assert not re.search(r"\bnd-\w{3}-[0-9a-f]{8}", reporter("text")(report) + reporter("markdown")(report))


def test_sarif_is_valid_and_its_fingerprints_are_unique(report):
    schema = json.loads((FIXTURES / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    log = json.loads(reporter("sarif")(report))
    jsonschema.Draft4Validator(schema).validate(log)
    prints = [result["partialFingerprints"]["xogen/v1"] for result in log["runs"][0]["results"]]
    assert len(prints) == len(set(prints)) == len(report.findings)


def test_gitlab_s_fingerprints_are_unique(report):
    issues = json.loads(reporter("gitlab")(report))
    assert len({issue["fingerprint"] for issue in issues}) == len(report.findings)


@pytest.mark.parametrize(("name", "element"), [("junit", "testcase"), ("checkstyle", "error")])
def test_xml_holds_every_finding(report, name, element):
    root = ET.fromstring(reporter(name)(report))  # noqa: S314 - our own text
    more = len(report.not_checked) if name == "junit" else 0
    assert len(list(root.iter(element))) == len(report.findings) + more


def test_github_has_a_command_a_finding(report):
    lines = reporter("github")(report).splitlines()
    assert all(re.match(r"::(error|warning|notice) ", line) for line in lines)
    assert len(lines) == len(report.findings) + 1


def test_the_page_and_the_data_hold_every_finding(report):
    assert reporter("html")(report).count(' data-rule="') == len(report.findings)
    assert len(json.loads(reporter("json")(report))["findings"]) == len(report.findings)
    assert reporter("jsonl")(report).count('{"type": "finding"') == len(report.findings)


def test_the_comment_fits(report):
    text = reporter("markdown")(report)
    assert len(text) < 60_000
    left = re.search(r"\*\*(\d+) more findings?\*\*", text)
    rows = len(re.findall(r"^\| [🔴🟠🔵] \| \d+:\d+ ", text, re.MULTILINE))
    assert rows + (int(left[1]) if left else 0) == len(report.findings)


@pytest.mark.parametrize("name", names())
def test_equal_reports_are_equal_bytes(report, name):
    again = Report.model_validate(report.model_dump())
    assert reporter(name)(again) == reporter(name)(report)
