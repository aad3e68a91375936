"""A made-up object with a required field of every type that a dialog can ask for: templates are tried with it."""

from __future__ import annotations

from xogen.model.sfield import PicklistValue, SField
from xogen.model.sobject import SObject
from xogen.packs.kinds import KINDS

NAME = "Sample"
"""The object's name, and that of a field of it: parameters of templates are tried with this word."""

_VALUES = (PicklistValue(value="open", label="Open"), PicklistValue(value="closed", label="Closed"))


def sample_object(name: str = NAME) -> SObject:
    """Return the object. Everything is allowed with it and with its fields, but its id and number are given."""
    every = {"createable": True, "updateable": True, "filterable": True, "sortable": True}
    fields = [
        SField(name="Id", label="Record ID", type="id", filterable=True, nillable=False, defaulted_on_create=True),
        SField(name=NAME, label=NAME, type="string", length=80, name_field=True, nillable=False, **every),
        SField(name="GivenNumber", label="Given Number", type="string", auto_number=True, filterable=True),
    ]
    for kind in KINDS:
        values = _VALUES if kind.endswith("picklist") else ()
        label = f"{kind.capitalize()} Value"
        fields.append(
            SField(name=f"{kind}__c", label=label, type=kind, nillable=False, picklist=values, custom=True, **every)
        )
    return SObject(
        name=name,
        label=name,
        label_plural=f"{name}s",
        key_prefix="a00",
        createable=True,
        updateable=True,
        deletable=True,
        queryable=True,
        searchable=True,
        fields_by_name={field.name: field for field in fields},
    )
