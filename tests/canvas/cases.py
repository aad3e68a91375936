"""The sample dialogs, drawn in every test of the canvas: real shapes, hostile names, many scripts, sixty nodes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.snapshots import TextFile
from xogen.formats.dialog_json import load_dialog
from xogen.formats.platform import for_platform
from xogen.model.dialog import DialogTask

FIXTURES = Path(__file__).parent / "fixtures"
NAMES = tuple(sorted(path.stem for path in FIXTURES.glob("*.json")))
THEMES = ("light", "dark")


class SvgFile(TextFile):
    file_extension = "svg"


class MermaidFile(TextFile):
    file_extension = "mmd"


@cache
def written(name: str) -> DialogTask:
    """Return a dialog as its file has it."""
    return load_dialog((FIXTURES / f"{name}.json").read_text(encoding="utf-8"), f"{name}.json")


@cache
def shown(name: str) -> DialogTask:
    """Return a dialog as XO 10 shows it."""
    return for_platform(written(name), "xo10")


def task(*nodes: dict[str, object], **more: object) -> DialogTask:
    """Return a dialog of these nodes."""
    return DialogTask.model_validate({"name": "sample", "title": {"en": "Sample"}, "nodes": nodes, **more})


def ways(*targets: str) -> list[dict[str, str]]:
    """Return unconditional transitions."""
    return [{"to": target} for target in targets]


def way(to: str, **when: str) -> dict[str, object]:
    """Return a conditional transition."""
    return {"to": to, "when": when}
