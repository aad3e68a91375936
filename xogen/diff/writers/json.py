"""A difference as JSON, for programs."""

from __future__ import annotations

import json
from typing import Any

from xogen.diff.said import node_counts
from xogen.model.diff import BotDiff, TaskDiff


def write(diff: BotDiff, *, color: bool = False, titles: tuple[str, str] = ("old", "new")) -> str:  # noqa: ARG001 - called as all are
    """Return ``{"old", "new", "equal", "dialogs": [...], "outside": [...], "ignored": [...], "summary"}``."""
    data = {
        "old": titles[0],
        "new": titles[1],
        "equal": diff.equal,
        "dialogs": [_dialog(each) for each in diff.changed],
        "outside": [each.model_dump(mode="json", exclude_defaults=True) for each in diff.values],
        "ignored": [each.model_dump(mode="json") for each in diff.passed_over],
        "summary": {
            "dialogs": {
                what: sum(each.what == what for each in diff.dialogs)
                for what in ("added", "removed", "changed", "equal")
            },
            "nodes": node_counts(node for each in diff.dialogs for node in each.nodes),
        },
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _dialog(diff: TaskDiff) -> dict[str, Any]:
    return diff.model_dump(mode="json", exclude_none=True, exclude={"pairs", "ignored"}, exclude_defaults=True)
