"""The objects of the embedded org: describes, read for what the REST API asks of them. Names know no case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from xogen.org.embedded.wire import Refused, not_found

COMPOUND = frozenset({"address", "location"})
TEXT = frozenset(
    {"string", "textarea", "phone", "url", "email", "picklist", "multipicklist", "combobox", "encryptedstring",
     "anyType", "base64"}
)  # fmt: skip
NUMBER = frozenset({"int", "long", "double", "currency", "percent"})


@dataclass(frozen=True, slots=True)
class Field:
    """One field; ``raw`` are its attributes as described."""

    raw: Mapping[str, Any]
    name: str
    type: str
    label: str

    def is_(self, attribute: str, *, absent: bool = False) -> bool:
        """Return a flag of the describe. Hand-trimmed describes leave flags out: ``absent`` is what that means."""
        value = self.raw.get(attribute)
        return absent if value is None else value is True

    def number(self, attribute: str) -> int:
        """Return a number of the describe, 0 when it says none."""
        value = self.raw.get(attribute)
        return value if isinstance(value, int) else 0

    @property
    def stored(self) -> bool:
        """Whether it has a column of its own: a compound field is made of its parts."""
        return self.type not in COMPOUND

    @property
    def required(self) -> bool:
        """Whether a new record needs it (facts, salesforce section 2: describe attributes)."""
        return self.is_("createable") and not self.is_("nillable", absent=True) and not self.is_("defaultedOnCreate")

    @property
    def refers_to(self) -> tuple[str, ...]:
        """The objects that a reference may lead to."""
        return tuple(self.raw.get("referenceTo") or ())

    @property
    def values(self) -> tuple[str, ...]:
        """The active values of a picklist."""
        found = (item for item in self.raw.get("picklistValues") or () if item.get("active"))
        return tuple(item["value"] for item in found if isinstance(item.get("value"), str))

    @property
    def default_value(self) -> Any:
        """What a new record has when nobody says: the describe's default, or the default of its picklist."""
        if self.raw.get("defaultValue") is not None:
            return self.raw["defaultValue"]
        picked = [item for item in self.raw.get("picklistValues") or () if item.get("defaultValue")]
        return picked[0].get("value") if picked else (False if self.type == "boolean" else None)


@dataclass(frozen=True, slots=True)
class Table:
    """One object."""

    raw: Mapping[str, Any]
    name: str
    prefix: str
    fields: Mapping[str, Field]
    relations: Mapping[str, Field] = field(default_factory=dict)
    children: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def find(self, name: str) -> Field | None:
        """Return a field by its name in any case."""
        return self.fields.get(name.lower())

    def can(self, flag: str) -> bool:
        """Return a flag of the object; a trimmed describe that says nothing allows."""
        return self.raw.get(flag) is not False

    @property
    def columns(self) -> tuple[Field, ...]:
        """The fields that are stored, in the describe's order."""
        return tuple(item for item in self.fields.values() if item.stored)

    def parts(self, compound: str) -> tuple[Field, ...]:
        """Return the parts of a compound field such as ``Name`` or ``BillingAddress``, in the describe's order."""
        return tuple(item for item in self.fields.values() if item.raw.get("compoundFieldName") == compound)

    @property
    def name_field(self) -> Field | None:
        """The field that people know a record by."""
        named = [item for item in self.fields.values() if item.is_("nameField")]
        return named[0] if named else self.find("Name")


class Catalog:
    """All objects of the org."""

    def __init__(self, describes: Iterable[Mapping[str, Any]]) -> None:
        """Read describes; of two of one object the later counts."""
        self._tables: dict[str, Table] = {}
        for number, raw in enumerate(sorted(describes, key=lambda item: str(item.get("name")))):
            table = _table(raw, f"a{number:02d}")
            self._tables[table.name.lower()] = table

    def __iter__(self) -> Iterator[Table]:
        """Go through the objects, sorted by name."""
        return iter(self._tables[name] for name in sorted(self._tables))

    def find(self, name: str) -> Table | None:
        """Return an object by its name in any case."""
        return self._tables.get(name.lower())

    def resource(self, name: str) -> Table:
        """Return the object that a URL names; refused as ``NOT_FOUND`` when there is none."""
        table = self.find(name)
        if table is None:
            raise not_found()
        return table

    def entity(self, name: str) -> Table:
        """Return the object that a query names; refused as ``INVALID_TYPE`` when there is none."""
        table = self.find(name)
        if table is None:
            raise Refused(
                400,
                "INVALID_TYPE",
                f"sObject type '{name}' is not supported. If you are attempting to use a custom object, be sure to"
                " append the '__c' after the entity name. Please reference your WSDL or the describe call for the"
                " appropriate names.",
            )
        return table

    def of_id(self, key: str) -> Table | None:
        """Return the object whose prefix an id has."""
        return next((table for table in self if table.prefix == key[:3]), None)

    def targets(self, reference: Field) -> tuple[Table, ...]:
        """Return the objects here that a reference may lead to."""
        found = (self.find(name) for name in reference.refers_to)
        return tuple(table for table in found if table is not None)


def _table(raw: Mapping[str, Any], prefix: str) -> Table:
    fields = [
        Field(item, item["name"], item.get("type") or "string", item.get("label") or item["name"])
        for item in raw["fields"]
    ]
    relations = {
        str(item.raw["relationshipName"]).lower(): item
        for item in fields
        if item.raw.get("relationshipName") and item.refers_to
    }
    children = {
        str(child["relationshipName"]).lower(): (str(child["childSObject"]), str(child["field"]))
        for child in raw.get("childRelationships") or ()
        if child.get("relationshipName")
    }
    return Table(
        raw,
        str(raw["name"]),
        str(raw.get("keyPrefix") or prefix),
        {item.name.lower(): item for item in fields},
        relations,
        children,
    )
