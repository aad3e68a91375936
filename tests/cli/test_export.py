from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest


@pytest.fixture
def generated(xogen, bot):
    assert xogen("-C bot templates install salesforce/create-lead salesforce/delete-lead").code == 0
    assert xogen("-C bot generate --no-draw").code == 0
    return bot


def test_the_zip_holds_the_package_and_export_says_how_to_import_it(xogen, generated):
    done = xogen("-C bot export -o bot.zip")
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines() == [
        "bot.zip: 2 dialogs for XO 10 (botDefinition.json, config.json)",
        "  incremental import (recommended): merges by reference ID, so a dialog that was imported before is updated;",
        "    choose the tasks and the NLP data, because utterances come with the latter only",
        "  full import: replaces the bot, and deletes what this package lacks; make a backup first",
        "  inferred: the salesforce integration is a pointer without credentials: authorize it again after the import",
    ]
    with zipfile.ZipFile("bot.zip") as archive:
        assert archive.namelist() == ["botDefinition.json", "config.json"]
        for name in archive.namelist():
            assert archive.read(name) == (generated / "package" / name).read_bytes()


def test_two_exports_are_equal(xogen, generated):
    for name in ("a.zip", "b.zip"):
        assert xogen(f"-C bot export -o {name}").code == 0
    assert Path("a.zip").read_bytes() == Path("b.zip").read_bytes()


def test_xo11(xogen, generated):
    path = generated / "xogen.toml"
    path.write_text(path.read_text().replace('platform = "xo10"', 'platform = "xo11"'))
    assert xogen("-C bot generate --no-draw").code == 0
    assert "for XO 11 (appDefinition.json, config.json)" in xogen("-C bot export -o bot.zip").err


def test_only_what_was_generated_is_exported(xogen, generated):
    with (generated / "dialogs" / "create-lead.json").open("a") as file:
        file.write(" ")
    done = xogen("-C bot export -o bot.zip")
    assert done.code == 1
    assert done.err == (
        "Error: not exported, because not everything is generated: dialogs/create-lead.json\n"
        "  see why: xogen generate --check; then run: xogen generate\n"
    )
    assert not Path("bot.zip").exists()


def test_pictures_do_not_matter(xogen, generated):
    (generated / "canvas" / "create-lead.gv").unlink()
    assert xogen("-C bot export -o bot.zip").code == 0


@pytest.mark.parametrize(
    ("output", "reason"), [("nowhere/bot.zip", "no such file or directory"), ("bot", "is a directory")]
)
def test_a_place_that_cannot_be_written(xogen, generated, output, reason):
    done = xogen(f"-C bot export -o {output}")
    assert done.code == 4
    assert done.err == f"Error: {output}: cannot write: {reason}\n  name another file: -o FILE\n"
    assert sorted(path.name for path in Path().iterdir()) == ["bot"]


def test_an_error_stands_on_a_line_of_its_own(xogen, terminal, bot):
    shown = terminal("-C bot export -o bot.zip", TERM="xterm", NO_COLOR="1")
    assert "expanding templates\r\x1b[2KError: " in shown


def test_a_project_without_dialogs(xogen, bot):
    done = xogen("-C bot export -o bot.zip")
    assert done.code == 3
    assert "no template is installed" in done.err


def test_the_file_must_be_named(xogen, generated):
    assert xogen("-C bot export").code == 2


@pytest.mark.parametrize("name", ["botDefinition.json", "config.json"])
def test_a_zip_is_not_written_over_the_export_itself(xogen, generated, name):
    shutil.copytree(generated / "package", "theirs")
    before = Path("theirs", name).read_bytes()
    done = xogen(f"-C bot export --into theirs -o ./theirs/{name}")
    assert done.code == 2
    assert done.err.splitlines() == [
        f"Error: ./theirs/{name} belongs to the export, and -o writes a zip",
        "  leave -o out to change the export itself, or name a zip: -o FILE",
    ]
    assert Path("theirs", name).read_bytes() == before
