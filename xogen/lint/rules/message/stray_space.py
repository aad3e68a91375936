"""Texts with spaces that were not meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.stock import STOCK
from xogen.lint.texts import responses_of
from xogen.lint.wire_data import few
from xogen.model.finding import Severity

STRAY = re.compile(r"^[ \t]|[ \t]$|(?<=\S)  +(?=\S)| [,!?;](?:\s|$)")


@rule(
    "bot",
    severity=Severity.INFO,
    summary="Texts with stray spaces",
    rationale="""
        Spaces at an end, two in a row, or one before a comma look careless in a chat, and make texts that are
        equal different. Said once a bot. French texts, which have spaces before signs,
        and the platform's own sentences are left out.
    """,
    bad=bad(
        dialog(intent("done"), message("done", "Your lead  is saved ! ")),
        Flag("", "1 of 1 texts has stray spaces: done"),
    ),
    good=good(dialog(intent("done"), message("done", "Your lead is saved."))),
)
def stray_space(facts: BotFacts) -> Iterator[Problem]:
    said: dict[tuple[str, str | None, str, int, str], str] = {}
    for task in facts.tasks:
        for place in task.placed:
            node = place.node
            for key, index, response in responses_of(node):
                for language, text in response.text.items():
                    left_out = language.startswith("fr") or STOCK.match(text)
                    said[node.component, node.ref_id, key, index, language] = "" if left_out else text
    stray = [keys[0] for keys, text in said.items() if STRAY.search(text)]
    if stray:
        have = "has" if len(stray) == 1 else "have"
        yield Problem("", f"{len(stray)} of {len(said)} texts {have} stray spaces: {few(stray)}")
