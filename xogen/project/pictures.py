"""What ``xogen render`` is pointed at: dialog files, projects and bot exports, as canvases with their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from xogen.errors import InputError, NotFoundError
from xogen.formats.dialog_json import load_dialog
from xogen.model.bot import BotExport
from xogen.model.dialog import SCHEMA, DialogTask
from xogen.model.layout import Layout
from xogen.project.files import CONFIG, IMPORTED, json_files

OVERVIEW = "overview"
_DEFINITIONS = frozenset({"botDefinition.json", "appDefinition.json"})
_LOOKED_INTO = 4
_NO_NAME = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Canvas:
    """One dialog to draw.

    Attributes:
        name: the drawing's, without its ending; with a folder where several bots are drawn.
        path: the file that its findings name.
        read: returns the dialog.
        layout: where its author put the nodes.
        pointer: where it stands in an export.
    """

    name: str
    path: str
    read: Callable[[], DialogTask]
    layout: Layout = field(default_factory=Layout)
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """A bot to draw as a whole: its dialogs, the dialog that each event starts, and the files of its findings."""

    name: str
    title: str
    tasks: tuple[DialogTask, ...]
    events: Mapping[str, str]
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pictures:
    """All that is drawn in one run."""

    canvases: tuple[Canvas, ...]
    overviews: tuple[Overview, ...] = ()

    def __len__(self) -> int:
        """Return how many drawings there are."""
        return len(self.canvases) + len(self.overviews)


def pictures(paths: Sequence[Path]) -> Pictures:
    """Find what is to be drawn. Dialog files are read when they are drawn, bot exports at once.

    Args:
        paths: dialog files, folders of them, projects, bot exports.

    Raises:
        NotFoundError: a path is not there, or there is nothing to draw in it.
        InputError: an export is wrong, or two canvases would have one name.
    """
    canvases: dict[str, Canvas] = {}
    overviews: list[Overview] = []
    bots = [path for path in paths if _is_bot(path)]
    for path in paths:
        if path not in bots:
            for file in _files(path):
                _add(canvases, Canvas(file.stem, str(file), partial(_read, file)))
            continue
        bot, folder = _bot(path), f"{_slug(path.stem)}/" if len(bots) > 1 else ""
        for canvas in _of_bot(bot, folder):
            _add(canvases, canvas)
        overviews.append(_overview(bot, folder, canvases))
    return Pictures(tuple(canvases.values()), tuple(overviews))


def _add(canvases: dict[str, Canvas], canvas: Canvas) -> None:
    earlier = canvases.setdefault(canvas.name, canvas)
    same = Path(earlier.path).resolve() == Path(canvas.path).resolve() and earlier.pointer == canvas.pointer
    if not same:
        raise InputError(f"two canvases would be called {canvas.name}", where=f"{earlier.path}, {canvas.path}")


def _is_bot(path: Path) -> bool:
    """Whether a path is a bot export. A folder of many files is one only if one has the platform's name."""
    if path.is_dir():
        names = [one.name for one in path.iterdir() if one.name.endswith(".json") or one.name == CONFIG]
        if CONFIG in names or (len(names) > _LOOKED_INTO and not _DEFINITIONS.intersection(names)):
            return False
    elif _is_dialog(path):
        return False
    from xogen.project.bots import is_bot

    return path.exists() and is_bot(path)


def _is_dialog(path: Path) -> bool:
    """Whether a file says of itself that it is a dialog file."""
    if path.suffix != ".json" or not path.is_file():
        return False
    with path.open("rb") as file:
        return SCHEMA.encode() in file.read(200)


def _bot(path: Path) -> BotExport:
    from xogen.project.bots import read_bot

    bot = read_bot(path).bot
    if not any(dialog.flows for dialog in bot.dialogs):
        raise NotFoundError("there are no dialogs to draw: the export holds no nodes", where=bot.path)
    return bot


def _of_bot(bot: BotExport, folder: str) -> Iterator[Canvas]:
    taken = {OVERVIEW}
    for dialog in bot.dialogs:
        if not dialog.flows:
            continue
        slug = base = _slug(dialog.task.name) or "dialog"
        copy = 1
        while slug in taken:
            copy += 1
            slug = f"{base}-{copy}"
        taken.add(slug)
        yield Canvas(folder + slug, bot.path, partial(_same, dialog.task), dialog.layout, dialog.pointer)


def _same(task: DialogTask) -> DialogTask:
    return task


def _overview(bot: BotExport, folder: str, canvases: Mapping[str, Canvas]) -> Overview:
    name = folder + OVERVIEW
    if name in canvases:
        raise InputError(f"two canvases would be called {name}", where=f"{canvases[name].path}, {bot.path}")
    paths = (bot.path, bot.config_path) if bot.config_path else (bot.path,)
    return Overview(name, bot.name, tuple(dialog.task for dialog in bot.dialogs), bot.events, paths)


def _slug(name: str) -> str:
    """Return a name as a file's: letters of any script, digits, dots and dashes."""
    return _NO_NAME.sub("-", name).strip("-.").casefold()


def _read(path: Path) -> DialogTask:
    try:
        return load_dialog(path.read_text(encoding="utf-8-sig"), str(path))
    except (InputError, UnicodeDecodeError):
        # What is wrong is said as ``lint`` says it; loading that takes longer than drawing a hundred canvases.
        from xogen.project.lint_inputs import read_dialog

        return read_dialog(path).task


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.exists():
        raise NotFoundError("there is no such file or folder", where=str(path))
    is_project = (path / CONFIG).is_file()
    folder = path / "dialogs" if is_project or (path / IMPORTED).is_file() else path
    found = json_files(folder)
    if not found:
        hint = "run: xogen generate" if is_project else "name dialog files (*.json), a bot export, or a folder of them"
        raise NotFoundError("there are no dialogs to draw", where=str(path), hint=hint)
    return found
