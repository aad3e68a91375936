"""Texts that a script puts together: literals, template strings, and what is joined to them with ``+``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from xogen.script.tree import Offsets, parse, text_of, unwrap, walk

if TYPE_CHECKING:
    from tree_sitter import Node

HOLE = "\ue000"
"""Stands in a joined text for each part that is only known when the script runs."""
_STRINGS = frozenset({"string", "template_string"})
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_CODE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\})")


@dataclass(frozen=True, slots=True)
class JoinedText:
    """One text. ``holes`` are the expressions behind each ``HOLE``, in order; ``line`` and ``column`` from 1."""

    text: str
    holes: tuple[str, ...]
    line: int
    column: int


@lru_cache(maxsize=1024)
def joined_texts(source: str) -> tuple[JoinedText, ...]:
    """Return the texts of a script in order; a part of a longer one does not count as its own.

    Args:
        source: JavaScript; a script that does not parse gives what can be read of it.
    """
    plain = source.encode("utf-8", "replace").decode().replace("\0", " ").replace(HOLE, " ")
    offsets = Offsets(plain)
    return tuple(_joined(node, offsets) for node in _whole(parse(plain).root_node))


def _whole(root: Node) -> Iterator[Node]:
    """Yield every string, and every sum that a string is a part of, but no part of a sum twice."""
    taken: set[int] = set()
    for node in walk(root):
        if node.id in taken:
            continue
        if _is_sum(node):
            parts = list(_parts(node))
            if any(part.type in _STRINGS for part in parts):
                taken.update(part.id for part in parts if part.type in _STRINGS)
                taken.update(inner.id for inner in _inner_sums(node))
                yield node
        elif node.type in _STRINGS:
            yield node


def _is_sum(node: Node) -> bool:
    sign = node.child_by_field_name("operator")
    return node.type == "binary_expression" and sign is not None and sign.type == "+"


def _inner_sums(node: Node) -> Iterator[Node]:
    waiting = [node]
    while waiting:
        current = unwrap(waiting.pop())
        if current is not None and _is_sum(current):
            yield current
            waiting += [side for name in ("left", "right") if (side := current.child_by_field_name(name))]


def _parts(node: Node) -> Iterator[Node]:
    """Yield the parts of a sum from left to right."""
    waiting = [node]
    while waiting:
        current = unwrap(waiting.pop())
        if current is None:
            continue
        left, right = current.child_by_field_name("left"), current.child_by_field_name("right")
        if _is_sum(current) and left is not None and right is not None:
            waiting += [right, left]
        else:
            yield current


def _joined(node: Node, offsets: Offsets) -> JoinedText:
    text: list[str] = []
    holes: list[str] = []
    for part in _parts(node):
        if part.type not in _STRINGS:
            text.append(HOLE)
            holes.append(text_of(part))
            continue
        for piece in part.named_children:
            if piece.type == "string_fragment":
                text.append(text_of(piece))
            elif piece.type == "escape_sequence":
                text.append(_unescape(text_of(piece)))
            else:
                text.append(HOLE)
                holes.append(text_of(piece).removeprefix("${").removesuffix("}"))
    line, column = offsets.place(offsets.character(node.start_byte))
    return JoinedText("".join(text), tuple(holes), line, column)


def _unescape(sequence: str) -> str:
    code = _CODE.fullmatch(sequence)
    if code:
        number = int(next(group for group in code.groups() if group), 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    return _ESCAPES.get(sequence[1:], sequence[1:])
