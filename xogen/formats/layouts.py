"""The order in which a page layout asks for fields, from the answer of ``sobjects/NAME/describe/layouts``.

No recorded answer was at hand: its shape is inferred from what clients do with it (``layouts`` with sections of rows of
items, whose components name fields), so whatever is not understood gives no order, and never an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_SECTIONS = ("editLayoutSections", "detailLayoutSections")
_LAST = 1_000_000


def fields_of_layout(data: object) -> tuple[str, ...]:
    """Return the fields of the layout that the user gets, each once, in the order of the page.

    Args:
        data: the parsed answer. Of several layouts, the one of the default record type counts, else the first.

    Returns:
        API names; the parts of a compound field stand for it. Nothing where the answer is not understood.
    """
    layout = _chosen(data)
    names: list[str] = []
    for section in next((found for key in _SECTIONS if (found := _tables(layout, key))), []):
        names += _of_section(section)
    return tuple(dict.fromkeys(names))


def _chosen(data: object) -> Mapping[str, Any]:
    layouts = _tables(data, "layouts")
    usual = {
        each.get("layoutId") for each in _tables(data, "recordTypeMappings") if each.get("defaultRecordTypeMapping")
    }
    own = next((each for each in layouts if each.get("id") and each.get("id") in usual), None)
    return own or (layouts[0] if layouts else {})


def _of_section(section: Mapping[str, Any]) -> list[str]:
    """Return a section's fields by their tab order, which knows about columns; where none is given, row by row."""
    items = [item for row in _tables(section, "layoutRows") for item in _tables(row, "layoutItems")]
    fields = [found for item in items for found in _fields(item)]
    return [name for _, _, name in sorted((order, place, name) for place, (order, name) in enumerate(fields))]


def _fields(item: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """Yield the fields of an item with their tab order: a compound component holds the parts that are typed into."""
    waiting = list(reversed(_tables(item, "layoutComponents")))
    while waiting:
        component = waiting.pop()
        parts = _tables(component, "components")
        name, order = component.get("value"), component.get("tabOrder")
        if parts:
            waiting.extend(reversed(parts))
        elif component.get("type") == "Field" and isinstance(name, str):
            yield (order if isinstance(order, int) and order > 0 else _LAST), name


def _tables(data: object, key: str) -> list[Mapping[str, Any]]:
    found = data.get(key) if isinstance(data, Mapping) else None
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []
