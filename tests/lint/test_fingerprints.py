"""Fingerprints say the place, not the line or the words."""

from __future__ import annotations

import pytest

from xogen.lint.fingerprints import fingerprints
from xogen.model.finding import Finding, Severity

FINDING = Finding(
    rule="flow/trap",
    severity=Severity.ERROR,
    message="one",
    path="x.json",
    line=3,
    column=4,
    pointer="/nodes/3/prompt",
    dialog="d",
    node="n",
    anchor="/d/n/prompt",
)
PLAIN = FINDING.model_copy(update={"anchor": ""})


def name_of(finding, **changes):
    (name,) = fingerprints([finding.model_copy(update=changes)])
    return name


@pytest.mark.parametrize("finding", [FINDING, PLAIN], ids=["with an anchor", "without"])
@pytest.mark.parametrize(
    "changes",
    [{"line": 9}, {"column": 1}, {"message": "two"}, {"severity": Severity.INFO}, {"pointer": "/nodes/8/prompt"},
     {"witness": ("a",)}],
)  # fmt: skip
def test_what_an_edit_elsewhere_changes_keeps_the_name(finding, changes):
    assert name_of(finding, **changes) == name_of(finding)


@pytest.mark.parametrize(
    ("finding", "changes"),
    [
        (FINDING, {"rule": "flow/dead-end"}),
        (FINDING, {"path": "y.json"}),
        (FINDING, {"anchor": "/d/m/prompt"}),
        (PLAIN, {"dialog": "e"}),
        (PLAIN, {"node": "m"}),
        (PLAIN, {"pointer": "/nodes/3/errorPrompt"}),
    ],
)
def test_another_place_has_another_name(finding, changes):
    assert name_of(finding, **changes) != name_of(finding)


def test_several_at_one_place_are_numbered():
    first, second, third = fingerprints([FINDING, FINDING, FINDING])
    assert len({first, second, third}) == 3
    assert first == name_of(FINDING)
