"""A package read back, and the register of checks on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Package:
    """A package, read back."""

    bot: Json
    config: Json
    platform: str

    @property
    def components(self) -> Mapping[str, Json]:
        return {item["_id"]: item for item in self.bot["dialogComponents"]}

    def nodes(self) -> Iterator[tuple[Json, Json]]:
        """Yield each dialog with each of its nodes, not those inside bot actions."""
        for dialog in self.bot["dialogs"]:
            for node in dialog["nodes"]:
                yield dialog, node

    def levels(self) -> Iterator[tuple[str, list[Json]]]:
        """Yield each list of nodes that lead to each other: of dialogs, and inside bot actions."""
        for dialog in self.bot["dialogs"]:
            yield f"dialog {dialog['lname']}", dialog["nodes"]
        for component in self.bot["dialogComponents"]:
            if component["type"] == "botAction":
                yield f"bot action {component['name']}", component["nodes"]


Check = Callable[[Package], Iterator[str]]
CHECKS: dict[str, Check] = {}
REAL: set[str] = set()


def holds(*, real: bool) -> Callable[[Check], Check]:
    def register(check: Check) -> Check:
        CHECKS[check.__name__] = check
        if real:
            REAL.add(check.__name__)
        return check

    return register


def run(package: Package, names: Iterable[str]) -> list[str]:
    return [f"{name}: {problem}" for name in sorted(names) for problem in CHECKS[name](package)]
