"""SARIF, validated against the schema of the standard."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.reporters.cases import EXPORT, LONG_WAY, REPORTS
from tests.snapshots import JsonFile
from xogen.formats.json_text import json_text
from xogen.reporters import reporter

SCHEMA = Path(__file__).parents[1] / "fixtures" / "schemas" / "sarif-2.1.0-rtm.5.json"
PLACES = {(EXPORT, "Get Help"): {name: (1, 100 + index) for index, name in enumerate(LONG_WAY) if "…" not in name}}


@pytest.fixture(scope="module")
def validator():
    return jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def run(case, **more):
    (only,) = json.loads(reporter("sarif")(REPORTS[case], **more))["runs"]
    return only


@pytest.mark.parametrize("case", REPORTS)
@pytest.mark.parametrize("places", [{}, PLACES], ids=["without-places", "with-places"])
def test_the_schema_holds(validator, case, places):
    text = reporter("sarif")(REPORTS[case], places=places)
    assert [error.message for error in validator.iter_errors(json.loads(text))] == []


@pytest.mark.parametrize("case", ["export", "hostile", "clean", "not-checked"])
def test_sarif(snapshot, case):
    log = json.loads(reporter("sarif")(REPORTS[case], places=PLACES))
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        for key in ("help", "fullDescription"):
            rule.pop(key, None)  # the pages have snapshots of their own
    del log["runs"][0]["tool"]["driver"]["version"], log["runs"][0]["tool"]["driver"]["fullName"]
    assert json_text(log, indent=2) + "\n" == snapshot(extension_class=JsonFile)


def test_a_rule_brings_its_page():
    rules = {rule["id"]: rule for rule in run("all")["tool"]["driver"]["rules"]}
    trap = rules["flow/trap"]
    assert trap["name"] == "Trap"
    assert trap["helpUri"] == "urn:xogen:rule:flow/trap"
    assert trap["help"]["markdown"].startswith("# flow/trap\n")
    assert trap["defaultConfiguration"] == {"level": "warning"}
    assert rules["made/whole"] == {"id": "made/whole"}


def test_a_rule_on_security_has_a_score():
    rules = {rule["id"]: rule for rule in run("export")["tool"]["driver"]["rules"]}
    assert rules["security/secret-literal"]["properties"] == {
        "tags": ["security"],
        "problem.severity": "error",
        "security-severity": "8.0",
    }
    assert "security-severity" not in rules["service/plain-http"]["properties"]


def test_every_result_points_at_its_rule():
    log = run("all")
    rules = [rule["id"] for rule in log["tool"]["driver"]["rules"]]
    assert rules == sorted(rules)
    assert [rules[result["ruleIndex"]] for result in log["results"]] == [result["ruleId"] for result in log["results"]]


def test_the_place_is_the_line_the_dialog_and_the_node():
    (location,) = run("export")["results"][1]["locations"]
    assert location == {
        "physicalLocation": {
            "artifactLocation": {"uri": "bots/help%20desk.zip/botDefinition.json"},
            "region": {"startLine": 1, "startColumn": 30412},
        },
        "logicalLocations": [
            {
                "name": "notify",
                "fullyQualifiedName": "Get Help/notify",
                "kind": "node",
                "decoratedName": "service3",
            }
        ],
    }


def test_the_code_flow_is_the_way_and_says_what_it_leaves_out():
    (flow,) = run("export", places=PLACES)["results"][1]["codeFlows"]
    steps = [step["location"] for step in flow["threadFlows"][0]["locations"]]
    assert [step["message"]["text"] for step in steps] == [
        *LONG_WAY[:5], "… 5 more … → q10", *LONG_WAY[7:],
    ]  # fmt: skip
    assert [step["physicalLocation"]["region"]["startColumn"] for step in steps] == [
        100, 101, 102, 103, 104, 106, 107, 108, 109, 110, 30412,
    ]  # fmt: skip


def test_what_was_not_checked_is_a_notification():
    (invocation,) = run("not-checked")["invocations"]
    assert invocation["executionSuccessful"] is True
    (note,) = invocation["toolExecutionNotifications"]
    assert note["message"] == {"text": "not checked: the pack acme is not installed here"}
    assert note["associatedRule"] == {"id": "project/template-behind", "index": 0}


def test_no_name_makes_a_link():
    assert "](" not in run("hostile")["results"][0]["message"]["text"]
