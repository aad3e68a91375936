"""A field of a describe as templates see it: what ``item`` is in the copies of a ``for_each`` over described fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xogen.model.sfield import SField
from xogen.model.sobject import SObject
from xogen.packs.kinds import choices, is_personal, kind_of
from xogen.packs.words import counted, in_sentence, is_left_open, is_plural, one_line, plain_name, spoken, with_the

TEXTS = frozenset({"string", "textarea", "email", "phone", "url", "combobox"})
NUMBERS = frozenset({"int", "long", "double", "currency", "percent"})

_EXAMPLES = (
    ("subject", "late delivery"),
    ("title", "engineer"),
    ("street", "1 Main Street"),
    ("city", "London"),
    ("country", "France"),
    ("state", "Texas"),
    ("postal", "94105"),
    ("zip", "94105"),
    ("department", "sales"),
    ("location", "room 12"),
    ("number", "A-1024"),
    ("code", "A-1024"),
)
"""What users may say for texts, by what their field is called: the first that is part of its name counts."""


def items(
    sobject: SObject, fields: Sequence[SField], reserved: Iterable[str], *, together: bool = False
) -> list[dict[str, Any]]:
    """Return fields as items, in order.

    Args:
        sobject: their object.
        fields: the fields.
        reserved: ids that no item may take, because nodes of the template have them; case makes no difference.
        together: whether all of them are asked for in one run, so that one answer may rule what another offers.
    """
    taken = {name.casefold() for name in reserved}
    short = Counter(_short(field).casefold() for field in fields)
    labels = Counter(in_sentence(field.label).casefold() for field in fields)
    found = []
    for field in fields:
        label = one_line(field.label)
        if labels[in_sentence(field.label).casefold()] > 1:
            label = f"{label} ({field.name})"
        name = _short(field) if short[_short(field).casefold()] == 1 else field.name
        item = _item(sobject, field, f"{name}Field" if name.casefold() in taken else name, label)
        item["about"] |= _ruled(sobject, field, fields) if together else {}
        found.append(item)
    return found


def _ruled(sobject: SObject, field: SField, fields: Sequence[SField]) -> dict[str, Any]:
    """Return which values a dependent picklist offers for each value of the field that controls it.

    Nothing where that field is not among ``fields``: then its value is not known in the dialog.
    """
    controller = next((each for each in fields if each.name == field.controller), None)
    if not field.dependent_picklist or controller is None:
        return {}
    offers = {
        value: [each.value for each in offered]
        for value in sobject.controlling_values(field)
        if (offered := sobject.dependent_values(field, value)) is not None
    }
    return {"controller": controller.name, "offers": offers} if offers else {}


def _short(field: SField) -> str:
    return plain_name(field.name)


def _item(sobject: SObject, field: SField, node: str, label: str) -> dict[str, Any]:
    kind = kind_of(field)
    words = in_sentence(label).rstrip("? ") or field.name
    asked = spoken(words, field.type)
    whose = in_sentence(sobject.label)
    labels = {each["value"]: one_line(each["label"]) for each in choices(field)}
    limits = {
        "length": field.length if field.type in TEXTS else 0,
        "whole": field.type in {"int", "long"},
        "digits": _digits(field),
        "labels": {value: text for value, text in labels.items() if value != text},
        "names": field.name_field or field.compound_field == "Name",
    }
    return {
        "name": field.name,
        "id": node,
        "label": label,
        "words": words,
        "asked": asked,
        "phrase": with_the(asked if f"{asked} ".startswith(f"{whose} ") else f"{whose}'s {asked}"),
        "the": with_the(asked),
        "plural": is_plural(asked),
        "counted": counted(asked) if field.type in NUMBERS else None,
        "left_open": is_left_open(asked),
        "type": field.type,
        "filter": kind.filter if kind else "text",
        "found_by": "is" if field.type == "id" else kind.found_by if kind else None,
        "required": field.required_on_create,
        "length": limits["length"],
        "personal": is_personal(field),
        "suggested": [one_line(each.label) for each in field.active_values[:3]] if field.type == "combobox" else [],
        "example": _example(sobject, field, labels),
        "sortable": field.sortable,
        # What scripts ask about a field; what does not hold of it is left out.
        "about": {"name": field.name, "label": label, "words": words, "type": field.type, **_set(limits)},
    }


def _set(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _example(sobject: SObject, field: SField, labels: Mapping[str, str]) -> str:
    """Return what a user may say for the field, for an utterance: no brackets, which mark values there."""
    if field.type == "id":
        return f"{sobject.key_prefix or 'a00'}5g00000ABCDEEA5"
    if field.auto_number:
        return "00001026"
    kind = kind_of(field)
    text = next(iter(labels.values()), None)
    if text is None and field.type in {"string", "combobox", "textarea"} and not field.extra_type:
        text = next((example for part, example in _EXAMPLES if part in field.name.casefold()), None)
    text = text or (kind.example if kind else "")
    return text.translate(str.maketrans("[]", "()"))


def _digits(field: SField) -> int:
    """Return how many digits a number may have before the point; 0 where the describe does not tell."""
    if field.type not in NUMBERS:
        return 0
    return field.digits or max(field.precision - field.scale, 0)
