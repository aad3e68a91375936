from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from xogen.errors import MachineError
from xogen.project import writes
from xogen.project.runlock import JOURNAL
from xogen.project.writes import folder_made, running, write_all

OLD = {"xogen.lock": b"old lock", "dialogs/a.json": b"old a", "canvas/gone.gv": b"old gone"}
NEW = {"dialogs/a.json": b"new a", "package/deep/b.json": b"new b", "xogen.lock": b"new lock"}
GONE = ["canvas/gone.gv"]


@pytest.fixture
def root(tmp_path):
    for name, content in OLD.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def tree(root):
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def folders(root):
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_dir())


def test_files_are_written_and_removed_and_nothing_else_is_left(root):
    write_all(root, NEW, GONE)
    assert tree(root) == NEW


def test_the_mode_of_a_file_stays(root):
    (root / "dialogs/a.json").chmod(0o600)
    write_all(root, NEW)
    assert (root / "dialogs/a.json").stat().st_mode & 0o777 == 0o600


def test_a_link_stays_a_link_and_its_file_is_written(root, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "the-lock"
    (root / "xogen.lock").rename(elsewhere)
    (root / "xogen.lock").symlink_to(elsewhere)
    write_all(root, NEW, GONE)
    assert (root / "xogen.lock").readlink() == elsewhere
    assert elsewhere.read_bytes() == b"new lock"
    assert tree(root) == NEW
    assert [path.name for path in elsewhere.parent.iterdir()] == ["the-lock"]


def breaking(monkeypatch, owner, name, error, *, at):
    """Let the call number ``at`` of a function fail."""
    original, calls = getattr(owner, name), []

    def replaced(*args, **kwargs):
        calls.append(args)
        if len(calls) == at:
            raise error
        return original(*args, **kwargs)

    monkeypatch.setattr(owner, name, replaced)


FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x")
FAULTS = [
    pytest.param(owner, name, at, id=f"{name}-{at}")
    for owner, name, times in [
        (Path, "open", 3),
        (Path, "replace", 4),
        (Path, "mkdir", 2),
        (os, "link", 0),
        (writes, "_keep", 2),
        (os, "fsync", 4),
    ]
    for at in range(1, times + 1)
]


@pytest.mark.parametrize(("owner", "name", "at"), FAULTS)
def test_a_full_disk_leaves_everything_as_it_was(root, monkeypatch, owner, name, at):
    before = folders(root)
    breaking(monkeypatch, owner, name, FULL, at=at)
    with pytest.raises(MachineError, match="cannot write: no space left on device"):
        write_all(root, NEW, GONE)
    assert tree(root) == OLD
    assert folders(root) == before


@pytest.mark.parametrize(("owner", "name", "at"), FAULTS)
def test_ctrl_c_leaves_everything_as_it_was(root, monkeypatch, owner, name, at):
    breaking(monkeypatch, owner, name, KeyboardInterrupt(), at=at)
    with pytest.raises(KeyboardInterrupt):
        write_all(root, NEW, GONE)
    assert tree(root) == OLD


KILLED = """
import os, sys
from pathlib import Path
from xogen.project import writes
name, at = sys.argv[2], int(sys.argv[3])
owner = Path if name == "replace" else writes.Run
original, calls = getattr(owner, name), []
def killed(*args, **kwargs):
    calls.append(1)
    if len(calls) == at:
        os._exit(9)
    return original(*args, **kwargs)
setattr(owner, name, killed)
writes.write_all(Path(sys.argv[1]), %r, %r)
"""


@pytest.mark.parametrize(
    ("name", "at", "after"),
    [("_stage", 1, OLD), *(("replace", at, OLD) for at in (1, 2, 3, 4)), ("_clean", 1, NEW)],
)
def test_a_killed_run_is_undone_by_the_next_one(root, name, at, after):
    command = [sys.executable, "-c", KILLED % (NEW, GONE), str(root), name, str(at)]
    assert subprocess.run(command, check=False).returncode == 9
    assert (root / JOURNAL).exists()
    with running(root):
        pass
    assert tree(root) == after


def test_a_journal_that_was_cut_off_is_thrown_away(root):
    (root / JOURNAL).write_bytes(b'{"write": ["dialogs/a')
    with running(root):
        pass
    assert tree(root) == OLD


@pytest.mark.parametrize("above", ["..", "{}"], ids=["relative", "absolute"])
def test_a_journal_that_reaches_beyond_the_project_is_none_of_ours(root, above):
    precious = root.parent / "precious"
    precious.write_bytes(b"precious")
    names = [f"{above.format(root.parent)}/precious"]
    journal = {"write": names, "remove": [], "created": names, "folders": []}
    (root / JOURNAL).write_text(json.dumps(journal) + "\nstaged\n")
    with running(root):
        pass
    assert precious.read_bytes() == b"precious"


def test_a_disk_that_fills_up_in_writing_names_the_file(root, monkeypatch):
    nameless = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    breaking(monkeypatch, os, "fsync", nameless, at=2)
    with pytest.raises(MachineError) as caught:
        write_all(root, NEW, GONE)
    assert caught.value.where == str(root / "xogen.lock")


def test_the_current_folder_is_named_by_its_path(root, monkeypatch):
    monkeypatch.chdir(root)
    with running(Path()), pytest.raises(MachineError) as caught:
        write_all(Path(), NEW)
    assert caught.value.where == str(root)


def test_a_file_in_place_of_a_folder_is_named(root):
    (root / "package").write_bytes(b"a file")
    with pytest.raises(MachineError) as caught:
        write_all(root, NEW, GONE)
    assert str(caught.value).split("\n")[1] == "  nothing was changed"
    assert caught.value.where.startswith(str(root / "package"))
    assert tree(root) == OLD | {"package": b"a file"}


def test_a_folder_in_place_of_a_file_is_named(root):
    (root / "dialogs/a.json").unlink()
    (root / "dialogs/a.json").mkdir()
    with pytest.raises(MachineError, match="cannot write") as caught:
        write_all(root, NEW, GONE)
    assert caught.value.where == str(root / "dialogs/a.json")
    assert tree(root) == {name: content for name, content in OLD.items() if name != "dialogs/a.json"}


def test_a_file_system_without_hard_links_is_served(root, monkeypatch):
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(errno.EPERM, "no links")))
    write_all(root, NEW, GONE)
    assert tree(root) == NEW


