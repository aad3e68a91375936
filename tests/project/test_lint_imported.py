"""What `xogen import` wrote is held to what its export is held to."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from xogen.errors import InputError, NotFoundError
from xogen.lint.facts import TaskFacts
from xogen.lint.runner import lint
from xogen.project.bots import read_bot
from xogen.project.imported import exported_bot, exported_files, imported_files
from xogen.project.lint_inputs import find_units, read_inputs

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"
BOTS = sorted(path.name for path in EXPORTS.iterdir() if path.is_dir())

PLACES = "Of an export it is said once. A dialog file is there to be edited, so each place is told, fixed and allowed."
DIFFERENT = {
    "flow/unconnected-message": PLACES,
    "naming/intent-name-advice": PLACES,
    "security/unescaped-body": PLACES,
    "service/status-not-checked": PLACES,
}


def _imported(source: Path, folder: Path) -> Path:
    for name, content in imported_files(read_bot(source)).files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def _checked(*paths: Path):
    (bot,) = read_inputs(paths, Path()).bots
    report = lint(bot.documents, bot.settings, bot.known)
    names = {document.task.name: TaskFacts(document, bot.known).name for document in bot.documents}
    found = {
        (each.rule, each.severity, each.dialog, names[each.dialog](each.node) if each.node else None)
        for each in report.findings
    }
    return report, found


@pytest.mark.parametrize("name", BOTS)
def test_lint_finds_in_an_imported_bot_what_it_finds_in_the_export(tmp_path, name):
    export, theirs = _checked(EXPORTS / name)
    imported, ours = _checked(_imported(EXPORTS / name, tmp_path))
    differences = theirs ^ ours
    assert {each for each in differences if each[0] not in DIFFERENT} == set()
    for rule in DIFFERENT:
        once, places = ([each for each in found if each[0] == rule] for found in (theirs, ours))
        assert [each[2:] for each in once] == ([(None, None)] if places else [])
        assert all(dialog is not None for _, _, dialog, _ in places)
    assert {(each.rule, each.reason) for each in imported.not_checked} == {
        (each.rule, each.reason) for each in export.not_checked
    }


def test_a_finding_about_the_bot_as_a_whole_names_the_file_at_its_head(tmp_path):
    report, _ = _checked(_imported(EXPORTS / "twilio-sms", tmp_path))
    (said,) = [each for each in report.findings if each.rule == "service/hard-coded-host"]
    assert (said.path, said.line, said.pointer) == (str(tmp_path / "imported.json"), 1, "")


def test_variables_are_those_of_the_export_beside_the_dialogs(tmp_path):
    folder = _imported(EXPORTS / "service-now-integration", tmp_path)
    file = folder / "dialogs" / "createtickets.json"
    file.write_text(file.read_text(encoding="utf-8").replace("env.ASSIGNED_TO", "env.ASIGNED_TO"), encoding="utf-8")
    report, _ = _checked(file)
    (said,) = [each for each in report.findings if each.rule == "reference/unknown-variable"]
    assert said.message == "there is no variable env.ASIGNED_TO; did you mean 'ASSIGNED_TO'?"


def test_one_file_is_not_the_whole_bot(tmp_path):
    folder = _imported(EXPORTS / "otp-generation", tmp_path)
    _, found = _checked(folder / "dialogs" / "otp-generation.json")
    assert "reference/session-key-never-read" not in {rule for rule, *_ in found}


def test_dialogs_whose_export_was_taken_away_are_checked_all_the_same(tmp_path):
    folder = _imported(EXPORTS / "otp-generation", tmp_path)
    shutil.rmtree(folder / "export")
    rules = {rule for rule, *_ in _checked(folder)[1]}
    assert "security/weak-random" in rules
    assert "reference/session-key-never-read" not in rules


def test_a_dialog_that_came_into_the_export_later_is_not_at_hand(tmp_path):
    folder = _imported(EXPORTS / "otp-generation", tmp_path)
    assert "reference/session-key-never-read" in {rule for rule, *_ in _checked(folder)[1]}
    manifest = json.loads((folder / "imported.json").read_text(encoding="utf-8"))
    gone = next(each for each in manifest["dialogs"] if each["name"] == "Welcome Task")
    manifest["dialogs"].remove(gone)
    (folder / "imported.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / gone["file"]).unlink()
    assert "reference/session-key-never-read" not in {rule for rule, *_ in _checked(folder)[1]}


def test_who_names_imported_json_means_the_bot(tmp_path):
    folder = _imported(EXPORTS / "otp-generation", tmp_path)
    assert _checked(folder / "imported.json") == _checked(folder)


def test_an_imported_bot_without_a_dialog_file_is_not_called_fine(tmp_path):
    folder = _imported(EXPORTS / "otp-generation", tmp_path)
    shutil.rmtree(folder / "dialogs")
    with pytest.raises(NotFoundError) as caught:
        find_units([folder], Path())
    assert (caught.value.message, caught.value.where) == ("this imported bot has no dialog files", str(folder))
    assert caught.value.hint == (
        "restore it, or import the bot again: xogen import EXPORT -o DIR --force; "
        f"the export itself is checked by: xogen lint {folder}/export"
    )


def test_an_empty_file_at_the_head_names_what_makes_it_again(tmp_path):
    folder = _imported(EXPORTS / "otp-generation", tmp_path)
    (folder / "imported.json").write_bytes(b"")
    with pytest.raises(InputError) as caught:
        _checked(folder)
    assert (caught.value.message, caught.value.where) == ("the file is empty", str(folder / "imported.json"))
    assert caught.value.hint == "restore it, or import the bot again: xogen import EXPORT -o DIR --force"


@pytest.mark.parametrize("read", [exported_files, exported_bot])
def test_an_export_that_is_gone_names_what_brings_it_back(tmp_path, read):
    folder = _imported(EXPORTS / "otp-generation", tmp_path)
    (folder / "export" / "botDefinition.json").unlink()
    with pytest.raises(NotFoundError) as caught:
        read(folder)
    assert caught.value.message == "the export that the bot was imported from is gone"
    assert caught.value.where == str(folder / "export" / "botDefinition.json")
    assert caught.value.hint == "restore it, or import the bot again: xogen import EXPORT -o DIR --force"


@pytest.mark.parametrize("word", ["our", "a"], ids=["edited", "as it was"])
def test_the_export_of_an_imported_bot_is_read_once(tmp_path, monkeypatch, word):
    folder = _imported(EXPORTS / "twilio-sms", tmp_path)
    edit = ("Enter a twilio number", f"Enter {word} twilio number")
    for file in (folder / "dialogs").iterdir():
        file.write_text(file.read_text(encoding="utf-8").replace(*edit), encoding="utf-8")
    paths = []
    monkeypatch.setattr("xogen.project.imported.read_bot", lambda path: paths.append(path) or read_bot(path))
    _, texts = exported_bot(folder)
    assert paths == [folder / "export" / "botDefinition.json"]
    definition, config = (
        (folder / "export" / name).read_text(encoding="utf-8") for name in ("botDefinition.json", "config.json")
    )
    assert edit[0] in definition
    assert texts == (definition.replace(*edit), config)


def test_settings_lie_at_the_head_of_the_folder(tmp_path):
    folder = _imported(EXPORTS / "otp-generation", tmp_path)
    (folder / ".xogen-lint.toml").write_text('select = ["entity"]\n[severity]\nentity = "warning"\n', encoding="utf-8")
    _, found = _checked(folder)
    assert {(rule.partition("/")[0], severity.name) for rule, severity, *_ in found} == {("entity", "WARNING")}


def test_a_dialog_without_training_data_in_the_export_is_not_called_untrained(tmp_path):
    shutil.copytree(EXPORTS / "webhook-channel", tmp_path / "theirs")
    definition = tmp_path / "theirs" / "botDefinition.json"
    data = json.loads(definition.read_text(encoding="utf-8"))
    definition.write_text(json.dumps({**data, "sentences": []}), encoding="utf-8")
    _, found = _checked(_imported(tmp_path / "theirs", tmp_path / "ours"))
    assert "intent/untrained-intent" not in {rule for rule, *_ in found}
