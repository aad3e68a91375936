"""Dialogs as designers write them: loops, forms, calls, languages, channels, scripts. Nothing is wrong here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any

from tests.lint.good import orders, services, talk
from xogen.lint.examples import Data


def _bots(module: ModuleType) -> Iterator[tuple[str, tuple[Data, ...]]]:
    """Yield what each function of a module makes: a dialog, or a dialog and those it calls."""
    for name, make in vars(module).items():
        if isinstance(make, Callable) and getattr(make, "__module__", "") == module.__name__:
            made: Any = make()
            yield name.replace("_", "-"), (made,) if isinstance(made, Mapping) else tuple(made)


GOOD: Mapping[str, tuple[Data, ...]] = {
    name: dialogs for module in (talk, orders, services) for name, dialogs in _bots(module)
}
"""Each bot by its name."""
