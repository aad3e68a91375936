from __future__ import annotations

import os
import re
import sys

import pytest

from xogen.errors import InputError, MachineError
from xogen.project import create
from xogen.project.create import create_project
from xogen.project.workspace import load_project


def test_a_new_project_is_one_step_from_authorizing(new):
    project = load_project(new)
    assert project.config.project.name == "acme-bot"
    assert re.fullmatch(r"[0-9a-f]{32}", project.config.project.id)
    assert project.action("salesforce").settings.authorization == "pre-authorize"
    assert ".env\n" in (new / ".gitignore").read_text()


def test_no_two_projects_have_one_id(tmp_path):
    ids = set()
    for name in ("a", "b"):
        create_project(tmp_path / name, "xo10")
        ids.add(load_project(tmp_path / name).config.project.id)
    assert len(ids) == 2


def test_the_commented_profile_is_whole(new):
    path = new / "xogen.toml"
    text = path.read_text()
    uncommented = re.sub(r"^# (?=\[profiles|\w+ = )", "", text, flags=re.MULTILINE)
    path.write_text(uncommented.replace('app = "system"', 'app = "custom"'))
    profile = load_project(new).action("salesforce").profile
    assert profile.client_secret == "{{env.SALESFORCE_CLIENT_SECRET}}"  # noqa: S105 - a reference


@pytest.mark.parametrize(("platform", "other"), [("xo10", "xo11"), ("xo11", "xo10")])
def test_the_platform_is_written_with_its_alternative(tmp_path, platform, other):
    create_project(tmp_path / "x", platform)
    line = next(line for line in (tmp_path / "x" / "xogen.toml").read_text().split("\n") if line.startswith("platform"))
    assert re.sub(" +", " ", line) == f'platform = "{platform}" # or "{other}"'


def test_a_folder_name_with_quotes_is_a_name(tmp_path):
    create_project(tmp_path / 'my "bot" é', "xo10")
    assert load_project(tmp_path / 'my "bot" é').config.project.name == 'my "bot" é'


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any byte in a name")
@pytest.mark.parametrize(("folder", "name"), [(b"b\xffd", "bd"), (b"b\x7fd\n", "bd"), (b"\x01", "bot")])
def test_a_folder_name_that_nobody_could_print_is_made_one_that_reads(tmp_path, folder, name):
    path = tmp_path / os.fsdecode(folder)
    create_project(path, "xo10")
    assert load_project(path).config.project.name == name


@pytest.mark.parametrize("there", [True, False])
def test_a_disk_that_is_full_leaves_no_folder_that_was_not_there(tmp_path, monkeypatch, there):
    folder = tmp_path / "bot"
    if there:
        folder.mkdir()

    def full(*_):
        raise MachineError("cannot write: no space left on device")

    monkeypatch.setattr(create, "write_all", full)
    with pytest.raises(MachineError):
        create_project(folder, "xo10")
    assert folder.exists() == there


def test_other_files_are_left_alone(tmp_path):
    (tmp_path / ".gitignore").write_text("mine\n")
    (tmp_path / "README.md").write_text("mine\n")
    assert create_project(tmp_path, "xo10") == ("xogen.toml",)
    assert (tmp_path / ".gitignore").read_text() == "mine\n"


def test_a_project_is_never_overwritten(new):
    before = (new / "xogen.toml").read_bytes()
    with pytest.raises(InputError, match="this folder is a project already"):
        create_project(new, "xo10")
    assert (new / "xogen.toml").read_bytes() == before


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "x").write_text("")
    with pytest.raises(InputError, match="this is a file, not a folder"):
        create_project(tmp_path / "x", "xo10")
    with pytest.raises(MachineError, match="cannot make this folder: not a directory"):
        create_project(tmp_path / "x" / "y", "xo10")
