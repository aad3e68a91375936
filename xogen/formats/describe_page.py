"""A describe as rows for people and programs."""

from __future__ import annotations

from typing import Any

from xogen.model.sfield import SField
from xogen.model.sobject import SObject

_SHOWN = 3


def type_words(field: SField) -> str:
    """Return the type with its size: ``string(80)``, ``currency(16,2)``, ``reference(User, Group)``."""
    if field.type in {"double", "currency", "percent"}:
        return f"{field.type}({field.precision - field.scale},{field.scale})"
    if field.type == "int":
        return f"int({field.digits})" if field.digits else "int"
    if field.type == "reference":
        names = field.reference_to
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        return f"reference({', '.join(names[:_SHOWN])}{more})"
    sized = field.length and not field.is_picklist and field.type != "id"
    return f"{field.type}({field.length})" if sized else field.type


def picklist_words(field: SField) -> str:
    """Return the first values of a picklist, how many there are, and what controls or restricts them."""
    values = [item.value for item in field.active_values]
    if not values:
        return ""
    shown = ", ".join(values[:_SHOWN]) + (f" and {len(values) - _SHOWN} more" if len(values) > _SHOWN else "")
    notes = [
        *(["restricted"] if field.restricted_picklist else []),
        *([f"by {field.controller}"] if field.controller else []),
    ]
    return f"{shown} ({', '.join(notes)})" if notes else shown


def how_made(sobject: SObject, field: SField) -> str:
    """Return why a field is never written: ``formula``, ``auto number``, ``compound``; nothing for any other."""
    if field.calculated:
        return "formula"
    if field.auto_number:
        return "auto number"
    return "compound" if sobject.is_compound(field) else ""


def rows(sobject: SObject) -> list[tuple[str, ...]]:
    """Return the fields as cells: field, label, type, required, createable, updateable, picklist."""
    return [
        (
            field.name,
            field.label,
            type_words(field),
            "required" if field.required_on_create else "",
            "yes" if field.createable else how_made(sobject, field) or "no",
            "yes" if field.updateable else how_made(sobject, field) or "no",
            picklist_words(field),
        )
        for field in sobject.fields_by_name.values()
    ]


def as_data(sobject: SObject) -> dict[str, Any]:
    """Return the object for programs: every attribute that rules and templates read, picklists with all values."""
    data = sobject.model_dump(mode="json", exclude={"fields_by_name", "children"})
    return {**data, "fields": [_field(sobject, each) for each in sobject.fields_by_name.values()]}


def _field(sobject: SObject, field: SField) -> dict[str, Any]:
    data = field.model_dump(mode="json", exclude={"picklist"})
    picklist = [item.model_dump(mode="json", exclude={"valid_for"}) for item in field.picklist]
    controlling = sobject.controlling_values(field)
    for shown, item in zip(picklist, field.picklist, strict=True):
        if controlling and item.valid_for is not None:
            shown["valid_for"] = [controlling[at] for at in sorted(item.valid_for) if at < len(controlling)]
    return {
        **data,
        "required_on_create": field.required_on_create,
        "compound": sobject.is_compound(field),
        "picklist": picklist,
    }
