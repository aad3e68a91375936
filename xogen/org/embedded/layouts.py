"""The page layout of an object, composed from its describe: no describe shows one.

Its shape is inferred, as in ``formats/layouts``. What a person has to fill in comes first, long texts last, an address
in a section of its own: as an administrator would begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

from xogen.org.embedded.catalog import Field, Table

MASTER = "012000000000000AAA"
_NAMES = ("Salutation", "FirstName", "LastName")


def layouts(table: Table, version: str, layout: str) -> dict[str, Any]:
    """Return the one layout of an object, and that every record type has it.

    Args:
        table: the object.
        version: of the API, for links.
        layout: the layout's id.
    """
    tabs = count(1)
    sections = [_section(heading, _rows(fields, tabs)) for heading, fields in _parts(table) if fields]
    link = f"/services/data/v{version}/sobjects/{table.name}/describe/layouts/{MASTER}"
    mapping = {
        "active": True,
        "available": True,
        "defaultRecordTypeMapping": True,
        "developerName": "Master",
        "layoutId": layout,
        "master": True,
        "name": "Master",
        "picklistsForRecordType": [],
        "recordTypeId": MASTER,
        "urls": {"layout": link},
    }
    made = {"id": layout, "detailLayoutSections": sections, "editLayoutSections": sections, "relatedLists": []}
    return {"layouts": [made], "recordTypeMappings": [mapping], "recordTypeSelectorRequired": [False]}


def _parts(table: Table) -> Iterable[tuple[str, Sequence[Field]]]:
    label = str(table.raw.get("label") or table.name)
    typed = [field for field in table.fields.values() if field.is_("createable") and field.type != "base64"]
    address = [field for field in typed if str(field.raw.get("compoundFieldName") or "").endswith("Address")]
    long = [field for field in typed if field.type == "textarea" and field not in address]
    short = [field for field in typed if field not in address and field not in long]
    yield f"{label} Information", sorted(short, key=_rank)
    yield "Address Information", address
    yield "Description Information", long


def _rank(field: Field) -> tuple[int, int]:
    """Order by what matters to who fills in a page; equal fields stay in the describe's order."""
    if field.name in _NAMES:
        return 0, _NAMES.index(field.name)
    if field.is_("nameField"):
        return 1, 0
    return (2, 0) if _is_required(field) else (3, 0)


def _is_required(field: Field) -> bool:
    return not field.is_("nillable", absent=True) and not field.is_("defaultedOnCreate")


def _rows(fields: Sequence[Field], tabs: Iterable[int]) -> list[dict[str, Any]]:
    items = [
        {
            "editableForNew": True,
            "editableForUpdate": field.is_("updateable"),
            "label": field.label,
            "layoutComponents": [{"displayLines": 1, "tabOrder": tab, "type": "Field", "value": field.name}],
            "placeholder": False,
            "required": _is_required(field),
        }
        for field, tab in zip(fields, tabs, strict=False)
    ]
    pairs = [items[at : at + 2] for at in range(0, len(items), 2)]
    return [{"layoutItems": pair, "numItems": len(pair)} for pair in pairs]


def _section(heading: str, rows: list[dict[str, Any]]) -> Mapping[str, Any]:
    return {"columns": 2, "heading": heading, "layoutRows": rows, "rows": len(rows), "useHeading": True}
