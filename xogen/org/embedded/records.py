"""Creating, reading, changing and deleting records, in the order of Salesforce's own checks.

First the body is read by types, then by what may be written, then by what is needed, then value by value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xogen.org.embedded import checks, derived
from xogen.org.embedded.body import Where
from xogen.org.embedded.catalog import COMPOUND, Catalog, Field, Table
from xogen.org.embedded.duplicates import duplicate
from xogen.org.embedded.ids import canonical, new_id
from xogen.org.embedded.store import DELETED, Store, quoted
from xogen.org.embedded.values import read_value, shown
from xogen.org.embedded.wire import Refused, not_found


@dataclass(frozen=True, slots=True)
class Records:
    """The records, as one caller of one API version deals with them at one moment."""

    catalog: Catalog
    store: Store
    user: str
    moment: str
    version: str
    allow_duplicates: bool = False

    def create(self, table: Table, body: Mapping[str, Any], where: Where) -> str:
        """Write a new record and return its id.

        Raises:
            Refused: with Salesforce's code; nothing is written.
        """
        if not table.can("createable"):
            raise Refused(400, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", f"entity type cannot be inserted: {table.name}")
        if any(name.lower() == "id" for name in body):
            raise Refused(400, "INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call", ["Id"])
        given = self._read(table, body, where, "createable")
        values = {**derived.first_values(table, self.user, self.moment), **_without_unset_defaults(table, given)}
        values |= derived.implied(table, values)
        self._check(table, "", values, values)
        number = self.store.next_number(table.name)
        key = new_id(table.prefix, number)
        self.store.insert(table, {**values, **derived.counted(table, number), "Id": key})
        return key

    def update(self, table: Table, key: str, body: Mapping[str, Any], where: Where) -> None:
        """Change a record that is there.

        Raises:
            Refused: with Salesforce's code; nothing is written.
        """
        before = self.existing(table, key)
        if not table.can("updateable"):
            raise Refused(400, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", f"entity type cannot be updated: {table.name}")
        if any(name.lower() == "id" for name in body):
            raise Refused(400, "INVALID_FIELD", "The Id field should not be specified in the sobject data.", ["Id"])
        given = self._read(table, body, where, "updateable")
        if table.name == "Lead" and before.get("IsConverted"):
            raise Refused(400, "CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead", [])
        after = {**before, **given}
        changes = {**given, **derived.implied(table, after), **derived.touched(table, self.user, self.moment)}
        self._check(table, key, given, after)
        self.store.update(table, key, changes)

    def delete(self, table: Table, key: str) -> None:
        """Put a record into the recycle bin: queries and reads no longer see it."""
        self.existing(table, key)
        if not table.can("deletable"):
            raise Refused(400, "INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id", [])
        flag = {"IsDeleted": 1} if table.find("IsDeleted") else {}
        self.store.update(table, key, {DELETED: 1, **flag, **derived.touched(table, self.user, self.moment)})

    def existing(self, table: Table, text: str) -> dict[str, Any]:
        """Return the columns of a record that is there, by its id of 15 or 18 characters.

        Raises:
            Refused: ``NOT_FOUND`` or ``ENTITY_IS_DELETED``.
        """
        key = canonical(text)
        if key is None:
            raise Refused(404, "NOT_FOUND", f"Provided external ID field does not exist or is not accessible: {text}")
        row = self.store.row(table, key)
        if row is None:
            raise not_found()
        if row[DELETED]:
            raise Refused(404, "ENTITY_IS_DELETED", "entity is deleted", [])
        return row

    def by_key(self, table: Table, field_name: str, value: str) -> list[dict[str, Any]]:
        """Return the records that an external id, or ``Id``, finds.

        Raises:
            Refused: the field is none to find records by.
        """
        field = table.find(field_name)
        if field is None or not (field.is_("externalId") or field.is_("idLookup") or field.type == "id"):
            raise Refused(
                404, "NOT_FOUND", f"Provided external ID field does not exist or is not accessible: {field_name}"
            )
        if field.type == "id":
            return [self.existing(table, value)]
        rows = self.store.rows(
            f'SELECT * FROM {quoted(table.name)} WHERE {quoted(field.name)} = ? AND "{DELETED}" = 0 ORDER BY "Id"',
            (value,),
        )
        return [dict(row) for row in rows]

    def url(self, table: Table, key: str) -> str:
        """Return where a record is."""
        return f"/services/data/v{self.version}/sobjects/{table.name}/{key}"

    def shown(self, table: Table, row: Mapping[str, Any], fields: list[Field] | None = None) -> dict[str, Any]:
        """Return a record as an answer shows it: its attributes, then the fields; all when none are named."""
        answer: dict[str, Any] = {"attributes": {"type": table.name, "url": self.url(table, row["Id"])}}
        for field in fields if fields is not None else table.fields.values():
            answer[field.name] = (
                compound(table, row, field) if field.type in COMPOUND else shown(field, row[field.name])
            )
        answer.setdefault("Id", row["Id"])
        return answer

    def _read(self, table: Table, body: Mapping[str, Any], where: Where, flag: str) -> dict[str, Any]:
        given: dict[str, Any] = {}
        locked: list[str] = []
        for name, value in body.items():
            if name == "attributes":
                continue
            field = table.find(name)
            if field is None:
                raise Refused(400, "INVALID_FIELD", f"No such column '{name}' on sobject of type {table.name}")
            if not field.is_(flag):
                locked.append(field.name)
            else:
                given[field.name] = read_value(field, value, where(name))
        if locked:
            names = ", ".join(locked)
            raise Refused(
                400,
                "INVALID_FIELD_FOR_INSERT_UPDATE",
                f"Unable to create/update fields: {names}. Please check the security settings of this field and verify"
                " that it is read/write for your profile or permission set.",
                locked,
            )
        return given

    def _check(self, table: Table, key: str, given: Mapping[str, Any], whole: Mapping[str, Any]) -> None:
        lacking = checks.missing(table, given)
        if lacking:
            raise lacking
        found = checks.problems(self.catalog, self.store, table, key, given)
        if found:
            raise Refused.all_of(found)
        same = None if self.allow_duplicates else duplicate(self.store, table, key, whole, self.version)
        if same:
            raise same


def _without_unset_defaults(table: Table, given: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out nulls for fields that Salesforce fills in itself: a null there means the default."""
    return {
        name: value
        for name, value in given.items()
        if value is not None or not ((field := table.find(name)) and field.is_("defaultedOnCreate"))
    }


_PARTS = {
    "Street": "street", "City": "city", "State": "state", "StateCode": "stateCode", "PostalCode": "postalCode",
    "Country": "country", "CountryCode": "countryCode", "Latitude": "latitude", "Longitude": "longitude",
    "GeocodeAccuracy": "geocodeAccuracy",
}  # fmt: skip


def compound(table: Table, row: Mapping[str, Any], field: Field) -> dict[str, Any] | None:
    """Return an address of its parts; ``None`` when all are empty."""
    parts = {}
    for part in table.parts(field.name):
        ending = next((end for end in sorted(_PARTS, key=len, reverse=True) if part.name.endswith(end)), None)
        if ending:
            parts[_PARTS[ending]] = row.get(part.name)
    return parts if any(value is not None for value in parts.values()) else None
