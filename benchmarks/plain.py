"""What the linter is measured against: plain ``json`` and networkx doing eight trivial checks on exports.

Run as a process of its own: ``python benchmarks/plain.py FILE...``; prints the number of findings of each check.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx

EXITS = {"end", "END", "", "retToFlow"}


def main(paths: list[str]) -> None:
    """Check bots one after the other."""
    found: Counter[str] = Counter()
    for path in paths:
        bot = json.loads(Path(path).read_text(encoding="utf-8"))
        components = {each["_id"]: each for each in bot["dialogComponents"]}
        names = Counter(each["name"].lower() for each in bot["dialogComponents"])
        found["duplicate name"] += sum(count > 1 for count in names.values())
        found["empty text"] += sum(_empty_texts(each) for each in bot["dialogComponents"])
        for dialog in bot["dialogs"]:
            _check(dialog["nodes"], components, found)
        for each in bot["dialogComponents"]:
            if each["type"] == "botAction":
                _check(each.get("nodes", []), components, found)
    print(dict(found))


def _check(nodes: list[dict[str, Any]], components: dict[str, Any], found: Counter[str]) -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    ids = Counter(node["nodeId"] for node in nodes)
    graph.add_nodes_from(ids)
    found["duplicate id"] += sum(count > 1 for count in ids.values())
    for node in nodes:
        found["missing component"] += node["componentId"] not in components
        targets = [way.get("then", way.get("default", "")) for way in node["transitions"]]
        found["dangling"] += sum(target not in EXITS and target not in ids for target in targets)
        found["dead end"] += all(target == "" for target in targets)
        graph.add_edges_from((node["nodeId"], target) for target in targets if target in ids)
    if nodes:
        found["unreachable"] += len(ids) - 1 - len(nx.descendants(graph, nodes[0]["nodeId"]))
    found["cycle"] += sum(len(group) > 1 for group in nx.strongly_connected_components(graph))


def _empty_texts(component: dict[str, Any]) -> int:
    messages = (*component.get("message", ()), *component.get("errorMessage", ()))
    return sum(not said.get("text", "").strip() for each in messages for said in each["localeData"].values())


if __name__ == "__main__":
    main(sys.argv[1:])
