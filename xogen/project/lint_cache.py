"""Results of lint runs, kept in the user's cache folder by the content of all that they hang on.

Nothing heavy is imported here: a run that is answered from the cache loads no rule and reads no JSON but its own.
Findings hold no secret's value, so the cache holds none. What cannot be read or written is as if it were not there.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from xogen import __version__
from xogen.project.files import HEADS

VARIABLE = "XOGEN_CACHE_DIR"
MOST_BYTES = 64 * 1024 * 1024
MOST_ENTRIES = 512
MOST_FILES = 10_000
"""Files that one run may hang on; above that nothing is kept."""
MOST_HASHED = 512 * 1024 * 1024
"""Bytes that one run may hang on: a second of hashing. Nothing is kept beside a film."""
_HEAVY = 4 * 1024 * 1024
"""Bytes from which files are hashed by two threads."""
_PART = 1024 * 1024
_LEFT_OUT = frozenset({".git", ".hg", ".svn", ".venv", "node_modules", "__pycache__"})


def cache_folder() -> Path:
    """Return the folder: ``XOGEN_CACHE_DIR``, or where the platform has its caches."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named) / "lint"
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    elif os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "xogen" / "lint"


class Cache:
    """The kept results, and the digests of the files that this run has looked at."""

    def __init__(self, folder: Path) -> None:
        """Take a folder; it is made when something is kept."""
        self._folder = folder
        self._digests: dict[str, str] = {}

    def key(self, what: Mapping[str, Any], paths: Iterable[str | os.PathLike[str]]) -> str | None:
        """Return the name of a result; ``None`` where it hangs on too much, or on a file that cannot be read.

        Args:
            what: the options that the result hangs on.
            paths: what the user named. Files beside a named file count, and all of the project around it.
        """
        named = [os.fspath(path) for path in paths]
        try:
            files = sorted({file for path in named for file in _watched(path)})
            if len(files) > MOST_FILES:
                return None
            if not self._hash([file for file in files if file not in self._digests]):
                return None
        except OSError:
            return None
        digests = [(file, self._digests[file]) for file in files]
        parts = [__version__, sys.version, _code(), what, named, digests]
        return sha256(json.dumps(parts, sort_keys=True, default=str).encode("utf-8", "surrogateescape")).hexdigest()

    def _hash(self, files: list[str]) -> bool:
        """Note the digests of files, unless there is too much of them; hashing lets other threads run."""
        sizes = {file: os.stat(file).st_size for file in files}  # noqa: PTH116 - of ten thousand files
        if sum(sizes.values()) > MOST_HASHED:
            return False
        if sum(sizes.values()) < _HEAVY:
            self._digests.update((file, _digest(file)) for file in files)
            return True
        from threading import Thread

        ordered = sorted(files, key=lambda file: -sizes[file])
        failed: list[OSError] = []

        def work(share: list[str]) -> None:
            try:
                for file in share:
                    self._digests[file] = _digest(file)
            except OSError as error:
                failed.append(error)

        threads = [Thread(target=work, args=(ordered[start::2],)) for start in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failed:
            raise failed[0]
        return True

    def load(self, key: str | None) -> Any | None:  # noqa: ANN401 - any JSON
        """Return what was kept under a name; ``None`` when there is nothing, or something that is damaged."""
        if key is None:
            return None
        path = self._folder / key
        try:
            digest, _, payload = path.read_bytes().partition(b"\n")
            if digest.decode("ascii") != sha256(payload).hexdigest():
                return None
            value = json.loads(payload)
        except (OSError, ValueError, RecursionError):
            return None
        with suppress(OSError):
            os.utime(path)  # what is used is not what goes first
        return value

    def store(self, key: str | None, value: object) -> None:
        """Keep a JSON value: written beside its place first, so that nobody ever reads half of it."""
        if key is None:
            return
        payload = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
        draft = self._folder / f".{key}.{os.getpid()}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft.write_bytes(sha256(payload).hexdigest().encode() + b"\n" + payload)
            draft.chmod(0o600)
            draft.replace(self._folder / key)
            self._prune()
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def _prune(self) -> None:
        """Remove what was not used for the longest time, down to half, once there is too much."""
        with os.scandir(self._folder) as entries:
            kept = sorted((entry.stat().st_mtime, entry.stat().st_size, entry.path) for entry in entries)
        if len(kept) <= MOST_ENTRIES and sum(size for _, size, _ in kept) <= MOST_BYTES:
            return
        room, places = MOST_BYTES // 2, MOST_ENTRIES // 2
        for _, size, path in reversed(kept):
            room, places = room - size, places - 1
            if room < 0 or places < 0:
                with suppress(OSError):
                    os.unlink(path)  # noqa: PTH108 - a path that scandir gave


def _digest(path: str) -> str:
    found = sha256()
    with open(path, "rb") as file:  # noqa: PTH123 - one of ten thousand
        while part := file.read(_PART):
            found.update(part)
    return found.hexdigest()


def _watched(path: str) -> Iterator[str]:
    """Yield the files that a result may hang on: what was named, what lies beside it, and what it is part of."""
    whole = os.path.abspath(path)  # noqa: PTH100 - as _digest
    if os.path.isdir(whole):  # noqa: PTH112
        yield from _below(whole)
    elif os.path.exists(whole):  # noqa: PTH110
        yield whole
        with os.scandir(os.path.dirname(whole)) as beside:  # noqa: PTH120
            yield from (entry.path for entry in beside if entry.name.endswith((".json", ".toml")) and entry.is_file())
    while whole != (above := os.path.dirname(whole)):  # noqa: PTH120
        whole = above
        if any(os.path.isfile(os.path.join(whole, name)) for name in HEADS):  # noqa: PTH113, PTH118
            yield from _below(whole)
            return


def _below(folder: str) -> Iterator[str]:
    waiting = [folder]
    count = 0
    while waiting and count <= MOST_FILES:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting += [] if entry.name in _LEFT_OUT else [entry.path]
                elif entry.is_file():
                    count += 1
                    yield entry.path


def _code() -> list[tuple[str, int, int]]:
    """Return what tells this code from any other: xogen's own files, its rules and packs; what else is installed."""
    root = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120
    found = []
    waiting = [root, os.path.join(os.path.dirname(root), "template_packs")]  # noqa: PTH118, PTH120
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    waiting += [] if entry.name == "__pycache__" else [entry.path]
                elif not entry.name.endswith(".pyc"):
                    status = entry.stat()
                    found.append((entry.path, status.st_size, status.st_mtime_ns))
    for folder in sys.path:
        with suppress(OSError):
            found += [(name, 0, 0) for name in os.listdir(folder) if name.endswith(".dist-info")]  # noqa: PTH208
    return sorted(found)
