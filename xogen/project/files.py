"""The files of a project: how they are called, listed and read, before anything of them is understood."""

from __future__ import annotations

from pathlib import Path

from xogen.errors import InputError

CONFIG = "xogen.toml"

IMPORTED = "imported.json"
"""What ``xogen import`` writes into its folder: which dialog file is which dialog."""
HEADS = (CONFIG, IMPORTED)
"""What lies at the head of a folder of dialogs."""
IMPORT_AGAIN = "import the bot again: xogen import EXPORT -o DIR --force"
RESTORE = f"restore it, or {IMPORT_AGAIN}"
"""What to do about a file of such a folder that is gone or empty."""


def folder_of(path: Path) -> Path:
    """Return the folder that a path means: whoever names the file at its head means what it is the head of."""
    return path.parent if path.name in HEADS and path.is_file() else path


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
