"""The JSON of an export for rules that look at what the model has no name for: no type in it is to be relied on.

Every getter returns an empty value where the export holds something else than expected, so that a rule never raises on
what the platform, an editor or a merge wrote.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any, NamedTuple

from xogen.formats.pointers import to_pointer
from xogen.model.bot import BotExport

NO_USES: frozenset[str] = frozenset(
    {
        "contentVariables", "customDashboards", "exportOptions", "localeData", "mlParams", "patterns",
        "sceneComponents", "scenes", "sentences", "smallTalk", "unexportedTasks", "widgetThemes",
    }
)  # fmt: skip
"""Top-level keys that use no dialog and no component: texts, training data, the designer's copy, what was chosen."""
_QUOTED = re.compile(r'"([\w-]{1,80})"')
"""What may be an id in JSON that stands in a text."""
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

    def parts(self, *keys: str) -> tuple[Part, ...]:
        """Return the objects of a list in it."""
        value = self.value.get(keys[0]) if len(keys) == 1 else path(self.value, *keys)
        return parts(value, *self.keys, *keys) if value else ()


def parts(value: object, *keys: str | int) -> tuple[Part, ...]:
    """Return the objects of a list, with their places."""
    return tuple([Part(item, (*keys, index)) for index, item in enumerate(listed(value)) if isinstance(item, dict)])


class WireNode(NamedTuple):
    """A node of a dialog, or one inside a bot action: then it stands in the bot action's component."""

    dialog: Part
    node: Part
    component: Part | None
    level: int = 0

    @property
    def name(self) -> str:
        """The name that its author knows: the component's, else the node's id."""
        return (self.component.text("name") if self.component else "") or self.node.text("nodeId") or "without a name"


