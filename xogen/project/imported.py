"""A bot export as a folder of readable dialog files, with the export itself beside them, and the way back.

``export/`` holds the files of the export as they were, byte for byte; ``imported.json`` says which dialog file is which
dialog. Going back, a dialog that was not edited changes nothing, and an edited one the places that differ.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pydantic import Field

from xogen.errors import InputError, NotFoundError
from xogen.formats.changes.dialogs import Written, put_dialog, wire_ids
from xogen.formats.changes.difference import first_difference, same_nodes
from xogen.formats.changes.draft import Draft
from xogen.formats.dialog_json import dump_dialog, load_dialog
from xogen.formats.edits import apply_edits
from xogen.formats.importer import import_bot
from xogen.formats.importer.readable import readable
from xogen.formats.json_source import read_json, validate
from xogen.model.base import Owned
from xogen.model.bot import BotDialog, BotExport
from xogen.model.dialog import DialogTask
from xogen.project.bot_files import read_bounded
from xogen.project.bots import ReadBot, read_bot
from xogen.project.files import IMPORT_AGAIN, IMPORTED, RESTORE, read_text

EXPORT = "export"
DIALOGS = "dialogs"

_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)")
_LONGEST = 80


class ImportedDialog(Owned):
    """A dialog file, and the pointer to its dialog in the export."""

    file: str
    pointer: str
    name: str


class Imported(Owned):
    """What ``imported.json`` says. All paths are from its folder, with ``/``."""

    version: int = Field(default=1, ge=1, le=1)
    definition: str
    dialogs: tuple[ImportedDialog, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedFiles:
    """The files of a folder to be, and the dialogs that have none because their nodes were not exported."""

    files: Mapping[str, bytes]
    manifest: Imported
    left_out: tuple[str, ...] = ()


def imported_files(read: ReadBot) -> ImportedFiles:
    """Return the folder that holds a bot export readably. Equal exports give equal bytes."""
    bot = read.bot
    whole = {**read.others(), **read.files}
    files = {f"{EXPORT}/{name}": content for name, content in whole.items()}
    entries: list[ImportedDialog] = []
    taken: set[str] = set()
    for dialog in bot.dialogs:
        if not dialog.flows:
            continue
        name = _file_name(dialog.task.name, taken)
        taken.add(name)
        entries.append(ImportedDialog(file=f"{DIALOGS}/{name}.json", pointer=dialog.pointer, name=dialog.task.name))
        files[entries[-1].file] = dump_dialog(readable(dialog, bot)).encode()
    manifest = Imported(definition=f"{EXPORT}/{read.definition}", dialogs=tuple(entries))
    files[IMPORTED] = (json.dumps(manifest.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n").encode()
    return ImportedFiles(files, manifest, tuple(dialog.task.name for dialog in bot.dialogs if not dialog.flows))


def is_imported(root: Path) -> bool:
    """Whether a folder was made by ``xogen import``."""
    return (root / IMPORTED).is_file()


def read_imported(root: Path) -> Imported:
    """Return what the folder's ``imported.json`` says.

    Raises:
        InputError: it is wrong.
    """
    path = root / IMPORTED
    text = read_text(path)
    return validate(Imported, read_json(text, str(path), restore=RESTORE), text=text, path=str(path))


@dataclass(frozen=True, slots=True)
class Origin:
    """The export that dialog files were imported from, and whether they are all dialogs that it has."""

    bot: BotExport
    complete: bool


def read_origin(root: Path, files: Iterable[Path]) -> Origin | None:
    """Read the export that lies beside dialog files; ``None`` where somebody took it away.

    Args:
        root: the folder that ``xogen import`` made.
        files: the dialog files that are at hand.

    Raises:
        InputError: ``imported.json`` or the export is wrong.
    """
    manifest = read_imported(root)
    try:
        bot = read_bot(root / manifest.definition).bot
    except NotFoundError:
        return None
    there = {path.resolve() for path in files}
    all_there = all((root / entry.file).resolve() in there for entry in manifest.dialogs)
    # Dialogs without nodes have no file, and neither have those that came into the export later.
    return Origin(bot, all_there and len(manifest.dialogs) == len(bot.dialogs))


@dataclass(frozen=True, slots=True)
class ExportedFiles:
    """The files of an export, and what a person should know of the edits in it."""

    files: Mapping[str, bytes]
    notes: tuple[str, ...] = ()


def exported_files(root: Path) -> ExportedFiles:
    """Return the files of the export with what was edited in the dialog files.

    Raises:
        NotFoundError: a dialog file or the export is gone.
        InputError: a file is wrong, two edits contradict, or a change has no place in an export.
    """
    manifest = read_imported(root)
    return _with_edits(root, manifest, _export(root, manifest))


def _with_edits(root: Path, manifest: Imported, read: ReadBot) -> ExportedFiles:
    bot, original = read.bot, read.texts[read.bot.path]
    files = _kept(root, manifest.definition)
    draft = Draft(read_json(original, bot.path))
    edited = [
        _Edited(root / entry.file, dialog, *_put(draft, bot, dialog, root / entry.file, entry))
        for entry, dialog in _matched(manifest, bot, root)
    ]
    if not draft.edits:
        return ExportedFiles(files)
    text = apply_edits(original, draft.edits)
    notes = _read_back(read, text, edited)
    mark = b"\xef\xbb\xbf" if read.files[read.definition].startswith(b"\xef\xbb\xbf") else b""
    return ExportedFiles({**files, manifest.definition.removeprefix(f"{EXPORT}/"): mark + text.encode()}, notes)


def _export(root: Path, manifest: Imported) -> ReadBot:
    path = root / manifest.definition
    if not path.exists():
        raise NotFoundError("the export that the bot was imported from is gone", where=str(path), hint=RESTORE)
    return read_bot(path)


def exported_bot(root: Path) -> tuple[BotExport, tuple[str, ...]]:
    """Return the bot with what was edited in the dialog files, and the texts of its files.

    Raises:
        NotFoundError: as ``exported_files`` does.
        InputError: as ``exported_files`` does.
    """
    manifest = read_imported(root)
    definition = manifest.definition
    before = _export(root, manifest)
    made = _with_edits(root, manifest, before).files
    if made[definition.removeprefix(f"{EXPORT}/")] == before.files[before.definition]:
        return before.bot, tuple(before.texts.values())
    folder = PurePosixPath(definition.removeprefix(f"{EXPORT}/")).parent
    names = [name for name in (before.definition, before.config) if name is not None]
    texts = [made[(folder / name).as_posix()].decode("utf-8-sig") for name in names]
    paths = [path for path in (before.bot.path, before.bot.config_path) if path is not None]
    data = [read_json(text, path) for text, path in zip(texts, paths, strict=True)]
    return import_bot(*data, path=before.bot.path, config_path=before.bot.config_path), tuple(texts)


def _kept(root: Path, definition: str) -> Mapping[str, bytes]:
    """Return all files of the export that was imported, by their names in it; hidden ones are the desktop's."""
    folder = root / EXPORT
    files = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
    if definition.removeprefix(f"{EXPORT}/") not in files:
        raise InputError(
            f"the definition {definition!r} is no file of {EXPORT}/",
            where=str(root / IMPORTED),
            hint=IMPORT_AGAIN,
        )
    return {name: read_bounded(path) for name, path in files.items()}


