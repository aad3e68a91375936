from __future__ import annotations

import json

import jsonschema
import pytest

from tests.reporters.cases import FINDINGS, REPORTS
from tests.snapshots import JsonFile
from xogen.lint.report import Report
from xogen.reporters import reporter

# What GitLab requires of an issue (docs.gitlab.com/ci/testing/code_quality).
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string"},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)"},
                    "lines": {"type": "object", "properties": {"begin": {"type": "integer"}}, "required": ["begin"]},
                },
            },
        },
    },
}


@pytest.mark.parametrize("case", REPORTS)
def test_gitlab(snapshot, case):
    text = reporter("gitlab")(REPORTS[case])
    jsonschema.validate(json.loads(text), SCHEMA)
    assert text == snapshot(extension_class=JsonFile)


def test_a_path_is_that_of_the_repository():
    finding = FINDINGS[0].model_copy(update={"path": "./bot/x.json"})
    (issue,) = json.loads(reporter("gitlab")(Report(findings=(finding,))))
    assert issue["location"] == {"path": "bot/x.json", "lines": {"begin": 12}}


def test_a_description_is_one_line_without_signs_that_databases_refuse():
    finding = FINDINGS[0].model_copy(update={"message": "a\x00b\nc\u202ed", "witness": ("x\x07",), "dialog": None})
    (issue,) = json.loads(reporter("gitlab")(Report(findings=(finding,))))
    assert issue["description"] == r"a\u0000b\u000ac\u202ed (x\u0007)"
