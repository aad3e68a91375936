"""Which values of the context a script reads, writes and deletes, and where.

Followed are member and literal bracket access, ``?.``, destructuring, and names that are declared once as a part of the
context (``const r = context.Service.response``). What cannot be told from the text is the segment ``[*]``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from xogen.model.references import Segment, path_segments, references
from xogen.script.certainty import certainty
from xogen.script.chains import Spelling
from xogen.script.drafts import ROOTS, STORES, canonical, mentions_roots
from xogen.script.reading import Reading, reading
from xogen.script.run import Kind

__all__ = ["ROOTS", "STORES", "Kind", "PathUse", "Spelling", "canonical", "context_paths"]


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


_ORDER = attrgetter("start", "end", "kind", "path")


@lru_cache(maxsize=16_384)
def context_paths(source: str) -> tuple[PathUse, ...]:
    """Return the uses of the platform's objects in a script, in the order of the source.

    Args:
        source: JavaScript; a script that does not parse gives what can be read of it. ``{{...}}`` references in it
            count as reads.
    """
    if not mentions_roots(source):
        return ()
    read = reading(source)
    uses = _found(read)
    if "{{" in source:
        # A bare reference that is an expression is read as a script, too.
        spelt = {_places(use) for use in uses}
        uses.extend(use for use in _in_references(source, read) if _places(use) not in spelt)
    return tuple(sorted(uses, key=_ORDER))


def _found(read: Reading) -> list[PathUse]:
    """Return what the drafts become once it is known what is certain."""
    starts, ends, place = read.tree.starts, read.tree.ends, read.lines.place
    effects = [(draft.node, draft.kind, canonical(draft.path)) for draft in read.drafts]
    sure = certainty(read.tree, effects)
    found = []
    for (path, kind, node, spellings, tested), (_, _, full) in zip(read.drafts, effects, strict=True):
        certain = kind == "write" and full in sure.paths
        after = kind == "read" and node in sure.after_write
        start = starts[node]
        found.append(PathUse(path, kind, start, ends[node], *place(start), certain, after, tested, spellings))
    return found


def _places(use: PathUse) -> tuple[int, ...]:
    return tuple(each.start for each in use.spellings if each is not None)


def _in_references(source: str, read: Reading) -> Iterator[PathUse]:
    """Yield the reads of ``{{...}}`` references that stand in the script, in strings or bare."""
    for reference in references(source):
        line, column = read.lines.place(reference.start)
        whole = PathUse((), "read", reference.start, reference.end, line, column)
        base = source.index(reference.expression, reference.start)
        if reference.path is not None and reference.path[0] in ROOTS:
            parts = path_segments(reference.expression)
            yield whole._replace(path=reference.path, spellings=tuple(_spelt(source, base, part) for part in parts))
        elif reference.path is None and "{{" not in reference.expression:
            for use in context_paths(reference.expression):
                if use.kind == "read":
                    spellings = tuple(each and _moved(each, base) for each in use.spellings)
                    yield whole._replace(path=use.path, tested=use.tested, spellings=spellings)


def _spelt(source: str, base: int, part: Segment) -> Spelling:
    """Return how a segment of a plain path is spelt: an index, in quotes, or after a dot."""
    start, end = base + part.start, base + part.end
    if source[start : start + 1].isdigit():
        return Spelling(start, end, "number", start)
    if source[start - 1] in "\"'`":
        return Spelling(start, end, "string", start)
    dot = max(source.rfind(".", base, start), base)
    optional = source[dot - 1 : dot + 1] == "?."
    return Spelling(start, end, "property", dot - optional, optional)


def _moved(spelling: Spelling, by: int) -> Spelling:
    return spelling._replace(start=spelling.start + by, end=spelling.end + by, after=spelling.after + by)
