"""What a dialog asks of Salesforce: the records it writes, the fields it reads, the queries it sends.

From a service's ``record`` where it has one, else from its path and body, so that imported bots are checked, too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import unquote, unquote_plus

from xogen.formats.pointers import to_pointer
from xogen.graph.reads import line_pointer
from xogen.lint.soql import Soql, read_soql
from xogen.lint.texts import scripts
from xogen.model.nodes import Node, ServiceNode
from xogen.model.references import references
from xogen.script.literals import HOLE, joined_texts

if TYPE_CHECKING:
    from xogen.lint.facts import Placed

Operation = Literal["create", "read", "update", "upsert", "delete", "query", "search"]
WRITES: frozenset[str] = frozenset({"create", "update", "upsert"})
_RECORD = re.compile(r"/services/data/[^/]+/sobjects/(\w+)/?([^?]*)(?:\?(.*))?$", re.DOTALL)
_QUERY = re.compile(r"/services/data/[^/]+/query(?:All)?/?(?:\?(.*))?$", re.DOTALL)
_SEARCH = re.compile(r"/services/data/[^/]+/(?:search|parameterizedSearch)\b")
_PART = re.compile(r"(?:^|&)(q|fields)=([^&]*)")
_ROOT = "/services/data/"
_SPELT = "SELECT"
"""Outside of services only what is written like a query counts as one."""
_SELECT = re.compile(r"\s*SELECT\s.*\sFROM\s", re.IGNORECASE | re.DOTALL)
_FILLED = "\ue001"
"""Stands for a reference in a body, while the body is read as JSON."""


class Written(NamedTuple):
    """A field that a call writes. ``value`` may hold references; ``pointer`` starts at the document."""

    field: str
    value: str
    pointer: str


class Query(NamedTuple):
    """A query, and the expressions that stand in it where it has holes. ``is_plain``: its words are in capitals."""

    soql: Soql
    holes: tuple[str, ...]
    pointer: str
    is_plain: bool = True


class OrgCall(NamedTuple):
    """One call. ``unseen`` says what of it the dialog does not show; ``object`` is empty when nothing does."""

    place: Placed
    object: str
    pointer: str
    operation: Operation
    written: tuple[Written, ...] = ()
    read: tuple[str, ...] = ()
    query: Query | None = None
    unseen: str | None = None

    @property
    def node(self) -> Node:
        """The node that calls, or that makes the query."""
        return self.place.node


def may_ask(node: Node) -> bool:
    """Whether to look into a node: it calls Salesforce, says what it asks, or has a script that spells a query out."""
    if node.type == "service":
        return node.record is not None or _ROOT in node.path
    held = scripts(node)
    return bool(held) and any(_SPELT in script.source for script in held)


def org_calls(place: Placed, *, salesforce: bool) -> Iterator[OrgCall]:
    """Yield what a node asks of Salesforce.

    Args:
        place: any node; of those that are no service, only the queries in their scripts count.
        salesforce: whether the dialog's action is the one for Salesforce.
    """
    if place.node.type != "service":
        # Words such as "select one from the list" are no query, so only what is written like one counts here.
        yield from (_asked(place, each) for each in _queries(place) if each.is_plain)
        return
    service = place.node
    by_path = _ROOT in service.path
    if not by_path and (service.record is None or not _is_ours(service, salesforce=salesforce)):
        return
    queries = list(_queries(place))
    record = _RECORD.search(service.path)
    yield from (_asked(place, each) for each in queries)
    if record is not None and (service.record is None or service.record.operation not in {"query", "search"}):
        yield _record_call(place, service, record)
    elif service.record is not None and not queries:
        yield _declared(place, service)
    elif not queries and (_QUERY.search(service.path) or _SEARCH.search(service.path)):
        yield OrgCall(place, "", place.pointer, "query", unseen=_no_query(service))
    elif not queries and re.search(r"/services/data/[^/]+/composite\b", service.path):
        yield OrgCall(
            place,
            "",
            place.pointer,
            "query",
            unseen=f"{service.component} sends several calls in one, which are not looked into",
        )


def _no_query(service: ServiceNode) -> str:
    return f"the query of {service.component} does not stand in the dialog as a text"


def _is_ours(service: ServiceNode, *, salesforce: bool) -> bool:
    return service.integration == "salesforce" if service.integration else salesforce


def _asked(place: Placed, query: Query) -> OrgCall:
    return OrgCall(place, query.soql.object, query.pointer, "query", query=query)


def _declared(place: Placed, service: ServiceNode) -> OrgCall:
    """Return a call as its ``record`` states it, where the path shows no record."""
    assert service.record is not None  # noqa: S101 - the caller looked
    record, pointer = service.record, f"{place.pointer}/record/object"
    unseen = None
    if record.operation in {"query", "search"}:
        unseen = _no_query(service)
    written, missing = _written(place, service) if record.operation in WRITES else ((), None)
    return OrgCall(place, record.object, pointer, record.operation, written, (), None, missing or unseen)


def _record_call(place: Placed, service: ServiceNode, match: re.Match[str]) -> OrgCall:
    declared = service.record
    name = declared.object if declared else match[1]
    pointer = f"{place.pointer}/record/object" if declared else f"{place.pointer}/path"
    operation = _operation(service, match[2])
    if operation in WRITES:
        written, unseen = _written(place, service)
        return OrgCall(place, name, pointer, operation, written, unseen=unseen)
    read = [field for key, value in _PART.findall(match[3] or "") if key == "fields" for field in _fields(value)]
    return OrgCall(place, name, pointer, operation, read=tuple(read))


def _operation(service: ServiceNode, rest: str) -> Operation:
    """Return what a call of ``/sobjects/NAME`` does; two more segments are an external id and its value."""
    by_external_id = rest.strip("/").count("/") == 1
    if service.record is not None and service.record.operation != "update":
        return service.record.operation
    if service.method in {"PATCH", "PUT"} or service.record is not None:
        return "upsert" if by_external_id else "update"
    return "create" if service.method == "POST" else "delete" if service.method == "DELETE" else "read"


def _fields(value: str) -> list[str]:
    return [name.strip() for name in unquote(value).split(",") if name.strip() and "{{" not in name]


def _written(place: Placed, service: ServiceNode) -> tuple[tuple[Written, ...], str | None]:
    """Return the fields that a call writes, or why they are not known."""
    if service.record is not None and service.record.fields:
        at = f"{place.pointer}/record/fields"
        fields = service.record.fields.items()
        return tuple(Written(name, value, at + to_pointer((name,))) for name, value in fields), None
    if not service.body:
        return (), None
    body = _body(service.body)
    if body is None:
        return (), f"which fields {service.component} writes: a script makes its body"
    pointer = f"{place.pointer}/body"
    return tuple(Written(name, value, pointer) for name, value in body.items()), None


def _body(text: str) -> Mapping[str, str] | None:
    """Return the fields of a body as texts with their references, or ``None`` for what is no JSON object."""
    found = references(text)
    parts: list[str] = []
    end = 0
    for reference in found:
        before = text[end : reference.start]
        inside = (text[: reference.start].count('"') - text[: reference.start].count('\\"')) % 2 == 1
        parts += [before, _FILLED if inside else f'"{_FILLED}"']
        end = reference.end
    try:
        data = json.loads("".join([*parts, text[end:]]))
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or any(_FILLED in name for name in data):
        return None
    sources = iter(found)
    # JSON objects keep the order of the text, so the n-th mark is the n-th reference.
    return {name: _restored(value, text, sources) for name, value in data.items()}


def _restored(value: object, text: str, sources: Iterator[object]) -> str:
    plain = value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
    pieces = plain.split(_FILLED)
    filled = pieces[0]
    for piece in pieces[1:]:
        source = next(sources)
        filled += text[source.start : source.end] + piece  # type: ignore[attr-defined]
    return filled


def _queries(place: Placed) -> Iterator[Query]:
    """Yield the queries in a service's path and in a node's scripts."""
    node = place.node
    if node.type == "service":
        asked = _QUERY.search(node.path)
        for key, value in _PART.findall(asked[1] or "" if asked else ""):
            if key == "q":
                yield from _query(*_with_holes(value, decode=True), f"{place.pointer}/path")
    for script in scripts(node):
        for text in joined_texts(script.source) if "select" in script.source.lower() else ():
            if _SELECT.match(text.text):
                at = line_pointer(place.pointer + script.pointer, script.source, text.line)
                yield from _query(*_with_holes(text.text, text.holes), at)


def _query(text: str, holes: tuple[str, ...], pointer: str) -> Iterator[Query]:
    soql = read_soql(text)
    if soql is not None:
        is_plain = text.lstrip().startswith("SELECT ") and " FROM " in text
        yield from (Query(each, holes, pointer, is_plain) for each in (soql, *soql.inner))


def _with_holes(text: str, holes: tuple[str, ...] = (), *, decode: bool = False) -> tuple[str, tuple[str, ...]]:
    """Make holes of the references, too, and return the text with the expressions of all holes in order."""
    parts: list[str] = []
    found: list[str] = []
    known = iter(holes)
    end = 0
    for reference in references(text):
        before = text[end : reference.start]
        found += [next(known, "") for _ in range(before.count(HOLE))]
        found.append(reference.expression)
        parts += [unquote_plus(before) if decode else before, HOLE]
        end = reference.end
    last = text[end:]
    found += [next(known, "") for _ in range(last.count(HOLE))]
    return "".join([*parts, unquote_plus(last) if decode else last]), tuple(found)
