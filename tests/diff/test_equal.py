"""A thing is equal to itself, and what differs without meaning is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from xogen.diff.bots import diff_bots
from xogen.diff.exports import diff_exports
from xogen.diff.tasks import diff_tasks
from xogen.formats.dialog_json import load_dialog
from xogen.project.bots import read_bot

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"
DIALOGS = sorted((Path(__file__).parents[2] / "examples" / "acme-bot" / "dialogs").glob("*.json"))
BOTS = sorted(folder.name for folder in EXPORTS.iterdir() if folder.is_dir())


@pytest.mark.parametrize("path", DIALOGS, ids=lambda path: path.stem)
def test_a_dialog_is_equal_to_itself(path: Path) -> None:
    text = path.read_text()
    diff = diff_tasks(load_dialog(text, "a.json"), load_dialog(text, "b.json"))
    assert (diff.what, diff.values, diff.nodes, diff.ignored) == ("equal", (), (), ())


@pytest.mark.parametrize("name", BOTS)
def test_an_export_is_equal_to_itself(name: str) -> None:
    old, new = (read_bot(EXPORTS / name).bot for _ in range(2))
    diff = diff_exports(old, new)
    assert diff.equal
    assert diff.passed_over == ()
    assert [dialog.what for dialog in diff.dialogs] == ["equal"] * len(old.dialogs)


def test_the_order_of_dialogs_means_nothing() -> None:
    tasks = [load_dialog(path.read_text(), str(path)) for path in DIALOGS]
    assert diff_bots(tasks, tasks[::-1]).equal
