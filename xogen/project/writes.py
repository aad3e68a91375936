"""Write all files of a run, or none.

Every file is first written beside its place, under a hidden name. Only when all are there do they take their places,
and what stood there before is kept until the last one has. Whatever goes wrong in between (a full disk, Ctrl-C, a
folder that cannot be written) is undone at once; a run that was killed is undone by the next one, from the journal.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from xogen.errors import MachineError
from xogen.project.runlock import locked, reason, shown

_NEW = ".xogen-new"
_OLD = ".xogen-old"
_STAGED = b"staged\n"
_DONE = b"done\n"


@dataclass
class _Batch:
    """What the journal says of one run. ``created`` are the paths where nothing stood before."""

    write: list[str]
    remove: list[str]
    created: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)


class Run:
    """A run that holds the project's lock and may write."""

    def __init__(self, root: Path, journal: int) -> None:
        """Take over the locked journal, and undo first what a killed run left."""
        self._root = root
        self._journal = journal
        self._recover()

    def write_all(self, files: Mapping[str, bytes], remove: Sequence[str] = ()) -> None:
        """Write and remove files, all or none.

        Args:
            files: content by path from the project's folder; they take their places in this order.
            remove: paths of files to remove; one that is gone already is no error.

        Raises:
            MachineError: one of them cannot be written; nothing was changed.
        """
        batch = _Batch(write=list(files), remove=list(remove))
        batch.created = [name for name in files if not os.path.lexists(self._root / name)]
        batch.folders = _missing_folders(self._root, files)
        staged = False
        try:
            self._note(json.dumps(asdict(batch)).encode() + b"\n")
            self._stage(files, batch)
            self._note(_STAGED)
            staged = True
            self._place(batch)
            self._note(_DONE)
        except BaseException as error:
            with _deaf():
                self._undo(batch, staged=staged)
                os.ftruncate(self._journal, 0)
            if isinstance(error, OSError):
                raise _refused(error, self._root) from error
            raise
        self._clean(batch)

    def _stage(self, files: Mapping[str, bytes], batch: _Batch) -> None:
        for folder in batch.folders:
            (self._root / folder).mkdir()
        for name, content in files.items():
            target = self._target(name)
            new = _beside(target, _NEW)
            try:
                with new.open("wb") as file:
                    file.write(content)
                    if name == batch.write[-1]:
                        # Generated files can be generated again; what comes last, the lock or xogen.toml, cannot.
                        file.flush()
                        os.fsync(file.fileno())
            except OSError as error:
                # A disk that is full fails in writing, and Python then does not know the file's name.
                raise OSError(error.errno, error.strerror, str(self._root / name)) from error
            if name not in batch.created:
                shutil.copymode(target, new)

    def _target(self, name: str) -> Path:
        """Return where a file is written: where a link leads, so that it stays a link."""
        path = self._root / name
        return Path(os.path.realpath(path)) if path.is_symlink() else path

    def _targets(self, batch: _Batch) -> list[tuple[str, Path]]:
        """Return the files of a run; of what is removed, the link itself."""
        written = [(name, self._target(name)) for name in batch.write]
        return [*written, *((name, self._root / name) for name in batch.remove)]

    def _place(self, batch: _Batch) -> None:
        for name in batch.remove:
            target = self._root / name
            if target.exists():
                target.replace(_beside(target, _OLD))
        for name in batch.write:
            target = self._target(name)
            if name not in batch.created:
                _keep(target, _beside(target, _OLD))
            _beside(target, _NEW).replace(target)

    def _undo(self, batch: _Batch, *, staged: bool) -> None:
        """Put back what stood there. Works on any part of a run, and twice in a row."""
        for name, target in self._targets(batch):
            new, old = _beside(target, _NEW), _beside(target, _OLD)
            if old.exists():
                old.replace(target)
                # Renaming one of two links to the same file does nothing, and leaves both.
                old.unlink(missing_ok=True)
            elif staged and name in batch.created and not new.exists():
                target.unlink(missing_ok=True)
            if new.exists():
                new.unlink()
        for folder in reversed(batch.folders):
            path = self._root / folder
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()

    def _clean(self, batch: _Batch) -> None:
        for name, target in self._targets(batch):
            if name not in batch.created:
                _beside(target, _OLD).unlink(missing_ok=True)
        os.ftruncate(self._journal, 0)

    def _note(self, line: bytes) -> None:
        os.lseek(self._journal, 0, os.SEEK_END)
        os.write(self._journal, line)
        os.fsync(self._journal)

    def _recover(self) -> None:
        os.lseek(self._journal, 0, os.SEEK_SET)
        with os.fdopen(os.dup(self._journal), "rb") as file:
            first, *rest = file.read().split(b"\n")
        try:
            batch = _Batch(**json.loads(first))
            sound = all(_within(name) for names in asdict(batch).values() for name in names)
        except (ValueError, TypeError):
            sound = False
        if not sound:
            # The run died before its first line was whole, and so before it touched a file; or this is no journal.
            os.ftruncate(self._journal, 0)
            return
        if _DONE.strip() in rest:
            self._clean(batch)
        else:
            self._undo(batch, staged=_STAGED.strip() in rest)
            os.ftruncate(self._journal, 0)


@contextmanager
def running(root: Path) -> Iterator[Run]:
    """Hold the project's lock for a run that reads, decides and writes.

    Raises:
        MachineError: another run is at work here, or the folder cannot be written.
    """
    with locked(root) as journal:
        yield Run(root, journal)


@contextmanager
def folder_made(folder: Path) -> Iterator[None]:
    """Make a folder where there is none; when what follows fails, take away again what was made and is empty.

    Raises:
        MachineError: it cannot be made.
    """
    new = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise MachineError(f"cannot make this folder: {reason(error)}", where=str(folder)) from error
        yield
    except BaseException:
        for path in new:
            with suppress(OSError):
                path.rmdir()
        raise


def write_all(root: Path, files: Mapping[str, bytes], remove: Sequence[str] = ()) -> None:
    """Write and remove files, all or none, as a run of its own. See ``Run.write_all``."""
    with running(root) as run:
        run.write_all(files, remove)


def _beside(target: Path, ending: str) -> Path:
    return target.with_name(f".{target.name}{ending}")


def _within(name: str) -> bool:
    return not os.path.isabs(name) and ".." not in Path(name).parts  # noqa: PTH117 - a text of a journal


def _keep(target: Path, old: Path) -> None:
    old.unlink(missing_ok=True)
    try:
        os.link(target, old)
    except OSError:
        # Not every file system has hard links.
        shutil.copy2(target, old)


def _missing_folders(root: Path, files: Mapping[str, bytes]) -> list[str]:
    """Return the folders to make, parents first."""
    wanted = {str(parent) for name in files for parent in Path(name).parents if str(parent) != "."}
    return [folder for folder in sorted(wanted) if not os.path.lexists(root / folder)]


def _refused(error: OSError, root: Path) -> MachineError:
    path = str(error.filename) if error.filename else shown(root)
    for ending in (_NEW, _OLD):
        if path.endswith(ending):
            folder, name = os.path.split(path.removesuffix(ending))
            path = os.path.join(folder, name.removeprefix("."))  # noqa: PTH118 - a text for a person
    return MachineError(f"cannot write: {reason(error)}", where=path, hint="nothing was changed")


@contextmanager
def _deaf() -> Iterator[None]:
    """Let no second Ctrl-C interrupt the tidying up after the first. Only the main thread hears signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
