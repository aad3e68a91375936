"""``/composite``: several calls as one, where a later one may use the answers of earlier ones as ``@{a.id}``.

The answer is 200 even when parts fail: each part has its own status.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from xogen.org.embedded.store import Store
from xogen.org.embedded.wire import Answer, Call, Refused

MOST = 25
_REFERENCE = re.compile(r"@\{(\w+)((?:\.\w+|\[\d+\])*)\}")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_HALTED = "The transaction was rolled back since another operation in the same transaction failed."


class _FailedError(Exception):
    """A part failed and all shall be undone."""


class _NoValueError(Exception):
    """A reference leads to nothing."""


def run(answer: Callable[[Call], Answer], store: Store, version: str, body: Any) -> Answer:
    """Run the parts in their order.

    Args:
        answer: what answers one part.
        store: where all is undone when ``allOrNone`` says so.
        version: the API version that the parts' addresses must have.
        body: the request.

    Raises:
        Refused: the request itself is wrong.
    """
    parts = body.get("compositeRequest") if isinstance(body, Mapping) else None
    if not isinstance(parts, list) or not parts or not all(_sound(part) for part in parts):
        raise Refused(
            400, "JSON_PARSER_ERROR", "compositeRequest needs method, url and referenceId at [line:1, column:1]"
        )
    if len(parts) > MOST:
        raise Refused(400, "LIMIT_EXCEEDED", f"Composite request can have at most {MOST} subrequests")
    names = [part["referenceId"] for part in parts]
    if len(set(names)) < len(names):
        raise Refused(400, "INVALID_INPUT", "Duplicate ReferenceId provided")
    whole = bool(body.get("allOrNone"))
    results: list[dict[str, Any]] = []
    try:
        with store.all_or_nothing():
            for part in parts:
                results.append(_part(answer, store, version, part, results))
                _stop_if(whole and results[-1]["httpStatusCode"] >= 300)
    except _FailedError:
        results = _halted(parts, results[-1])
    return Answer(200, {"compositeResponse": results})


def _sound(part: Any) -> bool:
    return isinstance(part, Mapping) and all(isinstance(part.get(key), str) for key in ("method", "url", "referenceId"))


def _part(
    answer: Callable[[Call], Answer], store: Store, version: str, part: Mapping[str, Any], before: list[dict[str, Any]]
) -> dict[str, Any]:
    try:
        url = _filled(part["url"], before)
        _check_version(url, version)
        body = json.dumps(_filled_body(part.get("body"), before)).encode() if part.get("body") is not None else b""
        headers = {"content-type": "application/json", **part.get("httpHeaders", {})}
        with store.all_or_nothing():
            given = answer(Call.of(part["method"], url, headers, body))
    except _NoValueError as error:
        given = Refused(400, "PROCESSING_HALTED", f"Invalid reference specified. {error}").answer
    except Refused as refused:
        given = refused.answer
    return _result(part, given.status, given.content, given.headers)


def _stop_if(failed: bool) -> None:  # noqa: FBT001 - says what is asked
    if failed:
        raise _FailedError


def _check_version(url: str, version: str) -> None:
    if not url.startswith(f"/services/data/v{version}/"):
        raise Refused(400, "INVALID_INPUT", f"The url '{url}' does not belong to API version {version}")


def _result(part: Mapping[str, Any], status: int, content: Any, headers: Mapping[str, str]) -> dict[str, Any]:
    shown = {name: value for name, value in headers.items() if name == "Location"}
    return {"body": content, "httpHeaders": shown, "httpStatusCode": status, "referenceId": part["referenceId"]}


def _halted(parts: list[Any], failed: Mapping[str, Any]) -> list[dict[str, Any]]:
    halted = Refused(400, "PROCESSING_HALTED", _HALTED).answer.content
    return [
        dict(failed) if part["referenceId"] == failed["referenceId"] else _result(part, 400, halted, {})
        for part in parts
    ]


def _filled(text: str, before: list[dict[str, Any]]) -> str:
    return _REFERENCE.sub(lambda match: str(_value(match, before)), text)


def _filled_body(body: Any, before: list[dict[str, Any]]) -> Any:
    """Return a body with its references filled in, by its JSON text: strings are looked into wherever they stand."""
    text = json.dumps(body)

    def fill(match: re.Match[str]) -> str:
        return json.dumps(str(_value(match, before)))[1:-1]

    return json.loads(_REFERENCE.sub(fill, text))


def _value(match: re.Match[str], before: list[dict[str, Any]]) -> Any:
    missing = _NoValueError(f"No value for {match[0][2:-1]} found in {match[1]}")
    result = next((item for item in before if item["referenceId"] == match[1]), None)
    if result is None or result["httpStatusCode"] >= 300:
        raise missing
    value = result["body"]
    for step in _STEP.finditer(match[2]):
        key: Any = int(step[2]) if step[2] else step[1]
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            raise missing from None
    return value
