"""What a script's review says, at its places in a node: for the rules that are each about one kind of remark."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.rule import NodeKind
from xogen.lint.texts import script_pointer, scripts
from xogen.model.nodes import Node
from xogen.script.review import Kind, Remark, review

SCRIPTED: NodeKind = "scripted"
"""Nodes of any kind that hold scripts."""


def remarks(node: Node, kind: Kind) -> Iterator[tuple[str, Remark]]:
    """Yield the remarks of one kind on a node's scripts, each with its pointer from the node."""
    for script in scripts(node):
        for remark in review(script.source).remarks:
            if remark.kind == kind:
                yield script_pointer(script.pointer, script.source, remark.line), remark
