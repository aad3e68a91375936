"""SARIF 2.1.0 (OASIS), which GitHub code scanning, Azure DevOps and editors read: one run, its rules with their pages.

A result stands at its line, at its dialog and node (logical location), and at the end of a code flow that goes from
the dialog's start to it. Its fingerprint is structural, so that an alert survives edits elsewhere and new exports.
What was not checked is a notification of the tool.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from xogen import __version__
from xogen.formats.json_text import json_text
from xogen.lint.fingerprints import fingerprints
from xogen.lint.pages import page
from xogen.lint.registry import rules as all_rules
from xogen.lint.report import Report
from xogen.lint.rule import Rule
from xogen.lint.wording import node_name, uri
from xogen.model.finding import Finding, NotChecked, Severity

ENDING = ".sarif"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

Places = Mapping[tuple[str, str], Mapping[str, tuple[int, int]]]
"""Line and column of the nodes, by file and dialog, then by name."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCORES = {Severity.ERROR: "8.0", Severity.WARNING: "5.0", Severity.INFO: "2.0"}
"""For rules on security alone: GitHub shows these as high, medium and low."""
_LEFT_OUT = re.compile(r"… \d+ more …")


def render(report: Report, *, places: Places | None = None) -> str:
    """Return the log.

    Args:
        report: what was found.
        places: where the nodes of the dialogs stand, for the steps of the code flows.
    """
    named = {finding.rule for finding in report.findings} | {entry.rule for entry in report.not_checked}
    index = {name: number for number, name in enumerate(sorted(named))}
    names = fingerprints(report.findings)
    run = {
        "tool": {"driver": _driver(index)},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, index)],
        "results": [],
    }
    frame = json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"
    results = (
        json_text(_result(finding, index, name, places or {}))
        for finding, name in zip(report.findings, names, strict=True)
    )
    return _filled(frame, [f"        {result}" for result in results])


def _filled(frame: str, results: list[str]) -> str:
    """Put the results into the log, a line each: logs of real bots are long, and this is fast to write and to compare.

    No text of a rule can hold the mark: its quotes are escaped there.
    """
    before, mark, after = frame.rpartition('"results": []')
    inside = ",\n".join(results)
    return f"{before}{mark[:-1]}\n{inside}\n      {mark[-1]}{after}" if results else frame


def _driver(names: Mapping[str, int]) -> dict[str, Any]:
    known = all_rules()
    return {
        "name": "xogen",
        "fullName": f"xogen {__version__}",
        "version": __version__,
        "rules": [_rule(known[name]) if name in known else {"id": name} for name in names],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    """Return a rule with its page; its URI is a name, as nobody serves the page."""
    properties: dict[str, Any] = {"tags": [rule.family], "problem.severity": _problem_severity(rule.severity)}
    if rule.family == "security":
        properties["security-severity"] = _SCORES[rule.severity]
    return {
        "id": rule.name,
        "name": "".join(part.capitalize() for part in rule.short_name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": " ".join(rule.rationale.split())},
        "help": {"text": " ".join(rule.rationale.split()), "markdown": page(rule)},
        "helpUri": f"urn:xogen:rule:{rule.name}",
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": properties,
    }


def _problem_severity(severity: Severity) -> str:
    return "recommendation" if severity == Severity.INFO else severity.word


def _invocation(report: Report, index: Mapping[str, int]) -> dict[str, Any]:
    notes = [_notification(entry, index) for entry in report.not_checked]
    return {"executionSuccessful": True, **({"toolExecutionNotifications": notes} if notes else {})}


def _notification(entry: NotChecked, index: Mapping[str, int]) -> dict[str, Any]:
    return {
        "level": "note",
        "message": {"text": _unlinked(f"not checked: {entry.reason}")},
        "associatedRule": {"id": entry.rule, "index": index[entry.rule]},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(entry.path)}}}],
    }


def _result(finding: Finding, index: Mapping[str, int], fingerprint: str, places: Places) -> dict[str, Any]:
    result = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": _unlinked(finding.message)},
        "locations": [_location(finding)],
        "partialFingerprints": {"xogen/v1": fingerprint},
        "properties": {"pointer": finding.pointer},
    }
    if finding.witness:
        result["codeFlows"] = [_flow(finding, places.get((finding.path, finding.dialog or ""), {}))]
    return result


def _location(finding: Finding) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": _physical(finding, (finding.line, finding.column))}
    if finding.dialog is not None:
        logical = _logical(finding.dialog, node_name(finding))
        if finding.node is not None and finding.node != logical["name"]:
            logical["decoratedName"] = finding.node  # the platform's own id
        location["logicalLocations"] = [logical]
    return location


def _physical(finding: Finding, place: tuple[int, int] | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(finding.path)}}
    if place is not None:
        physical["region"] = {"startLine": place[0], "startColumn": place[1]}
    return physical


def _logical(dialog: str, node: str | None) -> dict[str, Any]:
    if node is None:
        return {"name": dialog, "fullyQualifiedName": dialog, "kind": "dialog"}
    return {"name": node, "fullyQualifiedName": f"{dialog}/{node}", "kind": "node"}


def _flow(finding: Finding, places: Mapping[str, tuple[int, int]]) -> dict[str, Any]:
    """Return the way from the start; what is left out in its middle is told by the step behind it."""
    steps = []
    left_out = ""
    last = len(finding.witness) - 1
    for number, name in enumerate(finding.witness):
        if _LEFT_OUT.fullmatch(name):
            left_out = f"{name} → "
            continue
        place = (finding.line, finding.column) if number == last else places.get(name)
        location: dict[str, Any] = {
            "message": {"text": _unlinked(f"{left_out}{name}")},
            "physicalLocation": _physical(finding, place),
        }
        if finding.dialog is not None:
            location["logicalLocations"] = [_logical(finding.dialog, name)]
        steps.append({"location": location})
        left_out = ""
    return {"threadFlows": [{"locations": steps}]}


def _unlinked(text: str) -> str:
    """Keep names from making links, which messages may hold (SARIF 2.1.0, 3.11.6)."""
    return text.replace("](", "] (")
