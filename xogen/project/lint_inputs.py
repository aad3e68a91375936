"""What ``xogen lint`` is pointed at: projects, dialog files and packs, read and sorted into bots."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from xogen.errors import InputError, NotFoundError
from xogen.formats.dialog_json import load_dialog
from xogen.formats.importer import is_config
from xogen.formats.json_source import read_json
from xogen.lint.facts import Document
from xogen.lint.known import Known
from xogen.lint.settings import FILE as SETTINGS
from xogen.lint.settings import LintSettings, Source
from xogen.model.base import unchecked
from xogen.model.views import Maker, view
from xogen.project.bots import bot_below, is_bot, read_bot
from xogen.project.files import CONFIG, HEADS, IMPORTED, RESTORE, folder_of, json_files, read_text

DIALOGS = "dialogs"
PACK = "pack.toml"


class Bot(NamedTuple):
    """Dialogs that are checked together, with the settings that hold for them and where those stand."""

    documents: tuple[Document, ...]
    known: Known = Known()
    settings: LintSettings = LintSettings.model_construct()
    source: Source | None = None


class Unit(NamedTuple):
    """What is checked together and has not been read yet.

    Attributes:
        root: the folder of the project, or of an imported bot, that it lies in.
        files: its dialog files.
        export: the bot export, where it is one.
    """

    root: Path | None = None
    files: tuple[Path, ...] = ()
    export: Path | None = None

    @property
    def paths(self) -> tuple[Path, ...]:
        """What it is read from."""
        return tuple(path for path in (self.export, self.root, *self.files) if path is not None)

    def read(self, *, today: date | None = None, make: Maker = view) -> Bot:
        """Read it. Rules and fixes only read what an export holds: who draws it has ``unchecked`` make the values.

        Raises as ``read_inputs``.
        """
        if self.export is not None:
            return read_export(self.export, today=today, make=make)
        return _bot(self.root, self.files, today)


class Units(NamedTuple):
    """All that is to be checked, unread: bots, and the folders of packs."""

    bots: tuple[Unit, ...] = ()
    packs: tuple[Path, ...] = ()


class LintInputs(NamedTuple):
    """All that is to be checked: bots, and the folders of packs."""

    bots: tuple[Bot, ...] = ()
    packs: tuple[Path, ...] = ()


def read_inputs(paths: Sequence[Path], project_dir: Path, *, today: date | None = None) -> LintInputs:
    """Read what is to be checked.

    Args:
        paths: project folders, folders of dialog files, dialog files, bot exports (files, folders, zips), pack folders;
            none means the project.
        project_dir: the project, or the folder of an imported bot, that is meant when there are no paths.
        today: the day on which describes are called old.

    Raises:
        NotFoundError: a path is not there, or a folder holds nothing to check.
        InputError: a file is wrong.
    """
    units = find_units(paths, project_dir)
    return LintInputs(tuple(unit.read(today=today) for unit in units.bots), units.packs)


def find_units(paths: Sequence[Path], project_dir: Path) -> Units:
    """Find what is to be checked, and sort it by bots. Arguments and errors are those of ``read_inputs``."""
    if not paths:
        if not (project_dir / IMPORTED).is_file():
            from xogen.project.workspace import load_project

            load_project(project_dir)
        paths = [project_dir]
    packs: list[Path] = []
    files: dict[Path, Path] = {}  # by resolved path, so that a file which is named twice is checked once
    whole: list[Path] = []
    exports: dict[Path, Path] = {}
    for named in paths:
        path = named.parent if named.name == PACK else folder_of(named)
        if path.is_dir() and (path / PACK).is_file():
            packs.append(path)
            continue
        if path.is_dir() and (path / CONFIG).is_file():
            whole.append(path)
            found = json_files(path / DIALOGS)
        elif path.is_dir() and (path / IMPORTED).is_file():
            found = json_files(path / DIALOGS)
            if not found:
                hint = f"{RESTORE}; the export itself is checked by: xogen lint {shlex.quote(str(path / 'export'))}"
                raise NotFoundError("this imported bot has no dialog files", where=str(path), hint=hint)
        elif is_bot(path):
            exports.setdefault(path.resolve(), path)
            continue
        else:
            found = _dialog_files(path)
        for file in sorted(found):
            files.setdefault(file.resolve(), file)
    bots = (*_units(files.values(), whole), *(Unit(export=path) for path in exports.values()))
    return Units(bots, tuple(dict.fromkeys(packs)))


def read_export(path: Path, *, today: date | None = None, make: Maker = view) -> Bot:
    """Read a bot export, all of whose dialogs are at hand, and the settings beside it. Raises as ``read_bot``."""
    settings, source = read_settings(path if path.is_dir() else path.parent)
    read = read_bot(path, make)
    bot = read.bot
    documents = tuple(Document(bot.path, dialog.task, None, dialog.locate, dialog.flows) for dialog in bot.dialogs)
    known = Known(path=bot.path, complete=True, today=today, bot=bot, texts=read.texts, lined=read.lined)
    return Bot(documents, known, settings, source)


def read_settings(folder: Path) -> tuple[LintSettings, Source | None]:
    """Read the settings that lie beside an export.

    Raises:
        InputError: the file is wrong.
    """
    path = folder / SETTINGS
    if not path.is_file():
        return unchecked(LintSettings), None
    from xogen.formats.toml_source import read_toml, toml_line, validate

    text = read_text(path)
    data = read_toml(text, str(path))
    if data.keys() == {"lint"}:
        raise InputError(
            "what stands in [lint] of an xogen.toml stands here at the top level",
            where=f"{path}:{toml_line(text, ('lint',))}",
            hint="remove [lint], and lint. from the names of other tables",
        )
    return validate(LintSettings, data, text=text, path=str(path)), Source(str(path), text, ())


def _dialog_files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.exists():
        raise NotFoundError("there is no such file or folder", where=str(path))
    found = json_files(path)
    if not found:
        below = bot_below(path)
        raise NotFoundError(
            "this folder is no project, no pack and no bot export, and holds no dialog files",
            where=str(path),
            hint=f"bot exports lie further down, such as {below}"
            if below is not None
            else "name a folder with an xogen.toml, a pack.toml or a botDefinition.json, or dialog files (*.json)",
        )
    return found


def _units(files: Iterable[Path], whole: Sequence[Path]) -> tuple[Unit, ...]:
    """Sort files by the project or imported bot they lie in; those in none are one bot of their own."""
    by_project: dict[Path | None, list[Path]] = {root: [] for root in whole}
    roots = {root.resolve(): root for root in whole}
    for path in files:
        above = next((folder for folder in path.resolve().parents if _is_head(folder)), None)
        root = roots.setdefault(above, _shown(above, path)) if above else None
        by_project.setdefault(root, []).append(path)
    return tuple(Unit(root, tuple(paths)) for root, paths in by_project.items())


def _is_head(folder: Path) -> bool:
    return any((folder / name).is_file() for name in HEADS)


def _shown(root: Path, path: Path) -> Path:
    """Return a project's folder as the user would name it from how a file in it was named."""
    up = len(path.resolve().parent.parts) - len(root.parts)
    parents = list(path.parents)
    return parents[up] if up < len(parents) and parents[up].resolve() == root else root


