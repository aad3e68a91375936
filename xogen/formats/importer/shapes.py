"""Values of quite another form than the platform writes, where no reader asks for them: refused with their place.

What a reader asks for it checks itself; ``wire.shapes`` says what else rules look at. That is looked at before anything
is read, so that no rule takes a wrong value for an absent one: path by path over all objects of a kind, which is fast;
only where something is wrong, once more object by object, for the place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Any

from xogen.formats.importer.faults import refused
from xogen.formats.importer.reading import Json, number
from xogen.formats.importer.source import Source
from xogen.formats.wire.shapes import BOT, COMPONENT, COMPONENTS, DIALOG, NODE, SENTENCE, Shape, Shapes

_NONE = type(None)
_TYPES: Mapping[Shape, frozenset[type]] = {
    "object": frozenset({dict, _NONE}),
    "list": frozenset({list, _NONE}),
    "value": frozenset({str, bool, int, float, _NONE}),
    "flag": frozenset({bool, _NONE}),
    "number": frozenset({int, float, _NONE}),
    "texts": frozenset({list, str, _NONE}),
    "map": frozenset({dict, str, _NONE}),
}
"""The types that values of a shape have; what is of another is looked at once more."""
_WORDS: Mapping[Shape, str] = {
    "object": "an object",
    "list": "a list",
    "value": "a text",
    "flag": "true or false",
    "number": "a number",
    "texts": "a list",
    "map": "an object",
}
_FLAGS = frozenset({"true", "false"})

Steps = tuple[str, ...]
Asked = Sequence[tuple[Steps, Shape]]
"""What is looked at in one kind of object: paths by their steps, ``[]`` and ``*`` for each item and each value."""


def _asked(shapes: Shapes) -> Asked:
    return [(tuple(path.replace("[]", ".[]").split(".")), shape) for path, shape in shapes.items()]


_BOT, _DIALOG, _SENTENCE, _NODE, _COMPONENT = map(_asked, (BOT, DIALOG, SENTENCE, NODE, COMPONENT))
_COMPONENTS = {kind: _asked(shapes) for kind, shapes in COMPONENTS.items()}


def check_shapes(found: Source) -> None:
    """Look at what no reader asks for.

    Args:
        found: an export with its parts found.

    Raises:
        ExportError: a value is of another form than the platform writes.
    """
    dialogs = [part.data for part in found.dialogs]
    _look([found.data], _BOT)
    _look(dialogs, _DIALOG)
    _look(found.components, _COMPONENT)
    by_type: defaultdict[str, list[Json]] = defaultdict(list)
    for part in found.components:
        kind = part.get("type")
        by_type[kind if type(kind) is str else ""].append(part)
    for kind, asked in _COMPONENTS.items():
        _look(by_type.get(kind, ()), asked)
    _look([stub for dialog in dialogs for stub in _listed(dialog, "nodes")], _NODE)
    _look(_listed(found.data, "sentences"), _SENTENCE)


def _listed(data: Json, key: str) -> Sequence[Any]:
    value = data.get(key)
    return value if type(value) is list else ()


def _look(parts: Sequence[Json], asked: Asked) -> None:
    there: dict[Steps, Sequence[Any]] = {(): parts}
    for steps, shape in asked:
        for count, step in enumerate(steps, 1):
            if steps[:count] not in there:
                there[steps[:count]] = _below(there[steps[: count - 1]], step)
        if not _TYPES[shape].issuperset(map(type, there[steps])):
            _look_closely(parts, steps, shape)


def _below(parts: Sequence[Any], step: str) -> Sequence[Any]:
    """Return the values one step below others; ``None`` where there is none."""
    if step == "[]":
        return [item for each in parts if type(each) is list for item in each]
    if step == "*":
        return [item for each in parts if type(each) is dict for item in each.values()]
    objects = [each for each in parts if type(each) is dict]
    return [*map(dict.get, objects, repeat(step))]


def _look_closely(parts: Sequence[Json], steps: Steps, shape: Shape) -> None:
    """Look at each value at a path. One of another type may be meant all the same."""
    for part in parts:
        for place, value in _values(part, steps):
            if type(value) not in _TYPES[shape] and not _can_be(shape, value):
                raise refused(part, place, _WORDS[shape], value)


def _values(part: Json, steps: Steps) -> list[tuple[tuple[str | int, ...], Any]]:
    """Return the values at a path with their places; what has another form on the way there has none."""
    found: list[tuple[tuple[str | int, ...], Any]] = [((), part)]
    for step in steps:
        if step == "[]":
            found = [((*at, i), item) for at, each in found if type(each) is list for i, item in enumerate(each)]
        elif step == "*":
            found = [((*at, key), item) for at, each in found if type(each) is dict for key, item in each.items()]
        else:
            found = [((*at, step), each[step]) for at, each in found if type(each) is dict and step in each]
    return found


def _can_be(shape: Shape, value: object) -> bool:
    """Whether a value of another type can be meant: nothing, or a truth value or number that is spelt."""
    if not value:
        return True
    if shape == "flag":
        return value == 1 or (isinstance(value, str) and value.lower() in _FLAGS)
    return shape == "number" and number(value) is not None
