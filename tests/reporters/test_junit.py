"""JUnit's XML, held to the shape that Jenkins' xUnit schema and the readers of other servers have in common."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from tests.reporters.cases import FINDINGS, REPORTS
from tests.snapshots import TextFile
from xogen.lint.report import Report
from xogen.model.finding import NotChecked
from xogen.reporters import reporter

# element: (attributes it must have, attributes it may have beside them, elements it may hold)
COUNTS = {"name", "tests", "failures", "errors", "time"}
SHAPE = {
    "testsuites": (COUNTS, set(), {"testsuite"}),
    "testsuite": (COUNTS | {"skipped"}, set(), {"testcase"}),
    "testcase": ({"classname", "name", "time"}, set(), {"failure", "skipped", "system-out"}),
    "failure": ({"type", "message"}, set(), set()),
    "skipped": ({"message"}, set(), set()),
    "system-out": (set(), set(), set()),
}


def read(case):
    return ET.fromstring(reporter("junit")(REPORTS[case]))  # noqa: S314 - our own text


@pytest.mark.parametrize("case", REPORTS)
def test_junit(snapshot, case):
    text = reporter("junit")(REPORTS[case])
    assert text == snapshot(extension_class=TextFile)


@pytest.mark.parametrize("case", REPORTS)
def test_the_shape_is_the_common_one(case):
    root = read(case)
    assert root.tag == "testsuites"
    for element in root.iter():
        required, optional, children = SHAPE[element.tag]
        assert required <= set(element.attrib) <= required | optional
        assert {child.tag for child in element} <= children
        assert all(len(element) <= 1 for element in root.iter("testcase"))


@pytest.mark.parametrize("case", REPORTS)
def test_the_counts_add_up(case):
    root = read(case)
    for element in [root, *root.iter("testsuite")]:
        assert int(element.get("tests")) == len(list(element.iter("testcase"))) > 0
        assert int(element.get("failures")) == len(list(element.iter("failure")))
    for suite in root.iter("testsuite"):
        assert int(suite.get("skipped")) == len(list(suite.iter("skipped")))


def test_infos_pass_and_what_was_not_checked_is_skipped():
    cases = {case.get("name"): [child.tag for child in case] for case in read("all").iter("testcase")}
    assert cases == {
        "company: flow/trap (12:5)": ["failure"],
        "naming/intent-name-advice (5:3)": ["system-out"],
        "später: flow/unreachable-node (40:5)": ["failure"],
        "made/whole (1:1)": ["failure"],
        "made/path (1:1)": ["failure"],
        "project/template-behind": ["skipped"],
    }


def test_no_two_cases_have_one_name():
    finding = FINDINGS[0]
    twice = tuple(NotChecked(rule="a/b", path="x.json", reason=reason) for reason in ("this", "that"))
    root = ET.fromstring(reporter("junit")(Report(findings=(finding, finding), not_checked=twice)))  # noqa: S314
    names = [case.get("name") for case in root.iter("testcase")]
    assert names[1:] == [f"{names[0]} #2", "a/b", "a/b #2"]
