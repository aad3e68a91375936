"""The files of a project: how they are called, listed and read, before anything of them is understood."""

from __future__ import annotations

from pathlib import Path

from xogen.errors import InputError

CONFIG = "xogen.toml"


def read_text(path: Path) -> str:
    """Read a file that a person may have written.

    Raises:
        InputError: it is not UTF-8.
    """
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("this file is not UTF-8", where=f"{path}:{line}", hint="save it as UTF-8") from None


def json_files(folder: Path) -> list[Path]:
    """Return the ``*.json`` of a folder, sorted; none where there is no folder.

    Raises:
        OSError: the folder cannot be read: ``Path.glob`` would find nothing in it, and nobody would know.
    """
    return sorted(path for path in folder.iterdir() if path.match("*.json")) if folder.is_dir() else []
