"""Which values of the context a script reads, writes and deletes, and where.

Followed are member and literal bracket access, ``?.``, destructuring, and names that are declared once as a part of the
context (``const r = context.Service.response``). What cannot be told from the text is the segment ``[*]``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter

from xogen.model.references import Segment, path_segments, references
from xogen.script.chains import Spelling
from xogen.script.drafts import ROOTS, STORES, canonical, mentions_roots
from xogen.script.reading import Reading, reading
from xogen.script.run import Kind
from xogen.script.uses import PathUse

__all__ = ["ROOTS", "STORES", "Kind", "PathUse", "Spelling", "canonical", "context_paths"]


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
    uses = list(read.uses)
    if "{{" in source:
        # A bare reference that is an expression is read as a script, too.
        spelt = {_places(use) for use in uses}
        uses.extend(use for use in _in_references(source, read) if _places(use) not in spelt)
    return tuple(sorted(uses, key=_ORDER))


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
