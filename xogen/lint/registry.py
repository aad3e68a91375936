"""Finds the rules: every file under ``rules/`` is one, and no list is kept."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType

from xogen.lint.rule import Rule


@cache
def rules() -> Mapping[str, Rule]:
    """Return all rules by name, sorted by name."""
    from xogen.lint import rules as package

    return collect(_modules(package))


def collect(modules: Iterable[ModuleType]) -> Mapping[str, Rule]:
    """Return the rules of some modules by name, sorted.

    Raises:
        ValueError: a module holds no rule or several, or two rules have one name.
    """
    found: dict[str, Rule] = {}
    for module in modules:
        own = [value for value in vars(module).values() if isinstance(value, Rule)]
        if len(own) != 1:
            raise ValueError(f"{module.__name__}: one file is one rule, and this one has {len(own)}")
        name = own[0].name
        if name in found:
            raise ValueError(f"two rules are called {name}: {found[name].check.__module__} and {module.__name__}")
        found[name] = own[0]
    return dict(sorted(found.items()))


def families(known: Mapping[str, Rule]) -> tuple[str, ...]:
    """Return the families of some rules, sorted."""
    return tuple(sorted({rule.family for rule in known.values()}))


def _modules(package: ModuleType) -> list[ModuleType]:
    walked = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return [import_module(info.name) for info in sorted(walked, key=lambda info: info.name) if not info.ispkg]
