"""Reporters: one file each, found by name.

What a file holds:

``render(report, ...) -> str``
    The report, a newline at its end. Beside it ``render`` takes by keyword what it wants of: ``color`` (whether the
    text goes to a terminal that shows colours), ``width`` (its columns, or ``None``), ``pictures`` (canvases of the
    dialogs with findings), ``places`` (where the nodes of these dialogs stand). What it does not name is not made.
``statistics(statistics, ...) -> str``
    The same of the counts per rule; where a reporter has none, there are none in its format.
``ENDING``
    What a file of this format ends in, so that ``-o`` alone tells the format; left out where others share it.
``COUNTS``
    Whether the report says itself how much was found, so that the command line need not.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from inspect import signature
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xogen.lint.report import Report


class Reporter:
    """One report format. Calling it renders a report."""

    def __init__(self, name: str, module: ModuleType) -> None:
        """Take the module that holds the format."""
        self.name = name
        self._module = module

    @cached_property
    def asks(self) -> frozenset[str]:
        """What ``render`` takes beside the report."""
        return frozenset(signature(self._module.render).parameters)

    @property
    def ending(self) -> str | None:
        """What its files end in, if that tells the format."""
        ending: str | None = getattr(self._module, "ENDING", None)
        return ending

    @property
    def counts(self) -> bool:
        """Whether the report itself says how much was found."""
        return bool(getattr(self._module, "COUNTS", False))

    def __call__(self, report: Report, **given: Any) -> str:  # noqa: ANN401 - each reporter types what it takes
        """Return the report; of what is given, the reporter gets what it asks for."""
        return _called(self._module.render, report, given)

    def statistics(self, report: Report, **given: Any) -> str:  # noqa: ANN401 - as __call__
        """Return the counts per rule.

        Raises:
            UsageError: the format has no place for them.
        """
        from xogen.errors import UsageError
        from xogen.lint.statistics import statistics_of

        if not hasattr(self._module, "statistics"):
            able = ", ".join(name for name in names() if hasattr(reporter(name)._module, "statistics"))  # noqa: SLF001
            raise UsageError(f"the format {self.name!r} holds no statistics", hint=f"these do: {able}")
        return _called(self._module.statistics, statistics_of(report), given)


def names() -> tuple[str, ...]:
    """Return the names of all reporters, sorted."""
    return tuple(sorted(info.name for info in pkgutil.iter_modules(__path__)))


def reporter(name: str) -> Reporter:
    """Return the reporter of a name.

    Raises:
        UsageError: there is none of this name.
    """
    if name not in names():
        from xogen.errors import UsageError
        from xogen.model.nearest import did_you_mean

        raise UsageError(f"there is no report format {name!r}{did_you_mean(name, names())}")
    return Reporter(name, import_module(f"{__name__}.{name}"))


def reporter_for(file: str) -> Reporter | None:
    """Return the reporter whose files end as this one does."""
    found = (reporter(name) for name in names())
    return next((item for item in found if item.ending and file.lower().endswith(item.ending)), None)


def _called(render: Callable[..., str], value: object, given: dict[str, Any]) -> str:
    wanted = signature(render).parameters
    return render(value, **{name: item for name, item in given.items() if name in wanted})
