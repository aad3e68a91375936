"""What rules share: computed once a dialog, when the first rule asks.

Rules see model values only, never files, so that dialogs of a project and dialogs of a bot export are checked alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from xogen.lint.known import Known
from xogen.model.dialog import DialogTask
from xogen.model.nodes import BotActionNode, EntityNode, Node

if TYPE_CHECKING:
    from xogen.graph.dialog_graph import DialogGraph
    from xogen.lint.org_calls import OrgCall
    from xogen.lint.uses import Use


@dataclass(frozen=True, slots=True)
class Document:
    """One dialog to check. ``path`` is its file as the user knows it; without ``text`` findings stand in line 1."""

    path: str
    task: DialogTask
    text: str | None = None


class Placed(NamedTuple):
    """A node, the pointer to it, and the bot action it stands in."""

    node: Node
    pointer: str
    parent: BotActionNode | None = None


class TaskFacts:
    """What rules may ask about one dialog."""

    def __init__(self, document: Document, known: Known) -> None:
        """Compute nothing yet."""
        self.document = document
        self.task = document.task
        self.known = known

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Every node with its pointer, those inside a bot action right after it."""
        found: list[Placed] = []
        todo: list[Placed] = [Placed(node, f"/nodes/{index}") for index, node in enumerate(self.task.nodes)][::-1]
        while todo:
            place = todo.pop()
            found.append(place)
            if isinstance(place.node, BotActionNode):
                inner = [
                    Placed(node, f"{place.pointer}/nodes/{index}", place.node)
                    for index, node in enumerate(place.node.nodes)
                ]
                todo.extend(reversed(inner))
        return tuple(found)

    @cached_property
    def by_id(self) -> Mapping[str, Placed]:
        """The first node of each id."""
        return {place.node.id: place for place in reversed(self.placed)}

    @cached_property
    def entities(self) -> frozenset[str]:
        """The names that ``context.entities.<name>`` may have: those of the dialog's entity nodes."""
        return frozenset(place.node.component for place in self.placed if isinstance(place.node, EntityNode))

    @cached_property
    def graph(self) -> DialogGraph:
        """The dialog's graph and its answers: reachability, dominators, components, witnesses."""
        from xogen.graph.dialog_graph import DialogGraph

        return DialogGraph(self.task)

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every read and write of the context in conditions, texts and scripts, in the order of the nodes."""
        from xogen.lint.uses import uses_of

        return tuple(uses_of(self))

    @cached_property
    def org_calls(self) -> tuple[OrgCall, ...]:
        """What the dialog asks of Salesforce, in the order of the nodes."""
        from xogen.lint.org_calls import org_calls

        action = self.task.action
        salesforce = action is None or action.name == "salesforce"
        return tuple(call for place in self.placed for call in org_calls(place, salesforce=salesforce))

    @cached_property
    def entity_places(self) -> Mapping[str, Placed]:
        """The first entity node of each component name."""
        entities = [place for place in reversed(self.placed) if isinstance(place.node, EntityNode)]
        return {place.node.component: place for place in entities}

    def witness(self, node_id: str) -> tuple[str, ...]:
        """Return the path from the start to a node, or nothing when none leads there."""
        return self.graph.witness(node_id) if node_id in self.by_id else ()


class BotFacts:
    """What rules may ask about all dialogs together."""

    def __init__(self, tasks: Sequence[TaskFacts], known: Known) -> None:
        """Compute nothing yet."""
        self.tasks = tuple(tasks)
        self.known = known
