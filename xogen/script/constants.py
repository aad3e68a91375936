"""Values of the context that a script sets to a constant, on every way through it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from xogen.model.references import COMPUTED
from xogen.script.paths import canonical, context_paths
from xogen.script.reading import reading
from xogen.script.tree import ROOT

if TYPE_CHECKING:
    from xogen.script.tree import Tree

Path = tuple[str, ...]
_WORDS = frozenset({"number", "true", "false"})


@lru_cache(maxsize=16_384)
def constants(source: str) -> Mapping[Path, str]:
    """Return the constants of a script by the full path that holds each when the script ends.

    Args:
        source: JavaScript. A path that the script writes or deletes more than once, or in parts, is left out.
    """
    uses = [(_known(canonical(use.path)), use) for use in context_paths(source) if use.kind in {"write", "delete"}]
    if not uses:
        return {}
    values = dict(_assigned(reading(source).tree))
    parts = Counter(path[:length] for path, _ in uses for length in range(1, len(path) + 1))
    whole = {path for path, _ in uses}
    return {
        path: values[use.start]
        for path, use in uses
        if use.kind == "write"
        and use.certain
        and COMPUTED not in use.path
        and use.start in values
        and parts[path] == 1
        and whole.isdisjoint(path[:length] for length in range(1, len(path)))
    }


def _known(path: Path) -> Path:
    """Return the part of a path that stands before a computed name: anything in it may be written."""
    return path[: path.index(COMPUTED)] if COMPUTED in path else path


def _assigned(tree: Tree) -> Iterator[tuple[int, str]]:
    """Yield where a literal is assigned or put, and its text."""
    for node in tree.of.get("assignment_expression", ()):
        yield from _literal(tree, tree.inner(node, "left"), tree.inner(node, "right"))
    for node in tree.of.get("call_expression", ()):  # BotUserSession.put("key", "value")
        for value in tree.children(tree.child(node, "arguments"))[1:2]:
            yield from _literal(tree, tree.inner(node, "function"), tree.unwrap(value))


def _literal(tree: Tree, target: int, value: int) -> Iterator[tuple[int, str]]:
    if ROOT in {target, value}:
        return
    if tree.kinds[value] in _WORDS:
        yield tree.starts[target], tree.text(value)
    elif literal := tree.literal_key(value):
        yield tree.starts[target], literal[0]
