"""The JSON of an export for rules that look at what the model has no name for: no type in it is to be relied on.

Every getter returns an empty value where the export holds something else than expected, so that a rule never raises on
what the platform, an editor or a merge wrote.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import unquote

from xogen.formats.pointers import to_pointer
from xogen.model.bot import BotExport

COPIES: frozenset[str] = frozenset(
    {"exportOptions", "mlParams", "patterns", "sceneComponents", "scenes", "sentences", "unexportedTasks"}
)
"""Top-level lists that repeat ids without a use: training data, the conversation designer's copy, what was chosen."""

_DIALOGS = frozenset({"dialogs", "dialogComponents"})


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
        return text(self.value.get(key))

    def parts(self, *keys: str) -> tuple[Part, ...]:
        """Return the objects of a list in it."""
        return parts(path(self.value, *keys), *self.keys, *keys)


def parts(value: object, *keys: str | int) -> tuple[Part, ...]:
    """Return the objects of a list, with their places."""
    return tuple(Part(item, (*keys, index)) for index, item in enumerate(listed(value)) if isinstance(item, dict))


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


class Saying(NamedTuple):
    """One text that a component says, decoded: its kind, the channel, the language."""

    component: Part
    keys: tuple[str | int, ...]
    channel: str
    language: str
    text: str
    is_script: bool

    @property
    def pointer(self) -> str:
        """Where it stands."""
        return to_pointer((*self.component.keys, *self.keys))


class WireBot:
    """The lists of an export by what refers to them. Each is made when the first rule asks."""

    def __init__(self, bot: BotExport, source: str | None = None) -> None:
        """Compute nothing yet. ``source`` is the text of the export's file, where it is at hand."""
        self.bot = bot
        self._source = source
        self.data = mapping(bot.data)
        self._named: dict[tuple[str | int, ...], bool] = {}

    def list(self, key: str) -> tuple[Part, ...]:
        """Return the objects of a top-level list."""
        return parts(self.data.get(key), key)

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

    @cached_property
    def sayings(self) -> tuple[Saying, ...]:
        """Every text of every message, prompt and error prompt."""
        return tuple(saying for component in self.components for saying in _sayings(component))

    def dialog_name(self, dialog: Part) -> str:
        """Return a dialog's name in the bot's language, else its ``lname``."""
        names = mapping(dialog.value.get("localeData"))
        language = text(self.data.get("defaultLanguage"))
        return text(path(names, language, "name")) or dialog.text("lname") or dialog.text("refId") or "without a name"

    def is_named_elsewhere(self, component: Part) -> bool:
        """Whether anything but a node, such as a tool or an experience flow, names a component by one of its ids."""
        ids = (component.text("_id"), component.text("refId"))
        return any(each and each in self._outside_components for each in ids)

    def is_named(self, dialog: Part) -> bool:
        """Whether anything but a dialog itself, such as an event, a call or a tool, names it by one of its ids."""
        if dialog.keys not in self._named:
            self._named[dialog.keys] = self._is_named(dialog)
        return self._named[dialog.keys]

    def _is_named(self, dialog: Part) -> bool:
        ids = [each for each in (dialog.text("_id"), dialog.text("refId")) if each]
        if any(each in self._calls or each in self._outside_dialogs for each in ids):
            return True
        first = dialog.parts("nodes")[:1]
        entry = self.component_by_id.get(first[0].text("componentId")) if first else None
        own = in_one_line([dialog.value, entry.value if entry else None])
        return any(self._used.count(each) > own.count(each) for each in ids)

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
    def _outside_dialogs(self) -> str:
        return in_one_line({key: value for key, value in self.data.items() if key not in COPIES | _DIALOGS})

    def has_named(self, ref_id: str) -> bool:
        """Whether anything but itself names a dialog of this refId."""
        return any(self.is_named(dialog) for dialog in self._dialogs_by_ref.get(ref_id, ()))

    @cached_property
    def _dialogs_by_ref(self) -> Mapping[str, tuple[Part, ...]]:
        found: dict[str, tuple[Part, ...]] = {}
        for dialog in self.dialogs:
            found[dialog.text("refId")] = (*found.get(dialog.text("refId"), ()), dialog)
        return found

    @cached_property
    def _used(self) -> str:
        return in_one_line({key: value for key, value in self.data.items() if key not in COPIES})

    @cached_property
    def _outside_components(self) -> str:
        left_out = COPIES | {"dialogComponents"}
        return in_one_line({key: value for key, value in self.data.items() if key not in left_out})

    @cached_property
    def in_one_line(self) -> str:
        """All of the export as text, to look for a name in it."""
        return in_one_line(self.data) if self._source is None else self._source


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


SPEAKING = ("message", "errorMessage", "submitMessage")


def _sayings(component: Part) -> Iterator[Saying]:
    for field in SPEAKING:
        for item in component.parts(field):
            index = item.keys[-1]
            for language, said in mapping(item.value.get("localeData")).items():
                source = text(path(said, "text"))
                if source:
                    keys = (field, index, "localeData", str(language), "text")
                    is_script = path(said, "type") == "uxmap"
                    channel = text(item.value.get("channel"))
                    yield Saying(component, keys, channel, str(language), unquote(source), is_script)
