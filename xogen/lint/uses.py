"""Which values of the context, the environment and the content a dialog reads and writes, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from xogen.lint.texts import Text, script_pointer, texts
from xogen.model.conditions import EntityTest
from xogen.model.references import parse_path, references

if TYPE_CHECKING:
    from xogen.lint.facts import Placed, TaskFacts
    from xogen.script.paths import Kind, PathUse

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


def uses_of(facts: TaskFacts) -> Iterator[Use]:
    """Yield the uses of a dialog in the order of its nodes."""
    for place in facts.placed:
        for text in texts(place.node):
            yield from _of_text(place, text)
        for index, transition in enumerate(place.node.transitions):
            if isinstance(transition.when, EntityTest):
                tested = facts.by_id.get(transition.when.entity)
                name = tested.node.component if tested else transition.when.entity
                pointer = f"{place.pointer}/transitions/{index}/when/entity"
                yield Use(place, pointer, ("context", "entities", name))


def _of_text(place: Placed, text: Text) -> Iterator[Use]:
    pointer = place.pointer + text.pointer
    if text.kind == "script":
        from xogen.script.paths import canonical, context_paths

        for use in context_paths(text.source):
            where = script_pointer(pointer, text.source, use.line)
            yield Use(place, where, canonical(use.path), use.kind, use)
    elif text.kind == "path":
        path = parse_path(text.source)
        if path and len(path) > 1 and path[0] in ROOTS:
            yield Use(place, pointer, path)
    else:
        for reference in references(text.source):
            if reference.path:
                yield Use(place, pointer, reference.path)
