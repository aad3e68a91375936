"""How each generated file stands: what is wanted, what the lock remembers, and what is on disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from enum import StrEnum
from pathlib import Path

from xogen.project.lock import digest

_FOREIGN = "not written by xogen"


class Stand(StrEnum):
    """How a file stands; the value is what a person reads."""

    CURRENT = "current"
    NEW = "not generated yet"
    CHANGED = "input changed"
    EDITED = "edited by hand"
    MISSING = "missing"
    LEFT_OVER = "left over"


@dataclass(frozen=True, slots=True)
class FileState:
    """One file. ``before`` is on disk, ``after`` is wanted; ``None`` means no file."""

    path: str
    stand: Stand
    before: bytes | None
    after: bytes | None
    why: str = ""

    @property
    def foreign(self) -> bool:
        """Whether the file would be overwritten, and the lock does not know it."""
        return self.why == _FOREIGN

    @property
    def stale(self) -> bool:
        """Whether a run would change it."""
        return self.stand is not Stand.CURRENT


def compare(
    root: Path,
    wanted: Mapping[str, bytes],
    recorded: Mapping[str, str],
    *,
    good: Iterable[str] = (),
    unwanted: Iterable[str] = (),
) -> tuple[FileState, ...]:
    """Compare what is wanted with what is there.

    Args:
        root: the project's folder.
        wanted: content by path.
        recorded: digest by path of what xogen wrote last.
        good: paths that are known to be current, so that nobody made their content again.
        unwanted: paths that xogen wrote and that nothing makes any more.

    Returns:
        The states, sorted by path. A file that is neither wanted nor there has none.
    """
    states = [_state(path, _read(root / path), after, recorded.get(path)) for path, after in wanted.items()]
    states += [FileState(path, Stand.CURRENT, None, None) for path in good]
    for path in unwanted:
        before = _read(root / path)
        if before is not None:
            edited = digest(before) != recorded.get(path)
            states.append(FileState(path, Stand.EDITED if edited else Stand.LEFT_OVER, before, None))
    return tuple(sorted(states, key=lambda state: state.path))


def _state(path: str, before: bytes | None, after: bytes, recorded: str | None) -> FileState:
    if before is None:
        stand = Stand.NEW if recorded is None else Stand.MISSING
    elif before == after or digest(before) == digest(after):
        stand = Stand.CURRENT
    elif recorded is not None and digest(before) == recorded:
        stand = Stand.CHANGED
    else:
        stand = Stand.EDITED
    foreign = stand is Stand.EDITED and recorded is None
    return FileState(path, stand, before, after, why=_FOREIGN if foreign else "")


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def difference(state: FileState) -> str:
    """Return what a run would change in a file, as a unified diff; a picture is only named."""
    if state.path.endswith(".svg"):
        return f"--- {state.path}\n+++ {state.path}\n(a picture: see the difference of its .gv)\n"
    lines = unified_diff(
        _lines(state.before),
        _lines(state.after),
        state.path if state.before is not None else "/dev/null",
        state.path if state.after is not None else "/dev/null",
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


_BIDI = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSEEN = {
    code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    for code in (*range(9), *range(11, 32), *range(127, 160), *_BIDI)
}
"""What steers a terminal, as text that people can read: nobody knows what is in a file that was edited."""


def _lines(content: bytes | None) -> list[str]:
    if content is None:
        return []
    text = content.decode(errors="replace").replace("\r\n", "\n").translate(_UNSEEN)
    # Not splitlines, which also splits at what stands within a line of JSON, such as U+2028.
    *whole, rest = text.split("\n")
    return [f"{line}\n" for line in whole] + [rest] * bool(rest)
