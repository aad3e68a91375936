"""Branches of a template to conditions of a dialog."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xogen.packs.specs import Branch

Render = Callable[[str], str]


def condition(branch: Branch, node: str, render: Render) -> dict[str, Any]:
    """Return the condition of a branch as data.

    Args:
        branch: what the author wrote.
        node: the id of the node it belongs to: ``status`` without ``service`` means that one's.
        render: fills a string.
    """
    if branch.status is not None:
        return _status(f"context.{render(branch.service or node)}.response.statusCode", branch.status)
    if branch.intent is not None:
        return {"intent": render(branch.intent)}
    if branch.entity is not None:
        return {"entity": render(branch.entity), **_comparison(branch, render)}
    if branch.context is not None:
        return {"context": render(branch.context), **_comparison(branch, render)}
    kind = "any" if branch.all is None else "all"
    return {kind: [_rendered(test.model_dump(), render) for test in branch.all or branch.any or ()]}


def _status(path: str, status: int | str | tuple[int, ...]) -> dict[str, Any]:
    if isinstance(status, int):
        return {"context": path, "op": "eq", "value": str(status)}
    if isinstance(status, str):
        first = int(status[0]) * 100
        least = {"context": path, "op": "gte", "value": str(first)}
        return {"all": [least, {"context": path, "op": "lt", "value": str(first + 100)}]}
    return {"any": [{"context": path, "op": "eq", "value": str(each)} for each in status]}


def _comparison(branch: Branch, render: Render) -> dict[str, Any]:
    if branch.is_ is not None:
        return {"op": "eq", "value": render(branch.is_)}
    value = None if branch.value is None else render(branch.value)
    return {"op": branch.op or ("exists" if value is None else "eq"), "value": value}


def _rendered(test: dict[str, Any], render: Render) -> dict[str, Any]:
    return {key: render(value) if isinstance(value, str) and key != "op" else value for key, value in test.items()}
