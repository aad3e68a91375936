"""An imported dialog as a dialog file holds it: nodes are called by their names, and what no file can say is kept raw.

Everything hangs on the export alone, so that the way back needs no table of names: read the export again, and each node
stands at its index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from xogen.formats.pointers import split_pointer
from xogen.model.base import Owned, unchecked
from xogen.model.bot import BotDialog, BotExport
from xogen.model.conditions import AllOf, AnyOf, Condition, ContextTest, EntityTest, IntentTest, RawTest
from xogen.model.dialog import DialogTask
from xogen.model.nodes import EXITS, BotActionNode, IntentNode, Node, OpaqueNode, Transition

_MARK = re.compile(r"\]\(([^()\s]*)\)")


def readable(dialog: BotDialog, bot: BotExport) -> DialogTask:
    """Return a dialog of a bot as a dialog file can hold it: ``load_dialog(dump_dialog(task))`` is the task again.

    Its nodes stand in the order of the export. A node that breaks a rule of dialog files (a type of entity or a method
    that xogen does not know) becomes an opaque one with its component as it was.
    """
    reader = _Reader(dialog, bot)
    task = dialog.task
    made = DialogTask(
        name=task.name,
        title=task.title,
        description=task.description,
        languages=task.languages,
        hidden=task.hidden,
        ref_id=task.ref_id,
        nodes=tuple(reader.node(node, f"/nodes/{index}") for index, node in enumerate(task.nodes)),
    )
    # Values that were made without a check have their fields in another order, in which they would be written.
    return DialogTask.model_validate_json(made.model_dump_json())


def node_names(task: DialogTask) -> tuple[str, ...]:
    """Return the id of each node in its dialog file, in the order of ``task.walk()``: its name, where that is free."""
    last: dict[str, int] = dict.fromkeys(EXITS, 1)
    names = []
    for node in task.walk():
        found, number = node.component, last.get(node.component, 0)
        while found in last:
            number += 1
            found = f"{node.component}-{number}"
        last[node.component] = max(number, 1)
        last.setdefault(found, 1)
        names.append(found)
    return tuple(names)


class _Reader:
    def __init__(self, dialog: BotDialog, bot: BotExport) -> None:
        self._dialog = dialog
        self._bot = bot
        nodes = list(dialog.task.walk())
        self._own = dict(zip(map(id, nodes), node_names(dialog.task), strict=True))
        # A way leads to the first node of an id.
        self._names = {node.id: self._own[id(node)] for node in reversed(nodes)}

    def node(self, node: Node, pointer: str) -> Node:
        """Return a node as a file holds it."""
        values = {key: getattr(node, key) for key in type(node).model_fields}
        values |= self._renamed(node, pointer)
        if isinstance(node, BotActionNode):
            values["nodes"] = tuple(self.node(each, f"{pointer}/nodes/{at}") for at, each in enumerate(node.nodes))
        made = unchecked(type(node), **values)
        if _is_sound(made):
            return made
        common = {key: values[key] for key in ("id", "name", "label", "ref_id", "transitions")}
        stub = self._value(pointer)
        wire_type = stub.get("type") if isinstance(stub, dict) else None
        return OpaqueNode(**common, wire_type=str(wire_type or node.type), raw=self._component(pointer))

    def _renamed(self, node: Node, pointer: str) -> dict[str, Any]:
        name = self._own[id(node)]
        ways = enumerate(node.transitions)
        values: dict[str, Any] = {
            "id": name,
            "name": None if node.component == name else node.component,
            # The builder repeats the name as the label: a file says it once.
            "label": {} if set(node.label.values()) == {node.component} else node.label,
            "transitions": tuple([self._way(way, f"{pointer}/transitions/{index}") for index, way in ways]),
        }
        if isinstance(node, IntentNode):
            values["utterances"] = {
                language: tuple(_MARK.sub(self._mark, said) for said in several)
                for language, several in node.utterances.items()
            }
        return values

    def _mark(self, match: re.Match[str]) -> str:
        return f"]({self._names.get(match[1], match[1])})"

    def _way(self, way: Transition, pointer: str) -> Transition:
        to = way.to if way.to in EXITS else self._names.get(way.to, way.to)
        when = None if way.when is None else self._condition(way.when, f"{pointer}/when")
        return Transition(to=to or "", when=when, label=way.label)

    def _condition(self, when: Condition, pointer: str) -> Condition:
        if isinstance(when, EntityTest):
            when = unchecked(EntityTest, entity=self._names.get(when.entity, when.entity), op=when.op, value=when.value)
        elif isinstance(when, IntentTest):
            when = IntentTest(intent=self._names.get(when.intent, when.intent))
        if all(_is_sound(test) for test in _tests(when)):
            return when
        raw = self._value(pointer)
        return RawTest(raw=raw if isinstance(raw, dict) else {})

    def _component(self, pointer: str) -> Mapping[str, Any]:
        at = self._dialog.locate(f"{pointer}/ref_id").removesuffix("/refId")
        found = self._at(at)
        return found if isinstance(found, dict) and "nodeId" not in found else {}

    def _value(self, pointer: str) -> object:
        return self._at(self._dialog.locate(pointer))

    def _at(self, at: str) -> object:
        value: Any = self._bot.data
        for key in split_pointer(at.removeprefix(self._bot.prefix)):
            value = value[int(key)] if isinstance(value, list) else value[key]
        return value


def _tests(when: Condition) -> Iterator[Condition]:
    if isinstance(when, AllOf | AnyOf):
        yield from when.all if isinstance(when, AllOf) else when.any
    yield when if not isinstance(when, AllOf | AnyOf) else ContextTest(context="context")


def _is_sound(value: Owned) -> bool:
    """Whether a file may hold this."""
    try:
        type(value).model_validate(value.model_dump(warnings=False))
    except (ValidationError, ValueError):
        return False
    return True
