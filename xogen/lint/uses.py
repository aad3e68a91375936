"""Which values of the context, the environment and the content a dialog reads and writes, and where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from xogen.graph.reads import line_pointer
from xogen.lint.texts import texts
from xogen.model.conditions import EntityTest
from xogen.model.references import COMPUTED, parse_path
from xogen.script.paths import Kind, PathUse, canonical, context_paths

if TYPE_CHECKING:
    from xogen.lint.facts import Placed, TaskFacts

ROOTS: frozenset[str] = frozenset({"context", "env", "content"})


class Use(NamedTuple):
    """One use of a path such as ``("context", "entities", "company")``; session values stand under ``context.session``.

    ``in_script`` is what a script's analysis says of it: whether it is certain, tested, after the script's own write.
    """

    place: Placed
    pointer: str
    path: tuple[str, ...]
    kind: Kind = "read"
    in_script: PathUse | None = None


def uses_of(facts: TaskFacts) -> list[Use]:
    """Return the uses of a dialog in the order of its nodes."""
    tests: dict[str, list[tuple[int, EntityTest]]] = {}
    for place, index, condition in facts.conditions:
        if isinstance(condition, EntityTest):
            tests.setdefault(place.pointer, []).append((index, condition))
    found: list[Use] = []
    for place in facts.placed:
        _add_texts(place, found)
        for index, test in tests.get(place.pointer, ()):
            path = ("context", "entities", facts.name(test.entity))
            found.append(Use(place, f"{place.pointer}/transitions/{index}/when/entity", path))
    return found


def read_keys(tasks: Iterable[TaskFacts]) -> set[str]:
    """Return the keys of the context that dialogs do more with than write; ``[*]`` where that may be any."""
    found: set[str] = set()
    for task in tasks:
        for names, uses in task.uses_by_name.items():
            if names[0] == "context":
                key = names[1] if len(names) > 1 else COMPUTED
                if key not in found and any(use.kind != "write" for use in uses):
                    found.add(key)
    return found


def _add_texts(place: Placed, found: list[Use]) -> None:
    at = place.pointer
    for pointer, source, kind, references in texts(place.node):
        if kind == "text":
            found += [Use(place, at + pointer, each.path) for each in references if each.path]
        elif kind == "path":
            path = parse_path(source)
            if path and len(path) > 1 and path[0] in ROOTS:
                found.append(Use(place, at + pointer, path))
        else:
            _add_script(place, at + pointer, source, found)


def _add_script(place: Placed, pointer: str, source: str, found: list[Use]) -> None:
    for use in context_paths(source):
        where = line_pointer(pointer, source, use.line)
        found.append(Use(place, where, canonical(use.path), use.kind, use))
