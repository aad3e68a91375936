"""Headers that the platform cannot read."""

from __future__ import annotations

import json
from collections.abc import Iterator

from xogen.lint.export_examples import calling, service
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import path, text
from xogen.model.finding import Severity


def _with(headers: str) -> dict[str, object]:
    return calling(service(3, "readLeads", headers={"type": "raw", "value": headers}))


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="Headers of a service that are no JSON object",
    rationale="""
        The headers of a service stand in the export as JSON in a text: 140 of 140 real ones parse. Others are not sent
        (inferred), so the call comes without its authorization and its content type.
    """,
    bad=bad_export(
        _with("Accept: application/json"),
        Flag("/dialogComponents/2/headers/value", "the headers of the service readLeads are no JSON object"),
    ),
    good=good_export(_with('{"Accept": "application/json"}')),
)
def headers_not_json(facts: BotFacts) -> Iterator[Problem]:
    for part in facts.wire.components_of("service") if facts.wire else ():
        value = text(path(part.value, "headers", "value")).strip()
        if value and value != "undefined" and not _is_object(value):
            yield Problem(
                part.pointer("headers", "value"), f"the headers of the service {part.text('name')} are no JSON object"
            )


def _is_object(value: str) -> bool:
    from urllib.parse import unquote

    for source in (value, unquote(value)):
        try:
            return isinstance(json.loads(source), dict)
        except (ValueError, RecursionError):
            continue
    return False
