"""One side of a comparison: a dialog file, a folder of dialogs, a project, a bot export, or any of them in git."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath

from xogen.errors import InputError, NotFoundError, XogenError
from xogen.model.bot import BotExport
from xogen.model.dialog import DialogTask
from xogen.project import config as config_file
from xogen.project.bots import is_bot, read_bot
from xogen.project.files import HEADS, IMPORT_AGAIN, IMPORTED, folder_of, json_files
from xogen.project.imported import exported_bot
from xogen.project.lint_inputs import DIALOGS, read_dialog
from xogen.project.packaging import FOLDER
from xogen.project.revisions import Revision, checked_out, parse


@dataclass(frozen=True, slots=True)
class Side:
    """What one side holds.

    Attributes:
        title: what the user called it.
        tasks: its dialogs.
        bot: the export they come from, if they do.
        single: whether it is one dialog file, which is compared with another whatever both are called.
        texts: the files' texts, to tell equal files from files that only mean the same.
        package: where a project's package lies, if it has one: what compares with an export.
        imported: the folder of a bot that was imported, whose export with its edits compares with another.
    """

    title: str
    tasks: tuple[DialogTask, ...]
    bot: BotExport | None = None
    single: bool = False
    texts: tuple[str, ...] = ()
    package: Path | None = None
    imported: Path | None = None


@contextmanager
def read_sides(old: str, new: str, folder: Path) -> Iterator[tuple[Side, Side]]:
    """Read both sides; ``git:REV`` without a path means the path of the other side.

    Args:
        old: a path, or ``git:REV:PATH``, as from ``folder``.
        new: the same of the new side.
        folder: where the user stands.

    Raises:
        NotFoundError: a path or revision is not there, or holds no dialog.
        InputError: a file is wrong.
    """
    places = parse(old), parse(new)
    paths = [text if place is None else place.path for text, place in zip((old, new), places, strict=True)]
    with (
        _located(old, places[0], paths[1], folder) as old_path,
        _located(new, places[1], paths[0], folder) as new_path,
    ):
        sides = _named(old, old_path), _named(new, new_path)
        yield _alike(*sides)


@contextmanager
def _located(text: str, place: Revision | None, other: str, folder: Path) -> Iterator[Path]:
    if place is None:
        yield folder / text
        return
    asked = PurePath(place.path or other)
    # Of a revision only what is named is there: with the file at a folder's head, all of the folder.
    named = asked.parent if asked.name in HEADS else asked
    with checked_out(Revision(place.revision, str(named)), folder) as path:
        yield path / asked.name if named != asked else path


def _named(text: str, path: Path) -> Side:
    """Read one side; a fault in a revision's file is told by its name in git."""
    try:
        return _read(text, path)
    except XogenError as error:
        if error.where is not None and text.startswith("git:"):
            error.where = error.where.replace(str(path), text)
        raise


def _read(title: str, path: Path) -> Side:
    if not path.exists():
        raise NotFoundError("there is no such file or folder", where=title)
    path = folder_of(path)
    if path.is_dir() and (path / config_file.FILE).is_file():
        package = path / FOLDER
        side = _dialogs(title, json_files(path / DIALOGS), "run: xogen generate")
        return Side(title, side.tasks, texts=side.texts, package=package if package.is_dir() else None)
    if path.is_dir() and (path / IMPORTED).is_file():
        side = _dialogs(title, json_files(path / DIALOGS), IMPORT_AGAIN)
        return Side(title, side.tasks, texts=side.texts, imported=path)
    if is_bot(path):
        read = read_bot(path)
        tasks = tuple(dialog.task for dialog in read.bot.dialogs)
        return Side(title, tasks, bot=read.bot, texts=tuple(read.texts.values()))
    if path.is_dir():
        return _dialogs(title, json_files(path), "name dialog files (*.json), a project or a bot export")
    document = read_dialog(path)
    return Side(title, (document.task,), single=True, texts=(document.text or "",))


def _dialogs(title: str, files: Sequence[Path], hint: str) -> Side:
    if not files:
        raise NotFoundError("there are no dialogs to compare", where=title, hint=hint)
    documents = [read_dialog(path) for path in files]
    return Side(
        title,
        tuple(document.task for document in documents),
        texts=tuple(document.text or "" for document in documents),
    )


def _alike(old: Side, new: Side) -> tuple[Side, Side]:
    """Compare an export with an export: a project's dialogs have other names than its package's."""
    if (old.bot is None) == (new.bot is None):
        return old, new
    return _packaged(old), _packaged(new)


def _packaged(side: Side) -> Side:
    if side.bot is not None:
        return side
    if side.imported is not None:
        bot, texts = exported_bot(side.imported)
        return Side(side.title, tuple(dialog.task for dialog in bot.dialogs), bot=bot, texts=texts)
    if side.package is None:
        raise InputError(
            "a bot export compares with a bot export, an imported one, or a project that has a package",
            where=side.title,
            hint="run: xogen generate; or name the other export",
        )
    return _read(f"{side.title}/{FOLDER}", side.package)
