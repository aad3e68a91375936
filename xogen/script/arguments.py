"""What a script hands to a function: which values of the context stand between the parentheses of its calls."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from xogen.script.paths import PathUse, context_paths
from xogen.script.reading import reading
from xogen.script.tree import ROOT

if TYPE_CHECKING:
    from xogen.script.tree import Tree

LONGEST = 40


@lru_cache(maxsize=16_384)
def handed_to(source: str, names: tuple[str, ...]) -> tuple[PathUse, ...]:
    """Return the reads that stand in calls of some functions, in the order of the source.

    Args:
        source: JavaScript. Names that stand for a part of the context are followed, other local names are not.
        names: functions (``print``), or objects whose methods count (``koreDebugger`` for ``koreDebugger.log``).
    """
    if not any(name in source for name in names):
        return ()
    reads = [use for use in context_paths(source) if use.kind == "read"]
    spans = _arguments(reading(source).tree, names) if reads else []
    found: list[PathUse] = []
    at = 0
    for use in reads if spans else ():
        while at < len(spans) and spans[at][1] <= use.start:
            at += 1
        if at < len(spans) and use.start >= spans[at][0]:
            found.append(use)
    return tuple(found)


def _arguments(tree: Tree, names: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where the arguments of calls stand, in order; of calls in calls only the outer ones."""
    begins = {tree.starts[node] for name in names for node in tree.words.get(name, ())}
    spans: list[tuple[int, int]] = []
    for node in tree.of.get("call_expression", ()):
        start = tree.starts[node]
        if start not in begins and tree.source[start] != "(":
            continue
        arguments, function = tree.child(node, "arguments"), tree.inner(node, "function")
        if ROOT in {arguments, function} or tree.ends[function] - tree.starts[function] > LONGEST:
            continue
        if tree.text(function).partition(".")[0].strip() in names:
            start, end = tree.starts[arguments], tree.ends[arguments]
            if not spans or start >= spans[-1][1]:
                spans.append((start, end))
    return spans
