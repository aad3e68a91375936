"""One field of a node that changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xogen.formats.changes.draft import Draft
from xogen.formats.changes.scope import Returning
from xogen.formats.importer.locate import Locator
from xogen.model.nodes import Node


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one node, before and after."""

    draft: Draft
    scope: Returning
    locator: Locator
    pointer: str
    """To the node, in the dialog."""
    node: Node
    """The edited one."""
    old: Any
    new: Any

    def place(self, field: str) -> str:
        """Return where a field of the node stands in the export."""
        return self.locator.place(f"{self.pointer}/{field}")
