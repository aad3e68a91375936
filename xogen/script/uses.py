"""The uses of the platform's objects in a script, each with its place and with what is certain about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from xogen.script.certainty import certainty
from xogen.script.chains import Spelling
from xogen.script.drafts import Draft, canonical
from xogen.script.run import Kind

if TYPE_CHECKING:
    from xogen.script.lines import Lines
    from xogen.script.tree import Tree


class PathUse(NamedTuple):
    """One use of a path.

    ``certain``: a write that happens on every way through the script.
    ``after_write``: a read that follows the script's own write of the value.
    ``tested``: length of the shortest part that the script asks for (``if (context.a)``, ``context.a?.b``), else 0.
    ``spellings``: where the segments stand; ``None`` for those that an alias stands for.
    """

    path: tuple[str, ...]
    kind: Kind
    start: int
    end: int
    line: int
    column: int
    certain: bool = False
    after_write: bool = False
    tested: int = 0
    spellings: tuple[Spelling | None, ...] = ()


def uses_of(tree: Tree, lines: Lines, drafts: Sequence[Draft]) -> tuple[PathUse, ...]:
    """Return what the drafts of a script become once it is known what is certain, in their order."""
    starts, ends, place = tree.starts, tree.ends, lines.place
    effects = [(draft.node, draft.kind, canonical(draft.path)) for draft in drafts]
    sure = certainty(tree, effects)
    found = []
    for (path, kind, node, spellings, tested), (_, _, full) in zip(drafts, effects, strict=True):
        certain = kind == "write" and full in sure.paths
        after = kind == "read" and node in sure.after_write
        start = starts[node]
        found.append(PathUse(path, kind, start, ends[node], *place(start), certain, after, tested, spellings))
    return tuple(found)
