"""Edits of a real export, each with what a comparison has to say of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from xogen.diff.plain import ID
from xogen.formats.importer import import_bot
from xogen.model.bot import BotExport
from xogen.model.diff import BotDiff

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"
Json = dict[str, Any]
Said = tuple[str, ...]


@cache
def _text(name: str) -> str:
    return (EXPORTS / name / "botDefinition.json").read_text()


def export(name: str) -> Json:
    """Return a fresh copy of an export's JSON."""
    data: Json = json.loads(_text(name))
    return data


def imported(data: Json) -> BotExport:
    return import_bot(deepcopy(data), path="botDefinition.json")


def said(diff: BotDiff) -> set[Said]:
    """Return what a difference says, in a form that edits can foretell."""
    found: set[Said] = set()
    for dialog in diff.dialogs:
        if dialog.what in {"added", "removed"}:
            found.add((f"dialog {dialog.what}", dialog.task.name))
        if dialog.renamed and dialog.old and dialog.new:
            found.add(("dialog renamed", dialog.old.name, dialog.new.name))
        found |= {("dialog value", value.name) for value in dialog.values}
        for node in dialog.nodes:
            if node.what != "changed":
                found.add((node.what if node.moved is None else f"moved {node.what}", node.node.name))
            elif node.renamed and node.old and node.new:
                found.add(("renamed", node.old.name, node.new.name))
            found |= {("value", node.node.name, value.name.split(" · ")[0], value.what) for value in node.values}
            for way in node.ways:
                old, new = (way.old.goal if way.old else ""), (way.new.goal if way.new else "")
                found.add(("way", way.what, node.node.name, old, new))
    return found | {("outside", value.pointer) for value in diff.values}


