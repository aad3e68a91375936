"""Bot exports of all generations, read into the model. Nothing is lost: the JSON stays beside it, whole."""

from __future__ import annotations

from functools import partial
from typing import Any

from xogen.errors import InputError
from xogen.formats.importer.faults import ExportError, refused
from xogen.formats.importer.form import is_config, is_definition, source
from xogen.formats.importer.locate import Locator
from xogen.formats.importer.nodes import DialogReader, localised
from xogen.formats.importer.places import layout
from xogen.formats.importer.reading import as_text, flag, tables, text
from xogen.formats.importer.shapes import check_shapes
from xogen.formats.importer.source import Part, Source
from xogen.model.base import unchecked
from xogen.model.bot import BotDialog, BotExport, BotVariable
from xogen.model.dialog import DialogTask
from xogen.model.views import Maker

__all__ = ["ExportError", "import_bot", "is_config", "is_definition"]


def import_bot(
    data: Any,  # noqa: ANN401 - a JSON file holds anything
    config: Any | None = None,  # noqa: ANN401 - a JSON file holds anything
    *,
    path: str,
    config_path: str | None = None,
    make: Maker = unchecked,
) -> BotExport:
    """Read a bot export.

    Args:
        data: the parsed ``botDefinition.json`` or ``appDefinition.json``, also wrapped, or one dialog of 2017.
        config: the parsed ``config.json``.
        path: the definition's file, as the user knows it.
        config_path: the same of ``config.json``.
        make: makes the dialogs and what they hold, but for conditions; ``view`` where they are only read.

    Raises:
        ExportError: a value is of another form than the platform writes; with file and pointer.
        InputError: it is no bot export.
    """
    try:
        found = source(data, make)
        check_shapes(found)
        dialogs = tuple([_dialog(found, part) for part in found.dialogs])
        variables = None if config is None else _variables(config)
        name = _name(found, config)
    except ExportError as error:
        error.find(data, config)
        error.where = f"{(config_path if error.config else None) or path}: {error.pointer or '/'}"
        raise
    except InputError as error:
        error.where = error.where or path
        raise
    return BotExport(
        name=name,
        generation=found.generation,
        languages=found.languages,
        dialogs=dialogs,
        data=found.data,
        path=path,
        config=config,
        config_path=config_path,
        variables=variables,
        prefix=found.at,
    )


def _dialog(found: Source, part: Part) -> BotDialog:
    reader = DialogReader(found, part.data)
    name = found.dialog_name(part.data)
    task = found.make(
        DialogTask,
        name=name,
        title=localised(found, part.data, "name") or {found.languages[0]: name},
        description=localised(found, part.data, "shortDesc"),
        languages=found.languages,
        hidden=flag(part.data, "isHidden"),
        ref_id=text(part.data, "refId") or None,
        nodes=reader.nodes(),
    )
    return BotDialog(
        task=task,
        pointer=part.at,
        locate=Locator(found, part, task),
        flows=isinstance(part.data.get("nodes"), list),
        find_layout=partial(layout, part.data),
    )


def _name(found: Source, config: Any | None) -> str:  # noqa: ANN401 - a JSON file holds anything
    named = found.dialog_name(found.data)
    if named != as_text(found.data.get("_id"), found.data, "_id") or not isinstance(config, dict):
        return named
    return as_text(config.get("name"), config, "name") or named


def _variables(config: Any) -> tuple[BotVariable, ...]:  # noqa: ANN401 - a JSON file holds anything
    if not isinstance(config, dict):
        raise refused(config, (), "an object", config)
    return tuple(
        [
            BotVariable(text(entry, "key"), text(entry, "value"), flag(entry, "isSecured"), f"/envVariables/{index}")
            for index, entry in enumerate(tables(config, "envVariables"))
        ]
    )
