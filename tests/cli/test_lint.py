"""``xogen lint``: what it takes, what it prints, and how it exits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from xogen.formats.dialog_json import dump_dialog
from xogen.lint.examples import dialog, intent, message, node
from xogen.model.dialog import DialogTask

GOOD = dialog(intent("done"), message("done", "Done."))
WARNING = dialog(intent("done", utterances={}), message("done", "Done."))
WRONG = dialog(intent("ask"), node("logic", "ask", [{"to": "done"}, {"to": "end"}]), message("done", "Done."))
CONFIG = '[project]\nname = "x"\n'


def write(path, data):
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(dump_dialog(DialogTask.model_validate(data)), encoding="utf-8")


def project(root=".", text=CONFIG, **dialogs):
    folder = Path(root)
    folder.mkdir(exist_ok=True)
    (folder / "xogen.toml").write_text(text, encoding="utf-8")
    for name, data in dialogs.items():
        write(folder / "dialogs" / f"{name}.json", {**data, "name": name})


def rules_of(ran):
    return [(found["path"], found["rule"]) for found in json.loads(ran.out)["findings"]]


def test_a_new_project_is_clean(xogen):
    xogen("init acme-bot")
    ran = xogen("-C acme-bot lint")
    assert (ran.code, ran.out) == (0, "no findings in 0 dialogs\n")
    assert "there are no dialogs yet" in ran.err


def test_a_bot_without_dialogs_is_told_to_be_one(xogen):
    Path("botDefinition.json").write_text('{"dialogs": [], "dialogComponents": []}', encoding="utf-8")
    ran = xogen("lint --fail-on never botDefinition.json")
    assert (ran.code, ran.err) == (0, "the bot has no dialogs, and so nothing in them is checked\n")


def test_a_finding_has_its_line_and_the_path_from_the_start(xogen):
    project(one=WRONG)
    ran = xogen("lint")
    assert ran.code == 1
    assert ran.out == (
        "dialogs/one.json\n"
        "  29:9  error    this second default to end is never tried: the default stands before it\n"
        "                 flow/default-not-last · CreateLead → ask\n"
        "\n"
        "why a rule matters, and what is right: xogen rules NAME\n"
        "1 error in 1 dialog\n"
    )
    assert ran.err == ""


def test_lines_are_those_of_the_file(xogen):
    project(one=WRONG)
    (found,) = json.loads(xogen("lint --format json").out)["findings"]
    line = Path("dialogs/one.json").read_text(encoding="utf-8").splitlines()[found["line"] - 1]
    assert line[found["column"] - 1 :] == "{"
    assert found["pointer"] == "/nodes/1/transitions/1"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        pytest.param("", 0, id="errors only by default"),
        pytest.param("--fail-on warning", 1, id="warnings"),
        pytest.param("--fail-on info", 1, id="infos and worse"),
        pytest.param("--fail-on never", 0, id="never"),
        pytest.param("--fail-on warning --ignore intent", 0, id="ignored"),
        pytest.param("--fail-on warning --select flow", 0, id="not selected"),
        pytest.param("--fail-on warning --select flow --select intent/untrained-intent", 1, id="selected"),
        pytest.param("--fail-on warning --select intent --ignore intent/untrained-intent", 0, id="both"),
    ],
)
def test_the_exit_code_hangs_on_severity(xogen, options, code):
    project(one=WARNING)
    assert xogen(f"lint {options}").code == code


def test_what_was_not_checked_never_changes_the_exit_code(xogen):
    project(one=dialog(intent("call"), node("dialog-call", "call", "done", dialog="x"), message("done", "Done.")))
    ran = xogen("lint --fail-on info")
    assert ran.code == 0
    assert "not checked\n  dialogs/one.json project/unknown-dialog: whether there is a dialog 'x'" in ran.out


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        pytest.param('ignore = ["flow"]', 0, id="ignore"),
        pytest.param('select = ["naming"]', 0, id="select"),
        pytest.param('severity = { flow = "warning" }', 0, id="severity"),
        pytest.param("", 1, id="nothing said"),
    ],
)
def test_settings_come_from_the_project(xogen, lines, code):
    project(text=f"{CONFIG}[lint]\n{lines}\n", one=WRONG)
    assert xogen("lint").code == code
    assert xogen("lint dialogs/one.json").code == code


def test_select_on_the_command_line_replaces_the_project_s(xogen):
    project(text=f'{CONFIG}[lint]\nselect = ["naming"]\n', one=WRONG)
    assert xogen("lint --select flow").code == 1


@pytest.mark.parametrize(
    ("line", "code", "error"),
    [
        pytest.param(
            "lint --select flw",
            2,
            "Error: --select: there is no rule 'flw'; did you mean 'flow'?\n  see: xogen rules\n",
            id="an unknown rule on the command line",
        ),
        pytest.param("lint nowhere", 3, "Error: nowhere: there is no such file or folder\n", id="no such path"),
        pytest.param(
            "lint empty",
            3,
            "Error: empty: this folder is no project, no pack and no bot export, and holds no dialog files\n"
            "  name a folder with an xogen.toml, a pack.toml or a botDefinition.json, or dialog files (*.json)\n",
            id="an empty folder",
        ),
        pytest.param(
            "lint export.json",
            3,
            "Error: export.json:1:38: /dialogComponents/0 holds a text; here the platform writes an object\n"
            "  export the bot again; if the platform itself writes this, please report it\n",
            id="a wrong bot export",
        ),
        pytest.param(
            "lint broken.json",
            3,
            "Error: broken.json:3: nodes[0]: must be one of 'intent'",
            id="a file that is no dialog",
        ),
        pytest.param("-C empty lint", 3, "this folder is no project: it has no xogen.toml", id="no project"),
        pytest.param(
            "lint wrong",
            3,
            "Error: wrong/xogen.toml:4: lint.ignore[0]: there is no rule 'flow/trip'; did you mean 'flow/trap'?\n"
            "  see: xogen rules\n",
            id="an unknown rule in xogen.toml",
        ),
        pytest.param("lint --fail-on bad", 2, "Usage: xogen lint", id="no such severity"),
    ],
)
def test_wrong_input_is_one_clear_error(xogen, line, code, error):
    Path("empty").mkdir()
    Path("export.json").write_text('{"dialogs": [], "dialogComponents": ["x"]}', encoding="utf-8")
    Path("broken.json").write_text(
        '{"name": "x", "title": {"en": "X"},\n "nodes": [\n  {"type": "intend", "id": "a"}]}', encoding="utf-8"
    )
    project("wrong", text=f'{CONFIG}[lint]\nignore = ["flow/trip"]\n')
    ran = xogen(line)
    assert ran.code == code
    assert ran.out == ""
    assert error in ran.err


def test_files_folders_and_projects_are_taken_together(xogen):
    project("bot", one=WARNING)
    write("loose/two.json", {**WARNING, "name": "two"})
    write("three.json", {**WARNING, "name": "three"})
    found = rules_of(xogen("lint bot loose three.json --format json --select intent"))
    rule = "intent/untrained-intent"
    assert found == [("bot/dialogs/one.json", rule), ("loose/two.json", rule), ("three.json", rule)]


def test_a_file_that_is_named_twice_is_checked_once(xogen):
    project("bot", one=WARNING)
    found = rules_of(xogen("lint bot bot/dialogs/one.json bot/dialogs bot/../bot --format json --select intent"))
    assert found == [("bot/dialogs/one.json", "intent/untrained-intent")]


def test_dialogs_of_two_projects_are_two_bots(xogen):
    project("one", create=GOOD)
    project("two", create=GOOD)
    assert xogen("lint one two --fail-on info").code == 0


def test_a_pack_is_checked(xogen):
    folder = Path(__file__).parents[2] / "template_packs" / "salesforce"
    ran = xogen(f"lint {folder}")
    assert (ran.code, ran.out) == (0, "no findings in 1 pack\n")


def test_the_report_goes_to_a_file(xogen):
    project(one=WRONG)
    ran = xogen("lint --format json -o report.json")
    assert (ran.code, ran.out) == (1, "")
    assert json.loads(Path("report.json").read_text(encoding="utf-8"))["summary"]["errors"] == 1
    assert [path.name for path in Path().glob(".*")] == []


def test_a_report_that_cannot_be_written_is_the_machine_s_fault(xogen):
    project(one=GOOD)
    ran = xogen("lint -o nowhere/report.txt")
    assert ran.code == 4
    assert ran.err.startswith("Error: nowhere/")


def test_a_file_has_no_colour(xogen):
    project(one=WRONG)
    xogen("lint -o report.txt")
    assert "\x1b" not in Path("report.txt").read_text(encoding="utf-8")


def test_a_generated_project_has_no_error(xogen):
    xogen("init .")
    for line in ("action authorize salesforce --declared", "action enable salesforce"):
        xogen(line)
    xogen("templates install salesforce/create-lead salesforce/delete-lead")
    assert xogen("generate --no-draw").code == 0
    ran = xogen("lint")
    assert (ran.code, ran.err) == (0, "")
    assert " in 2 dialogs" in ran.out.splitlines()[-1]
