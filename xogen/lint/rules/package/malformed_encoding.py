"""A script that cannot be decoded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import compress

from xogen.formats.importer.encoding import decode
from xogen.lint.export_examples import bot, component
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import Part, text
from xogen.model.finding import Severity

LONE = re.compile(r"%(?![0-9A-Fa-f]{2})")
ENCODED = re.compile(r"%(?:20|0[AaDd9]|3[BbDd]|2[0-9A-Fa-f]|7[Bb-d])")
FIELDS = ("script", "preProcessor", "postProcessor")


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A script that is only partly percent-encoded",
    rationale="""
        Exports hold scripts percent-encoded, as JavaScript's `encodeURIComponent` writes them (261 of 261). A `%` that
        stands for itself among encoded characters stops `decodeURIComponent`, so that the platform cannot read the
        script (inferred). It comes from an edit by hand: write `%25`. A script that is not encoded at all is left
        alone.
    """,
    bad=bad_export(
        bot(component(3, "script", "half", script="context.rest%20%3D%20context.sum % 2%3B")),
        Flag("/dialogComponents/2/script", "the script half holds a bare % among encoded characters; write %25"),
    ),
    good=good_export(bot()),
)
def malformed_encoding(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    if wire is None:
        return
    for field in FIELDS:
        sources = [value.get(field) for value in wire.components.values]
        for number, source in compress(enumerate(sources), sources):
            if _is_malformed(text(source)):
                yield _problem(wire.components.part(number), field)
    for number, field, response, texts in wire.localised:
        for language, said in texts.items():
            if isinstance(said, dict) and said.get("type") == "uxmap" and _is_malformed(text(said.get("text"))):
                yield _problem(wire.components.part(number), field, response, "localeData", language, "text")


def _is_malformed(source: str) -> bool:
    # What decodes to text without a % had none that stands for itself: most scripts, and to decode them is faster.
    return "%" in source and "%" in decode(source) and bool(LONE.search(source)) and bool(ENCODED.search(source))


def _problem(part: Part, *keys: str | int) -> Problem:
    words = f"the script {part.text('name')} holds a bare % among encoded characters; write %25"
    return Problem(part.pointer(*keys), words)
