"""The values of a request's body: read by their field's type, and refused as the JSON parser of Salesforce does.

Texts lose the space around them and an empty one is null. What a number may look like as a text is inferred.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from xogen.org.embedded.catalog import NUMBER, TEXT, Field
from xogen.org.embedded.ids import canonical
from xogen.org.embedded.wire import Refused, whole

_DATETIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::(\d\d)(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d|(?<=\.\d\d\d)[+-]\d{4})")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?Z?")


class _NotOfTypeError(ValueError):
    """A value that a type does not read."""


class _BadIdError(ValueError):
    """A text that is no id."""


def read_value(field: Field, value: Any, where: str) -> Any:
    """Return a value of a body as it is stored.

    Args:
        field: whose it is.
        value: the JSON value.
        where: its place, ``[line:1, column:12]``.

    Raises:
        Refused: ``JSON_PARSER_ERROR``, ``MALFORMED_ID`` or ``INVALID_TYPE_ON_FIELD_IN_RECORD``.
    """
    if value is None:
        if field.type == "boolean":
            raise Refused(
                400, "INVALID_TYPE_ON_FIELD_IN_RECORD", f"{field.label}: value not of required type: ", [field.name]
            )
        return None
    try:
        read: Callable[[Any], Any] = _READERS.get(field.type, _text)
        return read(value)
    except _NotOfTypeError:
        shown = json.dumps(value, ensure_ascii=False)
        raise Refused(
            400,
            "JSON_PARSER_ERROR",
            f"Cannot deserialize instance of {field.type} from {_token(value)} value {shown} at {where}",
        ) from None
    except _BadIdError:
        raise Refused(
            400, "MALFORMED_ID", f"{field.label}: id value of incorrect type: {value}", [field.name]
        ) from None


def _token(value: Any) -> str:
    """Return the name of a JSON token as Salesforce's parser says it."""
    if isinstance(value, bool):
        return f"VALUE_{str(value).upper()}"
    if isinstance(value, int):
        return "VALUE_NUMBER_INT"
    if isinstance(value, float):
        return "VALUE_NUMBER_FLOAT"
    if isinstance(value, str):
        return "VALUE_STRING"
    return "START_ARRAY" if isinstance(value, list) else "START_OBJECT"


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        raise _NotOfTypeError
    return whole(value).strip() or None


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _NotOfTypeError
    if isinstance(value, str) and not value.strip():
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise _NotOfTypeError from None
    if not number.is_finite() or not -330 < number.adjusted() < 309:
        raise _NotOfTypeError
    return float(number)


def _int(value: Any) -> int | None:
    number = _number(value)
    if number is None:
        return None
    if number != int(number):
        raise _NotOfTypeError
    return int(number)


def _boolean(value: Any) -> int:
    if isinstance(value, bool):
        return int(value)
    if value in {"true", "false"}:
        return int(value == "true")
    raise _NotOfTypeError


def _date(value: Any) -> str | None:
    text = _text(value)
    if text is None:
        return None
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise _NotOfTypeError
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise _NotOfTypeError from None


def _datetime(value: Any) -> str | None:
    text = _text(value)
    if text is None:
        return None
    stored = datetime_value(text)
    if stored is None:
        raise _NotOfTypeError
    return stored


def datetime_value(text: str) -> str | None:
    """Return a date and time as it is stored, in UTC; ``None`` when it is none.

    ``+0000`` without a colon needs milliseconds before it: a real org refuses it otherwise (facts, section 2).
    """
    match = _DATETIME.fullmatch(text)
    if match is None:
        return None
    minutes, seconds, fraction, zone = match.groups()
    try:
        moment = datetime.fromisoformat(f"{minutes}:{seconds or '00'}{(fraction or '.0').ljust(4, '0')}{zone}")
        return stored_moment(moment.astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def stored_moment(moment: datetime) -> str:
    """Return a moment in UTC as Salesforce shows and we store it."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}+0000"


def _time(value: Any) -> str | None:
    text = _text(value)
    if text is not None and not _TIME.fullmatch(text):
        raise _NotOfTypeError
    return text


def _id(value: Any) -> str | None:
    text = _text(value)
    if text is None:
        return None
    key = canonical(text)
    if key is None:
        raise _BadIdError
    return key


_READERS: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(TEXT, _text),
    **dict.fromkeys(NUMBER, _number),
    "int": _int,
    "long": _int,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
    "id": _id,
    "reference": _id,
}


def shown(field: Field, value: Any) -> Any:
    """Return a stored value as an answer shows it."""
    if field.type == "boolean":
        return bool(value)
    if field.type in NUMBER and isinstance(value, float) and field.number("scale") == 0 and value.is_integer():
        return value if field.type in {"currency", "double", "percent"} else int(value)
    return value
