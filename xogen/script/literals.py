"""Texts that a script puts together: literals, template strings, and what is joined to them with ``+``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from xogen.script.lines import Lines
from xogen.script.tree import ROOT, parse

if TYPE_CHECKING:
    from xogen.script.tree import Tree

HOLE = "\ue000"
"""Stands in a joined text for each part that is only known when the script runs."""
_STRINGS = frozenset({"string", "template_string"})
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_CODE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\})")


class JoinedText(NamedTuple):
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
    tree, lines = parse(plain), Lines(plain)
    return tuple(_joined(tree, node, lines) for node in _whole(tree))


def _whole(tree: Tree) -> Iterator[int]:
    """Yield every string, and every sum that a string is a part of, but no part of a sum twice."""
    taken: set[int] = set()
    for node in sorted([node for kind in (*_STRINGS, "binary_expression") for node in tree.of.get(kind, ())]):
        if node in taken:
            continue
        if _is_sum(tree, node):
            parts = list(_parts(tree, node))
            strings = [part for part in parts if tree.kinds[part] in _STRINGS]
            taken.update(strings)
            # Where no string is a part of a sum, none is of a sum in it: each is looked at once.
            taken.update(_inner_sums(tree, node))
            if strings:
                yield node
        elif tree.kinds[node] in _STRINGS:
            yield node


def _is_sum(tree: Tree, node: int) -> bool:
    return tree.kinds[node] == "binary_expression" and tree.signs.get(node) == "+"


def _inner_sums(tree: Tree, node: int) -> Iterator[int]:
    waiting = [node]
    while waiting:
        current = tree.unwrap(waiting.pop())
        sides = [tree.child(current, name) for name in ("left", "right")]
        if _is_sum(tree, current) and ROOT not in sides:
            yield current
            waiting += sides


def _parts(tree: Tree, node: int) -> Iterator[int]:
    """Yield the parts of a sum from left to right."""
    waiting = [node]
    while waiting:
        current = tree.unwrap(waiting.pop())
        left, right = tree.child(current, "left"), tree.child(current, "right")
        if _is_sum(tree, current) and ROOT not in {left, right}:
            waiting += [right, left]
        else:
            yield current


def _joined(tree: Tree, node: int, lines: Lines) -> JoinedText:
    text: list[str] = []
    holes: list[str] = []
    for part in _parts(tree, node):
        if tree.kinds[part] not in _STRINGS:
            text.append(HOLE)
            holes.append(tree.text(part))
            continue
        for piece in tree.children(part):
            if tree.kinds[piece] == "string_fragment":
                text.append(tree.text(piece))
            elif tree.kinds[piece] == "escape_sequence":
                text.append(_unescape(tree.text(piece)))
            else:
                text.append(HOLE)
                holes.append(tree.text(piece).removeprefix("${").removesuffix("}"))
    line, column = lines.place(tree.starts[node])
    return JoinedText("".join(text), tuple(holes), line, column)


def _unescape(sequence: str) -> str:
    code = _CODE.fullmatch(sequence)
    if code:
        number = int(next(group for group in code.groups() if group), 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    return _ESCAPES.get(sequence[1:], sequence[1:])
