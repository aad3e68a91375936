from __future__ import annotations

import os
import sys

import pytest

from xogen.errors import InputError, MachineError
from xogen.org import private
from xogen.org.private import one_at_a_time, private_folder, read_private, write_private

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes and symbolic links are POSIX's")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kept" / "one.json"


def names(folder):
    return [path.name for path in folder.iterdir()]


def mode(path):
    return f"{path.stat().st_mode & 0o777:04o}"


def test_only_the_owner_may_look(path):
    before = os.umask(0)
    try:
        write_private(path, b"1")
    finally:
        os.umask(before)
    assert (mode(path.parent), mode(path)) == ("0700", "0600")
    write_private(path, b"2")
    assert read_private(path) == b"2"
    assert names(path.parent) == ["one.json"]


def test_nothing_there(path):
    assert read_private(path) is None
    private_folder(path.parent)
    assert read_private(path) is None


@pytest.mark.parametrize(("who", "bits"), [("file", 0o640), ("file", 0o604), ("folder", 0o750), ("folder", 0o701)])
def test_what_others_may_read_is_refused_on_reading(path, who, bits):
    write_private(path, b"1")
    opened = path if who == "file" else path.parent
    opened.chmod(bits)
    with pytest.raises(InputError) as caught:
        read_private(path)
    assert caught.value.message == f"others may read this (mode {bits:04o})"
    assert caught.value.where == str(opened)
    assert f"chmod {'0600' if who == 'file' else '0700'} {opened}" in caught.value.hint


def test_a_folder_that_is_open_is_refused_on_writing(path):
    path.parent.mkdir(mode=0o755)
    with pytest.raises(InputError, match="others may read this"):
        write_private(path, b"1")
    assert names(path.parent) == []


def test_a_link_is_refused(path, tmp_path):
    write_private(path, b"1")
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match="this is a symbolic link, so no token is kept here"):
        read_private(path)
    write_private(path, b"2")
    assert not path.is_symlink()
    assert (tmp_path / "elsewhere").read_bytes() == b"1"


def test_a_linked_folder_is_refused(tmp_path):
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    for act in (lambda path: write_private(path, b"1"), read_private):
        with pytest.raises(InputError, match="this is a symbolic link"):
            act(tmp_path / "link" / "one.json")


def test_what_a_killed_process_left_is_in_nobodys_way(path):
    write_private(path, b"1")
    path.with_name(f".one.json.{os.getpid()}.new").symlink_to(path)
    write_private(path, b"2")
    assert read_private(path) == b"2"
    assert names(path.parent) == ["one.json"]


def test_a_full_disk_leaves_what_was_there(path, monkeypatch):
    write_private(path, b"1")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(MachineError, match="cannot keep tokens here: no space left on device"):
        write_private(path, b"2")
    assert read_private(path) == b"1"
    assert names(path.parent) == ["one.json"]


def test_a_lock_that_is_never_given_back(tmp_path, monkeypatch):
    monkeypatch.setattr(private, "PATIENCE", 0.1)
    with (
        one_at_a_time(tmp_path / "locks" / "a"),
        pytest.raises(MachineError, match="another run of xogen is renewing the sign-in and does not end"),
        one_at_a_time(tmp_path / "locks" / "a"),
    ):
        pass
    with one_at_a_time(tmp_path / "locks" / "a"), one_at_a_time(tmp_path / "locks" / "b"):
        pass
