"""The JSON of an export for rules that look at what the model has no name for: no type in it is to be relied on.

Every getter returns an empty value where the export holds something else than expected, so that a rule never raises on
what the platform, an editor or a merge wrote.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from xogen.formats.pointers import to_pointer
from xogen.lint.named_ids import NamedIds
from xogen.model.bot import BotExport

SPEAKING = ("message", "errorMessage", "submitMessage")
"""Where a component keeps what it says."""


def mapping(value: object) -> Mapping[str, Any]:
    """Return an object of the export, or an empty one."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> Sequence[Any]:
    """Return a list of the export, or an empty one."""
    return value if isinstance(value, list) else ()


def text(value: object) -> str:
    """Return a text of the export, or an empty one."""
    return value if isinstance(value, str) else ""


def number(value: object) -> float | None:
    """Return a number, also one that stands in quotes; ``None`` for all else."""
    if isinstance(value, str):
        return float(value) if value.strip().isdecimal() and len(value) < 16 else None
    return (
        float(value) if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15 else None
    )


def path(value: object, *keys: str) -> Any:  # noqa: ANN401 - any JSON
    """Return what stands at a key path, or ``None``."""
    for key in keys:
        value = mapping(value).get(key)
    return value


class Part(NamedTuple):
    """One object of the export and where it stands."""

    value: Mapping[str, Any]
    keys: tuple[str | int, ...]

    def pointer(self, *more: str | int) -> str:
        """Return the pointer to it, or to a place in it."""
        return to_pointer((*self.keys, *more))

    def text(self, key: str) -> str:
        """Return a text of it, or an empty one."""
        value = self.value.get(key)
        return value if isinstance(value, str) else ""

    def first(self, key: str) -> Part | None:
        """Return the first object of a list in it."""
        held = enumerate(listed(self.value.get(key)))
        return next((Part(item, (*self.keys, key, index)) for index, item in held if isinstance(item, dict)), None)

    def parts(self, *keys: str) -> tuple[Part, ...]:
        """Return the objects of a list in it."""
        value = self.value.get(keys[0]) if len(keys) == 1 else path(self.value, *keys)
        return parts(value, *self.keys, *keys) if value else ()


def parts(value: object, *keys: str | int) -> tuple[Part, ...]:
    """Return the objects of a list, with their places."""
    return tuple([Part(item, (*keys, index)) for index, item in enumerate(listed(value)) if isinstance(item, dict)])


class WireNode(NamedTuple):
    """A node of a dialog, or one inside a bot action: then it stands in the bot action's component.

    ``holder`` is what it stands in, ``at`` the index in it, ``kind`` its type on the wire, ``level`` 1 inside a bot
    action.
    """

    dialog: Part
    holder: Part
    at: int
    value: Mapping[str, Any]
    kind: str
    component: Part | None
    level: int

    @property
    def node(self) -> Part:
        """The node itself, and where it stands."""
        return Part(self.value, (*self.holder.keys, "nodes", self.at))

    @property
    def name(self) -> str:
        """The name that its author knows: the component's, else the node's id."""
        return (self.component.text("name") if self.component else "") or self.node.text("nodeId") or "without a name"


class Said(NamedTuple):
    """What a component says in one language: an object of its ``message``, ``errorMessage`` or ``submitMessage``."""

    component: Part
    field: str
    response: int
    language: str
    value: Mapping[str, Any]


def _said(part: Part, field: str, responses: Sequence[Any]) -> Iterator[Said]:
    for index, response in enumerate(responses):
        for language, value in mapping(mapping(response).get("localeData")).items():
            if isinstance(value, dict):
                yield Said(part, field, index, str(language), value)


class Rows(NamedTuple):
    """The objects of a top-level list, and of each its ``_id``, ``refId`` and ``type``, empty where there is none."""

    parts: Sequence[Part]
    ids: Sequence[str]
    ref_ids: Sequence[str]
    kinds: Sequence[str]


def _rows(value: object, key: str) -> Rows:
    """Read all in one pass: the objects of a large list are far apart in memory."""
    held = parts(value, key)
    ids, ref_ids, kinds = [], [], []
    for each, _ in held:
        ids.append(text(each.get("_id")))
        ref_ids.append(text(each.get("refId")))
        kinds.append(text(each.get("type")))
    return Rows(held, ids, ref_ids, kinds)