class WireBot:
    """The lists of an export by what refers to them. Each is made when the first rule asks."""

    def __init__(self, bot: BotExport, source: str | None = None) -> None:
        """Compute nothing yet. ``source`` is the text of the export's file, where it is at hand."""
        self.bot = bot
        self._source = source
        self.data = mapping(bot.data)
        self._lists: dict[str, tuple[Part, ...]] = {}

    def list(self, key: str) -> tuple[Part, ...]:
        """Return the objects of a top-level list."""
        if key not in self._lists:
            self._lists[key] = parts(self.data.get(key), key)
        return self._lists[key]

    @cached_property
    def dialogs(self) -> tuple[Part, ...]:
        """The dialogs."""
        return self.list("dialogs")

    @cached_property
    def components(self) -> tuple[Part, ...]:
        """The components."""
        return self.list("dialogComponents")

    @cached_property
    def component_by_id(self) -> Mapping[str, Part]:
        """The first component of each ``_id``."""
        return {part.text("_id"): part for part in reversed(self.components) if part.text("_id")}

    @cached_property
    def has_flows(self) -> bool:
        """Whether one dialog at least has nodes: an export of training data has none."""
        return any(isinstance(dialog.value.get("nodes"), list) for dialog in self.dialogs)

    @cached_property
    def nodes(self) -> tuple[WireNode, ...]:
        """Every node, those inside bot actions right after it. A bot action in two dialogs comes twice."""
        return tuple(
            node for dialog in self.dialogs for outer in dialog.parts("nodes") for node in self._inside(dialog, outer)
        )

    def _inside(self, dialog: Part, outer: Part) -> Iterator[WireNode]:
        first = WireNode(dialog, outer, self.component_by_id.get(outer.text("componentId")))
        yield first
        if outer.text("type") == "botAction" and first.component is not None:
            for inner in first.component.parts("nodes"):
                yield WireNode(dialog, inner, self.component_by_id.get(inner.text("componentId")), 1)

    @cached_property
    def used_components(self) -> Collection[str]:
        """The ids of the components that a node names."""
        return {node.node.text("componentId") for node in self.nodes}

    def dialog_name(self, dialog: Part) -> str:
        """Return a dialog's name in the bot's language, else its ``lname``."""
        names = mapping(dialog.value.get("localeData"))
        language = text(self.data.get("defaultLanguage"))
        return text(path(names, language, "name")) or dialog.text("lname") or dialog.text("refId") or "without a name"

    def is_named_elsewhere(self, component: Part) -> bool:
        """Whether anything but a node, such as a tool or an experience flow, names a component by one of its ids."""
        naming = (self._naming.get(component.text(key), ()) for key in ("_id", "refId"))
        return any(keys[0] != "dialogComponents" for each in naming for keys in each)

    def is_named(self, dialog: Part) -> bool:
        """Whether anything but a dialog itself, such as an event, a call or a tool, names it by one of its ids."""
        ids = (dialog.text("_id"), dialog.text("refId"))
        if not self._calls.isdisjoint(ids):
            return True
        first = dialog.parts("nodes")[:1]
        entry = self.component_by_id.get(first[0].text("componentId")) if first else None
        own = {dialog.keys, *((entry.keys,) if entry else ())}
        return any(each and not self._naming.get(each, own) <= own for each in ids)

    def has_named(self, ref_id: str) -> bool:
        """Whether anything but itself names a dialog of this refId."""
        return any(self.is_named(dialog) for dialog in self._dialogs_by_ref.get(ref_id, ()))

    def holds(self, name: str) -> bool:
        """Whether a name stands anywhere in the export."""
        return name in self._text

    @cached_property
    def _calls(self) -> frozenset[str]:
        """What nodes of other dialogs name as the dialog that they call."""
        return frozenset(
            called
            for node in self.nodes
            for called in (node.node.text("flowTaskId"), node.node.text("dialogRefId"))
            if called and called != node.dialog.text("refId")
        )

    @cached_property
    def _dialogs_by_ref(self) -> Mapping[str, tuple[Part, ...]]:
        found: dict[str, tuple[Part, ...]] = {}
        for dialog in self.dialogs:
            found[dialog.text("refId")] = (*found.get(dialog.text("refId"), ()), dialog)
        return found

    @cached_property
    def _naming(self) -> Mapping[str, AbstractSet[tuple[str | int, ...]]]:
        """Where the ids of dialogs and components stand: in which items of a top-level list, or top-level values."""
        named = (*self.dialogs, *self.components)
        ids = frozenset(part.text(key) for part in named for key in ("_id", "refId")) - {""}
        found: defaultdict[str, set[tuple[str | int, ...]]] = defaultdict(set)
        for key, value in self.data.items():
            if key in NO_USES:
                continue
            held = enumerate(value) if isinstance(value, list) else ((None, value),)
            for index, item in held:
                keys = (key,) if index is None else (key, index)
                for each in names_in(item, ids):
                    found[each].add(keys)
        return found

    @cached_property
    def _text(self) -> str:
        return in_one_line(self.data) if self._source is None else self._source


def names_in(value: object, names: frozenset[str]) -> set[str]:
    """Return which of some names are keys or texts of a value, or stand in quotes in one, as in JSON in a text."""
    found: set[str] = set()
    todo: list[Any] = [value]
    # Exact types: the parser makes no others, and this loop sees every value of an export.
    while todo:
        item = todo.pop()
        kind = type(item)
        if kind is str:
            if item in names:
                found.add(item)
            elif '"' in item:
                found.update(names.intersection(_QUOTED.findall(f'"{item}"')))
        elif kind is dict:
            if not names.isdisjoint(item):
                found.update(names.intersection(item))
            todo += item.values()
        elif kind is list or kind is tuple:
            todo += item
    return found


def in_one_line(value: object) -> str:
    """Return JSON in one line. Nothing that was read is too deep for it: readers limit the depth."""
    return json.dumps(value, ensure_ascii=False)


def few(names: Iterable[str], most: int = 3) -> str:
    """Name some of many: ``a, b``, ``e.g. a, b, c``; a repeated name once."""
    different = list(dict.fromkeys(names))
    return ("e.g. " if len(different) > most else "") + ", ".join(different[:most])


def duplicates(pairs: Iterable[tuple[str, Part]]) -> Iterator[tuple[str, Part, Part]]:
    """Yield each key that comes again, with its place and the first one. Empty keys do not count."""
    first: dict[str, Part] = {}
    for key, part in pairs:
        before = first.setdefault(key, part) if key else part
        if before is not part:
            yield key, part, before
