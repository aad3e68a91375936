"""What Salesforce checks of a record before it is written, in its words (facts, salesforce section 2: errors)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from xogen.org.embedded.catalog import NUMBER, Catalog, Field, Table
from xogen.org.embedded.store import DELETED, Store, quoted
from xogen.org.embedded.wire import Refused

_EMAIL = re.compile(r"[^\s@,;:<>()\[\]\\\"]+@[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)+")
_WITH_LENGTH = frozenset({"string", "textarea", "phone", "url", "email", "encryptedstring", "combobox", "picklist"})


def missing(table: Table, values: Mapping[str, Any]) -> Refused | None:
    """Return the refusal of a record that lacks what its object needs; ``values`` say nothing of other fields."""
    lacking = [item.name for item in table.fields.values() if item.required and values.get(item.name, "") is None]
    if not lacking:
        return None
    return Refused(
        400, "REQUIRED_FIELD_MISSING", f"Required fields are missing: [{', '.join(lacking)}]", sorted(lacking)
    )


def problems(catalog: Catalog, store: Store, table: Table, key: str, values: Mapping[str, Any]) -> list[Refused]:
    """Return what is wrong with the values of a record, in the order of the describe's fields."""
    found: list[Refused] = []
    for field in table.fields.values():
        value = values.get(field.name)
        if value is None:
            continue
        found += _of_text(field, value)
        found += _of_number(field, value)
        found += _of_reference(catalog, store, field, value)
        found += _of_uniqueness(store, table, field, key, value)
    return found


def _of_text(field: Field, value: Any) -> Iterator[Refused]:
    limit = field.number("length")
    if field.type in _WITH_LENGTH and limit and len(value) > limit:
        yield Refused(
            400, "STRING_TOO_LONG", f"{field.label}: data value too large: {value} (max length={limit})", [field.name]
        )
    elif field.type == "email" and not _EMAIL.fullmatch(value):
        yield Refused(400, "INVALID_EMAIL_ADDRESS", f"{field.label}: invalid email address: {value}", [field.name])
    elif field.type in {"picklist", "multipicklist"} and field.is_("restrictedPicklist"):
        chosen = value.split(";") if field.type == "multipicklist" else [value]
        for item in chosen:
            if item not in field.values:
                # An apostrophe comes back as &#39; in real answers.
                yield Refused(
                    400,
                    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                    f"{field.label}: bad value for restricted picklist field: {_for_html(item)}",
                    [field.name],
                )


def _for_html(text: str) -> str:
    return html.escape(text).replace("&#x27;", "&#39;")


def _of_number(field: Field, value: Any) -> Iterator[Refused]:
    if field.type not in NUMBER:
        return
    whole = (
        field.number("digits") if field.type in {"int", "long"} else field.number("precision") - field.number("scale")
    )
    if whole > 0 and abs(value) >= 10**whole:
        yield Refused(
            400,
            "NUMBER_OUTSIDE_VALID_RANGE",
            f"{field.label}: value outside of valid range on numeric field: {value}",
            [field.name],
        )


def _of_reference(catalog: Catalog, store: Store, field: Field, value: Any) -> Iterator[Refused]:
    """Check that a reference leads to a record. Objects that the org has no describe of cannot be looked into."""
    if field.type != "reference" or not field.refers_to:
        return
    tables = catalog.targets(field)
    table = next((item for item in tables if item.prefix == value[:3]), None)
    if table is None:
        if len(tables) == len(field.refers_to) or catalog.of_id(value) is not None:
            yield Refused(
                400, "FIELD_INTEGRITY_EXCEPTION", f"{field.label}: id value of incorrect type: {value}", [field.name]
            )
        return
    row = store.row(table, value)
    if row is None or row[DELETED]:
        yield Refused(
            400,
            "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
            f"insufficient access rights on cross-reference id: {value[:15]}",
            [],
        )


def _of_uniqueness(store: Store, table: Table, field: Field, key: str, value: Any) -> Iterator[Refused]:
    if field.type == "id" or not field.is_("unique"):
        return
    rows = store.rows(
        f'SELECT "Id" FROM {quoted(table.name)} WHERE {quoted(field.name)} = ? AND "Id" <> ? AND "{DELETED}" = 0',
        (value, key),
    )
    if rows:
        yield Refused(
            400,
            "DUPLICATE_VALUE",
            f"duplicate value found: {field.name} duplicates value on record with id: {rows[0]['Id'][:15]}",
            [],
        )
