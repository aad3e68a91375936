"""A Salesforce object as its describe says it is (facts, salesforce section 2: describe attributes).

A describe is what the describing user may see: a field that is missing may be a matter of permissions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xogen.errors import NotFoundError
from xogen.model.base import Owned
from xogen.model.nearest import did_you_mean


class PicklistValue(Owned):
    """One value of a picklist: ``value`` is sent, ``label`` is shown."""

    value: str
    label: str
    active: bool = True
    default: bool = False


class SField(Owned):
    """One field. Attributes that nobody asks for are not kept."""

    name: str
    label: str
    type: str
    length: int = 0
    nillable: bool = True
    createable: bool = False
    updateable: bool = False
    filterable: bool = False
    calculated: bool = False
    defaulted_on_create: bool = False
    restricted_picklist: bool = False
    deprecated_and_hidden: bool = False
    compound_field: str | None = None
    extra_type: str | None = None
    reference_to: tuple[str, ...] = ()
    picklist: tuple[PicklistValue, ...] = ()

    @property
    def active_values(self) -> tuple[PicklistValue, ...]:
        """The values that may be offered: an inactive or an unset one never is; each once."""
        offered: dict[str, PicklistValue] = {}
        for item in self.picklist:
            if item.active and item.value.strip():
                offered.setdefault(item.value, item)
        return tuple(offered.values())

    @property
    def required_on_create(self) -> bool:
        """Whether a new record needs it. Necessary, not sufficient: validation rules show in no describe."""
        return self.createable and not self.nillable and not self.defaulted_on_create


class SObject(Owned):
    """An object and its fields, in the describe's order."""

    name: str
    label: str
    label_plural: str = ""
    key_prefix: str | None = None
    createable: bool = False
    updateable: bool = False
    deletable: bool = False
    queryable: bool = False
    searchable: bool = False
    fields_by_name: Mapping[str, SField] = {}

    def field(self, name: str) -> SField:
        """Return a field by its API name.

        Raises:
            NotFoundError: it is not in the describe; names the nearest.
        """
        found = self.fields_by_name.get(name)
        if found is not None:
            return found
        raise NotFoundError(
            f"the describe of {self.name} has no field {name!r}{did_you_mean(name, self.fields_by_name)}",
            hint="a field is missing, too, if the user who pulled the describe may not see it",
        )

    @classmethod
    def from_describe(cls, data: Mapping[str, Any]) -> SObject:
        """Read the answer of ``GET /sobjects/{name}/describe``. Keys that are absent count as false or empty.

        Args:
            data: the parsed JSON.

        Raises:
            ValueError: it is not a describe at all.
        """
        name, fields = data.get("name"), data.get("fields")
        if not isinstance(name, str) or not isinstance(fields, Sequence) or isinstance(fields, str):
            raise ValueError("is no describe: it needs a name and a list of fields")  # noqa: TRY004 - wrong content
        read = [_field(item) for item in fields if isinstance(item, Mapping) and isinstance(item.get("name"), str)]
        return cls(
            name=name,
            label=data.get("label") or name,
            label_plural=data.get("labelPlural") or "",
            key_prefix=data.get("keyPrefix"),
            createable=_true(data, "createable"),
            updateable=_true(data, "updateable"),
            deletable=_true(data, "deletable"),
            queryable=_true(data, "queryable"),
            searchable=_true(data, "searchable"),
            fields_by_name={field.name: field for field in read},
        )


def _true(data: Mapping[str, Any], key: str) -> bool:
    return data.get(key) is True


def _field(data: Mapping[str, Any]) -> SField:
    return SField(
        name=data["name"],
        label=data.get("label") or data["name"],
        type=data.get("type") or "string",
        length=data.get("length") or 0,
        nillable=data.get("nillable") is not False,
        createable=_true(data, "createable"),
        updateable=_true(data, "updateable"),
        filterable=_true(data, "filterable"),
        calculated=_true(data, "calculated"),
        defaulted_on_create=_true(data, "defaultedOnCreate"),
        restricted_picklist=_true(data, "restrictedPicklist"),
        deprecated_and_hidden=_true(data, "deprecatedAndHidden"),
        compound_field=data.get("compoundFieldName"),
        extra_type=data.get("extraTypeInfo"),
        reference_to=tuple(data.get("referenceTo") or ()),
        picklist=tuple(_picklist_value(item) for item in data.get("picklistValues") or ()),
    )


def _picklist_value(data: Mapping[str, Any]) -> PicklistValue:
    value = data.get("value")
    text = value if isinstance(value, str) else ""
    return PicklistValue(
        value=text,
        label=data.get("label") or text,
        # Old API shapes omit nothing; a value that does not say it is active is not offered.
        active=_true(data, "active"),
        default=_true(data, "defaultValue"),
    )