class WireBot:
    """The lists of an export by what refers to them. Each is made when the first rule asks."""

    def __init__(self, bot: BotExport, source: str | None = None) -> None:
        """Compute nothing yet. ``source`` is the text of the export's file, where it is at hand."""
        self.bot = bot
        self._source = source
        self.data = mapping(bot.data)
        self._rows: dict[str, Rows] = {}

    def rows(self, key: str) -> Rows:
        """Return the objects of a top-level list with what names them."""
        if key not in self._rows:
            self._rows[key] = _rows(self.data.get(key), key)
        return self._rows[key]

    def list(self, key: str) -> Sequence[Part]:
        """Return the objects of a top-level list."""
        return self.rows(key).parts

    @cached_property
    def dialogs(self) -> Sequence[Part]:
        """The dialogs."""
        return self.list("dialogs")

    @cached_property
    def components(self) -> Sequence[Part]:
        """The components."""
        return self.list("dialogComponents")

    def components_of(self, kind: str) -> Sequence[Part]:
        """Return the components of one kind."""
        return self._components_by_kind.get(kind, ())

    @cached_property
    def _components_by_kind(self) -> Mapping[str, Sequence[Part]]:
        found: defaultdict[str, list[Part]] = defaultdict(list)
        for kind, part in zip(self.rows("dialogComponents").kinds, self.components, strict=True):
            found[kind].append(part)
        return found

    @cached_property
    def component_by_id(self) -> Mapping[str, Part]:
        """The first component of each ``_id``."""
        ids = self.rows("dialogComponents").ids
        return {each: part for each, part in zip(reversed(ids), reversed(self.components), strict=True) if each}

    @cached_property
    def said(self) -> Sequence[Said]:
        """What the components say, in every channel and language."""
        found: list[Said] = []
        for part in self.components:
            for field in SPEAKING:
                responses = part.value.get(field)
                if responses:
                    found += _said(part, field, listed(responses))
        return found

    @cached_property
    def has_flows(self) -> bool:
        """Whether one dialog at least has nodes: an export of training data has none."""
        return any(isinstance(dialog.value.get("nodes"), list) for dialog in self.dialogs)

    @cached_property
    def nodes(self) -> tuple[WireNode, ...]:
        """Every node, those inside bot actions right after it. A bot action in two dialogs comes twice."""
        found: list[WireNode] = []
        for dialog in self.dialogs:
            for outer in self._held(dialog, dialog, 0):
                found.append(outer)
                if outer.kind == "botAction" and outer.component is not None:
                    found += self._held(dialog, outer.component, 1)
        return tuple(found)

    def _held(self, dialog: Part, holder: Part, level: int) -> Iterator[WireNode]:
        known = self.component_by_id
        for index, value in enumerate(listed(holder.value.get("nodes"))):
            if isinstance(value, dict):
                kind, named = value.get("type"), value.get("componentId")
                component = known.get(named) if isinstance(named, str) else None
                yield WireNode(dialog, holder, index, value, kind if isinstance(kind, str) else "", component, level)

    @cached_property
    def used_components(self) -> Collection[str]:
        """The ids of the components that a node names."""
        named = [node.value.get("componentId") for node in self.nodes]
        return {each if isinstance(each, str) else "" for each in named}

    def dialog_name(self, dialog: Part) -> str:
        """Return a dialog's name in the bot's language, else its ``lname``."""
        names = mapping(dialog.value.get("localeData"))
        language = text(self.data.get("defaultLanguage"))
        return text(path(names, language, "name")) or dialog.text("lname") or dialog.text("refId") or "without a name"

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
        entry = self.component_by_id.get(first.text("componentId")) if first else None
        own, inside = set(dialog.keys[1:]), self._naming.in_dialogs
        if any(inside.get(each, own) - own for each in ids):
            return True
        own, inside = set(entry.keys[1:] if entry else ()), self._naming.in_components
        return any(inside.get(each, own) - own for each in ids)

    def has_named(self, ref_id: str) -> bool:
        """Whether anything but itself names a dialog of this refId."""
        return any(self.is_named(dialog) for dialog in self._dialogs_by_ref.get(ref_id, ()))

    def holds(self, name: str) -> bool:
        """Whether a name stands anywhere in the export."""
        return name in self._text

    @cached_property
    def _calls(self) -> frozenset[str]:
        """What nodes of other dialogs name as the dialog that they call."""
        called = [
            (called, node.dialog)
            for node in self.nodes
            for key in ("flowTaskId", "dialogRefId")
            if (called := node.value.get(key)) and isinstance(called, str)
        ]
        return frozenset([each for each, dialog in called if each != dialog.text("refId")])

    @cached_property
    def _dialogs_by_ref(self) -> Mapping[str, tuple[Part, ...]]:
        found: dict[str, tuple[Part, ...]] = {}
        for dialog in self.dialogs:
            found[dialog.text("refId")] = (*found.get(dialog.text("refId"), ()), dialog)
        return found

    @cached_property
    def _naming(self) -> NamedIds:
        dialogs, components = self.rows("dialogs"), self.rows("dialogComponents")
        named = frozenset(chain(dialogs.ids, dialogs.ref_ids, components.ids, components.ref_ids))
        return NamedIds(self.data, named - {""})

    @cached_property
    def _text(self) -> str:
        return in_one_line(self.data) if self._source is None else self._source


def in_one_line(value: object) -> str:
    """Return JSON in one line. Nothing that was read is too deep for it: readers limit the depth."""
    return json.dumps(value, ensure_ascii=False)


def few(names: Iterable[str], most: int = 3) -> str:
    """Name some of many: ``a, b``, ``e.g. a, b, c``; a repeated name once."""
    different: dict[str, None] = {}
    for name in names:
        different[name] = None
        if len(different) > most:
            break
    return ("e.g. " if len(different) > most else "") + ", ".join(list(different)[:most])


def duplicates(pairs: Iterable[tuple[str, Part]]) -> Iterator[tuple[str, Part, Part]]:
    """Yield each key that comes again, with its place and the first one. Empty keys do not count."""
    first: dict[str, Part] = {}
    for key, part in pairs:
        before = first.setdefault(key, part) if key else part
        if before is not part:
            yield key, part, before
