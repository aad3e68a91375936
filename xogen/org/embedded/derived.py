"""What Salesforce fills in itself: system fields, names made of parts, numbers counted up, what a stage implies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xogen.org.embedded.catalog import Field, Table

_NAME_PARTS = ("FirstName", "MiddleName", "LastName", "Suffix")
_CLOSED = {"closed won": (1, 100.0), "closed lost": (0, 0.0)}
_BY_USER = ("CreatedById", "LastModifiedById", "OwnerId")
_BY_TIME = ("CreatedDate", "LastModifiedDate", "SystemModstamp")


def first_values(table: Table, user: str, moment: str) -> dict[str, Any]:
    """Return what a new record has before the caller's values are laid over it."""
    values: dict[str, Any] = {}
    for field in table.columns:
        values[field.name] = _default(field)
    values.update({name: user for name in _BY_USER if table.find(name)})
    values.update({name: moment for name in _BY_TIME if table.find(name)})
    return values


def _default(field: Field) -> Any:
    if field.is_("calculated") or field.type == "id":
        return None
    value = field.default_value
    return int(value) if isinstance(value, bool) else value


def touched(table: Table, user: str, moment: str) -> dict[str, Any]:
    """Return what every change of a record writes."""
    stamps = {name: moment for name in ("LastModifiedDate", "SystemModstamp") if table.find(name)}
    return {**stamps, **({"LastModifiedById": user} if table.find("LastModifiedById") else {})}


def implied(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that follow from others of a whole record."""
    found: dict[str, Any] = {}
    name = table.find("Name")
    parts = [table.find(part) for part in _NAME_PARTS]
    if name and not name.is_("createable") and table.find("LastName"):
        found["Name"] = " ".join(str(values[part.name]) for part in parts if part and values.get(part.name)) or None
    if table.find("StageName") and table.find("IsClosed"):
        # Of the ten stages only the two closed ones say the same in every org (inferred).
        stage = _CLOSED.get(str(values.get("StageName")).casefold())
        found["IsClosed"], found["IsWon"] = int(stage is not None), int(bool(stage and stage[0]))
        if stage and table.find("Probability"):
            found["Probability"] = stage[1]
    return {key: value for key, value in found.items() if table.find(key)}


def counted(table: Table, number: int) -> dict[str, Any]:
    """Return the numbers of a new record that count up, such as ``CaseNumber``: eight digits."""
    return {field.name: f"{number:08d}" for field in table.columns if field.is_("autoNumber")}
