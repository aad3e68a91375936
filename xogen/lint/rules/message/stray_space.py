"""A text with spaces that nobody meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.formats.edits import Edit
from xogen.formats.pointers import to_pointer
from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import safe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import responses_of
from xogen.model.finding import Severity
from xogen.model.nodes import Node

DOUBLE = re.compile(r"(?<=[^\s|])  +(?=[^\s|])")
"""Two spaces within a line: at its start they are a margin, at its end a line break of Markdown, at a bar a table."""


@rule(
    ["message", "entity", "confirmation"],
    severity=Severity.INFO,
    summary="A text with spaces at its ends, or two in a row",
    rationale="""
        On the web nobody sees them. In a text message they are sent and counted, a test that compares what the bot
        says fails for them, and whoever translates the text wonders. Margins, and the two spaces that break a line in
        Markdown, are fine.
    """,
    bad=bad(
        dialog(intent("done"), message("done", "Your lead  is saved. ")),
        Flag("/nodes/1/responses/0/text/en", "this text of done has stray spaces", "done"),
    ),
    good=good(dialog(intent("done"), message("done", "Your lead is saved."))),
    enabled=False,
)
def stray_space(node: Node, _facts: TaskFacts) -> Iterator[Problem]:
    for key, index, response in responses_of(node):
        for language, text in response.text.items():
            if "  " not in text and text == text.strip():
                continue
            tidy = DOUBLE.sub(" ", text).strip()
            if tidy and tidy != text:
                here = to_pointer((key, index, "text", language))
                yield Problem(
                    here, f"this text of {node.component} has stray spaces", fix=safe("take them out", Edit(here, tidy))
                )