class Editor:
    """Edits one dialog of an export. Each node is edited once, so that what is foretold stays true."""

    def __init__(self, data: Json, dialog: int) -> None:
        self.data = data
        self.dialog = data["dialogs"][dialog]
        self.expected: set[Said] = set()
        self.touched: set[str] = set()
        self.was = {stub["nodeId"]: self.name(stub["nodeId"]) for stub in self.nodes}
        self._values: list[tuple[str, str]] = []
        self._rewired: list[tuple[str, str, str]] = []

    @property
    def nodes(self) -> list[Json]:
        nodes: list[Json] = self.dialog["nodes"]
        return nodes

    def foretold(self) -> set[Said]:
        """Return what has to be said, by the names that nodes have in the end."""
        ways = {
            ("way", "rewired", self.name(source), self.was.get(old, "") or self.name(old), self.name(new))
            for source, old, new in self._rewired
        }
        return self.expected | ways | {("value", self.name(node), what, "changed") for node, what in self._values}

    def component(self, stub: Json) -> Json:
        return next(each for each in self.data["dialogComponents"] if each["_id"] == stub["componentId"])

    def name(self, target: str) -> str:
        """Return what a target is called in a report."""
        exits = {"": "not-connected", "END": "end", "end": "end", "retToFlow": "return-to-flow"}
        if target in exits:
            return exits[target]
        stub = next(each for each in self.nodes if each["nodeId"] == target)
        return str(self.component(stub)["name"])

    def _free(self, kinds: set[str], *, first: bool = False) -> Iterator[Json]:
        """Yield nodes that nothing touched yet, and whose component nothing else uses."""
        uses = json.dumps([dialog.get("nodes") for dialog in self.data["dialogs"]])
        for place, stub in enumerate(self.nodes):
            alone = uses.count(json.dumps(stub["componentId"])) == 1
            wanted = stub["type"] in kinds and (first or place > 0)
            if wanted and alone and stub["nodeId"] not in self.touched and self.component(stub).get("name"):
                yield stub

    def _pick(self, kinds: set[str], which: int) -> Json | None:
        found = list(self._free(kinds))
        return found[which % len(found)] if found else None

    def leading_to(self, node_id: str) -> list[tuple[Json, int, str]]:
        return [
            (stub, place, key)
            for stub in self.nodes
            for place, way in enumerate(stub["transitions"])
            for key in ("then", "default")
            if way.get(key) == node_id
        ]

    def rename(self, which: int, word: str) -> None:
        stub = self._pick({"entity", "message", "dialogAct"}, which)
        if stub is None:
            return
        component = self.component(stub)
        old, new = component["name"], f"{word}{len(self.touched)}"
        self.touched.add(stub["nodeId"])
        component["name"] = new
        self.expected.add(("renamed", old, new))

    def change_text(self, which: int, word: str) -> None:
        stub = self._pick({"message", "entity"}, which)
        if stub is None or not self.component(stub).get("message"):
            return
        component = self.component(stub)
        locale = component["message"][0]["localeData"]["en"]
        if locale["type"] != "basic":
            return
        self.touched.add(stub["nodeId"])
        locale["text"] = locale["text"] + quote(f" And {word}?")
        kind = "prompt" if stub["type"] == "entity" else "responses"
        self._values.append((stub["nodeId"], kind))

    def change_option(self, which: int) -> None:
        """Change what only the platform's own JSON has."""
        stub = self._pick({"message", "entity", "dialogAct"}, which)
        if stub is None or "nodeOptions" not in stub:
            return
        self.touched.add(stub["nodeId"])
        stub["nodeOptions"]["notForReuse"] = not stub["nodeOptions"].get("notForReuse", False)
        self._values.append((stub["nodeId"], "nodeOptions"))

    def remove(self, which: int) -> None:
        stub = self._pick({"message"}, which)
        if stub is None:
            return
        node_id, name = stub["nodeId"], self.component(stub)["name"]
        sources = self.leading_to(node_id)
        if any(source["nodeId"] in self.touched or source is stub for source, _, _ in sources):
            return
        goal = "end"
        for source, place, key in sources:
            source["transitions"][place][key] = goal
            self.touched.add(source["nodeId"])
            self._rewired.append((source["nodeId"], node_id, goal))
        self.nodes.remove(stub)
        self.data["dialogComponents"].remove(self.component(stub))
        self.touched.add(node_id)
        self.expected.add(("removed", name))

    def add(self, which: int, word: str) -> None:
        stub = self._pick({"message", "entity"}, which)
        if stub is None or "default" not in stub["transitions"][-1]:
            return
        if stub["transitions"][-1]["default"] in {"end", "END", ""} and len(self.touched) > 50:
            return
        node_id, name = f"nd-msg-{uuid5(NAMESPACE_URL, word)}", f"{word}Added{len(self.touched)}"
        text = quote(f"{word} is what nobody said before, {len(self.nodes)} times.")
        component = {
            "_id": f"dc-{uuid5(NAMESPACE_URL, name)}",
            "refId": str(uuid5(NAMESPACE_URL, name + "ref")),
            "name": name,
            "type": "message",
            "message": [{"channel": "default", "localeData": {"en": {"text": text, "type": "basic"}}}],
            "localeData": {"en": {"label": name}},
        }
        before = stub["transitions"][-1]["default"]
        ways = [{"default": stub["transitions"][-1]["default"], "metadata": {"color": "#299d8e"}}]
        stub["transitions"][-1]["default"] = f"{node_id}{len(self.touched)}"
        self.nodes.append(
            {
                "type": "message",
                "nodeId": f"{node_id}{len(self.touched)}",
                "componentId": component["_id"],
                "transitions": ways,
                "nodeOptions": {},
            }
        )
        self.data["dialogComponents"].append(component)
        self.touched |= {stub["nodeId"], self.nodes[-1]["nodeId"]}
        self.expected.add(("added", name))
        self._rewired.append((stub["nodeId"], before, self.nodes[-1]["nodeId"]))

    def rewire(self, which: int, where: int) -> None:
        stub = self._pick({"message", "entity", "dialogAct"}, which)
        if stub is None:
            return
        way = stub["transitions"][where % len(stub["transitions"])]
        key = "default" if "default" in way else "then"
        goals = ["end", *(each["nodeId"] for each in self.nodes[1:] if each["nodeId"] not in self.touched)]
        goal = goals[where % len(goals)]
        if self.name(goal) == self.name(way[key]) or way.get("if") == {"context": "", "op": "", "value": ""}:
            return
        self.touched.add(stub["nodeId"])
        self._rewired.append((stub["nodeId"], way[key], goal))
        self.touched |= {goal, way[key]}
        way[key] = goal

    def move(self, which: int) -> None:
        stub = self.nodes[which % len(self.nodes)]
        place = stub.setdefault("positionMeta", {"left": 0, "top": 0})
        place["left"], place["top"] = place["left"] + 40, place["top"] - 7

    def reorder(self, turn: int) -> None:
        """List everything in another order; a dialog's first node is its entry, and stays."""
        for items in (self.data["dialogs"], self.data["dialogComponents"]):
            at = turn % len(items)
            items[:] = items[at:] + items[:at]
        rest = self.nodes[1:]
        at = turn % max(len(rest), 1)
        self.nodes[1:] = rest[at:] + rest[:at]


def reminted(data: Json) -> Json:
    """Return an export as if it had been copied: every id of its own is another one, wherever it stands."""
    ids: dict[str, str] = {}

    def own(item: Json) -> Json:
        for key in ("_id", "refId", "nodeId"):
            value = item.get(key)
            if isinstance(value, str) and ID.fullmatch(value):
                kind = re.match(r"(?:[a-z]+-)*(?=[0-9a-f]{8})", value)
                ids[value] = f"{kind[0] if kind else ''}{uuid5(NAMESPACE_URL, value)}"
        return item

    json.loads(json.dumps(data), object_hook=own)

    def swap(item: Json) -> Json:
        return {
            key: ids.get(value, value)
            if isinstance(value, str)
            else [ids.get(each, each) if isinstance(each, str) else each for each in value]
            if isinstance(value, list)
            else value
            for key, value in item.items()
        }

    result: Json = json.loads(json.dumps(data), object_hook=swap)
    return result
