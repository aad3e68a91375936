"""``xogen lint`` from the cache, in several processes, with settings beside an export, and with a baseline."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from xogen.project.lint_run import lint_unit

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"
BOTS = ("twilio-sms", "otp-generation")


@pytest.fixture(autouse=True)
def _bots(tmp_path):
    for name in BOTS:
        shutil.copytree(EXPORTS / name, tmp_path / name)


def found(ran):
    return [(each["path"], each["rule"]) for each in json.loads(ran.out)["findings"]]


def kept():
    return list(Path(os.environ["XOGEN_CACHE_DIR"]).glob("lint/*"))


def test_a_second_run_says_the_same_and_runs_no_rule(xogen, monkeypatch):
    first = xogen("lint twilio-sms")
    assert kept()
    monkeypatch.setattr("xogen.project.lint_run.lint", None)
    second = xogen("lint twilio-sms")
    assert (second.code, second.out, second.err) == (first.code, first.out, first.err)


def test_one_bot_of_two_is_checked_anew(xogen, monkeypatch):
    xogen("lint twilio-sms otp-generation")
    text = Path("otp-generation/botDefinition.json").read_text(encoding="utf-8")
    Path("otp-generation/botDefinition.json").write_text(text + "\n", encoding="utf-8")
    checked = []

    def noting(unit, choice):
        checked.append(unit.export.name)
        return lint_unit(unit, choice)

    monkeypatch.setattr("xogen.project.lint_run.lint_unit", noting)
    assert xogen("lint twilio-sms otp-generation --jobs 1").code in {0, 1}
    assert checked == ["otp-generation"]


def test_no_cache_keeps_nothing(xogen):
    xogen("lint twilio-sms --no-cache")
    assert kept() == []


def test_no_secret_is_kept(xogen):
    secret = "sk-" + "Zz9Yy8Xx7Ww6Vv5Uu4Tt3Ss2"
    path = Path("twilio-sms/config.json")
    config = json.loads(path.read_text(encoding="utf-8"))
    config["envVariables"].append({"key": "apiKey", "value": secret, "isSecured": False})
    path.write_text(json.dumps(config), encoding="utf-8")
    ran = xogen("lint twilio-sms --format json")
    assert secret not in ran.out
    assert all(secret.encode() not in entry.read_bytes() for entry in kept())


def test_two_processes_find_what_one_finds(xogen):
    alone = xogen("lint twilio-sms otp-generation --no-cache --jobs 1 --format json")
    together = xogen("lint twilio-sms otp-generation --no-cache --jobs 2 --format json")
    assert (together.code, together.out) == (alone.code, alone.out)
    assert {path.partition("/")[0] for path, _ in found(alone)} == set(BOTS)


def test_an_error_in_another_process_is_told_like_any(xogen):
    Path("otp-generation/botDefinition.json").write_text('{"dialogComponents": [', encoding="utf-8")
    alone = xogen("lint twilio-sms otp-generation --no-cache --jobs 1")
    together = xogen("lint twilio-sms otp-generation --no-cache --jobs 2")
    assert (together.code, together.err) == (alone.code, alone.err)
    assert alone.code == 3


def test_settings_beside_an_export_hold_for_it(xogen):
    (first, *_) = {rule for _, rule in found(xogen("lint twilio-sms --format json"))}
    Path("twilio-sms/.xogen-lint.toml").write_text(f'ignore = ["{first}"]\n', encoding="utf-8")
    assert first not in {rule for _, rule in found(xogen("lint twilio-sms --format json"))}
    assert first not in {rule for _, rule in found(xogen("lint twilio-sms/botDefinition.json --format json"))}


def test_a_wrong_name_in_them_is_told_with_its_place(xogen):
    Path("twilio-sms/.xogen-lint.toml").write_text('\nignore = ["flwo"]\n', encoding="utf-8")
    ran = xogen("lint twilio-sms")
    said = "twilio-sms/.xogen-lint.toml:2: ignore[0]: there is no rule 'flwo'; did you mean 'flow'?"
    assert (ran.code, ran.err) == (3, f"Error: {said}\n  see: xogen rules\n")


def test_settings_beside_an_export_stand_at_the_top(xogen):
    Path("twilio-sms/.xogen-lint.toml").write_text('[lint]\nignore = ["flow"]\n', encoding="utf-8")
    done = xogen("lint twilio-sms")
    assert done.code == 3
    assert done.err.splitlines() == [
        "Error: twilio-sms/.xogen-lint.toml:1: what stands in [lint] of an xogen.toml stands here at the top level",
        "  remove [lint], and lint. from the names of other tables",
    ]


def test_a_baseline_leaves_what_is_new(xogen):
    count = len(found(xogen("lint twilio-sms --format json")))
    noted = xogen("lint twilio-sms --write-baseline")
    say = f"{count} findings noted in xogen-baseline.json; show only what is new: --baseline xogen-baseline.json\n"
    assert (noted.code, noted.out, noted.err) == (0, "", say)
    ran = xogen("lint twilio-sms --baseline xogen-baseline.json --format json")
    assert (ran.code, found(ran)) == (0, [])
    assert f"{count} findings of the baseline xogen-baseline.json are not shown" in ran.err
    assert xogen("lint twilio-sms --baseline xogen-baseline.json --format json").err == ran.err


def test_a_baseline_outlives_a_new_export_that_moved_its_lists(xogen):
    xogen("lint twilio-sms --write-baseline=b.json")
    path = Path("twilio-sms/botDefinition.json")
    bot = json.loads(path.read_text(encoding="utf-8"))
    bot["dialogs"].reverse()
    bot["dialogComponents"].reverse()
    path.write_text(json.dumps(bot, indent=1), encoding="utf-8")
    ran = xogen("lint twilio-sms --baseline b.json --format json")
    assert found(ran) == []
    assert "found no longer" not in ran.err


def test_what_is_gone_is_told(xogen):
    xogen("lint twilio-sms otp-generation --write-baseline=b.json")
    assert "entries of the baseline are found no longer; write it anew: --write-baseline=b.json" in (
        xogen("lint twilio-sms --baseline b.json").err
    )


def test_a_baseline_that_is_not_there_is_an_error(xogen):
    ran = xogen("lint twilio-sms --baseline nowhere.json")
    said = "nowhere.json: there is no such baseline\n  xogen lint --write-baseline=nowhere.json"
    assert (ran.code, ran.err) == (3, f"Error: {said}\n")


@pytest.mark.parametrize("name", ["bot.zip", "folder/bot.zip"])
def test_settings_lie_beside_a_zip(xogen, name):
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.write("twilio-sms/botDefinition.json", "botDefinition.json")
    (path.parent / ".xogen-lint.toml").write_text('select = ["reference"]\n', encoding="utf-8")
    ran = xogen(f"lint {name} --format json")
    assert found(ran) == [(f"{name}/botDefinition.json", "reference/unknown-service")]
    (path.parent / ".xogen-lint.toml").write_text('ignore = ["refrence"]\n', encoding="utf-8")
    ran = xogen(f"lint {name}")
    place = path.parent / ".xogen-lint.toml"
    assert ran.err.splitlines()[0] == (
        f"Error: {place}:1: ignore[0]: there is no rule 'refrence'; did you mean 'reference'?"
    )


def test_an_allowance_of_a_node_that_hides_nothing_is_told_on_its_line(xogen):
    xogen("import twilio-sms -o bot")
    file = Path("bot/dialogs/signup.json")
    text = file.read_text(encoding="utf-8")
    name = '"id": "GetUserPhNoEntity",'
    file.write_text(text.replace(name, f'{name}\n"allow": {{"entity/never-used": "later"}},'), encoding="utf-8")
    (unused,) = [
        each
        for each in json.loads(xogen("lint bot --format json").out)["findings"]
        if each["rule"] == "project/unused-suppression"
    ]
    line = file.read_text(encoding="utf-8").splitlines()[unused["line"] - 1]
    assert line[unused["column"] - 1 :].startswith('"entity/never-used"')
    assert (unused["node"], unused["path"]) == ("GetUserPhNoEntity", str(file))


def test_of_files_that_changed_only_the_exports_that_they_belong_to_are_checked(xogen):
    Path("config.json").write_text('{"port": 1}', encoding="utf-8")
    whole = xogen("lint twilio-sms/botDefinition.json")
    for _ in range(2):
        ran = xogen("lint --exports-only twilio-sms/config.json config.json")
        assert (ran.code, ran.out, ran.err) == (whole.code, whole.out, whole.err)
    ran = xogen("lint --exports-only config.json")
    assert (ran.code, ran.out) == (0, "no findings in 0 dialogs\n")
    assert ran.err == "no bot export is named, and so none is checked\n"
    assert xogen("lint --exports-only").code == 2
