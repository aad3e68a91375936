"""Scripts that another process analysed while a bot was read need not be analysed again, and nothing else changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from xogen.errors import InputError
from xogen.graph.reads import scripts_of
from xogen.lint.runner import lint
from xogen.project import lint_ahead
from xogen.project.lint_ahead import scripts_ahead
from xogen.project.lint_inputs import find_units
from xogen.project.lint_run import Choice, lint_units
from xogen.project.processes import can_fork
from xogen.script import paths, reading

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"
BOTS = sorted(path.name for path in EXPORTS.iterdir() if path.is_dir())
pytestmark = pytest.mark.skipif(not can_fork(), reason="this system cannot fork")


@pytest.fixture(autouse=True)
def nothing_is_known():
    forget()
    yield
    forget()


def forget():
    reading.forget()
    paths.context_paths.cache_clear()


def unit(path):
    return find_units([path], path.parent).bots[0]


@pytest.mark.parametrize("bot", BOTS)
def test_scripts_are_known_when_the_bot_is_read(bot):
    with scripts_ahead(EXPORTS / bot) as know:
        read = unit(EXPORTS / bot).read()
        know()
    nodes = [node for document in read.documents for node in document.task.walk()]
    sources = {place.source for node in nodes if node.type in {"script", "service"} for place in scripts_of(node)}
    asked = {source for source in sources if paths.mentions_roots(source)}
    assert asked <= set(reading.kept())


@pytest.mark.parametrize("bot", BOTS)
def test_what_comes_from_another_process_is_what_is_made_here(bot):
    with scripts_ahead(EXPORTS / bot) as know:
        know()
    theirs = reading.kept()
    forget()
    for source, read in theirs.items():
        own = reading.reading(source)
        assert (own.uses, own.drafts) == (read.uses, read.drafts)
        assert {**vars(own.tree), "words": {}, "tested": {}} == {**vars(read.tree), "words": {}, "tested": {}}


def test_a_zip_and_a_file_are_read_ahead_as_a_folder_is(tmp_path):
    folder = EXPORTS / "twilio-sms"
    packed = Path(shutil.make_archive(str(tmp_path / "bot"), "zip", folder))
    known = []
    for export in (folder, packed, folder / "botDefinition.json"):
        forget()
        with scripts_ahead(export) as know:
            know()
        known.append(sorted(reading.kept()))
    assert known[0]
    assert known[1:] == [known[0], known[0]]


def test_a_process_that_fails_leaves_the_work_to_the_first(monkeypatch, capfd):
    monkeypatch.setattr(lint_ahead, "open_files", lambda _export: 1 // 0)
    bot = unit(EXPORTS / "twilio-sms").read()
    assert lint_units([unit(EXPORTS / "twilio-sms")], Choice(), jobs=2) == [
        lint(bot.documents, bot.settings, bot.known)
    ]
    assert capfd.readouterr().err == ""


def test_a_wrong_file_is_told_once(tmp_path, capfd):
    (tmp_path / "botDefinition.json").write_bytes(b'{"dialogs": \xff')
    with pytest.raises(InputError, match="this file is not UTF-8"):
        lint_units([unit(tmp_path)], Choice(), jobs=2)
    assert capfd.readouterr().err == ""


def test_no_more_is_sent_than_is_kept(monkeypatch):
    monkeypatch.setattr(lint_ahead, "MOST_KEPT", 5000)
    with scripts_ahead(EXPORTS / "twilio-sms") as know:
        know()
    assert 0 < sum(map(len, reading.kept())) <= 5000
