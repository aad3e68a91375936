"""A project's package put into a bot export: the export's files as they are then."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xogen.errors import InputError
from xogen.formats.changes.draft import Draft
from xogen.formats.changes.into import Merged, put_into, put_variables
from xogen.formats.edits import apply_edits
from xogen.formats.importer import import_bot
from xogen.formats.json_source import read_json
from xogen.formats.package import CONFIG, DEFINITIONS
from xogen.formats.platform import Platform
from xogen.project.bots import ReadBot, read_bot

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Into:
    """An export with the package in it: all of its files, those that changed, and what was done."""

    read: ReadBot
    files: Mapping[str, bytes]
    changed: tuple[str, ...]
    merged: Merged
    variables: tuple[str, ...]


def into_export(path: Path, package: Mapping[str, str], platform: Platform) -> Into:
    """Put a package into an export.

    Args:
        path: the export: a definition, its folder or its zip.
        package: the package's files by name.
        platform: that it was made for.

    Raises:
        InputError: the export is wrong, or of another platform, or has other things of the same names.
    """
    read = read_bot(path)
    bot = read.bot
    if bot.generation == "dialog":
        raise InputError(
            "this is the export of one dialog, which has no room for others",
            where=bot.path,
            hint="export the whole bot from the platform, or write a package: xogen export -o FILE.zip",
        )
    theirs: Platform = "xo11" if bot.generation == "G4" else "xo10"
    if theirs != platform:
        names = {"xo10": "XO 10", "xo11": "XO 11"}
        raise InputError(
            f"this is a bot of {names[theirs]}, and the project makes packages for {names[platform]}",
            where=bot.path,
            hint=f'set platform = "{theirs}" in xogen.toml, then run: xogen generate',
        )
    definition = json.loads(package[DEFINITIONS[platform]])
    draft = Draft(read_json(read.texts[bot.path], bot.path))
    merged = put_into(draft, bot, definition)
    changed = {}
    if draft.edits:
        changed[read.definition] = _spelt(read, read.definition, apply_edits(read.texts[bot.path], draft.edits))
        import_bot(read_json(changed[read.definition].decode("utf-8-sig"), bot.path), path=bot.path)
    variables, config = _variables(read, definition, json.loads(package[CONFIG]))
    changed |= config
    return Into(read, {**read.others(), **read.files, **changed}, tuple(changed), merged, variables)


def _variables(
    read: ReadBot, definition: Mapping[str, object], config: Mapping[str, object]
) -> tuple[tuple[str, ...], Mapping[str, bytes]]:
    """Return the variables that the bot lacks, and the ``config.json`` that has them."""
    bot = read.bot
    if read.config is None or bot.config_path is None:
        folder = read.definition[: -len(read.definition.rpartition("/")[2])]
        names = tuple(entry["key"] for entry in config["envVariables"])  # type: ignore[attr-defined]
        text = json.dumps({**config, "name": bot.name}, indent=4, ensure_ascii=False) + "\n"
        return names, {f"{folder}{CONFIG}": text.encode()} if names else {}
    text = read.texts[bot.config_path]
    draft = Draft(read_json(text, bot.config_path))
    names = put_variables(draft, bot, definition, config)
    return names, {read.config: _spelt(read, read.config, apply_edits(text, draft.edits))} if names else {}


def _spelt(read: ReadBot, name: str, text: str) -> bytes:
    """Return a text as its file is written: with a byte order mark where there was one."""
    return (_BOM if read.files[name].startswith(_BOM) else b"") + text.encode()
