"""The objects an embedded org has without a project: real describes, without what was one org's own.

They are kept small: what is empty is left out of the files, and put in here again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from xogen.errors import InputError, NotFoundError
from xogen.formats.json_source import read_json

_FALSE = (
    "aggregatable", "aiPredictionField", "autoNumber", "calculated", "cascadeDelete", "caseSensitive", "createable",
    "custom", "defaultedOnCreate", "dependentPicklist", "deprecatedAndHidden", "displayLocationInDecimal", "encrypted",
    "externalId", "filterable", "formulaTreatNullNumberAsZero", "groupable", "highScaleNumber", "htmlFormatted",
    "idLookup", "nameField", "namePointing", "permissionable", "polymorphicForeignKey", "queryByDistance",
    "restrictedDelete", "restrictedPicklist", "searchPrefilterable", "sortable", "unique", "updateable",
    "writeRequiresMasterRead",
)  # fmt: skip
_NULL = (
    "calculatedFormula", "compoundFieldName", "controllerName", "defaultValue", "defaultValueFormula",
    "extraTypeInfo", "filteredLookupInfo", "inlineHelpText", "mask", "maskType", "referenceTargetField",
    "relationshipName", "relationshipOrder",
)  # fmt: skip
_EMPTY: Mapping[str, Any] = {
    **dict.fromkeys(_FALSE, False),
    **dict.fromkeys(_NULL),
    **dict.fromkeys(("byteLength", "digits", "length", "precision", "scale"), 0),
    "picklistValues": [],
    "referenceTo": [],
}
_EMPTY_VALUE: Mapping[str, Any] = {"active": False, "defaultValue": False, "label": None, "validFor": None}
_EMPTY_CHILD: Mapping[str, Any] = {
    "cascadeDelete": False, "deprecatedAndHidden": False, "junctionIdListNames": [], "junctionReferenceTo": [],
    "restrictedDelete": False,
}  # fmt: skip


def bundled_describes() -> tuple[Mapping[str, Any], ...]:
    """Return the describes that xogen brings, sorted by name."""
    folder = files("xogen.org.embedded") / "objects"
    found = sorted((item for item in folder.iterdir() if item.name.endswith(".json")), key=lambda item: item.name)
    return tuple(_whole(json.loads(item.read_text(encoding="utf-8"))) for item in found)


def folder_describes(folder: Path) -> tuple[Mapping[str, Any], ...]:
    """Return the describes of a folder, sorted by name.

    Raises:
        NotFoundError: there is no such folder.
        InputError: a file in it is no describe.
    """
    if not folder.is_dir():
        raise NotFoundError("there is no such folder", where=str(folder))
    return tuple(_read(path) for path in sorted(folder.glob("*.json")))


def merged(*layers: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """Return the describes of all layers, of equal objects that of the last, sorted by name."""
    found = {describe["name"]: describe for layer in layers for describe in layer}
    return tuple(found[name] for name in sorted(found))


def _read(path: Path) -> Mapping[str, Any]:
    describe = read_json(path.read_text(encoding="utf-8-sig"), str(path))
    fields = describe.get("fields") if isinstance(describe, Mapping) else None
    named = isinstance(fields, list) and all(isinstance(item, Mapping) and item.get("name") for item in fields)
    if not named or not isinstance(describe.get("name"), str):
        raise InputError(
            "this is no sObject describe: it needs a name and a list of fields",
            where=str(path),
            hint="the folder holds the answers of sobjects/NAME/describe, and nothing else",
        )
    return {**describe, "fields": [{**_EMPTY, "nillable": True, **item} for item in describe["fields"]]}


def _whole(describe: Mapping[str, Any]) -> Mapping[str, Any]:
    fields = [
        {
            **_EMPTY,
            **_no(field),
            **field,
            "picklistValues": [{**_EMPTY_VALUE, **item} for item in field.get("picklistValues", ())],
        }
        for field in describe["fields"]
    ]
    children = [{**_EMPTY_CHILD, **child} for child in describe["childRelationships"]]
    return {**describe, "recordTypeInfos": [], "supportedScopes": [], "childRelationships": children, "fields": fields}


def _no(field: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the default of a checkbox: off, where other fields have none."""
    return {"defaultValue": False} if field["type"] == "boolean" else {}
