"""Files that only their owner may read, in a folder that only their owner may enter, and a lock between processes."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from xogen.errors import InputError, MachineError
from xogen.locks import try_lock

_POSIX = sys.platform != "win32"
_NOFOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
PATIENCE = 90.0
"""Seconds to wait for another run that renews a token: longer than its requests may take."""


def home() -> Path:
    """Return xogen's own folder of this user. It holds locks, and tokens only when ``--insecure-file`` was given."""
    if _POSIX:
        return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "xogen"
    return Path(os.environ.get("APPDATA") or Path.home()) / "xogen"


def private_folder(folder: Path) -> Path:
    """Make a folder for its owner alone; returns it.

    Raises:
        InputError: what is there is a symbolic link, or open to others.
        MachineError: it cannot be made.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        _check(folder, os.lstat(folder), stat.S_ISDIR, "0700")
    except OSError as error:
        raise _cannot(error, folder) from None
    return folder


def read_private(path: Path) -> bytes | None:
    """Read a private file; ``None`` when it is not there.

    Raises:
        InputError: the file or its folder is a symbolic link, or open to others.
        MachineError: it cannot be read.
    """
    try:
        _check(path.parent, os.lstat(path.parent), stat.S_ISDIR, "0700")
        # Asked before opening too, because opening a symbolic link fails with a less telling error.
        _check(path, os.lstat(path), stat.S_ISREG, "0600")
        descriptor = os.open(path, os.O_RDONLY | _NOFOLLOW)
        with os.fdopen(descriptor, "rb") as file:
            _check(path, os.fstat(descriptor), stat.S_ISREG, "0600")
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _cannot(error, path) from None


def write_private(path: Path, data: bytes) -> None:
    """Write a private file: all of it or nothing, on disk when this returns.

    Raises:
        InputError: its folder is a symbolic link, or open to others.
        MachineError: it cannot be written; what was there is there still.
    """
    private_folder(path.parent)
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with suppress(FileNotFoundError):
            new.unlink()  # left by a process of the same number that was killed
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        new.replace(path)
    except OSError as error:
        with suppress(OSError):
            new.unlink()
        raise _cannot(error, path) from None


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Hold a lock between processes. The system gives it back when a process dies.

    Raises:
        MachineError: another process keeps it too long.
    """
    private_folder(path.parent)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _NOFOLLOW, 0o600)
    except OSError as error:
        raise _cannot(error, path) from None
    try:
        until = time.monotonic() + PATIENCE
        while not try_lock(descriptor):
            if time.monotonic() > until:
                raise MachineError("another run of xogen is renewing the sign-in and does not end", where=str(path))
            time.sleep(0.02)
        yield
    finally:
        os.close(descriptor)


def _check(path: Path, found: os.stat_result, is_kind: Callable[[int], bool], mode: str) -> None:
    if not is_kind(found.st_mode):
        what = "a symbolic link" if stat.S_ISLNK(found.st_mode) else "something else than xogen made"
        raise InputError(f"this is {what}, so no token is kept here", where=str(path), hint="remove it")
    if not _POSIX:
        return
    if found.st_uid != os.geteuid():
        raise InputError("this belongs to another user, so no token is kept here", where=str(path), hint="remove it")
    if found.st_mode & 0o077:
        open_to = stat.S_IMODE(found.st_mode)
        raise InputError(
            f"others may read this (mode {open_to:04o})",
            where=str(path),
            hint=f"if nobody has: chmod {mode} {path}; else revoke the sign-in in Salesforce, and authorize again",
        )


def _cannot(error: OSError, path: Path) -> MachineError:
    what = error.strerror or str(error)
    return MachineError(f"cannot keep tokens here: {what[:1].lower()}{what[1:]}", where=str(path))
