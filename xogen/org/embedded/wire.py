"""What goes in and out of the embedded org: a call, an answer, and a refusal in the form of Salesforce's errors."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

JSON_TYPE = "application/json;charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Call:
    """A request. ``path`` is as it came over the wire (percent signs and all), header names are lower-case."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def segments(self) -> tuple[str, ...]:
        """The parts of the path, decoded one by one: an encoded slash stays inside its part."""
        return tuple(unquote(part) for part in self.path.strip("/").split("/"))

    @property
    def form(self) -> Mapping[str, str]:
        """The body as a form; the last of equal names counts."""
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))

    @classmethod
    def of(cls, method: str, target: str, headers: Mapping[str, str] | None = None, body: bytes = b"") -> Call:
        """Make a call of a request target like ``/services/data?x=1``."""
        parts = urlsplit(target)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        lower = {name.lower(): value for name, value in (headers or {}).items()}
        return cls(method.upper(), parts.path, query, lower, body)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. ``content`` is JSON unless it is bytes; ``None`` is an empty body."""

    status: int = 200
    content: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> bytes:
        """The body as it goes over the wire."""
        if self.content is None:
            return b""
        if isinstance(self.content, bytes):
            return self.content
        return json.dumps(self.content, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def all_headers(self) -> dict[str, str]:
        """The headers with the content's type, and with what keeps answers out of caches."""
        known = {"Content-Type": JSON_TYPE, "Cache-Control": "no-store"} if self.content is not None else {}
        return {**known, **self.headers}


class Refused(Exception):  # noqa: N818 - an answer, not a fault of ours
    """A call that Salesforce refuses: a status and an array of errors (facts, salesforce section 2: errors)."""

    def __init__(self, status: int, code: str, message: str, fields: Sequence[str] | None = None, **more: Any) -> None:
        """Refuse for one reason.

        Args:
            status: the HTTP status.
            code: Salesforce's error code.
            message: its message.
            fields: the fields it is about; ``None`` leaves the key out.
            more: further keys of the error, such as ``duplicateResult``.
        """
        super().__init__(f"{code}: {message}")
        entry: dict[str, Any] = {**more, "message": message, "errorCode": code}
        if fields is not None:
            entry["fields"] = list(fields)
        self.status = status
        self.entries: tuple[Mapping[str, Any], ...] = (entry,)

    @classmethod
    def all_of(cls, reasons: Sequence[Refused]) -> Refused:
        """Join refusals into one: the status of the first, the errors of all."""
        first = reasons[0]
        first.entries = tuple(entry for reason in reasons for entry in reason.entries)
        return first

    @property
    def answer(self) -> Answer:
        """The answer to send."""
        return Answer(self.status, list(self.entries))


def not_found() -> Refused:
    """Return the refusal of a resource that is not there."""
    return Refused(404, "NOT_FOUND", "The requested resource does not exist")


def not_allowed(method: str, allowed: Sequence[str]) -> Refused:
    """Return the refusal of a method that a resource does not have."""
    return Refused(
        405, "METHOD_NOT_ALLOWED", f"HTTP Method '{method}' not allowed. Allowed are {','.join(sorted(allowed))}"
    )


def whole(text: str) -> str:
    """Return a text that every store can hold: halves of surrogate pairs become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
