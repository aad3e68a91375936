"""A request body that is not JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, entity, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import ServiceNode
from xogen.model.references import references

ASK = entity("amount", "save", "How many?", entity_type="number")
DONE, FAILED = message("done", "It is saved."), message("failed", "That did not work.")
NOTHING = frozenset({"", "undefined"})
"""How exports write that there is no body."""
MOST = 16
"""References that are tried as members of an object, one after the other."""


def _save(body: str) -> Data:
    return service("save", "done", "failed", method="POST", path="/orders/count", body=body)


@rule(
    "service",
    severity=Severity.ERROR,
    summary="A request body that is not JSON",
    rationale="""
        The service answers with 400, and only when a user gets there. References count as values or members, so a body
        that is one reference is fine, and so are `{"amount": {{context.entities.amount}}}` and `{ {{context.rest}} }`.
        A body is expected to be JSON unless a Content-Type header says otherwise.
    """,
    bad=bad(
        dialog(intent("amount"), ASK, _save('{"amount": {{context.entities.amount}} "unit": "kg"}'), DONE, FAILED),
        Flag(
            "/nodes/2/body",
            "the body of the service save is not JSON: expecting ',' delimiter (line 1, column 40)",
            "save",
        ),
    ),
    good=good(
        dialog(intent("amount"), ASK, _save('{"amount": {{context.entities.amount}}, "unit": "kg"}'), DONE, FAILED)
    ),
)
def body_not_json(node: ServiceNode, _facts: TaskFacts) -> Iterator[Problem]:
    if node.body is None or node.body.strip() in NOTHING or not _is_json(node):
        return
    fault = _fault(node.body)
    if fault is not None:
        yield Problem("/body", f"the body of the service {node.component} is not JSON: {fault}")


def _is_json(node: ServiceNode) -> bool:
    kinds = [value.lower() for name, value in node.headers.items() if name.lower() == "content-type"]
    return all("json" in kind or "{{" in kind for kind in kinds)


def _fault(body: str) -> str | None:
    """Return what is wrong with a body and where, once its references are values or, where none can stand, members."""
    members: set[int] = set()
    while True:
        plain, starts, shifts = _filled(body, members)
        try:
            _DECODER.decode(plain)
        except json.JSONDecodeError as error:
            reference = starts.get(error.pos)
            if reference is not None and reference not in members and len(members) < MOST:
                members.add(reference)
                continue
            at = error.pos + sum(length for start, length in shifts if start < error.pos)
            line, column = body.count("\n", 0, at) + 1, at - (body.rfind("\n", 0, at) + 1) + 1
            return f"{error.msg[0].lower()}{error.msg[1:]} (line {line}, column {column})"
        except RecursionError:
            return "it is nested too deeply"
        except ValueError as error:
            return str(error)
        return None


def _filled(body: str, members: set[int]) -> tuple[str, dict[int, int], list[tuple[int, int]]]:
    """Put a 1 for each reference: a digit is right inside a text and as a value.

    Tell where they stand, and by how much what follows each has moved.
    """
    parts: list[str] = []
    starts: dict[int, int] = {}
    shifts: list[tuple[int, int]] = []
    end = length = 0
    for index, reference in enumerate(references(body)):
        value = '"1":1' if index in members else "1"
        parts.extend((body[end : reference.start], value))
        length += reference.start - end
        starts[length] = index
        shifts.append((length, reference.end - reference.start - len(value)))
        length += len(value)
        end = reference.end
    return "".join((*parts, body[end:])), starts, shifts


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON value")


_DECODER = json.JSONDecoder(parse_constant=_refuse)
