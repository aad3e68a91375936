"""How a dialog asks for a field of a describe: by the field's type (facts, salesforce: type map)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xogen.model.nodes import EntityType
from xogen.model.sfield import SField

_PERSONAL = re.compile(r"\w*(?:Email|Phone)(?:__c)?|Fax|Birthdate")
_PREFIX = re.compile(r"[0-9A-Za-z]{3}")


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the map.

    Attributes:
        entity_type: the platform's.
        filter: puts the value into a body (``encoders``).
        example: what a user may say, for training; it has to fit every field of the type.
        found_by: how a query compares: ``like``, ``is``, or not at all.
    """

    entity_type: EntityType
    filter: str = "text"
    example: str = "Acme"
    found_by: str | None = None


KINDS: Mapping[str, Kind] = {
    "string": Kind("string", found_by="like"),
    "combobox": Kind("string", found_by="like"),
    "textarea": Kind("description", example="first contact"),
    "email": Kind("email", example="ada@example.com", found_by="is"),
    "phone": Kind("phone-number", example="+1 415 555 0100", found_by="like"),
    "url": Kind("url", example="https://example.com", found_by="like"),
    "picklist": Kind("list-of-values"),
    "multipicklist": Kind("list-of-values", "list"),
    "boolean": Kind("list-of-values", "boolean", example="Yes"),
    "int": Kind("number", "number", example="12"),
    "long": Kind("number", "number", example="12"),
    "double": Kind("number", "number", example="12"),
    # The platform's currency is an amount with a code; the org knows its own currency, and takes the amount alone.
    "currency": Kind("number", "number", example="12000"),
    "percent": Kind("percentage", "percent", example="20%"),
    "date": Kind("date", "date", example="30 June"),
    "datetime": Kind("date-time", "datetime", example="tomorrow at 3 pm"),
    "time": Kind("time", "time", example="3 pm"),
    # Nobody knows ids by heart: only where the org requires another record, or the author names the field.
    "reference": Kind("custom"),
}
"""Types that a dialog can ask for. Ids, compound and binary types are none of them."""

_YES_AND_NO = (
    {"value": "true", "label": "Yes", "synonyms": ("yes please", "true", "on")},
    {"value": "false", "label": "No", "synonyms": ("no thanks", "false", "off")},
)


def kind_of(field: SField) -> Kind | None:
    """Return how a field is asked for; nothing for types that a dialog cannot ask for."""
    kind = KINDS.get(field.type)
    if field.type == "string" and field.extra_type == "personname":
        return Kind("person-name", example="Lovelace", found_by="like")
    return None if field.encrypted else kind


def is_shown(field: SField) -> bool:
    """Whether a field's value can be shown to people: what can be asked for, and what Salesforce fills in itself."""
    return field.type in KINDS and field.type != "reference" and not field.encrypted


def is_personal(field: SField) -> bool:
    """Whether a value is personal data: by the field's type, or by what fields of that name hold."""
    return field.type in {"email", "phone"} or _PERSONAL.fullmatch(field.name) is not None


def choices(field: SField) -> tuple[Mapping[str, Any], ...]:
    """Return the values that a user chooses from; nothing for fields that take any value."""
    if field.type == "boolean":
        return _YES_AND_NO
    if not field.is_picklist:
        return ()
    return tuple({"value": item.value, "label": item.label, "synonyms": ()} for item in field.active_values)


def id_pattern(*prefixes: str | None) -> str:
    """Return the pattern of a record's id: 15 or 18 signs, the first three of them those of its object.

    Args:
        prefixes: the key prefixes of the objects that it may be of; ``None`` where nobody knows: then any will do.
    """
    known = [_any_case(prefix) for prefix in prefixes if prefix and _PREFIX.fullmatch(prefix)]
    start = "[A-Za-z0-9]{3}"
    if known and len(known) == len(prefixes):
        start = known[0] if len(known) == 1 else f"(?:{'|'.join(dict.fromkeys(known))})"
    return rf"\b{start}[A-Za-z0-9]{{12}}(?:[A-Za-z0-9]{{3}})?\b"


def _any_case(prefix: str) -> str:
    return "".join(f"[{sign.upper()}{sign.lower()}]" if sign.isalpha() else sign for sign in prefix)