def _bot(root: Path | None, paths: Sequence[Path], today: date | None) -> Bot:
    documents = tuple(read_dialog(path) for path in sorted(paths))
    if root is None:
        return Bot(documents, Known(pack_versions=_versions(None, documents), today=today))
    path = root / CONFIG
    if not path.is_file():
        return _imported(root, documents, paths, today)
    from xogen.project.config import read_config
    from xogen.project.described import org_of, read_described

    text = read_text(path)
    config = read_config(text, str(path))
    described = read_described(root, (document.task for document in documents))
    known = Known(
        path=str(path),
        pack_versions=_versions(root, documents),
        sobjects=described.sobjects,
        objects=described.objects,
        origins=described.origins,
        org=org_of(root, config),
        today=today,
    )
    return Bot(documents, known, config.lint, Source(str(path), text))


def _imported(root: Path, documents: tuple[Document, ...], paths: Sequence[Path], today: date | None) -> Bot:
    """Return an imported bot, with what its dialog files do not hold from the export beside them."""
    from xogen.project.imported import read_origin

    settings, source = read_settings(root)
    origin, path = read_origin(root, paths), str(root / IMPORTED)
    if origin is None:
        return Bot(documents, Known(path=path, today=today), settings, source)
    return Bot(documents, Known(path=path, complete=origin.complete, today=today, origin=origin.bot), settings, source)


def read_dialog(path: Path) -> Document:
    """Read a dialog file.

    Raises:
        InputError: it is none, or a wrong one.
    """
    text, restore = read_text(path), _restoring(path)
    try:
        data = read_json(text, str(path), restore=restore)
    except InputError:
        if path.suffix == ".json":
            raise
        data = None
    _refuse_other_kinds(data, str(path))
    return Document(str(path), load_dialog(text, str(path), restore=restore), text)


def _restoring(path: Path) -> str:
    """Return what to do about an empty file: what makes it again hangs on whose dialog it was."""
    folder = path.absolute().parent
    if folder.name == DIALOGS and (folder.parent / CONFIG).is_file():
        return "restore it, or run: xogen generate --force"
    if folder.name == DIALOGS and (folder.parent / IMPORTED).is_file():
        return RESTORE
    return "restore it"


def _refuse_other_kinds(data: object, where: str) -> None:
    """Raise ``InputError`` for what is no dialog file; a damaged one is for ``load_dialog`` to explain."""
    if not isinstance(data, dict) or not ("nodes" in data or {"name", "title"} <= data.keys()):
        if is_config(data):
            raise InputError(
                "this is the config.json of a bot export, which holds variables only",
                where=where,
                hint="name the botDefinition.json or appDefinition.json beside it, or their folder",
            )
        raise InputError(
            "this is no dialog file and no bot export",
            where=where,
            hint="name the dialogs/*.json of a project, or the definition, folder or zip of an export",
        )


def _versions(root: Path | None, documents: Iterable[Document]) -> Mapping[str, str]:
    """Return the versions of the packs that the dialogs come from; one that cannot be read has none."""
    names = {document.task.source.pack for document in documents if document.task.source is not None}
    if not names:
        return {}
    from xogen.packs.loader import find_packs  # dear, and of no use to exports

    packs = find_packs(root)
    versions: dict[str, str] = {}
    for name in sorted(names):
        try:
            if name in packs:
                versions[name] = packs[name].manifest.version
        except InputError:
            continue
    return versions