def test_two_runs_do_not_mix(root):
    with running(root), pytest.raises(MachineError, match="another run of xogen is at work") as caught:
        write_all(root, NEW)
    assert caught.value.where == str(root)
    assert tree(root) == OLD


def test_the_lock_is_free_again_after_a_failed_run(root):
    with pytest.raises(ZeroDivisionError), running(root):
        _ = 1 / 0
    write_all(root, NEW, GONE)
    assert tree(root) == NEW


def test_a_folder_that_is_not_there_is_the_machines_fault(tmp_path):
    with pytest.raises(MachineError, match="cannot write in this folder: no such file or directory"):
        write_all(tmp_path / "nowhere", NEW)


def test_a_run_that_fails_takes_its_new_folders_away_again(tmp_path, monkeypatch):
    (tmp_path / "bots").mkdir()
    breaking(monkeypatch, os, "fsync", FULL, at=2)
    with pytest.raises(MachineError), folder_made(tmp_path / "bots/mine/here"):
        write_all(tmp_path / "bots/mine/here", NEW)
    assert [path.name for path in tmp_path.rglob("*")] == ["bots"]


def test_a_folder_that_was_there_stays(tmp_path):
    (tmp_path / "bots").mkdir()
    with pytest.raises(ZeroDivisionError), folder_made(tmp_path / "bots"):
        raise ZeroDivisionError
    assert (tmp_path / "bots").is_dir()


def test_a_folder_below_a_file_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(MachineError, match="cannot make this folder"), folder_made(tmp_path / "file/folder"):
        raise AssertionError("nothing is done in it")
