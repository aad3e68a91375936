"""The JSON of a request, read as strictly as Salesforce does, and where its members stand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from xogen.formats.pointers import to_pointer
from xogen.formats.spans import place
from xogen.org.embedded.wire import Call, Refused

Where = Callable[[str], str]


def read_json(call: Call) -> Any:
    """Return the JSON of a call's body.

    Raises:
        Refused: another content type, no body, or a body that is no JSON.
    """
    kind = call.headers.get("content-type", "")
    if kind.partition(";")[0].strip().lower() not in {"application/json", ""}:
        raise Refused(
            415,
            "UNSUPPORTED_MEDIA_TYPE",
            f"Content type specified in Content-type HTTP header is not supported: {kind}",
        )
    if not call.body.strip():
        raise _unreadable("The HTTP entity body is required, but this request has no entity body.")
    try:
        return json.loads(call.body.decode("utf-8"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise _unreadable(f"Invalid UTF-8 at byte {error.start + 1}") from None
    except json.JSONDecodeError as error:
        raise _unreadable(_complaint(error)) from None
    except (ValueError, RecursionError):
        raise _unreadable("Unexpected value at [line:1, column:1]") from None


def read_object(call: Call) -> tuple[dict[str, Any], Where]:
    """Return the JSON object of a body, and what says where a member stands.

    Raises:
        Refused: as ``read_json``, and for JSON that is no object.
    """
    content = read_json(call)
    if not isinstance(content, dict):
        token = "START_ARRAY" if isinstance(content, list) else "VALUE"
        raise _unreadable(f"Cannot deserialize instance of sobject from {token} at [line:1, column:1]")
    text = call.body.decode("utf-8")
    return content, lambda name: _shown(*place(text, to_pointer((name,))))


def plain_where(_: Mapping[str, Any]) -> Where:
    """Return what places members of an object that did not come as a body of its own."""
    return lambda _name: _shown(1, 1)


def _shown(line: int, column: int) -> str:
    return f"[line:{line}, column:{column}]"


def _unreadable(message: str) -> Refused:
    return Refused(400, "JSON_PARSER_ERROR", message)


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _complaint(error: json.JSONDecodeError) -> str:
    where = _shown(error.lineno, error.colno)
    if error.pos >= len(error.doc):
        return f"Unexpected end-of-input at {where}"
    sign = error.doc[error.pos]
    return f"Unexpected character ('{sign}' (code {ord(sign)})) at {where}"
