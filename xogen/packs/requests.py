"""The request of a service: user text moves out of path, headers and body into a generated pre-processor.

The platform pastes ``{{...}}`` into them as plain text (inferred), so only a script can encode it. The script sets
``context.<service>Request``; path, headers and body hold references to that and nothing else a user typed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from xogen.errors import TemplateError
from xogen.packs.encoders import FILTERS, functions
from xogen.packs.environment import javascript
from xogen.packs.leaves import Data, Path, leaves, map_leaves
from xogen.packs.pieces import Piece, Reference, pieces, sole

_HEAD = "// Made from the template: what the user typed is encoded here, so that it cannot change the request."
_QUERY_LANGUAGE = re.compile(r"\s*(SELECT\s|FIND\s*\{)", re.IGNORECASE)
_QUERY_IN_PATH = re.compile(r"[?&][^=&]*=\s*(SELECT|FIND)\b[^&]*$", re.IGNORECASE)
_NOT_IN_PATH = re.compile(r"[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]")
_IN_QUERY = "-._~!$'()*,;=:@/?"
_MARK = re.compile(r'"\\u0000(\d+)\\u0000"')


class RequestError(TemplateError):
    """A request that cannot be made up. ``keys`` lead to the place within the node."""

    def __init__(self, message: str, *keys: str | int) -> None:
        """Keep what is wrong, and where in the node."""
        super().__init__(message)
        self.keys = keys


@dataclass(frozen=True, slots=True)
class Request:
    """What goes over the wire, and the script that prepares it (empty: nothing to prepare)."""

    path: str
    headers: Mapping[str, str]
    body: str | None
    script: str


def prepare(
    service: str,
    path: str,
    query: Mapping[str, str],
    headers: Mapping[str, str],
    body: Mapping[str, Any] | Reference | None,
) -> Request:
    """Make up the request of a service.

    Args:
        service: the service's id, which names ``context.<service>Request``.
        path: begins with ``/``; its fixed part is sent as it is.
        query: parameters; they are encoded.
        headers: by name.
        body: data, or the reference to an object, or nothing.

    Raises:
        RequestError: a filter that does not fit its place, a reference in a query language without one, and the like.
    """
    writer = _Writer(service)
    line = _path(writer, path)
    if query:
        line += ("&" if "?" in line else "?") + "&".join(_parameter(writer, key, query[key]) for key in query)
    sent = {name: _header(writer, name, value) for name, value in headers.items()}
    text = None
    if body is not None:
        text = _body(writer, body)
        if not any(name.casefold() == "content-type" for name in sent):
            sent["Content-Type"] = "application/json"
    return Request(line, sent, text, writer.script())


@dataclass(slots=True)
class _Writer:
    """Collects the fields of ``context.<service>Request`` and the functions they call."""

    service: str
    fields: dict[str, str] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)

    def call(self, name: str, argument: str) -> str:
        self.called.add(name)
        return f"{name}({argument})"

    def keep(self, wanted: str, expression: str) -> str:
        """Add a field and return the reference to it. An equal expression is kept once."""
        base = re.sub(r"\W", "", wanted, flags=re.ASCII) or "value"
        base = f"_{base}" if base[0].isdigit() else base
        name, number = base, 1
        while self.fields.get(name, expression) != expression:
            number += 1
            name = f"{base}{number}"
        self.fields[name] = expression
        return "{{context." + self.service + "Request." + name + "}}"

    def script(self) -> str:
        if not self.fields:
            return ""
        rows = ",\n".join(f"  {name}: {expression}" for name, expression in self.fields.items())
        # What matters stands first: JavaScript finds functions that are declared further down.
        return f"{_HEAD}\ncontext.{self.service}Request = {{\n{rows}\n}};\n\n{functions(self.called)}".rstrip("\n")


def _take_apart(text: str, *keys: str | int) -> tuple[Piece, ...]:
    try:
        return pieces(text)
    except TemplateError as error:
        raise RequestError(error.message, *keys) from None


def _path(writer: _Writer, path: str) -> str:
    parts = _take_apart(path, "path")
    if not path.startswith(("/", "{{")):
        raise RequestError("a path starts with /", "path")
    line = ""
    for index, piece in enumerate(parts):
        if isinstance(piece, str):
            wrong = _NOT_IN_PATH.search(piece)
            if wrong:
                raise RequestError(f"{wrong[0]!r} cannot stand in a path: write it encoded, or use query", "path")
            line += piece
            continue
        if piece.from_environment:
            line += piece.plain
            continue
        if _QUERY_IN_PATH.search(line):
            raise RequestError("a query with references belongs into query, where it is encoded", "path")
        line += writer.keep(_name(piece), _in_path(writer, piece, parts, index))
    return line


def _in_path(writer: _Writer, piece: Reference, parts: Sequence[Piece], index: int) -> str:
    if piece.filters == ("raw",):
        return writer.call("asText", piece.script)
    if piece.filters not in {(), ("text",)}:
        raise RequestError(f"the filter {piece.filters[0]!r} has no place in a path", "path")
    before = parts[index - 1] if index else "/"
    after = parts[index + 1] if index + 1 < len(parts) else "/"
    whole = isinstance(before, str) and isinstance(after, str) and before.endswith("/") and after[0] in "/?"
    if whole and not any(isinstance(part, str) and "?" in part for part in parts[:index]):
        return writer.call("inSegment", piece.script)
    return f"encodeURIComponent({writer.call('asText', piece.script)})"


def _parameter(writer: _Writer, key: str, text: str) -> str:
    name = quote(key, safe="-._~")
    parts = _take_apart(text, "query", key)
    moved = [piece for piece in parts if isinstance(piece, Reference) and not piece.from_environment]
    if not moved:
        wire = [quote(piece, safe=_IN_QUERY) if isinstance(piece, str) else piece.plain for piece in parts]
        return f"{name}={''.join(wire)}"
    only = sole(parts)
    if only is not None and only.filters == ("raw",):
        return f"{name}={writer.keep(key, writer.call('asText', only.script))}"
    joined = _joined(writer, parts, text, "query", key)
    return f"{name}={writer.keep(key, f'encodeURIComponent({joined})')}"


def _header(writer: _Writer, name: str, value: str) -> str:
    line = ""
    for piece in _take_apart(value, "headers", name):
        if isinstance(piece, str) or piece.from_environment:
            line += piece if isinstance(piece, str) else piece.plain
            continue
        if piece.filters not in {(), ("text",)}:
            raise RequestError(f"the filter {piece.filters[0]!r} has no place in a header", "headers", name)
        line += writer.keep(_name(piece), writer.call("inHeader", piece.script))
    return line


def _body(writer: _Writer, body: Mapping[str, Any] | Reference) -> str:
    if isinstance(body, Reference):
        return writer.keep("body", writer.call("inJson", body.script))
    if not any(isinstance(leaf, str) and "{{" in leaf for _, leaf in leaves(body)):
        return json.dumps(body, ensure_ascii=False)
    expressions: list[str] = []

    def mark(path: Path, leaf: Data) -> Data:
        if not isinstance(leaf, str) or "{{" not in leaf:
            return leaf
        expressions.append(_in_body(writer, leaf, path))
        return f"\0{len(expressions) - 1}\0"

    text = json.dumps(map_leaves(body, mark), ensure_ascii=False, indent=2).replace("\n", "\n  ")
    safe = text.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    written = _MARK.sub(lambda match: expressions[int(match[1])], safe)
    return writer.keep("body", writer.call("inJson", written))


def _in_body(writer: _Writer, text: str, path: Path) -> str:
    parts = _take_apart(text, "body", *path)
    only = sole(parts)
    if only is None:
        return _joined(writer, parts, text, "body", *path)
    filters = only.filters if only.filters and only.filters != ("or_null",) else ("text", *only.filters)
    first, rest = filters[0], filters[1:]
    if first == "raw" and not rest:
        return only.script
    function = FILTERS[first].body
    if function is None or rest not in {(), ("or_null",)}:
        raise RequestError(f"the filter {only.filters[-1]!r} has no place in a body", "body", *path)
    if function == "given" and isinstance(path[-1], int) and not rest:
        # JSON has no gap in a list: what was not given is empty text there.
        return writer.call("asText", only.script)
    value = writer.call(function, only.script)
    return writer.call("orNull", value) if rest else value


def _joined(writer: _Writer, parts: Sequence[Piece], text: str, *keys: str | int) -> str:
    """Join text and references as JavaScript, each reference encoded for the language that the text is in."""
    language = _QUERY_LANGUAGE.match(text)
    words: list[str] = []
    before = ""
    for piece in parts:
        if isinstance(piece, str):
            words.append(javascript(piece))
            before += piece
        elif language and not piece.from_environment:
            words.append(writer.call(_in_query_language(piece, before, *keys), piece.script))
        elif piece.filters in {(), ("text",)}:
            words.append(writer.call("asText", piece.script))
        else:
            words.append(_converted(writer, piece, *keys))
    return " + ".join(words)


def _converted(writer: _Writer, piece: Reference, *keys: str | int) -> str:
    function = FILTERS[piece.filters[0]].body
    if function is None or len(piece.filters) > 1:
        where = "text that is no query" if FILTERS[piece.filters[0]].query else "the middle of a text"
        raise RequestError(f"the filter {piece.filters[0]!r} has no place in {where}", *keys)
    return writer.call("asText", writer.call(function, piece.script))


def _in_query_language(piece: Reference, before: str, *keys: str | int) -> str:
    """Return the function that encodes a reference in SOQL or SOSL, after checking its side of the quotes."""
    fitting = "'soql', 'soql_like', 'sosl', 'number' or 'date'"
    chosen = FILTERS[piece.filters[0]] if len(piece.filters) == 1 else None
    if chosen is None or chosen.query is None:
        raise RequestError(f"{piece.plain} stands in a query and needs a filter: {fitting}", *keys)
    quotes = re.sub(r"\\.", "", before).count("'")
    if chosen.quoted is not (quotes % 2 == 1):
        side = "inside" if chosen.quoted else "outside"
        raise RequestError(f"the filter {piece.filters[0]!r} belongs {side} the quotes of the query", *keys)
    if chosen.query == "inSosl" and before.count("{") <= before.count("}"):
        raise RequestError("the filter 'sosl' belongs between the braces of FIND { ... }", *keys)
    return chosen.query


def _name(piece: Reference) -> str:
    return piece.path[-1] if piece.path else "value"
