"""Breaks one thing in a dialog, and lints what is left."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.lint.good import GOOD
from xogen.formats.dialog_json import dump_dialog
from xogen.lint.facts import Document
from xogen.lint.known import Known
from xogen.lint.runner import lint
from xogen.model.dialog import DialogTask
from xogen.model.finding import Finding
from xogen.packs.cases import load_cases

PACK = Path(__file__).parents[2] / "template_packs" / "salesforce"
Data = dict[str, Any]


@cache
def bots() -> dict[str, tuple[Data, ...]]:
    """Return good bots as the data of their dialog files: those of designers, and each template where users sign in."""
    templates = {case.id: case for case in load_cases(PACK, shown="x") if case.id.endswith("/allow-users-custom")}
    made = {name.partition("/")[0]: (case.expand(),) for name, case in templates.items()}
    made |= {name: tuple(map(DialogTask.model_validate, dialogs)) for name, dialogs in GOOD.items()}
    return {name: tuple(json.loads(dump_dialog(task)) for task in tasks) for name, tasks in made.items()}


def changed(bot: str, change: Callable[[Data], object], dialog: int = 0) -> list[Data]:
    """Return the dialogs of a bot, one of them changed."""
    dialogs = copy.deepcopy(list(bots()[bot]))
    change(dialogs[dialog])
    return dialogs


def texts(dialogs: Sequence[Data]) -> list[str]:
    """Return the dialogs as files."""
    return [dump_dialog(_task(each)) for each in dialogs]


def found(dialogs: Sequence[Data]) -> list[Finding]:
    """Lint all dialogs of a bot with every rule; advice on names is left out, because the titles are the vendor's."""
    written = texts(dialogs)
    documents = [
        Document(f"dialogs/{data['name']}.json", _task(data), text) for data, text in zip(dialogs, written, strict=True)
    ]
    known = Known(complete=True, pack_versions={"salesforce": "0.9"})
    return [each for each in lint(documents, known=known).findings if each.rule != "naming/intent-name-advice"]


def _task(data: Data) -> DialogTask:
    return DialogTask.model_validate({key: value for key, value in data.items() if key != "$schema"})


def reached(dialog: Data) -> set[str]:
    """Return the ids of the nodes that the first one leads to, at the top level of a dialog."""
    targets = {node["id"]: [way["to"] for way in node.get("transitions", [])] for node in dialog["nodes"]}
    seen: set[str] = set()
    waiting = [dialog["nodes"][0]["id"]]
    while waiting:
        at = waiting.pop()
        if at in targets and at not in seen:
            seen.add(at)
            waiting.extend(targets[at])
    return seen


def places(bot: str, kind: str = "") -> Iterator[tuple[int, int, Data]]:
    """Yield dialog and node number, and the node, of a bot's top-level nodes of a kind."""
    for number, dialog in enumerate(bots()[bot]):
        for index, node in enumerate(dialog["nodes"]):
            if not kind or node["type"] == kind:
                yield number, index, node
