from __future__ import annotations

from pathlib import Path

from xogen.cli.main import run


def test_it_says_what_it_wrote_and_what_comes_next(xogen):
    done = xogen("init acme-bot")
    assert done.code == 0
    assert done.out.splitlines() == ["acme-bot/xogen.toml", "acme-bot/.gitignore"]
    assert done.err.splitlines() == [
        "",
        "Next:",
        "  cd acme-bot",
        "  xogen templates list",
        "  xogen action authorize salesforce --declared",
        "  xogen action enable salesforce",
        "  xogen templates install salesforce/create-lead",
        "  xogen generate",
    ]


def test_the_current_folder_is_the_default(xogen):
    done = xogen("init --platform xo11")
    assert done.out.splitlines() == ["xogen.toml", ".gitignore"]
    assert 'platform = "xo11"' in Path("xogen.toml").read_text()
    assert "cd " not in done.err


def test_a_folder_that_c_names_is_where_it_goes(xogen):
    Path("below").mkdir()
    xogen("-C below init bot")
    assert Path("below/bot/xogen.toml").exists()


def test_what_it_writes_lints_cleanly(xogen):
    xogen("init bot")
    assert xogen("-C bot lint").code == 0


def test_what_comes_next_can_be_pasted(tmp_path, capsys):
    folder = tmp_path / "my folder"
    assert run(["init", str(folder)]) == 0
    assert f"  cd '{folder}'\n" in capsys.readouterr().err


def test_a_project_is_refused(xogen):
    xogen("init bot")
    done = xogen("init bot")
    assert done.code == 3
    assert done.err == (
        f"Error: {Path('bot').resolve()}: this folder is a project already: it has an xogen.toml\n"
        "  choose another folder, or go on in this one: xogen action status\n"
    )
