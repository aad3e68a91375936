"""Objects that every org has and nobody pulls: who runs it and who it is. Composed here, not described by an org."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_ORGANIZATION = (
    ("Name", "string", 80), ("OrganizationType", "picklist", 40), ("TrialExpirationDate", "datetime", 0),
    ("IsSandbox", "boolean", 0), ("InstanceName", "string", 5), ("NamespacePrefix", "string", 15),
    ("LanguageLocaleKey", "picklist", 40), ("TimeZoneSidKey", "picklist", 40), ("CreatedDate", "datetime", 0),
)  # fmt: skip
_USER = (
    ("Username", "string", 80), ("LastName", "string", 80), ("FirstName", "string", 40), ("Name", "string", 121),
    ("Email", "email", 128), ("Alias", "string", 8), ("IsActive", "boolean", 0), ("UserType", "picklist", 40),
    ("TimeZoneSidKey", "picklist", 40), ("CreatedDate", "datetime", 0),
)  # fmt: skip


def system_describes() -> tuple[Mapping[str, Any], ...]:
    """Return the describes of Organization and User, as small as the queries of clients need."""
    return (
        _describe("Organization", "00D", _ORGANIZATION),
        _describe("User", "005", _USER),
    )


def _describe(name: str, prefix: str, fields: Sequence[tuple[str, str, int]]) -> Mapping[str, Any]:
    flags = dict.fromkeys(("createable", "updateable", "deletable", "custom"), False)
    described = [_field("Id", "id", 18, f"{name} ID"), *(_field(*field, field[0]) for field in fields)]
    return {
        "name": name, "label": name, "labelPlural": f"{name}s", "keyPrefix": prefix, **flags, "queryable": True,
        "searchable": False, "retrieveable": True, "fields": described, "childRelationships": [],
        "recordTypeInfos": [], "urls": {},
    }  # fmt: skip


def _field(name: str, kind: str, length: int, label: str) -> Mapping[str, Any]:
    return {
        "name": name, "label": label, "type": kind, "length": length, "nillable": kind != "id",
        "createable": False, "updateable": False, "filterable": True, "sortable": True, "groupable": True,
        "nameField": name == "Name", "picklistValues": [], "referenceTo": [], "defaultedOnCreate": kind == "boolean",
    }  # fmt: skip
