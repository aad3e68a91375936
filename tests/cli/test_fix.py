"""``xogen lint --fix``: what it changes, what it leaves alone, what it says, and how it exits."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from xogen.formats.dialog_json import dump_dialog
from xogen.lint.examples import dialog, intent, message, node, service
from xogen.model.dialog import DialogTask

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"
DONE, FAILED = message("done", "Done."), message("failed", "That did not work.")
TWICE = dialog(intent("done", utterances={"en": ["add a lead", "Add a lead!"]}), DONE)
WRONG = dialog(intent("ask"), node("logic", "ask", [{"to": "done"}, {"to": "end"}]), DONE)
SLOW = dialog(intent("read"), service("read", "done", "failed", timeout=None), DONE, FAILED)
CONFIG = '[project]\nname = "x"\n'

DIFF = """\
--- one.json
+++ one.json
@@ -10,8 +10,7 @@
       "id": "CreateLead",
       "utterances": {
         "en": [
-          "add a lead",
-          "Add a lead!"
+          "add a lead"
         ]
       },
       "transitions": [
"""


def written(data):
    return dump_dialog(DialogTask.model_validate(data))


def write(path, data):
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(written(data), encoding="utf-8")


@pytest.fixture
def export(tmp_path):
    """A copy of an export, as ``bot/``."""
    return shutil.copytree(EXPORTS / "twilio-sms", tmp_path / "bot")


def test_safe_fixes_are_made_and_told(xogen):
    write("one.json", TWICE)
    ran = xogen("lint --fix --ignore naming one.json")
    assert (ran.code, ran.out) == (0, "no findings in 1 dialog\n")
    assert ran.err == "fixed 1 finding in 1 file: intent/repeated-utterance 1\n"
    assert Path("one.json").read_text() == written(dialog(intent("done", utterance="add a lead"), DONE))


def test_what_is_left_is_reported(xogen):
    write("one.json", dialog(intent("done", utterances={"en": ["add a lead", "Add a lead!"]}), message("done", "")))
    ran = xogen("lint --fix --format concise one.json")
    assert ran.code == 1
    assert "the message done says nothing" in ran.out
    assert "is there before" not in ran.out


def test_unsafe_fixes_are_counted_until_they_are_asked_for(xogen):
    write("one.json", SLOW)
    before = Path("one.json").read_bytes()
    ran = xogen("lint --fix one.json")
    assert ran.err == (
        "there was nothing to fix\n1 more finding can be fixed by changing what the bot does: --unsafe-fixes\n"
    )
    assert Path("one.json").read_bytes() == before

    ran = xogen("lint --fix --unsafe-fixes one.json")
    assert ran.err == "fixed 1 finding in 1 file: service/missing-timeout 1\n"
    assert Path("one.json").read_text() == written(
        dialog(intent("read"), service("read", "done", "failed", timeout=20), DONE, FAILED)
    )


def test_a_diff_is_shown_and_nothing_is_written(xogen):
    write("one.json", TWICE)
    ran = xogen("lint --fix --diff one.json")
    assert (ran.code, ran.out) == (1, DIFF)
    assert ran.err == "would fix 1 finding in 1 file: intent/repeated-utterance 1\nError: 1 file would change\n"
    assert Path("one.json").read_text() == written(TWICE)


def test_a_diff_of_nothing_is_fine(xogen):
    write("one.json", dialog(intent("done"), message("done", "")))
    ran = xogen("lint --fix --diff one.json")
    assert (ran.code, ran.out, ran.err) == (0, "", "there is nothing to fix\n")


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch(1)")
def test_a_diff_is_a_patch(xogen, export):
    shutil.copytree(export, "same")
    shown = xogen("lint --fix --unsafe-fixes --diff bot").out
    subprocess.run(["patch", "-s", "-p0"], input=shown, text=True, check=True)
    xogen("lint --fix --unsafe-fixes same")
    assert (export / "botDefinition.json").read_bytes() == Path("same/botDefinition.json").read_bytes()


@pytest.mark.parametrize("option", ["--diff", "--unsafe-fixes"])
def test_options_that_say_how_need_fix(xogen, option):
    ran = xogen(f"lint {option}")
    assert (ran.code, ran.err) == (2, f"Error: {option}: {option} goes with --fix\n  xogen lint --fix {option}\n")


def test_only_chosen_rules_fix(xogen):
    write("one.json", TWICE)
    ran = xogen("lint --fix --ignore intent one.json")
    assert ran.err == "there was nothing to fix\n"
    assert Path("one.json").read_text() == written(TWICE)


def test_what_is_allowed_is_let_be(xogen):
    allowed = dialog(TWICE["nodes"][0] | {"allow": {"intent/repeated-utterance": "we like it"}}, DONE)
    write("one.json", allowed)
    xogen("lint --fix --unsafe-fixes one.json")
    assert Path("one.json").read_text() == written(allowed)


def test_what_the_baseline_holds_is_let_be(xogen):
    write("one.json", TWICE)
    xogen("lint --write-baseline=old.json one.json")
    ran = xogen("lint --fix --baseline old.json one.json")
    assert "there was nothing to fix" in ran.err
    assert Path("one.json").read_text() == written(TWICE)


def test_a_generated_dialog_is_left_to_its_template(xogen):
    write("dialogs/one.json", TWICE)
    write("dialogs/two.json", {**TWICE, "name": "two"})
    Path("xogen.toml").write_text(CONFIG)
    Path("xogen.lock").write_text(json.dumps({"version": 1, "files": {"dialogs/two.json": "0" * 64}}))
    ran = xogen("lint --fix --select intent")
    assert Path("dialogs/one.json").read_text() != written(TWICE)
    assert Path("dialogs/two.json").read_text() == written({**TWICE, "name": "two"})
    assert ran.err.splitlines()[1] == (
        "not fixed, because a template made it: dialogs/two.json; "
        "change it by [install.override] in xogen.toml, or change the template, then run: xogen generate"
    )
    assert "dialogs/two.json" in ran.out


def test_an_export_changes_only_where_something_is_wrong(xogen, export):
    before = (export / "botDefinition.json").read_text().splitlines()
    ran = xogen("lint --fix --unsafe-fixes --select reference/unknown-service bot")
    assert ran.code == 0
    after = (export / "botDefinition.json").read_text().splitlines()
    ((old, new),) = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    assert new == old.replace("sendSmsService0001", "SendSMSService")


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte order mark"])
def test_what_is_left_is_told_where_it_stands_then(xogen, tmp_path, mark):
    bot = shutil.copytree(EXPORTS / "otp-generation", tmp_path / "bot")
    definition = bot / "botDefinition.json"
    before = mark + definition.read_text(encoding="utf-8")
    definition.write_text(before, encoding="utf-8")
    left = xogen("lint --fix --format concise bot")
    assert definition.read_text(encoding="utf-8") != before
    assert (left.code, left.out) == (1, xogen("lint --format concise bot").out)


def test_marks_and_line_ends_of_a_file_stay(xogen):
    text = "\ufeff" + written(TWICE).replace("\n", "\r\n")
    Path("one.json").write_bytes(text.encode())
    xogen("lint --fix one.json")
    assert Path("one.json").read_bytes() == text.replace(',\r\n          "Add a lead!"', "").encode()


def test_rights_and_links_of_a_file_stay(xogen):
    write("real/one.json", TWICE)
    Path("real/one.json").chmod(0o640)
    Path("one.json").symlink_to("real/one.json")
    xogen("lint --fix one.json")
    assert Path("one.json").is_symlink()
    assert Path("real/one.json").stat().st_mode & 0o777 == 0o640
    assert Path("real/one.json").read_text() != written(TWICE)


def test_a_zip_is_refused_and_its_diff_is_not(xogen, export):
    with zipfile.ZipFile("bot.zip", "w") as archive:
        for file in sorted(export.iterdir()):
            archive.write(file, file.name)
    before = Path("bot.zip").read_bytes()
    ran = xogen("lint --fix --unsafe-fixes bot.zip")
    assert ran.code == 3
    assert ran.err == (
        "Error: bot.zip/botDefinition.json: a zip is not rewritten\n"
        "  unpack it, fix the folder, and pack that; xogen lint --fix --diff shows what would change\n"
    )
    assert Path("bot.zip").read_bytes() == before
    assert "+++ bot.zip/botDefinition.json" in xogen("lint --fix --unsafe-fixes --diff bot.zip").out


def test_nothing_is_written_when_one_file_cannot_be(xogen, monkeypatch):
    write("bots/one.json", TWICE)
    write("bots/two.json", {**TWICE, "name": "two"})
    before = Path("bots/one.json").read_bytes()
    replace, once = Path.replace, [True]

    def refuse(self, target):
        if Path(target).name == "two.json" and once and once.pop():
            raise PermissionError(13, "Permission denied", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    ran = xogen("lint --fix bots")
    assert (ran.code, ran.out) == (4, "")
    assert Path("bots/one.json").read_bytes() == before
    assert sorted(path.name for path in Path("bots").iterdir()) == ["one.json", "two.json"]


def test_no_secret_shows_in_a_diff(xogen, export):
    made_up = "".join(("q7Zt", "93kPvw", "2LmXa8"))
    variables = [{"key": "API_KEY", "value": made_up, "variableType": "env"}]
    (export / "config.json").write_text(json.dumps({"name": "x", "envVariables": variables}, indent=4))
    ran = xogen("lint --fix --unsafe-fixes --diff --select security/plain-variable bot")
    assert ran.code == 1
    assert '-            "value": "***",' in ran.out
    assert '+            "value": "",' in ran.out
    assert made_up not in ran.out + ran.err
