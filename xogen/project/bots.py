"""Bot exports on disk: a file of any name, a folder or a zip, within bounds that no real export comes near."""

from __future__ import annotations

import gc
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from xogen.errors import InputError, NotFoundError
from xogen.formats.importer import ExportError, import_bot, is_config, is_definition
from xogen.formats.json_lined import Lined, Proven, read_proven
from xogen.formats.json_source import read_json
from xogen.formats.spans import place
from xogen.model.base import unchecked
from xogen.model.bot import BotExport
from xogen.model.views import Maker
from xogen.project.bot_files import LARGEST, FileSet, open_files

DEFINITIONS = ("botDefinition.json", "appDefinition.json")
"""What the platform calls the file that holds the bot: XO 7 to 10, and XO 11."""

CONFIG = "config.json"


class ReadBot(NamedTuple):
    """A bot and its files.

    Attributes:
        bot: what was read.
        texts: the files as text, by the path that findings name.
        lined: those of these texts that have a line for each value.
        files: the same byte for byte, by their names.
        definition: the name of the file that holds the bot.
        config: the name of ``config.json``, where there is one.
        others: what else the export holds: an icon, tables.
        is_zip: whether the files lie in a zip.
    """

    bot: BotExport
    texts: Mapping[str, str]
    files: Mapping[str, bytes]
    definition: str
    config: str | None = None
    others: Callable[[], Mapping[str, bytes]] = dict
    is_zip: bool = False
    lined: Mapping[str, Lined] = {}


class _File(NamedTuple):
    """A JSON file of an export."""

    name: str
    path: str
    content: bytes
    data: Any
    lined: Lined | None

    @property
    def text(self) -> str:
        return self.content.decode("utf-8-sig")


class _Texts(Mapping[str, str]):
    """The texts of files, each made when it is asked for: most of those that read a large export ask for none."""

    def __init__(self, files: Sequence[_File]) -> None:
        self._files = {file.path: file for file in files}
        self._texts: dict[str, str] = {}

    def __getitem__(self, path: str) -> str:
        if path not in self._texts:
            self._texts[path] = self._files[path].text
        return self._texts[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def is_bot(path: Path) -> bool:
    """Whether a path is a bot export: told by what the files hold, not by their names.

    A zip always is one; so is a folder with a file that the platform would call a definition, or that holds one. A file
    too large for anything counts as one, so that it is refused before it is read.
    """
    if path.is_dir():
        names = {entry.name for entry in path.iterdir() if entry.is_file()}
        return bool(names & set(DEFINITIONS)) or any(
            _looks_like_definition(path / name) for name in sorted(names) if name.lower().endswith(".json")
        )
    return path.is_file() and (
        path.name in DEFINITIONS
        or path.suffix.lower() == ".zip"
        or path.stat().st_size > LARGEST
        or _is_zip(path)
        or _looks_like_definition(path)
    )


def bot_below(folder: Path) -> Path | None:
    """Return a folder right below that holds a definition by its usual name: what was meant, where it holds none."""
    if not folder.is_dir():
        return None
    below = (entry for entry in sorted(folder.iterdir()) if entry.is_dir())
    return next((entry for entry in below if any((entry / name).is_file() for name in DEFINITIONS)), None)


def read_bot(path: Path, make: Maker = unchecked) -> ReadBot:
    """Read a bot export.

    Args:
        path: the definition's file, the folder that holds it, or its zip.
        make: makes the values of its dialogs; ``view`` where they are only read.

    Raises:
        NotFoundError: there is nothing, or no definition in it.
        InputError: a file is wrong, too large, or not safe to open; there are two definitions.
    """
    with _without_collector():
        files = open_files(path)
        definition = _definition(files)
        config = _config(files, definition)
        try:
            bot = import_bot(
                definition.data,
                None if config is None else config.data,
                path=definition.path,
                config_path=None if config is None else config.path,
                make=make,
            )
        except ExportError as error:
            raise _placed(error, definition, config) from None
    parts = [file for file in (definition, config) if file is not None]
    return ReadBot(
        bot,
        _Texts(parts),
        {file.name: file.content for file in parts},
        definition.name,
        config.name if config else None,
        files.others,
        is_zip=files.root is None,
        lined={file.path: file.lined for file in parts if file.lined is not None},
    )


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the garbage collector from walking millions of values that are all in use; afterwards it skips them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def _placed(error: ExportError, definition: _File, config: _File | None) -> InputError:
    file = config if error.config and config is not None else definition
    line, column = place(file.text, error.pointer)
    return InputError(error.message, where=f"{file.path}:{line}:{column}", hint=error.hint)


def _definition(files: FileSet) -> _File:
    """Return the one definition: by the platform's names, else by what the files hold."""
    named = [name for name in files.names if _last(name) in DEFINITIONS]
    if len(named) == 1 or files.single:
        return _read(files, named[0] if named else files.names[0])
    candidates = named or [
        name for name in files.names if _last(name) != CONFIG and _holds_definition(files.bytes_of(name))
    ]
    found = [file for file in (_read(files, name) for name in candidates) if is_definition(file.data)]
    if len(found) == 1:
        return found[0]
    if not found:
        below = bot_below(Path(files.path))
        raise NotFoundError(
            "there is no bot export here: no file holds a bot",
            where=files.path,
            hint=f"there is one further down: {below}"
            if below is not None
            else "an export holds botDefinition.json or appDefinition.json; name it, its folder or its zip",
        )
    raise InputError(
        f"two bots lie here: {_last(found[0].path)} and {_last(found[1].path)}"
        if _last(found[0].path) != _last(found[1].path)
        else f"two bots lie here: {found[0].path} and {found[1].path}",
        where=files.path,
        hint="name the one that is meant",
    )


def _config(files: FileSet, definition: _File) -> _File | None:
    """Return the bot's ``config.json``: beside the definition, under that name or any other."""
    folder = definition.path[: -len(_last(definition.path))]
    beside = [
        name for name in files.names if files.shown(name).startswith(folder) and files.shown(name) != definition.path
    ]
    ordered = sorted(beside, key=lambda name: (_last(name) != CONFIG, name))
    for name in ordered:
        if _last(name) == CONFIG or b'"envVariables"' in files.bytes_of(name):
            file = _read(files, name)
            if is_config(file.data) or _last(name) == CONFIG:
                return file
    return None


def _read(files: FileSet, name: str) -> _File:
    shown = files.shown(name)
    content = files.bytes_of(name)
    read = read_proven(content.removeprefix(BOM_UTF8))
    if read is None:
        text = _decoded(content, shown)
        read = Proven(read_json(text, shown, restore="restore it, or export the bot again"))
    return _File(name, shown, content, *read)


def _decoded(content: bytes, path: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError("this file is not UTF-8", where=f"{path}:{line}", hint="export the bot again") from None


def _last(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in {b"PK\x03\x04", b"PK\x05\x06"}


def _looks_like_definition(path: Path) -> bool:
    return path.stat().st_size <= LARGEST and _holds_definition(path.read_bytes())


def _holds_definition(data: bytes) -> bool:
    """Whether a file holds the words of a definition, or of the one dialog of 2017, without parsing it."""
    return b'"dialogComponents"' in data or (b'"componentIndex"' in data and b'"components"' in data)
