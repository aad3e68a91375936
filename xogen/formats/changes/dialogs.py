"""A dialog that was edited as a file: what of its export changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xogen.errors import InputError
from xogen.formats.changes.change import Change
from xogen.formats.changes.draft import Draft
from xogen.formats.changes.fields import put_field
from xogen.formats.changes.said import put_localised
from xogen.formats.changes.scope import Returning, at, locator, returning
from xogen.formats.changes.training import put_utterances
from xogen.formats.changes.ways import put_ways, written_ways
from xogen.formats.export_nodes import node_removals
from xogen.formats.importer.locate import Locator
from xogen.formats.importer.readable import readable
from xogen.formats.platform import for_platform
from xogen.formats.wire.components import component
from xogen.formats.wire.dialogs import stub
from xogen.model.bot import BotDialog, BotExport
from xogen.model.dialog import DialogTask
from xogen.model.nodes import BotActionNode, DialogCallNode, EntityNode, IntentNode, Node

_ROW = 140
"""How far apart the builder sets its cards."""


@dataclass(frozen=True, slots=True)
class Written:
    """A dialog as it was written: services where the platform has them, and each node's id in the export by its own."""

    task: DialogTask
    ids: Mapping[str, str]


def put_dialog(draft: Draft, bot: BotExport, dialog: BotDialog, edited: DialogTask) -> Written:
    """Write what differs between a dialog of an export and the same dialog as its file has it now.

    Args:
        draft: of the export's definition.
        bot: the export.
        dialog: one of its dialogs.
        edited: what its file holds.

    Returns:
        What must be read from the export afterwards.

    Raises:
        InputError: a change that has no place in an export.
    """
    before = readable(dialog, bot)
    if edited == before:
        return Written(edited, wire_ids(dialog, before))
    writer = _Writer(draft, bot, dialog, before, edited)
    writer.write()
    return Written(writer.after, writer.scope.node_ids)


def wire_ids(dialog: BotDialog, task: DialogTask) -> Mapping[str, str]:
    """Return the id in the export of each node of a dialog as its file has it."""
    return dict(zip((node.id for node in task.walk()), (node.id for node in dialog.task.walk()), strict=True))


