"""Files as a git revision holds them, by the git program: ``git:REV:PATH``."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from xogen.errors import InputError, MachineError, NotFoundError, UsageError

PREFIX = "git:"
MOST_BYTES = 256 * 1024 * 1024
"""Of all files that are taken from a revision."""
_ENDINGS = frozenset({".json", ".toml", ".zip", ".lock"})
"""Files that a project or an export is made of."""
_LINK, _MODULE = "120000", "160000"


class Revision(NamedTuple):
    """A place in a revision; ``path`` is empty where only the revision was named."""

    revision: str
    path: str


def parse(text: str) -> Revision | None:
    """Return what ``git:REV:PATH`` or ``git:REV`` names; nothing for any other text.

    Raises:
        UsageError: there is no revision, or it looks like an option.
    """
    if not text.startswith(PREFIX):
        return None
    revision, _, path = text.removeprefix(PREFIX).partition(":")
    if not revision or revision.startswith("-"):
        raise UsageError(
            f"{text!r} names no revision", hint="git:REV:PATH, such as git:HEAD~1:dialogs/create-lead.json"
        )
    return Revision(revision, path)


@contextmanager
def checked_out(place: Revision, folder: Path) -> Iterator[Path]:
    """Put what stands at a place of a revision into a folder of its own, and take it away afterwards.

    Args:
        place: revision, and path as from ``folder``.
        folder: where the user stands; it decides which repository is meant.

    Raises:
        NotFoundError: there is no repository, no such revision, or nothing at the path.
        MachineError: the git program is not there.
    """
    shown = f"{PREFIX}{place.revision}:{place.path}"
    top = _top(folder, shown)
    inside = _inside(top, folder, place.path, shown)
    entries = list(_entries(top, place.revision, inside, shown))
    if not entries:
        raise NotFoundError("this revision has no such file or folder", where=shown, hint=_nearby(top, place, inside))
    with TemporaryDirectory(prefix="xogen-") as made:
        for path, content in zip([path for path, _ in entries], _contents(top, entries, shown), strict=True):
            target = Path(made, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        yield Path(made, inside)


def _top(folder: Path, shown: str) -> Path:
    done = _git(folder, "rev-parse", "--show-toplevel")
    if done.returncode:
        raise NotFoundError("there is no git repository here", where=shown, hint="run xogen inside of one")
    return Path(os.fsdecode(done.stdout).rstrip("\n"))


def _inside(top: Path, folder: Path, path: str, shown: str) -> str:
    """Return a path as the repository has it."""
    full = Path(os.path.normpath(folder.resolve() / path))
    try:
        return PurePosixPath(full.relative_to(top.resolve())).as_posix()
    except ValueError:
        raise InputError(
            "this path is outside of the repository", where=shown, hint=f"the repository is {top}"
        ) from None


def _entries(top: Path, revision: str, inside: str, shown: str) -> Iterator[tuple[str, str]]:
    """Yield path and object of each file at a place that may matter."""
    commit = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{tree}}")
    if commit.returncode:
        raise NotFoundError(f"git knows no revision {revision!r}", where=shown, hint="see: git log --oneline")
    tree = os.fsdecode(commit.stdout).strip()
    listed = _git(top, "ls-tree", "-r", "-z", "--full-tree", tree, "--", *([inside] if inside != "." else []))
    for line in os.fsdecode(listed.stdout).split("\0"):
        head, _, path = line.partition("\t")
        if not path:
            continue
        mode, _, name = head.split(" ")
        wanted = path == inside or PurePosixPath(path).suffix in _ENDINGS
        if wanted and mode not in {_LINK, _MODULE} and ".." not in PurePosixPath(path).parts:
            yield path, name


def _contents(top: Path, entries: list[tuple[str, str]], shown: str) -> Iterator[bytes]:
    """Yield what the files hold, all from one process."""
    asked = "".join(f"{name}\n" for _, name in entries).encode()
    sizes = _git(top, "cat-file", "--batch-check=%(objectsize)", given=asked).stdout.split()
    if sum(map(int, sizes)) > MOST_BYTES:
        raise InputError(
            f"this is more than {MOST_BYTES // 1024**2} MB", where=shown, hint="name the folder of one bot"
        )
    output = _git(top, "cat-file", "--batch", given=asked).stdout
    at = 0
    for _ in entries:
        end = output.index(b"\n", at)
        size = int(output[at:end].rsplit(b" ", 1)[1])
        yield output[end + 1 : end + 1 + size]
        at = end + size + 2


def _nearby(top: Path, place: Revision, inside: str) -> str:
    """Return a hint: the nearest path of the revision."""
    from xogen.model.nearest import nearest

    listed = _git(top, "ls-tree", "-r", "-z", "--name-only", "--full-tree", "--end-of-options", place.revision)
    near = nearest(inside, [path for path in os.fsdecode(listed.stdout).split("\0") if path][:5000])
    return f"did you mean {near!r} (from the repository's top)?" if near else f"see: git ls-tree -r {place.revision}"


def _git(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    # Repositories of other people may set programs of their own for these; none is needed here.
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "cat", "GIT_LITERAL_PATHSPECS": "1"}
    try:
        return subprocess.run(  # noqa: S603 - arguments are ours, or stand behind --end-of-options
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the user's own git
            input=given,
            capture_output=True,
            check=False,
            env=environment,
        )
    except OSError as error:
        raise MachineError(
            f"the git program cannot be started: {error.strerror}", hint="install git, or name files instead of git:REV"
        ) from None
