"""Where the ids of dialogs and components stand in an export: what a call, an event or a tool names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any

NO_USES: frozenset[str] = frozenset(
    {
        "contentVariables", "customDashboards", "exportOptions", "localeData", "mlParams", "patterns",
        "sceneComponents", "scenes", "sentences", "smallTalk", "unexportedTasks", "widgetThemes",
    }
)  # fmt: skip
"""Top-level keys that use no dialog and no component: texts, training data, the designer's copy, what was chosen."""
_OWNERS = frozenset({"dialogs", "dialogComponents"})
_QUOTED = re.compile(r'"([\w-]{1,80})"')
"""What may be an id in JSON that stands in a text."""


class NamedIds:
    """Where some ids stand. Dialogs and components, nearly all of an export, are only searched when asked for."""

    def __init__(self, data: Mapping[str, Any], ids: frozenset[str]) -> None:
        """Search nothing yet. ``data`` is the export."""
        self._data = data
        self._ids = ids

    @cached_property
    def outside(self) -> AbstractSet[str]:
        """Which ids stand anywhere but in dialogs and components, in what uses them."""
        outside = [value for key, value in self._data.items() if key not in NO_USES and key not in _OWNERS]
        return names_in(outside, self._ids)

    @cached_property
    def in_dialogs(self) -> Mapping[str, AbstractSet[int]]:
        """Which ids stand in dialogs: in those of which index."""
        return self._inside("dialogs")

    @cached_property
    def in_components(self) -> Mapping[str, AbstractSet[int]]:
        """Which ids stand in components: in those of which index."""
        return self._inside("dialogComponents")

    def _inside(self, key: str) -> Mapping[str, AbstractSet[int]]:
        found: defaultdict[str, set[int]] = defaultdict(set)
        value = self._data.get(key)
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            for each in names_in(item, self._ids):
                found[each].add(index)
        return dict(found)


def names_in(value: object, names: frozenset[str]) -> frozenset[str]:
    """Return which of some names are keys or texts of a value, or stand in quotes in one, as in JSON in a text."""
    keys: list[str] = []
    texts: list[str] = []
    todo: list[Any] = [[value]]
    # Exact types: the parser makes no others, and this loop sees every value of an export; half of them are empty.
    while todo:
        held = todo.pop()
        if type(held) is dict:
            keys += held
            held = held.values()
        for item in held:
            if item:
                kind = type(item)
                if kind is str:
                    texts.append(item)
                elif kind is dict or kind is list or kind is tuple:
                    todo.append(item)
    return names.intersection(keys).union(names.intersection(texts), names.intersection(_quoted(texts)))


def _quoted(texts: Iterable[str]) -> list[str]:
    """Return what stands in quotes in texts; the line between two of them is no part of an id."""
    quoting = [text for text in texts if '"' in text]
    return _QUOTED.findall('"' + '"\n"'.join(quoting) + '"') if quoting else []
