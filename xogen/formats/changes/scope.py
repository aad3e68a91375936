"""An edited dialog on its way back into its export: what stands there keeps its ids, what is new gets its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from xogen.formats.importer.locate import Locator
from xogen.formats.platform import Platform
from xogen.formats.pointers import split_pointer
from xogen.formats.rewrite import Renaming
from xogen.formats.wire.ids import Ids
from xogen.formats.wire.scope import BotScope, Callee, TaskScope
from xogen.formats.wire.tables import NODE_ABBREVIATIONS
from xogen.model.bot import BotDialog, BotExport
from xogen.model.dialog import DialogTask
from xogen.model.layout import Layout
from xogen.model.nodes import BotActionNode, Node


@dataclass(frozen=True, slots=True)
class Returning(TaskScope):
    """A task that goes back.

    ``components`` holds the ``_id`` of each component that is there, by node id;
    ``prefix`` is the pointer to the bot in its file.
    """

    components: Mapping[str, str] = field(default_factory=dict)
    own_id: str = ""
    prefix: str = ""

    @property
    def dialog_id(self) -> str:
        """The dialog's ``_id`` in the export."""
        return self.own_id

    def component_id(self, node: Node) -> str:
        """Return the ``_id`` of a node's component."""
        known = self.components.get(node.id)
        return known or TaskScope.component_id(self, node)


def at(bot: BotExport, pointer: str) -> Any:  # noqa: ANN401 - any part of an export
    """Return what stands at a pointer into the export's file."""
    value: Any = bot.data
    for key in split_pointer(pointer[len(bot.prefix) :]):
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def locator(dialog: BotDialog) -> Locator:
    """Return what finds the places of an imported dialog."""
    if not isinstance(dialog.locate, Locator):
        raise TypeError("only an imported dialog can go back")
    return dialog.locate


def returning(bot: BotExport, dialog: BotDialog, before: DialogTask, after: DialogTask) -> Returning:
    """Return the scope of an edited dialog.

    Args:
        bot: the export.
        dialog: the dialog in it.
        before: the same as a dialog file holds it.
        after: the edited one; nodes are the same where their ids are.
    """
    ids = Ids(str(bot.data.get("refId") or bot.data.get("_id") or bot.name))
    platform: Platform = "xo11" if bot.generation == "G4" else "xo10"
    scope = BotScope(ids=ids, platform=platform, languages=bot.languages, dialogs=_callees(bot))
    known = dict(zip((node.id for node in before.walk()), (node.id for node in dialog.task.walk()), strict=True))
    inner = {child.id for node in after.nodes if isinstance(node, BotActionNode) for child in node.nodes}
    key = after.ref_id or after.name
    for node in after.walk():
        if node.id not in known:
            short = NODE_ABBREVIATIONS.get(node.type, "opq")
            known[node.id] = ids.inner_node(key, node.id) if node.id in inner else ids.node(short, key, node.id)
    components = {}
    for pointer, node in _placed(before):
        there = at(bot, dialog.locate(pointer))
        if isinstance(there, dict) and isinstance(there.get("componentId"), str):
            components[node.id] = there["componentId"]
    own = at(bot, dialog.pointer)
    return Returning(
        bot=scope,
        task=after,
        layout=Layout(),
        node_ids=known,
        keys={node.id: node.id for node in after.walk()},
        components=components,
        own_id=str(own.get("_id", "")),
        prefix=bot.prefix,
    )


def _placed(task: DialogTask) -> list[tuple[str, Node]]:
    found: list[tuple[str, Node]] = []
    for index, node in enumerate(task.nodes):
        found.append((f"/nodes/{index}", node))
        if isinstance(node, BotActionNode):
            found += [(f"/nodes/{index}/nodes/{place}", child) for place, child in enumerate(node.nodes)]
    return found


def _callees(bot: BotExport) -> Mapping[str, Callee]:
    """Return what can be called: a dialog by its name, with the component of its first node, its intent."""
    found: dict[str, Callee] = {}
    for dialog in bot.dialogs:
        stubs = at(bot, dialog.pointer).get("nodes")
        first = stubs[0].get("componentId") if stubs else None
        if isinstance(first, str) and dialog.task.ref_id:
            found.setdefault(dialog.task.name, Callee(dialog.task.ref_id, first, Renaming.of((), {})))
    return found
