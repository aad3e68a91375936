"""Reporters: one file each, found by name. ``render(report, color=..., width=...)`` returns the report."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module

from xogen.errors import UsageError
from xogen.model.nearest import did_you_mean


def names() -> tuple[str, ...]:
    """Return the names of all reporters, sorted."""
    return tuple(sorted(info.name for info in pkgutil.iter_modules(__path__)))


def reporter(name: str) -> Callable[..., str]:
    """Return the ``render`` function of a reporter.

    Its form is ``render(report: Report, *, color: bool = False, width: int | None = None) -> str``.

    Raises:
        UsageError: there is none of this name.
    """
    if name not in names():
        raise UsageError(f"there is no report format {name!r}{did_you_mean(name, names())}")
    render: Callable[..., str] = import_module(f"{__name__}.{name}").render
    return render
