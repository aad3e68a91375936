"""What reports show of the dialogs themselves."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.test_lint import GOOD, WRONG, project
from xogen.cli import pictures
from xogen.errors import MachineError
from xogen.lint.examples import dialog, intent, message, node

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"
LOST = dialog(intent("done"), message("done", "Done."), message("lost", "Never."))


def page(xogen, line="lint"):
    assert xogen(f"{line} --fail-on never --report html=x.html").code == 0
    return Path("x.html").read_text(encoding="utf-8")


def test_dialogs_with_findings_are_drawn_with_badges(xogen):
    project(good=GOOD, one=WRONG, two=LOST)
    text = page(xogen, "lint --select flow")
    assert re.findall(r'<figure tabindex="0" aria-label="([^"]*)"', text) == ["Canvas of one", "Canvas of two"]
    assert re.findall(r'<g id="(\S+)" class="node (has-\w+)"', text) == [
        ("c1-node-ask", "has-error"),
        ("c2-node-lost", "has-warning"),
    ]
    assert text.count('<g class="badge">') == 2


def test_the_numbers_on_the_canvas_are_those_of_the_list(xogen):
    project(one=dialog(intent("ask"), node("logic", "ask", [{"to": "done"}, {"to": "end"}]), message("done", "a"),
                       message("lost", "Never.")))  # fmt: skip
    text = page(xogen, "lint --select flow")
    listed = re.findall(r'<span class="badge (\w+)">(\d+)</span>', text)
    drawn = re.findall(r'<g class="badge"><title>(\w+):.*?>(\d+)</text></g>', text)
    assert listed == [("error", "1"), ("warning", "2")]
    assert sorted(drawn) == listed


def test_a_great_dialog_is_not_drawn_and_the_page_says_so(xogen, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_NODES", 2)
    project(one=LOST)
    text = page(xogen)
    assert "Not drawn: 3 nodes are more than a report shows (xogen render draws them)." in text
    assert "<figure" not in text


def test_without_a_renderer_the_page_has_its_findings(xogen, monkeypatch):
    def nothing(*_arguments, **_options):
        raise MachineError("there is nothing to draw with")

    monkeypatch.setattr("xogen.canvas.drawing.draw", nothing)
    project(one=LOST)
    text = page(xogen)
    assert "Not drawn: there is nothing to draw with." in text
    assert "no path from the start leads to lost" in text


def test_nothing_is_drawn_for_reports_that_show_nothing(xogen, monkeypatch):
    monkeypatch.setattr("xogen.canvas.drawing.draw", lambda *_: pytest.fail("drawn"))
    project(one=LOST)
    assert xogen("lint --format json --report junit=x.xml").code == 0


@pytest.mark.parametrize("bot", ["twilio-sms", "service-now-integration"])
def test_the_steps_of_a_code_flow_stand_where_the_nodes_do(xogen, bot):
    export = EXPORTS / bot / "botDefinition.json"
    xogen(f"lint {export} --fail-on never --format sarif -o x.sarif")
    lines = export.read_text(encoding="utf-8").splitlines()
    (run,) = json.loads(Path("x.sarif").read_text(encoding="utf-8"))["runs"]
    steps = [
        step["location"]
        for result in run["results"]
        for flow in result.get("codeFlows", ())
        for step in flow["threadFlows"][0]["locations"][:-1]
    ]
    assert steps
    for step in steps:
        region = step["physicalLocation"]["region"]
        assert lines[region["startLine"] - 1][region["startColumn"] - 1] == "{"


def test_nodes_of_a_dialog_file_have_places(xogen):
    project(one=WRONG)
    xogen("lint --report sarif=x.sarif")
    (result,) = json.loads(Path("x.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    steps = [step["location"] for step in result["codeFlows"][0]["threadFlows"][0]["locations"]]
    assert [(step["message"]["text"], step["physicalLocation"]["region"]["startLine"]) for step in steps] == [
        ("CreateLead", 8),
        ("ask", 29),
    ]
