from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from xogen.errors import MachineError
from xogen.project import drawing

FILES = [
    "canvas/delete-lead.gv",
    "canvas/delete-lead.svg",
    "dialogs/delete-lead.json",
    "package/botDefinition.json",
    "package/config.json",
]


@pytest.fixture
def installed(xogen, bot):
    assert xogen("-C bot templates install salesforce/delete-lead").code == 0
    return bot


@pytest.fixture
def generated(xogen, installed):
    assert xogen("-C bot generate").code == 0
    return installed


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_files_on_stdout_and_a_summary_for_people(xogen, installed):
    done = xogen("-C bot generate")
    assert done.code == 0
    assert done.out.splitlines() == [f"new      {name}" for name in FILES]
    assert done.err == "1 dialog: 5 written\n"
    assert xogen("-C bot generate").err == "1 dialog: everything is current\n"


def test_check_is_quiet_when_all_is_current(xogen, generated):
    done = xogen("-C bot generate --check")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_check_names_what_is_stale_and_why(xogen, generated):
    with Path("bot/xogen.toml").open("a") as file:
        file.write('[install.override.nodes.ID]\nprompt = "Which one?"\n')
    Path("bot/package/config.json").unlink()
    done = xogen("-C bot generate --check")
    assert done.code == 1
    assert done.out.splitlines() == [
        "canvas/delete-lead.gv: input changed",
        "canvas/delete-lead.svg: input changed",
        "dialogs/delete-lead.json: input changed",
        "package/botDefinition.json: input changed",
        "package/config.json: missing",
    ]
    assert done.err == "Error: 5 files are stale\n  run: xogen generate\n"
    data = json.loads(xogen("-C bot generate --check --format json").out)
    assert data["files"][-1] == {"path": "package/config.json", "stale": True, "state": "missing", "why": None}


def test_diff_shows_and_writes_nothing(xogen, generated):
    with Path("bot/xogen.toml").open("a") as file:
        file.write('[install.override.nodes.ID]\nprompt = "Which one?"\n')
    before = Path("bot/dialogs/delete-lead.json").read_bytes()
    done = xogen("-C bot generate --diff delete-lead")
    assert done.code == 0
    assert "--- dialogs/delete-lead.json\n+++ dialogs/delete-lead.json\n" in done.out
    assert '+            "en": "Which one?"\n' in done.out
    assert Path("bot/dialogs/delete-lead.json").read_bytes() == before


def test_an_edit_by_hand_stops_the_run_which_shows_it(xogen, generated):
    edit(Path("bot/dialogs/delete-lead.json"), '"Delete Lead"', '"Remove Lead"')
    done = xogen("-C bot generate")
    assert done.code == 3
    assert '-    "en": "Remove Lead"\n+    "en": "Delete Lead"\n' in done.err
    assert done.err.splitlines()[-2:] == [
        "Error: edited by hand, so nothing was written: dialogs/delete-lead.json",
        "  say it in xogen.toml instead ([install.override]), or overwrite: xogen generate --force",
    ]
    done = xogen("-C bot generate --force")
    assert (done.code, done.out) == (0, "changed  dialogs/delete-lead.json\n")


def test_check_does_not_send_an_edit_to_its_end(xogen, generated):
    edit(Path("bot/dialogs/delete-lead.json"), '"Delete Lead"', '"Remove Lead"')
    assert xogen("-C bot generate --check").err == (
        "Error: 1 file is stale\n"
        "  put what was edited by hand into xogen.toml, or overwrite it: xogen generate --force\n"
    )


def test_a_long_difference_is_cut_once_for_all_files(xogen, generated):
    Path("bot/dialogs/delete-lead.json").write_text("{}\n")
    Path("bot/canvas/delete-lead.gv").write_text("{}\n")
    shown = xogen("-C bot generate").err.splitlines()
    assert len(shown) == 63
    assert re.fullmatch(r"\.\.\. \d+ more lines: xogen generate --diff", shown[60])


@pytest.mark.parametrize("other", ["--check", "--diff"])
def test_what_writes_nothing_forces_nothing(xogen, generated, other):
    done = xogen(f"-C bot generate --force {other}")
    assert done.code == 2
    assert "--force overwrites, and --check and --diff write nothing" in done.err


