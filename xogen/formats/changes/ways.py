"""Ways out of a node that changed: each transition keeps its colour and its id; new ones get their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xogen.formats.changes.align import aligned
from xogen.formats.changes.draft import Draft
from xogen.formats.changes.scope import Returning
from xogen.formats.wire.transitions import condition
from xogen.model.conditions import Condition, RawTest
from xogen.model.nearest import did_you_mean
from xogen.model.nodes import END, NOT_CONNECTED, RETURN_TO_FLOW, Node, Transition

_EXITS = {NOT_CONNECTED: "", END: "end", RETURN_TO_FLOW: "retToFlow"}


def put_ways(draft: Draft, scope: Returning, at: str, old: Sequence[Transition], node: Node) -> None:
    """Change the transitions of a node; ``at`` is the pointer to their list."""
    new = node.transitions
    for pair in aligned([each.model_dump_json() for each in old], [each.model_dump_json() for each in new]):
        if pair.new is None:
            draft.remove(f"{at}/{pair.old}")
        elif pair.old is None:
            made = _written(scope, node, new[pair.new], pair.new)
            draft.insert(at, pair.at if pair.at < len(old) else None, made)
        elif old[pair.old] != new[pair.new]:
            _put_way(draft, scope, f"{at}/{pair.old}", old[pair.old], new[pair.new], node)


def written_ways(scope: Returning, node: Node) -> list[dict[str, Any]]:
    """Return the transitions of a node that is new, just as they are."""
    return [_written(scope, node, way, index) for index, way in enumerate(node.transitions)]


def _put_way(draft: Draft, scope: Returning, at: str, old: Transition, new: Transition, node: Node) -> None:
    there = draft.value(at)
    if (old.when is None) != (new.when is None) and isinstance(there, dict):
        made = _written(scope, node, new, 0)
        kept = {key: value for key, value in there.items() if key not in {"if", "then", "default"}}
        draft.put(at, {**made, **kept})
        return
    if old.when != new.when and new.when is not None:
        draft.put(f"{at}/if", _test(scope, node, new.when))
    if old.to != new.to:
        draft.put(f"{at}/{'default' if new.when is None else 'then'}", _target(scope, node, new.to))
    if old.label != new.label:
        draft.put(f"{at}/metadata/pathName", new.label or "")


def _written(scope: Returning, node: Node, way: Transition, index: int) -> dict[str, Any]:
    metadata: dict[str, Any] = {
        "color": "#676767" if way.when is None else "#299d8e",
        "connId": scope.ids.connection(scope.task.ref_id or scope.task.name, node.id, str(index), way.to),
        "pathName": way.label or "",
        "pathsMap": [],
    }
    target = _target(scope, node, way.to)
    if way.when is None:
        return {"default": target, "metadata": metadata}
    return {"if": _test(scope, node, way.when), "then": target, "metadata": metadata}


def _test(scope: Returning, node: Node, when: Condition) -> dict[str, Any]:
    return dict(when.raw) if isinstance(when, RawTest) else condition(scope, node, when)


def _target(scope: Returning, node: Node, to: str) -> str:
    target = _EXITS.get(to) or scope.node_ids.get(to)
    if target is None and to not in _EXITS:
        known = scope.node_ids
        raise scope.error(
            node, f"it leads to {to!r}, which is no node of the dialog{did_you_mean(to, known)}", "xogen lint shows it"
        )
    return target or ""