class _Writer:
    def __init__(self, draft: Draft, bot: BotExport, dialog: BotDialog, before: DialogTask, edited: DialogTask) -> None:
        self._draft = draft
        self._bot = bot
        self._dialog = dialog
        self._before = before
        known = {node.id for node in before.walk()}
        if any(node.id not in known for node in edited.nodes) and bot.generation in {"G3", "G4"}:
            edited = for_platform(edited, "xo10" if bot.generation == "G3" else "xo11")
        self.after = edited
        self._added = 0
        self._locator: Locator = locator(dialog)
        self.scope: Returning = returning(bot, dialog, before, edited)

    def write(self) -> None:
        self._head()
        old = {node.id: index for index, node in enumerate(self._before.nodes)}
        kinds = {node.id: type(node) for node in self._before.nodes}
        kept = {node.id for node in self.after.nodes if kinds.get(node.id) is type(node)}
        gone = [index for node_id, index in old.items() if node_id not in kept]
        for removal in node_removals(gone, self._dialog, self._bot) if gone else ():
            self._draft.remove(removal.pointer)
        for node in self.after.nodes:
            if node.id in kept:
                self._node(self._before.nodes[old[node.id]], node, f"/nodes/{old[node.id]}")
            else:
                self._add(node)

    def _head(self) -> None:
        before, after, place = self._before, self.after, self._locator.place
        if (before.name, before.ref_id, before.languages) != (after.name, after.ref_id, after.languages):
            raise InputError(
                "name, ref_id and languages of an imported dialog cannot change",
                where=f"dialog {before.name}",
                hint='a dialog is called by its "title"; languages are added in the platform',
            )
        for field in ("title", "description"):
            old, new = getattr(before, field), getattr(after, field)
            put_localised(self._draft, {each: place(f"/{field}/{each}") for each in {**old, **new}}, old, new)
        language = before.language
        if before.title.get(language) != after.title.get(language):
            self._draft.put(f"{self._dialog.pointer}/lname", after.title.get(language, after.name).lower())
        if before.hidden != after.hidden:
            self._draft.put(place("/hidden"), after.hidden)

    def _node(self, old: Node, new: Node, pointer: str) -> None:
        if old == new:
            return
        at_node = self._locator.place(pointer)
        if old.component != new.component and not isinstance(new, DialogCallNode):
            self._draft.put(self._locator.place(f"{pointer}/name"), new.component)
        if old.transitions != new.transitions:
            put_ways(self._draft, self.scope, f"{at_node}/transitions", old.transitions, new)
        if isinstance(old, DialogCallNode) and isinstance(new, DialogCallNode):
            self._call(old, new, at_node)
        if isinstance(old, BotActionNode) and isinstance(new, BotActionNode):
            self._inside(old, new, pointer)
        for field in type(new).model_fields:
            before, now = getattr(old, field), getattr(new, field, None)
            if before != now and field not in {"nodes", "transitions", "name", "id"}:
                change = Change(self._draft, self.scope, self._locator, pointer, new, before, now)
                put_field(change, field)

    def _call(self, old: DialogCallNode, new: DialogCallNode, at_node: str) -> None:
        """Write another called dialog: by its name, or by its refId where only that changed."""
        if old.dialog == new.dialog:
            if old.dialog_ref_id == new.dialog_ref_id:
                return
            named = [each.task.name for each in self._bot.dialogs if each.task.ref_id == new.dialog_ref_id]
            new = new.model_copy(update={"dialog": named[0] if named else new.dialog_ref_id})
        callee = self.scope.callee(new)
        self._draft.put(f"{at_node}/flowTaskId", callee.ref_id)
        self._draft.put(f"{at_node}/componentId", callee.component_id)

    def _inside(self, old: BotActionNode, new: BotActionNode, pointer: str) -> None:
        """Change the nodes inside a bot action: its component lists them with their ways, its stub with options."""
        places = {node.id: index for index, node in enumerate(old.nodes)}
        holder = self._locator.place(f"{pointer}/nodes/0").removesuffix("/0")
        options = f"{self._locator.place(pointer)}/nodes"
        for node_id, index in places.items():
            if node_id not in {node.id for node in new.nodes}:
                self._draft.remove(f"{holder}/{index}")
                for at_option, entry in enumerate(self._draft.value(options) or ()):
                    if entry.get("nodeId") == self.scope.node_ids[node_id]:
                        self._draft.remove(f"{options}/{at_option}")
        for node in new.nodes:
            if node.id in places and type(old.nodes[places[node.id]]) is type(node):
                self._node(old.nodes[places[node.id]], node, f"{pointer}/nodes/{places[node.id]}")
            elif node.id not in places:
                self._add_inside(node, holder, options)

    def _add_inside(self, node: Node, holder: str, options: str) -> None:
        made = {**stub(self.scope, node, {"left": 1, "top": 199}), "transitions": written_ways(self.scope, node)}
        kept = {key: made[key] for key in ("type", "nodeId", "componentId", "transitions", "positionMeta")}
        self._draft.append(holder, {**kept, "level": "root"})
        short = {key: made[key] for key in ("type", "componentId", "nodeId")}
        self._draft.append(options, {**short, "level": "root", "nodeOptions": {"transitionType": "auto"}})
        self._add_component(node)

    def _add(self, node: Node) -> None:
        """Put in a node that is new: its stub, its component, and its entries beside them."""
        if self._bot.generation == "dialog":
            raise self.scope.error(node, "no node can be added to the form of 2017", "add it in the platform")
        made = {**stub(self.scope, node, self._free_place()), "transitions": written_ways(self.scope, node)}
        self._draft.append(f"{self._dialog.pointer}/nodes", made)
        for inner in node.nodes if isinstance(node, BotActionNode) else ():
            self._add_component(inner)
        if not isinstance(node, DialogCallNode):
            self._add_component(node)
        sequences = at(self._bot, self._dialog.pointer).get("sequences")
        if sequences:
            last = f"{self._dialog.pointer}/sequences/{len(sequences) - 1}/nodes"
            self._draft.append(last, {key: made[key] for key in ("nodeId", "type", "componentId")})

    def _add_component(self, node: Node) -> None:
        self._draft.append(f"{self._bot.prefix}/dialogComponents", component(self.scope, node))
        if isinstance(node, IntentNode):
            put_utterances(Change(self._draft, self.scope, self._locator, "", node, {}, node.utterances), "utterances")
        if isinstance(node, IntentNode | EntityNode):
            said = node.patterns if isinstance(node, IntentNode) else {}
            entry = {
                "localeData": {
                    language: {"patterns": list(said[language])} if language in said else {}
                    for language in self._bot.languages
                },
                "refId": self.scope.component_ref_id(node),
                "taskName": node.component,
                "taskType": node.type,
                "nodeType": "dialog",
            }
            self._draft.append(f"{self._bot.prefix}/patterns", entry)

    def _free_place(self) -> dict[str, Any]:
        taken: Sequence[Any] = list(self._dialog.layout.positions.values())
        lowest = max((place.top for place in taken), default=0)
        self._added += 1
        return {"left": min((place.left for place in taken), default=100), "top": lowest + _ROW * self._added}