def test_differences_as_data(xogen, generated):
    edit(Path("bot/dialogs/delete-lead.json"), '"Delete Lead"', '"Remove Lead"')
    data = json.loads(xogen("-C bot generate --diff --format json").out)
    shown = {file["path"]: file["difference"] for file in data["files"]}
    assert '-    "en": "Remove Lead"\n' in shown.pop("dialogs/delete-lead.json")
    assert set(shown.values()) == {None}


def test_a_language_without_texts_is_said_and_stops_nothing(xogen, installed):
    edit(Path("bot/xogen.toml"), '["en"]', '["en", "de"]')
    done = xogen("-C bot generate")
    assert done.code == 0
    assert done.err.splitlines()[-1] == (
        "  the salesforce pack has no texts in 'de', so these dialogs keep theirs until you override them: delete-lead"
    )


def test_a_run_on_names_says_that_the_package_was_left_alone(xogen, installed):
    done = xogen("-C bot generate delete-lead")
    assert done.out.splitlines() == [f"new      {name}" for name in FILES[:3]]
    assert done.err.splitlines() == [
        "1 dialog: 3 written",
        "  package/ holds all dialogs and was left as it is: xogen generate",
    ]


def test_without_a_renderer(xogen, installed, monkeypatch):
    def absent(*_args, **_options):
        raise MachineError("there is no renderer", hint="install it")

    monkeypatch.setattr(drawing, "draw", absent)
    done = xogen("-C bot generate")
    assert (done.code, done.err) == (4, "Error: there is no renderer\n  install it\n")
    done = xogen("-C bot generate --no-draw")
    assert (done.code, done.err) == (0, "1 dialog: 4 written\n")


def test_a_removed_install(xogen, generated):
    edit(Path("bot/xogen.toml"), '\n[[install]]\ntemplate = "salesforce/delete-lead"\n', "")
    done = xogen("-C bot generate")
    assert done.out.splitlines() == [f"removed  {name}" for name in FILES]
    assert done.err == "0 dialogs: 5 removed\n"


def test_progress_is_for_terminals(terminal, installed):
    shown = terminal("-C bot generate", TERM="xterm")
    assert "\r\x1b[2Kdrawing 1 dialog\r" in shown
    assert shown.endswith("1 dialog: 5 written\r\n")


def test_progress_wipes_itself_away_without_colour_too(terminal, installed):
    assert "\r\x1b[2K1 dialog: 5 written\r\n" in terminal("-C bot generate", TERM="xterm", NO_COLOR="1").replace(
        "".join(f"new      {name}\r\n" for name in FILES), ""
    )


def test_a_terminal_that_cannot_wipe_sees_no_progress(terminal, installed):
    assert "drawing" not in terminal("-C bot generate", TERM="dumb")


def test_an_action_that_is_not_configured(xogen):
    xogen("init bot")
    done = xogen("-C bot generate")
    assert done.code == 3
    assert done.err == (
        'Error: the salesforce action is "available", not "configured"\n'
        "  run: xogen action authorize salesforce --declared, then xogen action enable salesforce\n"
    )


def test_a_check_finds_what_a_change_of_the_action_made_stale(xogen, generated):
    path = generated / "xogen.toml"
    path.write_text(path.read_text().replace('edition = "developer"', 'edition = "enterprise"'))
    why = (
        'the salesforce action is "available", not "configured": its authorization, app, profile, edition or org '
        "changed since it was authorized"
    )
    done = xogen("-C bot generate --check")
    assert (done.code, done.out.splitlines()) == (1, [f"{name}: input changed" for name in FILES])
    assert done.err == (
        f"Error: {why}\n  run: xogen action authorize salesforce --declared, then xogen action enable salesforce, "
        "then xogen generate\n"
    )
    data = json.loads(xogen("-C bot generate --check --format json").out)
    assert data["files"][0] == {"path": FILES[0], "stale": True, "state": "input changed", "why": why}
    assert xogen("-C bot generate").code == 3


def test_a_check_of_an_action_that_was_never_configured_is_wrong_input(xogen, installed):
    assert xogen("-C bot action delete salesforce").code == 0
    assert xogen("-C bot generate --check").code == 3
