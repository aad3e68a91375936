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


def surely(tree: Tree, drafts: Sequence[Draft]) -> tuple[bool, ...]:
    """Return of each draft whether it is a write that is certain, or a read that follows a write of the value."""
    effects = [(draft.node, draft.kind, canonical(draft.path)) for draft in drafts]
    paths, after_write = certainty(tree, effects)
    if not paths and not after_write:
        return (False,) * len(effects)
    return tuple([path in paths if kind == "write" else node in after_write for node, kind, path in effects])


def uses_of(tree: Tree, lines: Lines, drafts: Sequence[Draft], sure: Sequence[bool]) -> tuple[PathUse, ...]:
    """Return what the drafts of a script become with their places and with what ``surely`` says, in their order."""
    starts, ends, place = tree.starts, tree.ends, lines.place
    found = []
    for (path, kind, node, spellings, tested), is_sure in zip(drafts, sure, strict=True):
        certain, after = is_sure and kind == "write", is_sure and kind == "read"
        start = starts[node]
        found.append(PathUse(path, kind, start, ends[node], *place(start), certain, after, tested, spellings))
    return tuple(found)
