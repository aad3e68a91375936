"""An export by what refers to what in it, for rules that look at the JSON that the platform wrote."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import Any

from xogen.lint.named_ids import NamedIds
from xogen.lint.wire_data import Part, in_one_line, mapping, path, text
from xogen.lint.wire_rows import NodeRows, Rows
from xogen.model.bot import BotExport
from xogen.model.once import once

SPEAKING = ("message", "errorMessage", "submitMessage")
"""Where a component keeps what it says."""


Localised = tuple[int, str, int, Mapping[str, Any]]
"""A response: the place of its component, the field there and the index in it, and what is said by language."""


class WireBot:
    """The lists of an export by what refers to them. Each is made when the first rule asks."""

    def __init__(self, bot: BotExport, lines: bytes | None = None) -> None:
        """Compute nothing yet. ``lines`` are those of the export's file, where they are at hand."""
        self.bot = bot
        self._lines = lines
        self.data = mapping(bot.data)
        self._rows: dict[str, Rows] = {}
        self._of_kind: dict[str, Sequence[Part]] = {}

    def rows(self, key: str) -> Rows:
        """Return the objects of a top-level list with what names them."""
        if key not in self._rows:
            self._rows[key] = Rows(self.data.get(key), key)
        return self._rows[key]

    def list(self, key: str) -> Sequence[Part]:
        """Return the objects of a top-level list."""
        return self.rows(key).parts

    @once
    def dialogs(self) -> Rows:
        """The dialogs."""
        return self.rows("dialogs")

    @once
    def components(self) -> Rows:
        """The components."""
        return self.rows("dialogComponents")

    def components_of(self, kind: str) -> Sequence[Part]:
        """Return the components of one kind."""
        if kind not in self._of_kind:
            rows = self.components
            self._of_kind[kind] = [rows.part(number) for number, each in enumerate(rows.kinds) if each == kind]
        return self._of_kind[kind]

    def component(self, name: str) -> Part | None:
        """Return the first component of an ``_id``."""
        number = self._component_places.get(name)
        return None if number is None else self.components.part(number)

    @once
    def _component_places(self) -> Mapping[str, int]:
        ids = self.components.ids
        places = dict(zip(reversed(ids), reversed(range(len(ids))), strict=True))
        places.pop("", None)
        return places

    @once
    def localised(self) -> Sequence[Localised]:
        """What the components say, in every channel."""
        found: list[Localised] = []
        for place, value in enumerate(self.components.values):
            for field in SPEAKING:
                responses = value.get(field)
                if responses and isinstance(responses, list):
                    for index, response in enumerate(responses):
                        texts = response.get("localeData") if isinstance(response, dict) else None
                        if texts and isinstance(texts, dict):
                            found.append((place, field, index, texts))
        return found

    @once
    def has_flows(self) -> bool:
        """Whether one dialog at least has nodes: an export of training data has none."""
        return any(isinstance(dialog.get("nodes"), list) for dialog in self.dialogs.values)

    @once
    def nodes(self) -> NodeRows:
        """The nodes of all dialogs and bot actions."""
        return NodeRows(self.dialogs, self.components, self._component_places)

    @once
    def used_components(self) -> Collection[str]:
        """The ids of the components that a node names."""
        return frozenset(self.nodes.named)

    @once
    def titles(self) -> Sequence[str]:
        """The name of each dialog in the bot's language, empty where it has none."""
        language, found = text(self.data.get("defaultLanguage")), []
        for dialog in self.dialogs.values:
            names = dialog.get("localeData")
            held = names.get(language) if isinstance(names, dict) else None
            found.append(text(held.get("name")) if isinstance(held, dict) else "")
        return found

    def dialog_name(self, dialog: Part) -> str:
        """Return a dialog's name in the bot's language, else its ``lname``."""
        language = text(self.data.get("defaultLanguage"))
        title = text(path(dialog.value, "localeData", language, "name"))
        return title or dialog.text("lname") or dialog.text("refId") or "without a name"

    def is_named_elsewhere(self, component: Part) -> bool:
        """Whether anything but a node, such as a tool or an experience flow, names a component by one of its ids."""
        ids = (component.text("_id"), component.text("refId"))
        return any(each in self._naming.outside or each in self._naming.in_dialogs for each in ids)

    def is_named(self, dialog: Part) -> bool:
        """Whether anything but a dialog itself, such as an event, a call or a tool, names it by one of its ids."""
        ids = {dialog.text("_id"), dialog.text("refId")} - {""}
        if not (ids.isdisjoint(self._naming.outside) and ids.isdisjoint(self._calls)):
            return True
        first = dialog.first("nodes")
        entry = self.component(first.text("componentId")) if first else None
        own, inside = set(dialog.keys[1:]), self._naming.in_dialogs
        if any(inside.get(each, own) - own for each in ids):
            return True
        own, inside = set(entry.keys[1:] if entry else ()), self._naming.in_components
        return any(inside.get(each, own) - own for each in ids)

    def has_named(self, ref_id: str) -> bool:
        """Whether anything but itself names a dialog of this refId."""
        return any(self.is_named(self.dialogs.part(number)) for number in self._dialogs_by_ref.get(ref_id, ()))

    def holds(self, name: str) -> bool:
        """Whether a name stands anywhere in the export."""
        return name.encode() in self._text

    @once
    def _calls(self) -> frozenset[str]:
        """What nodes of other dialogs name as the dialog that they call."""
        nodes, own = self.nodes, self.dialogs.ref_ids
        return frozenset(
            [
                called
                for node, dialog in zip(nodes.values, nodes.dialogs, strict=True)
                for called in (node.get("flowTaskId"), node.get("dialogRefId"))
                if called and isinstance(called, str) and called != own[dialog]
            ]
        )

    @once
    def _dialogs_by_ref(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for number, ref_id in enumerate(self.dialogs.ref_ids):
            found.setdefault(ref_id, []).append(number)
        return found

    @once
    def _naming(self) -> NamedIds:
        dialogs, components = self.dialogs, self.components
        named = frozenset(chain(dialogs.ids, dialogs.ref_ids, components.ids, components.ref_ids))
        return NamedIds(self.data, named - {""})

    @once
    def _text(self) -> bytes:
        return in_one_line(self.data).encode() if self._lines is None else self._lines
