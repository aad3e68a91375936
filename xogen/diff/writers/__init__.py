"""Ways to write a difference as text: one file each, found by name."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module


def names() -> tuple[str, ...]:
    """Return the names of all writers, sorted."""
    return tuple(sorted(info.name for info in pkgutil.iter_modules(__path__)))


def writer(name: str) -> Callable[..., str]:
    """Return the ``write`` function of a writer.

    Its form is ``write(diff: BotDiff, *, color: bool = False, titles: tuple[str, str] = ("old", "new")) -> str``.
    """
    write: Callable[..., str] = import_module(f"{__name__}.{name}").write
    return write
