"""A dialog from an older version of its template."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.known import Known
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

KNOWN = Known(pack_versions={"salesforce": "1.10.0"})
DONE = message("done", "Done.")


def _source(version: str) -> dict[str, str]:
    return {"pack": "salesforce", "template": "create-lead", "version": version}


@rule(
    "task",
    severity=Severity.WARNING,
    summary="A dialog from an older version of its template",
    rationale="""
        The installed pack has a newer version of the template, with what was corrected since. `xogen generate --diff`
        shows what would change, `xogen generate` takes it over.
    """,
    bad=bad(
        dialog(intent("done"), DONE, source=_source("1.9.0")),
        Flag("/source/version", "this dialog is from salesforce 1.9.0, and 1.10.0 is installed"),
        known=KNOWN,
    ),
    good=good(dialog(intent("done"), DONE, source=_source("1.10.0")), known=KNOWN),
)
def template_behind(task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    source, versions = task.source, facts.known.pack_versions
    if source is None:
        return
    if versions is None or source.pack not in versions:
        yield Unchecked(f"the pack {source.pack} is not installed here, so its version is not known")
        return
    if _numbers(source.version) < _numbers(versions[source.pack]):
        words = f"this dialog is from {source.pack} {source.version}, and {versions[source.pack]} is installed"
        yield Problem("/source/version", words)


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, so that 1.10 comes after 1.9."""
    return tuple(int(part) for part in re.findall(r"\d+", version))
