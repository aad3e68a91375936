"""Which form an export has: its generation, its wrapping, its languages (facts: xo-export-format, labels inferred)."""

from __future__ import annotations

from typing import Any

from xogen.errors import InputError
from xogen.formats.importer.faults import refused
from xogen.formats.importer.reading import Json, items, table, tables, text, texts
from xogen.formats.importer.source import Part, Source
from xogen.model.base import unchecked
from xogen.model.bot import Generation
from xogen.model.views import Maker

WRAPPERS = ("appDefinition", "botDefinition")
"""Keys that some tools wrap a definition in."""

_DEFAULT = "en"
"""The default language of all 66 exports; the form of 2017 names none."""

_LISTS = (
    "contentVariables", "forms", "idpConfigurations", "namespaces", "patterns", "preBuiltIntegrations", "scenes",
    "sentences", "tools", "traits", "translationEngines",
)  # fmt: skip
_OBJECTS = ("botEvents", "exportOptions", "languagePreferences", "localeData")
"""What rules look into, or would take for absent; so they are in every export that has them."""


def is_definition(data: object) -> bool:
    """Whether a JSON value is a bot: told by what it holds, because files get other names."""
    inner, _ = _unwrapped(data)
    return isinstance(inner, dict) and ("dialogComponents" in inner or _is_single(inner))


def is_config(data: object) -> bool:
    """Whether a JSON value is what ``config.json`` holds."""
    return isinstance(data, dict) and "envVariables" in data


def source(data: Any, make: Maker = unchecked) -> Source:  # noqa: ANN401 - a JSON file holds anything
    """Return an export with its parts found.

    Raises:
        ExportError: a list or an object is of another form.
        InputError: it is no export of a bot.
    """
    inner, at = _unwrapped(data)
    if not isinstance(inner, dict):
        raise refused(data, (), "an object", inner)
    if not is_definition(data):
        raise InputError("this is no bot export: it holds no dialogComponents", hint=_hint(inner))
    for key in _LISTS:
        items(inner, key)
    for key in _OBJECTS:
        table(inner, key)
    languages = _languages(inner)
    if "dialogComponents" not in inner:
        return Source(inner, at, "dialog", languages, (Part(inner, at),), "components", make)
    dialogs = [Part(dialog, f"{at}/dialogs/{index}") for index, dialog in enumerate(tables(inner, "dialogs"))]
    return Source(inner, at, _generation(inner), languages, dialogs, "dialogComponents", make)


def _unwrapped(data: object) -> tuple[Any, str]:
    if isinstance(data, dict) and "dialogComponents" not in data:
        for key in WRAPPERS:
            if isinstance(data.get(key), dict):
                return data[key], f"/{key}"
    return data, ""


def _is_single(data: Json) -> bool:
    """Whether it is one dialog of the form of 2017: its nodes name their components by index."""
    return isinstance(data.get("nodes"), list) and isinstance(data.get("components"), list)


def _generation(data: Json) -> Generation:
    if data.get("appType") == "unified":
        return "G4"
    if "runCustomScript" in data:
        return "G3"
    return "G2" if "namespaces" in data or "encryptedHash" in data else "G1"


def _languages(data: Json) -> tuple[str, ...]:
    default = text(data, "defaultLanguage") or _DEFAULT
    return tuple(dict.fromkeys((default, *filter(None, texts(data, "supportedLanguages")))))


def _hint(data: Json) -> str:
    if is_config(data):
        return "this is config.json: name the botDefinition.json or appDefinition.json beside it, or their folder"
    return "name the botDefinition.json or appDefinition.json of an export, its folder or its zip"
