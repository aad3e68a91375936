"""A project on disk: ``xogen.toml``, ``xogen.lock`` and ``describe/``, read and checked."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from xogen.errors import InputError, NotFoundError
from xogen.formats.describe_lock import FILE, read_describe_lock
from xogen.formats.json_source import read_json
from xogen.model.action import Action
from xogen.model.nearest import did_you_mean
from xogen.model.sobject import SObject
from xogen.project import config as config_file
from xogen.project import lock as lock_file
from xogen.project.config import ProjectConfig
from xogen.project.files import json_files, read_text
from xogen.project.lock import Lock

DESCRIBES = "describe"
_OBJECT = re.compile(r"[A-Za-z]\w*", re.ASCII)


class Describes(Mapping[str, SObject]):
    """The sObjects of ``describe/*.json`` by name; a file is read when its object is asked for, and once.

    The order of the page layout, which no describe shows, comes from ``describe.lock``.
    """

    def __init__(self, folder: Path) -> None:
        """Find the files; none of them is read yet."""
        self._lock = folder / FILE
        self._files = {path.stem: path for path in json_files(folder)}
        self._read: dict[str, SObject] = {}

    def __getitem__(self, name: str) -> SObject:
        """Return the object of this name.

        Raises:
            KeyError: there is no file for it.
            InputError: the file is no describe, or one of another object, or its name is no object's;
                ``describe.lock`` is wrong.
        """
        if name not in self._files:
            self._refuse_misnamed(name)
            raise KeyError(name)
        if name not in self._read:
            self._read[name] = _describe(self._files[name]).model_copy(update={"layout": self._layouts.get(name, ())})
        return self._read[name]

    @cached_property
    def _layouts(self) -> Mapping[str, tuple[str, ...]]:
        if not self._lock.is_file():
            return {}
        noted = read_describe_lock(read_text(self._lock), str(self._lock)).describes
        return {name: origin.layout for name, origin in noted.items() if origin.layout}

    def _refuse_misnamed(self, name: str) -> None:
        """Raise for a file that was meant to be read and never is: ``lead.json``, ``Lead (1).json``."""
        for stem, path in self._files.items():
            if stem.casefold() == name.casefold():
                _describe(path)  # raises when the file has the wrong name; otherwise the one that is asked for is wrong
            if not _OBJECT.fullmatch(stem):
                raise InputError(
                    f"nothing reads this file: no object is called {stem!r}",
                    where=str(path),
                    hint=f"call it as the object that it describes, in upper and lower case: {DESCRIBES}/Lead.json",
                )

    def __iter__(self) -> Iterator[str]:
        """Yield the names, sorted."""
        return iter(self._files)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._files)


class Project(NamedTuple):
    """A project as it stands on disk. ``root`` is the folder as the user named it, so that messages name it so, too."""

    root: Path
    config: ProjectConfig
    lock: Lock
    describes: Describes

    def action(self, name: str) -> Action:
        """Return an action with its settings, its profile and what the lock remembers.

        Raises:
            NotFoundError: ``xogen.toml`` has no such action; names the nearest.
        """
        settings = self.config.actions.get(name)
        if settings is None:
            raise NotFoundError(
                f"there is no action {name!r}{did_you_mean(name, self.config.actions)}",
                where=str(self.root / config_file.FILE),
                hint="see: xogen action status" if self.config.actions else f"add a table [actions.{name}]",
            )
        profile = self.config.profiles[settings.profile] if settings.profile is not None else None
        return Action(name=name, settings=settings, profile=profile, record=self.lock.action(name))


def load_project(root: Path) -> Project:
    """Read a project.

    Raises:
        NotFoundError: the folder is not there, or is no project.
        InputError: ``xogen.toml`` or ``xogen.lock`` is wrong; names file, line and key.
    """
    path = find_config(root)
    lock_path = root / lock_file.FILE
    return Project(
        root=root,
        config=config_file.read_config(read_text(path), str(path)),
        lock=lock_file.read_lock(read_text(lock_path), str(lock_path)) if os.path.lexists(lock_path) else Lock(),
        describes=Describes(root / DESCRIBES),
    )


def find_config(root: Path) -> Path:
    """Return the project's ``xogen.toml``.

    Raises:
        NotFoundError: the folder is not there, or is no project; says where the nearest one is, or how to make one.
    """
    path = root / config_file.FILE
    if not path.is_file():
        refuse_no_folder(root)
        raise _no_project(root)
    return path


def refuse_no_folder(root: Path) -> None:
    """Raise ``NotFoundError`` if the folder is not there, or is a file."""
    if root.is_dir():
        return
    if root.exists():
        folder = shlex.quote(str(root.parent))
        raise NotFoundError("this is a file, not a folder", where=str(root), hint=f"name the folder: xogen -C {folder}")
    make = f"make it a project: xogen init {shlex.quote(str(root))}"
    raise NotFoundError("there is no such folder", where=str(root), hint=make)


def _no_project(root: Path) -> NotFoundError:
    above = next((folder for folder in root.resolve().parents if (folder / config_file.FILE).is_file()), None)
    hint = f"the project is further up: xogen -C {shlex.quote(str(above))} ..." if above else "make one: xogen init"
    return NotFoundError(
        f"this folder is no project: it has no {config_file.FILE}", where=str(root.resolve()), hint=hint
    )


def _describe(path: Path) -> SObject:
    text = read_text(path)
    try:
        data = read_json(text, str(path))
    except InputError as error:
        again = f"save the answer of sobjects/{path.stem}/describe again"
        raise InputError(error.message, where=error.where, hint=again) from None
    try:
        described = SObject.from_describe(data)
    except (ValueError, AttributeError):
        raise InputError(
            "this is no sObject describe: it needs a name and a list of fields",
            where=str(path),
            hint=f"keep only the answers of sobjects/NAME/describe in {DESCRIBES}/",
        ) from None
    if described.name != path.stem:
        raise InputError(
            f"this file describes {described.name!r}",
            where=str(path),
            hint=f"call it {path.with_name(described.name + '.json')}",
        )
    return described
