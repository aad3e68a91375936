"""Names with spaces that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.formats.edits import Edit
from xogen.formats.pointers import to_pointer
from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import safe, unsafe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

STRAY = re.compile(r"^\s|\s$|\s\s")
DONE = message("done", "Your lead is saved.")


@rule(
    "task",
    severity=Severity.INFO,
    summary="A name with spaces at its ends, or two in a row",
    rationale="""
        Nobody sees them, and two names that look alike differ: a search does not find the dialog, a test that names it
        fails, and an incremental import takes it for another one (inferred). Titles of dialogs and labels of nodes are
        checked.
    """,
    bad=bad(
        dialog(intent("done"), {**DONE, "label": {"en": " Say so"}}, title="Create  Lead "),
        Flag("/nodes/1/label/en", "the label ' Say so' has stray spaces", "done"),
        Flag("/title/en", "the title 'Create  Lead ' has stray spaces"),
    ),
    good=good(dialog(intent("done"), DONE)),
)
def stray_space(task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for language, title in task.title.items():
        if _has_stray(title):
            here, tidy = to_pointer(("title", language)), " ".join(title.split())
            fix = unsafe(f"call it {tidy}", Edit(here, tidy)) if tidy else None
            yield Problem(here, f"the title {title!r} has stray spaces", fix=fix)
    for node, at, _ in facts.placed:
        for language, label in node.label.items():
            if _has_stray(label) and node.type not in {"dialog-call", "intent"}:
                pointer = at + to_pointer(("label", language))
                fix = safe("take them out", Edit(pointer, " ".join(label.split())))
                yield Problem(pointer, f"the label {label!r} has stray spaces", node.id, fix=fix)


def _has_stray(name: str) -> bool:
    return " ".join(name.split()) != name and STRAY.search(name) is not None
