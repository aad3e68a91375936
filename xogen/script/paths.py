"""Which values of the context a script reads, writes and deletes, and where.

Followed are member and literal bracket access, ``?.``, destructuring, and names that are declared once as a part of the
context (``const r = context.Service.response``). What cannot be told from the text is the segment ``[*]``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from xogen.model.references import Segment, path_segments, references
from xogen.script.certainty import Certainty, Effect, certainty
from xogen.script.chains import Step
from xogen.script.drafts import ROOTS, STORES, Draft, Kind, canonical
from xogen.script.reading import reading
from xogen.script.tree import Offsets

__all__ = ["ROOTS", "STORES", "Kind", "PathUse", "Spelling", "canonical", "context_paths"]


@dataclass(frozen=True, slots=True)
class Spelling:
    """Where a script spells one segment of a path, and how: as ``.name``, ``["name"]``, or in a pattern."""

    start: int
    end: int
    form: str
    after: int
    optional: bool = False


@dataclass(frozen=True, slots=True)
class PathUse:
    """One use of a path.

    ``certain``: a write or call that happens on every way through the script.
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


@lru_cache(maxsize=16_384)
def context_paths(source: str) -> tuple[PathUse, ...]:
    """Return the uses of the platform's objects in a script, in the order of the source.

    Args:
        source: JavaScript; a script that does not parse gives what can be read of it. ``{{...}}`` references in it
            count as reads.
    """
    read = reading(source)
    found, offsets = read.drafts, read.offsets
    effects: dict[int, list[Effect]] = defaultdict(list)
    for draft in found:
        effects[draft.node.id].append((draft.kind, canonical(draft.path)))
    sure = certainty(read.root, {key: tuple(value) for key, value in effects.items()}, read.family)
    uses = [_finish(draft, sure, offsets) for draft in found]
    if "{{" in source:
        # A bare reference that is an expression is read as a script, too.
        spelt = {_places(use) for use in uses}
        uses.extend(use for use in _in_references(source, offsets) if _places(use) not in spelt)
    return tuple(sorted(uses, key=lambda use: (use.start, use.end, use.kind, use.path)))


def _finish(draft: Draft, sure: Certainty, offsets: Offsets) -> PathUse:
    start, end = offsets.character(draft.node.start_byte), offsets.character(draft.node.end_byte)
    line, column = offsets.place(start)
    return PathUse(
        path=draft.path,
        kind=draft.kind,
        start=start,
        end=end,
        line=line,
        column=column,
        certain=draft.kind in {"write", "call"} and canonical(draft.path) in sure.paths,
        after_write=draft.kind == "read" and draft.node.id in sure.after_write,
        tested=draft.tested,
        spellings=tuple(_spelling(step, offsets) for step in draft.steps),
    )


def _spelling(step: Step | None, offsets: Offsets) -> Spelling | None:
    if step is None or step.node is None:
        return None
    start, end = offsets.character(step.node.start_byte), offsets.character(step.node.end_byte)
    return Spelling(start, end, step.form, offsets.character(step.after), step.optional)


def _places(use: PathUse) -> tuple[int, ...]:
    return tuple(each.start for each in use.spellings if each is not None)


def _in_references(source: str, offsets: Offsets) -> Iterator[PathUse]:
    """Yield the reads of ``{{...}}`` references that stand in the script, in strings or bare."""
    for reference in references(source):
        line, column = offsets.place(reference.start)
        whole = PathUse((), "read", reference.start, reference.end, line, column)
        base = source.index(reference.expression, reference.start)
        if reference.path is not None and reference.path[0] in ROOTS:
            parts = path_segments(reference.expression)
            yield replace(whole, path=reference.path, spellings=tuple(_spelt(source, base, part) for part in parts))
        elif reference.path is None and "{{" not in reference.expression:
            for use in context_paths(reference.expression):
                if use.kind == "read":
                    spellings = tuple(each and _moved(each, base) for each in use.spellings)
                    yield replace(whole, path=use.path, tested=use.tested, spellings=spellings)


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
    return replace(spelling, start=spelling.start + by, end=spelling.end + by, after=spelling.after + by)
