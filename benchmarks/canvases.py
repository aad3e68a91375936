"""How long 100 canvases of 20 nodes take to become SVG, drawn afresh and unchanged."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Row, call, process
from xogen.formats.dialog_json import dump_dialog
from xogen.model.dialog import DialogTask

COUNT = 100
NODES = 20
AFRESH = 0.6
TIMES = 63
"""0.6 s on the machine that the limit was set on: an empty Python took 9.5 ms there."""
UNCHANGED = 0.05


def rows() -> Iterator[Row]:
    """Draw 100 dialogs of 20 nodes by ``xogen render`` as a whole process, then twice in one process."""
    with tempfile.TemporaryDirectory() as folder:
        dialogs = Path(folder) / "dialogs"
        dialogs.mkdir()
        for number in range(COUNT):
            (dialogs / f"dialog-{number}.json").write_text(dump_dialog(_dialog(number)), encoding="utf-8")
        command = [sys.executable, "-m", "xogen", "render", str(dialogs), "-o", f"{folder}/canvas", "--no-cache"]
        subprocess.run(command, check=True, capture_output=True)
        empty = process([sys.executable, "-c", "pass"])
        seconds = process(command, repeat=5)
        yield Row(f"{COUNT} canvases of {NODES} nodes to SVG, whole process", seconds, AFRESH)
        yield Row("the same, against an empty Python", seconds, TIMES * empty, TIMES, empty)
    yield Row(f"{COUNT} unchanged canvases in process", _unchanged(), UNCHANGED)


def _unchanged() -> float:
    from xogen.canvas.dot import dot_source
    from xogen.canvas.renderer import render_many

    sources = [dot_source(_dialog(number)) for number in range(COUNT)]
    render_many(sources, "svg")
    return call(lambda: render_many(sources, "svg"))


def _dialog(number: int) -> DialogTask:
    """Return a dialog of 20 nodes: questions, a service with a failure branch every few, a message at the end."""
    nodes: list[dict[str, object]] = [{"type": "intent", "id": "Start", "transitions": [{"to": "node1"}]}]
    for index in range(1, NODES - 1):
        after = f"node{index + 1}" if index < NODES - 2 else "Done"
        if index % 5 == 0:
            status = f"context.node{index}.response.statusCode"
            branches = [{"to": after, "when": {"context": status, "op": "eq", "value": "200"}}, {"to": "Done"}]
            nodes.append({"type": "service", "id": f"node{index}", "path": f"/d{number}", "transitions": branches})
        else:
            prompt = [{"text": {"en": f"Question {index} of dialog {number}?"}}]
            nodes.append({"type": "entity", "id": f"node{index}", "prompt": prompt, "transitions": [{"to": after}]})
    nodes.append({"type": "message", "id": "Done", "responses": [{"text": {"en": "Done."}}]})
    nodes[-1]["transitions"] = [{"to": "end"}]
    return DialogTask.model_validate({"name": f"dialog-{number}", "title": {"en": f"Dialog {number}"}, "nodes": nodes})
