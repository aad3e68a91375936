"""A baseline: findings that were there when somebody began to lint, so that only new ones are shown.

An entry names rule and structural place, and how many findings there are; no line, and no words. So it holds when a bot
is exported anew, when nodes are added above, and when a rule learns to say better what is wrong.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from xogen.errors import InputError
from xogen.formats.json_source import read_json, validate
from xogen.formats.spans import place
from xogen.lint.report import Report
from xogen.lint.rule import Rule
from xogen.lint.settings import unknown_rule
from xogen.model.base import Owned
from xogen.model.finding import Finding
from xogen.model.pointers import escape

_PACKS = "pack/"
"""The findings on packs have no rules with pages."""


class Entry(Owned):
    """Findings of one rule at one place. ``dialog`` is for people to read and counts for nothing."""

    rule: str
    place: str
    count: Annotated[int, Field(ge=1)] = 1
    dialog: str | None = None


class Baseline(Owned):
    """The file."""

    version: Literal[1] = 1
    findings: tuple[Entry, ...] = ()


class Compared(NamedTuple):
    """A report without what the baseline holds, how many findings that were, and what is found no longer."""

    report: Report
    known: int
    stale: tuple[Entry, ...]


def baseline_of(report: Report) -> Baseline:
    """Return the findings of a report as a baseline, sorted."""
    counts: Counter[tuple[str, str]] = Counter()
    dialogs: dict[tuple[str, str], str | None] = {}
    for finding in report.findings:
        counts[_key(finding)] += 1
        dialogs.setdefault(_key(finding), finding.dialog)
    return Baseline(
        findings=tuple(
            Entry(rule=rule, place=where, count=counts[rule, where], dialog=dialogs[rule, where])
            for rule, where in sorted(counts)
        )
    )


def dump_baseline(baseline: Baseline) -> str:
    """Write a baseline, one entry a line, so that a diff shows what came and went."""
    lines = [json.dumps(entry.model_dump(exclude_none=True), ensure_ascii=False) for entry in baseline.findings]
    entries = ",\n".join(f"    {line}" for line in lines)
    listed = f"[\n{entries}\n  ]" if lines else "[]"
    return f'{{\n  "version": {baseline.version},\n  "findings": {listed}\n}}\n'


def load_baseline(text: str, path: str, rules: Mapping[str, Rule]) -> Baseline:
    """Read a baseline.

    Args:
        text: the file's text.
        path: the file, as the user named it.
        rules: the rules there are.

    Raises:
        InputError: it is none, or names a rule that is not there; with file, line and key.
    """
    baseline = validate(Baseline, read_json(text, path), text=text, path=path)
    for index, entry in enumerate(baseline.findings):
        words = None if entry.rule.startswith(_PACKS) else unknown_rule(entry.rule, rules)
        if words is not None:
            line = place(text, f"/findings/{index}/rule")[0]
            raise InputError(
                words,
                where=f"{path}:{line}: findings[{index}].rule",
                hint="was it renamed? write the baseline anew: --write-baseline",
            )
    return baseline


def compare(report: Report, baseline: Baseline) -> Compared:
    """Take out of a report what a baseline holds: of each rule and place as many findings as it counts."""
    left = Counter({(entry.rule, entry.place): entry.count for entry in baseline.findings})
    fresh: list[Finding] = []
    for finding in report.findings:
        key = _key(finding)
        if left[key] > 0:
            left[key] -= 1
        else:
            fresh.append(finding)
    stale = tuple(entry for entry in baseline.findings if left[entry.rule, entry.place] > 0)
    return Compared(
        report.model_copy(update={"findings": tuple(fresh)}), len(report.findings) - len(fresh), _each_once(stale)
    )


def _each_once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple({(entry.rule, entry.place): entry for entry in entries}.values())


def _key(finding: Finding) -> tuple[str, str]:
    """Return rule and place; a finding that is in no bot is told by its file."""
    return finding.rule, finding.anchor or "/" + escape(finding.path.replace("\\", "/"))