@dataclass(frozen=True, slots=True)
class _Edited:
    file: Path
    dialog: BotDialog
    before: Written
    after: Written


def _put(draft: Draft, bot: BotExport, dialog: BotDialog, path: Path, entry: ImportedDialog) -> tuple[Written, Written]:
    task = _edited(path, entry)
    before = readable(dialog, bot)
    try:
        return Written(before, wire_ids(dialog, before)), put_dialog(draft, bot, dialog, task)
    except InputError as error:
        error.where = f"{path}: {error.where}" if error.where else str(path)
        raise


def _matched(manifest: Imported, bot: BotExport, root: Path) -> Iterator[tuple[ImportedDialog, BotDialog]]:
    by_pointer = {dialog.pointer: dialog for dialog in bot.dialogs}
    for entry in manifest.dialogs:
        dialog = by_pointer.get(entry.pointer)
        if dialog is None or dialog.task.name != entry.name:
            raise InputError(
                f"the export has no dialog {entry.name!r} at {entry.pointer}",
                where=str(root / IMPORTED),
                hint=f"{EXPORT}/ was changed; {IMPORT_AGAIN}",
            )
        yield entry, dialog


def _edited(path: Path, entry: ImportedDialog) -> DialogTask:
    if not path.is_file():
        raise NotFoundError(
            f"the file of the dialog {entry.name!r} is gone",
            where=str(path),
            hint="restore it; dialogs are deleted in the platform",
        )
    return load_dialog(read_text(path), str(path), restore=RESTORE)


def _read_back(read: ReadBot, text: str, edited: list[_Edited]) -> tuple[str, ...]:
    """Refuse what would be lost: the export that was made must read as the dialog files do.

    Nodes that nobody edited may change with others: nodes of one component have one content. That is said.
    """
    again = import_bot(read_json(text, read.bot.path), path=read.bot.path)
    found = {dialog.pointer: dialog for dialog in again.dialogs}
    renamed = {each.dialog.task.name: found[each.dialog.pointer].task.name for each in edited}
    notes: list[str] = []
    for each in edited:
        now = found[each.dialog.pointer]
        task = readable(now, again)
        before, ids = each.before, wire_ids(now, task)
        untouched = same_nodes(before.task, each.after.task, ids=(before.ids, each.after.ids), renamed={})
        difference = first_difference(
            each.after.task, task, ids=(each.after.ids, ids), renamed=renamed, leave_out=untouched
        )
        if difference is not None:
            raise InputError(
                f"what stands at {difference} has no place in the export",
                where=str(each.file),
                hint="undo it there; nodes of one ref_id are one component, with one content: edit them alike",
            )
        still = same_nodes(before.task, task, ids=(before.ids, ids), renamed=renamed)
        names = [name for name, wire in before.ids.items() if wire in untouched - still]
        notes += [f"{each.file}: {name} changes with another node of the same component" for name in names]
    return tuple(notes)


def _file_name(name: str, taken: set[str]) -> str:
    """Return a file name for a dialog: lower case, words joined by hyphens, told apart by a number."""
    plain = "-".join(re.findall(r"\w+", name.casefold()))[:_LONGEST].strip("-") or "dialog"
    if _RESERVED.fullmatch(plain):
        plain += "-dialog"
    number, found = 1, plain
    while found in taken:
        number += 1
        found = f"{plain}-{number}"
    return found
