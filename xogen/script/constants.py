"""Values of the context that a script sets to a constant, on every way through it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from xogen.model.references import COMPUTED
from xogen.script.paths import canonical, context_paths
from xogen.script.reading import reading
from xogen.script.tree import Family, Offsets, field_of, literal_key, text_of, unwrap

if TYPE_CHECKING:
    from tree_sitter import Node

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
    read = reading(source)
    values = dict(_assigned(read.family, read.offsets))
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


def _assigned(family: Family, offsets: Offsets) -> Iterator[tuple[int, str]]:
    """Yield where a literal is assigned or put, and its text."""
    for node in family.of("assignment_expression", "call_expression"):
        if node.type == "assignment_expression":
            target, value = field_of(node, "left"), field_of(node, "right")
        else:  # BotUserSession.put("key", "value")
            target, arguments = field_of(node, "function"), node.child_by_field_name("arguments")
            value = unwrap(next(iter(arguments.named_children[1:2]), None)) if arguments is not None else None
        text = _literal(value) if value is not None else None
        if target is not None and text is not None:
            yield offsets.character(target.start_byte), text


def _literal(value: Node) -> str | None:
    if value.type in _WORDS:
        return text_of(value)
    found = literal_key(value) if value.type in {"string", "template_string"} else None
    return found[0] if found else None
