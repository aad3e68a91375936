"""From places that differ to what is said of them: in words, in pieces, without secrets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from xogen.diff.plain import ABSENT, Leaf, name_key
from xogen.diff.redact import HIDDEN, hides, redacted, shown
from xogen.diff.words import by_lines, by_words
from xogen.formats.pointers import to_pointer
from xogen.model.diff import Form, Piece, ValueChange

_CODE = frozenset({"script", "pre_processor", "post_processor", "body", "preProcessor", "postProcessor"})
_UNSAID = frozenset({"text", "default"})
"""Parts of a place's name that say nothing to a person: the channel that is there always, the text of a text."""
_LINES = 3
"""A text of more lines is compared by lines."""


def value_changes(leaves: Iterable[Leaf], prefix: str = "") -> tuple[ValueChange, ...]:
    """Return what is said of each place. ``prefix`` is the pointer that they start from."""
    return tuple(_change(leaf, prefix) for leaf in leaves)


def in_words(names: Sequence[str]) -> str:
    """Say where a place is: ``prompt · en``."""
    said = [name for at, name in enumerate(names) if at == 0 or name not in _UNSAID]
    return " · ".join(name.replace("_", " ") if at == 0 else name for at, name in enumerate(said))


def _change(leaf: Leaf, prefix: str) -> ValueChange:
    pointer, name = prefix + to_pointer(leaf.keys), redacted(in_words(leaf.names))
    old, new = leaf.old, leaf.new
    if leaf.moved:
        before, after = _items(old, new)
        return ValueChange(what="changed", pointer=pointer, name=name, form="order", old=before, new=after)
    what: Any = "added" if old is ABSENT else "removed" if new is ABSENT else "changed"
    seen_old = None if old is ABSENT else shown(leaf.names, old)
    seen_new = None if new is ABSENT else shown(leaf.names, new)
    form: Form = "value"
    pieces: tuple[Piece, ...] = ()
    if _secret(leaf, seen_old, seen_new):
        form, seen_old, seen_new = "secret", None, None
    elif isinstance(seen_old, str) and isinstance(seen_new, str):
        form, pieces = _compared(leaf.names, seen_old, seen_new)
    elif _is_code(leaf.names, seen_new if seen_old is None else seen_old):
        form = "lines"
    return ValueChange(what=what, pointer=pointer, name=name, form=form, old=seen_old, new=seen_new, pieces=pieces)


def _secret(leaf: Leaf, old: object, new: object) -> bool:
    """Whether nothing but a secret differs: both sides look the same without it, or one is nothing else."""
    if HIDDEN in {value for value in (old, new) if isinstance(value, str)}:
        return True
    if leaf.old is ABSENT or leaf.new is ABSENT:
        return hides(leaf.names, leaf.old) or hides(leaf.names, leaf.new)
    return old == new and type(old) is type(new) and leaf.old != leaf.new


def _compared(names: Sequence[str], old: str, new: str) -> tuple[Form, tuple[Piece, ...]]:
    if _is_code(names, old) or _is_code(names, new) or max(old.count("\n"), new.count("\n")) > _LINES:
        return "lines", by_lines(old, new)
    return "words", by_words(old, new)


def _is_code(names: Sequence[str], value: object) -> bool:
    return isinstance(value, str) and "\n" in value and bool(_CODE.intersection(names[-2:]))


def _items(old: Any, new: Any) -> tuple[list[Any], list[Any]]:  # noqa: ANN401 - plain data
    """Return what the items of two lists are called."""
    naming = name_key(old, new)
    if naming is not None:
        return [redacted(str(item[naming])) for item in old], [redacted(str(item[naming])) for item in new]
    return shown((), old), shown((), new)
