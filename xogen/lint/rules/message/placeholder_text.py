"""A text that was meant to be written later."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.said import SPEAKING
from xogen.lint.texts import texts
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

# Upper case on purpose: "todo" is an everyday word in Spanish and Portuguese.
LEFT_OVER = re.compile(r"\b(?:TODO|FIXME|TBD|XXX)\b|\b[Ll]orem ipsum\b")


@rule(
    "task",
    needs=("message", "entity", "confirmation"),
    severity=Severity.WARNING,
    summary="A text that was never written",
    rationale="""
        `TODO`, `FIXME`, `TBD`, `XXX` and `Lorem ipsum` stand for a text that somebody wanted to write later. Users
        read it as it is.
    """,
    bad=bad(
        dialog(intent("done"), message("done", "TODO: say what happened.")),
        Flag("/nodes/1/responses/0/text/en", "this text still holds 'TODO'", "done"),
    ),
    good=good(dialog(intent("done"), message("done", "Your lead is saved."))),
)
def placeholder_text(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for kind in sorted(SPEAKING):
        for node, pointer, _ in facts.of_kind(kind):
            for text in texts(node):
                source = text.source
                # All that is left over has one of these in it.
                if text.kind == "text" and ("TO" in source or "X" in source or "TB" in source or "orem " in source):
                    found = LEFT_OVER.search(source)
                    if found:
                        yield Problem(pointer + text.pointer, f"this text still holds {found[0]!r}", node.id)
