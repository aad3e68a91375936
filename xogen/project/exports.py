"""Bot exports among files that somebody else chose: those that changed, as a hook hands them over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from xogen.errors import NotFoundError
from xogen.lint.settings import FILE as SETTINGS
from xogen.project.bots import CONFIG, DEFINITIONS, is_bot

_BESIDE = frozenset({CONFIG, SETTINGS})
"""Files that say something of the export that they lie beside, and are none."""


def exports_among(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the exports that some files are or lie beside, each once; all other files are passed over.

    Args:
        paths: exports; what lies beside one: its ``config.json``, its ``.xogen-lint.toml``; anything else.

    Raises:
        NotFoundError: a path is not there.
    """
    return tuple({found.resolve(): found for path in paths for found in _exports_of(path)}.values())


def _exports_of(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise NotFoundError("there is no such file or folder", where=str(path))
    if path.name in _BESIDE:
        yield from (beside for name in DEFINITIONS if (beside := path.parent / name).is_file())
    elif is_bot(path):
        yield path
