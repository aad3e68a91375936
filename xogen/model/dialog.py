"""A dialog task: an intent, nodes and transitions, and where it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field, JsonValue

from xogen.model.base import Localised, Owned, Reasons
from xogen.model.nodes import Node

SCHEMA = "urn:xogen:schema:dialog-task:1"


class Source(Owned):
    """The template that a task was expanded from."""

    pack: str
    template: str
    version: str
    parameters: Mapping[str, JsonValue] = Field(default_factory=dict)


class ActionUse(Owned):
    """The authorized action that a task calls: what the rules need to know, no secret."""

    name: str
    authorization: str
    app: str
    edition: str | None = None
    profile: str | None = None
    api_version: str | None = None


class DialogTask(Owned):
    """One dialog task. ``name`` is its file name and key; the first node is the entry.

    A task may be wrong (two nodes with one id, a target that is not there): the rules say so, with the place.
    ``allow`` says of a rule of the linter why it need not hold in this dialog.
    """

    name: str
    title: Localised
    description: Localised = Field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    hidden: bool = False
    ref_id: str | None = None
    source: Source | None = None
    action: ActionUse | None = None
    allow: Reasons = Field(default_factory=dict)
    nodes: tuple[Node, ...]

    def walk(self) -> Iterator[Node]:
        """Yield every node, those inside bot actions right after their bot action."""
        for node in self.nodes:
            yield node
            if node.type == "bot-action":
                yield from node.nodes

    @property
    def size(self) -> int:
        """How many nodes it has. A bot action is one, next to those in it: it has a name and transitions of its own."""
        return sum(1 for _ in self.walk())

    @property
    def language(self) -> str:
        """The default language: the first one."""
        return self.languages[0]

    def node(self, node_id: str) -> Node:
        """Return the node with this id; ``KeyError`` if there is none."""
        for node in self.walk():
            if node.id == node_id:
                return node
        raise KeyError(node_id)
