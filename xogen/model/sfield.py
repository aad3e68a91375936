"""The parts of a describe: fields, their picklist values, record types (facts, salesforce section 2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xogen.model.base import Owned
from xogen.model.validfor import indexes


class PicklistValue(Owned):
    """One value of a picklist: ``value`` is sent, ``label`` is shown.

    ``valid_for`` holds the positions in the controlling field's list for which a dependent value is offered;
    ``None`` where nothing is said about it.
    """

    value: str
    label: str
    active: bool = True
    default: bool = False
    valid_for: frozenset[int] | None = None


class RecordType(Owned):
    """One record type of an object. Which picklist values it offers is not in a describe."""

    id: str
    name: str
    developer_name: str = ""
    active: bool = True
    available: bool = False
    default: bool = False
    master: bool = False


class SField(Owned):
    """One field. Attributes that nobody asks for are not kept."""

    name: str
    label: str
    type: str
    custom: bool = False
    length: int = 0
    digits: int = 0
    precision: int = 0
    scale: int = 0
    nillable: bool = True
    createable: bool = False
    updateable: bool = False
    filterable: bool = False
    sortable: bool = False
    groupable: bool = False
    calculated: bool = False
    auto_number: bool = False
    defaulted_on_create: bool = False
    unique: bool = False
    external_id: bool = False
    id_lookup: bool = False
    name_field: bool = False
    encrypted: bool = False
    html: bool = False
    restricted_picklist: bool = False
    dependent_picklist: bool = False
    controller: str | None = None
    deprecated_and_hidden: bool = False
    compound_field: str | None = None
    extra_type: str | None = None
    reference_to: tuple[str, ...] = ()
    relationship: str | None = None
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

    @property
    def is_picklist(self) -> bool:
        """Whether its values stand in a list. A combobox only suggests some."""
        return self.type in {"picklist", "multipicklist"}


def read_field(data: Mapping[str, Any]) -> SField:
    """Read one of a describe's ``fields``."""
    return SField(
        name=data["name"],
        label=data.get("label") or data["name"],
        type=data.get("type") or "string",
        custom=is_true(data, "custom"),
        length=data.get("length") or 0,
        digits=data.get("digits") or 0,
        precision=data.get("precision") or 0,
        scale=data.get("scale") or 0,
        nillable=data.get("nillable") is not False,
        createable=is_true(data, "createable"),
        updateable=is_true(data, "updateable"),
        # Old API shapes leave these out: then nothing is said against the field.
        filterable=data.get("filterable") is not False,
        sortable=data.get("sortable") is not False,
        groupable=data.get("groupable") is not False,
        calculated=is_true(data, "calculated"),
        auto_number=is_true(data, "autoNumber"),
        defaulted_on_create=is_true(data, "defaultedOnCreate"),
        unique=is_true(data, "unique"),
        external_id=is_true(data, "externalId"),
        id_lookup=is_true(data, "idLookup"),
        name_field=is_true(data, "nameField"),
        encrypted=is_true(data, "encrypted"),
        html=is_true(data, "htmlFormatted"),
        restricted_picklist=is_true(data, "restrictedPicklist"),
        dependent_picklist=is_true(data, "dependentPicklist"),
        controller=data.get("controllerName"),
        deprecated_and_hidden=is_true(data, "deprecatedAndHidden"),
        compound_field=data.get("compoundFieldName"),
        extra_type=data.get("extraTypeInfo"),
        reference_to=tuple(data.get("referenceTo") or ()),
        relationship=data.get("relationshipName"),
        picklist=tuple(_picklist_value(item) for item in mappings(data, "picklistValues")),
    )


def _picklist_value(data: Mapping[str, Any]) -> PicklistValue:
    value = data.get("value")
    text = value if isinstance(value, str) else ""
    return PicklistValue(
        value=text,
        label=data.get("label") or text,
        # Old API shapes omit nothing; a value that does not say it is active is not offered.
        active=is_true(data, "active"),
        default=is_true(data, "defaultValue"),
        valid_for=indexes(data.get("validFor")),
    )


def read_record_type(data: Mapping[str, Any]) -> RecordType:
    """Read one of a describe's ``recordTypeInfos``."""
    name = data.get("name") or ""
    return RecordType(
        id=data.get("recordTypeId") or "",
        name=name,
        developer_name=data.get("developerName") or name,
        active=data.get("active") is not False,
        available=is_true(data, "available"),
        default=is_true(data, "defaultRecordTypeMapping"),
        master=is_true(data, "master"),
    )


def is_true(data: Mapping[str, Any], key: str) -> bool:
    """Whether a flag of a describe is set; one that is absent is not."""
    return data.get(key) is True


def mappings(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return the objects of a describe's list."""
    return [item for item in data.get(key) or () if isinstance(item, Mapping)]
