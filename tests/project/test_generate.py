from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from xogen.errors import ActionError, InputError, MachineError, NotFoundError, TemplateError
from xogen.model.authorization import disable_step
from xogen.project import drawing
from xogen.project.actions import take_step
from xogen.project.generate import EditedError, generate
from xogen.project.plan import plan
from xogen.project.states import Stand, difference
from xogen.project.workspace import load_project

CREATE = ["canvas/create-lead.gv", "canvas/create-lead.svg", "dialogs/create-lead.json"]
DELETE = ["canvas/delete-lead.gv", "canvas/delete-lead.svg", "dialogs/delete-lead.json"]
PACKAGE = ["package/botDefinition.json", "package/config.json"]
OURS = {"xogen.toml", ".gitignore"}


def tree(root):
    files = {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
    return {name: content for name, content in files.items() if name not in OURS}


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def stale(root, **options):
    return {state.path: state.why or state.stand.value for state in plan(load_project(root), **options).stale}


@pytest.fixture
def no_renderer(monkeypatch):
    """Let every drawing fail, as it does where there is no renderer."""

    def absent(*_args, **_options):
        raise MachineError("there is no renderer")

    monkeypatch.setattr(drawing, "draw", absent)


@pytest.fixture
def generated(installed):
    generate(installed)
    return installed


def test_the_first_run_writes_dialogs_drawings_and_package(installed):
    assert stale(installed) == dict.fromkeys(sorted([*CREATE, *DELETE, *PACKAGE]), "not generated yet")
    generate(installed)
    assert list(tree(installed)) == sorted([*CREATE, *DELETE, *PACKAGE, "xogen.lock"])
    assert stale(installed) == {}


def test_the_second_run_writes_nothing_and_draws_nothing(generated, no_renderer):
    before = {path: path.stat().st_mtime_ns for path in generated.rglob("*")}
    made = generate(generated)
    assert made.stale == ()
    assert [state.path for state in made.states] == sorted([*CREATE, *DELETE, *PACKAGE])
    assert {path: path.stat().st_mtime_ns for path in generated.rglob("*")} == before


OVERRIDE = '[install.override.nodes.ID]\nprompt = "Which lead shall go?"\n'


def test_an_override_changes_its_dialog_and_the_package(generated):
    with (generated / "xogen.toml").open("a") as file:
        file.write(OVERRIDE)
    assert stale(generated) == dict.fromkeys(sorted([*DELETE, PACKAGE[0]]), "input changed")
    generate(generated)
    assert "Which lead shall go?" in (generated / "dialogs/delete-lead.json").read_text()
    assert stale(generated) == {}


def test_a_removed_install_takes_its_files_with_it_and_its_numbers_are_not_given_again(generated):
    counters = load_project(generated).lock.counters
    edit(generated / "xogen.toml", '\n[[install]]\ntemplate = "salesforce/create-lead"\n', "")
    assert stale(generated) == dict.fromkeys(CREATE, "left over") | {PACKAGE[0]: "input changed"}
    generate(generated)
    assert list(tree(generated)) == sorted([*DELETE, *PACKAGE, "xogen.lock"])
    lock = load_project(generated).lock
    assert list(lock.dialogs) == ["delete-lead"]
    assert lock.counters == counters


def test_the_last_install_takes_everything_with_it(generated):
    path = generated / "xogen.toml"
    path.write_text(path.read_text().partition("\n[[install]]")[0] + "\n")
    generate(generated)
    assert list(tree(generated)) == ["xogen.lock"]
    with pytest.raises(NotFoundError, match="no template is installed"):
        generate(generated)


@pytest.mark.parametrize("name", [*CREATE, *PACKAGE])
def test_an_edit_by_hand_is_never_overwritten_silently(generated, name):
    path = generated / name
    path.write_bytes(path.read_bytes().replace(b"a", b"A", 1))
    before = tree(generated)
    assert stale(generated) == {name: "edited by hand"}
    with pytest.raises(EditedError) as caught:
        generate(generated)
    assert caught.value.message == f"edited by hand, so nothing was written: {name}"
    assert [state.path for state in caught.value.states] == [name]
    assert tree(generated) == before
    generate(generated, force=True)
    assert stale(generated) == {}


def test_the_difference_of_an_edit_is_what_the_run_would_undo(generated):
    edit(generated / "dialogs/create-lead.json", '"Create a Lead"', '"Make a Lead"')
    (state,) = plan(load_project(generated)).stale
    shown = difference(state).splitlines()
    assert shown[:2] == ["--- dialogs/create-lead.json", "+++ dialogs/create-lead.json"]
    assert [line for line in shown[2:] if line[0] in "+-"] == [
        '-    "en": "Make a Lead"',
        '+    "en": "Create a Lead"',
    ]


@pytest.mark.parametrize(
    ("bad", "shown"),
    [("\x1b[2J", r"\x1b[2J"), ("\x9b", r"\x9b"), ("a\rb", r"a\x0db"), ("\u202e", r"\u202e"), ("a\u2028b", "a\u2028b")],
)
def test_an_edit_cannot_steer_the_terminal_that_shows_it(generated, bad, shown):
    path = generated / "dialogs/create-lead.json"
    path.write_bytes(path.read_bytes().replace(b"Create a Lead", bad.encode()))
    (state,) = plan(load_project(generated)).stale
    lines = [line for line in difference(state).split("\n")[3:] if line.startswith("-")]
    assert lines == [f'-    "en": "{shown}"']


def test_an_edited_file_is_not_removed_either(generated):
    edit(generated / "xogen.toml", '\n[[install]]\ntemplate = "salesforce/create-lead"\n', "")
    edit(generated / "dialogs/create-lead.json", '"Create a Lead"', '"Make a Lead"')
    before = tree(generated)
    with pytest.raises(EditedError):
        generate(generated)
    assert tree(generated) == before
    generate(generated, force=True)
    assert list(tree(generated)) == sorted([*DELETE, *PACKAGE, "xogen.lock"])


def test_a_file_of_someone_else_is_not_overwritten_either(installed):
    (installed / "dialogs").mkdir()
    (installed / "dialogs/create-lead.json").write_text("mine\n")
    assert stale(installed)["dialogs/create-lead.json"] == "not written by xogen"
    with pytest.raises(EditedError) as caught:
        generate(installed)
    assert str(caught.value) == (
        "xogen.lock does not know what stands there, so nothing was written: dialogs/create-lead.json\n"
        "  move it away, or overwrite: xogen generate --force"
    )
    assert list(tree(installed)) == ["dialogs/create-lead.json", "xogen.lock"]


@pytest.mark.parametrize("name", [*CREATE, *PACKAGE])
def test_a_missing_file_is_made_again(generated, name):
    before = tree(generated)
    (generated / name).unlink()
    assert stale(generated) == {name: "missing"}
    generate(generated)
    assert tree(generated) == before


def test_line_ends_that_git_changed_are_no_edit(generated):
    for name in [*CREATE, *PACKAGE, "xogen.lock"]:
        path = generated / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert stale(generated) == {}


def test_a_language_that_the_pack_does_not_speak_is_told(generated):
    assert plan(load_project(generated)).notes == ()
    edit(generated / "xogen.toml", 'languages = ["en"]', 'languages = ["en", "de"]')
    (note,) = plan(load_project(generated)).notes
    assert note == (
        "the salesforce pack has no texts in 'de', so these dialogs keep theirs until you override them: "
        "create-lead, delete-lead"
    )
    with (generated / "xogen.toml").open("a") as file:
        file.write('[install.override.task.title]\nen = "Delete Lead"\nde = "Lead löschen"\n')
    (note,) = plan(load_project(generated)).notes
    assert note.endswith(": create-lead")


def test_another_platform_takes_another_package_file(generated):
    edit(generated / "xogen.toml", 'platform = "xo10"', 'platform = "xo11"')
    assert stale(generated) == {
        "canvas/create-lead.gv": "input changed",
        "canvas/create-lead.svg": "input changed",
        "canvas/delete-lead.gv": "input changed",
        "canvas/delete-lead.svg": "input changed",
        "package/appDefinition.json": "not generated yet",
        "package/botDefinition.json": "left over",
    }
    generate(generated)
    assert sorted(path.name for path in (generated / "package").iterdir()) == ["appDefinition.json", "config.json"]


def test_a_name_limits_the_run_to_a_dialog_and_its_drawings(installed):
    generate(installed, ["delete-lead"])
    assert list(tree(installed)) == sorted([*DELETE, "xogen.lock"])
    assert sorted(stale(installed)) == sorted([*CREATE, *PACKAGE])
    generate(installed)
    assert stale(installed) == {}


def test_an_unknown_name_gets_the_nearest(generated):
    with pytest.raises(NotFoundError, match=r"there is no dialog 'delete-led'; did you mean 'delete-lead'?"):
        generate(generated, ["delete-led"])


def test_without_a_renderer_nothing_is_written(installed, no_renderer):
    before = tree(installed)
    with pytest.raises(MachineError, match="there is no renderer"):
        generate(installed)
    assert tree(installed) == before


def test_not_drawing_goes_on_without_pictures_and_positions(installed, no_renderer):
    generate(installed, draw=False)
    assert not list((installed / "canvas").glob("*.svg"))
    assert stale(installed, draw=False) == {}


def test_what_was_not_drawn_is_drawn_later(installed):
    generate(installed, draw=False)
    undrawn = (installed / "package/botDefinition.json").read_text()
    assert sorted(stale(installed)) == [CREATE[1], DELETE[1], PACKAGE[0]]
    generate(installed)
    assert (installed / "package/botDefinition.json").read_text() != undrawn
    assert stale(installed) == {}


def test_not_drawing_leaves_good_pictures_and_positions_alone(generated, no_renderer):
    assert stale(generated, draw=False) == {}


def test_a_picture_is_not_good_any_more_when_its_source_went_on_without_it(generated):
    with (generated / "xogen.toml").open("a") as file:
        file.write(OVERRIDE)
    generate(generated, draw=False)
    assert sorted(stale(generated)) == ["canvas/delete-lead.svg", "package/botDefinition.json"]


def test_an_action_that_is_off_generates_nothing(generated):
    take_step(generated, "salesforce", disable_step)
    before = tree(generated)
    with pytest.raises(ActionError, match='the salesforce action is "disabled", not "configured"'):
        generate(generated, force=True)
    assert tree(generated) == before


def test_an_action_that_is_not_configured_is_said_before_anything_is_installed(new):
    with pytest.raises(ActionError) as caught:
        generate(new)
    assert str(caught.value) == (
        'the salesforce action is "available", not "configured"\n'
        "  run: xogen action authorize salesforce --declared, then xogen action enable salesforce"
    )


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (
            '[install.override.nodes.firstNam]\nprompt = "x"\n',
            "override.nodes.firstNam",
            "did you mean 'firstName'?",
        ),
        ("[install.parameters]\nconfrm = false\n", "parameters.confrm", "did you mean 'confirm'?"),
        ('[install.parameters]\nconfirm = "no"\n', "parameters.confirm", "must be true or false"),
    ],
)
def test_what_does_not_fit_its_template_is_named_with_line_and_nearest_name(ready, text, place, message):
    with (ready / "xogen.toml").open("a") as file:
        file.write('[[install]]\ntemplate = "salesforce/create-lead"\n' + text)
    lines = (ready / "xogen.toml").read_text().count("\n")
    with pytest.raises(InputError) as caught:
        generate(ready)
    line = lines - 1 if "override" in place else lines
    assert caught.value.where == f"{ready / 'xogen.toml'}:{line}: install[0].{place}"
    assert message in caught.value.message


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("salesforce/creat-lead", "did you mean 'salesforce/create-lead'?"),
        ("salesfroce/create-lead", "there is no template 'salesfroce/create-lead'"),
    ],
)
def test_a_template_that_is_not_there_is_named_with_its_line(ready, template, message):
    with (ready / "xogen.toml").open("a") as file:
        file.write(f'[[install]]\ntemplate = "{template}"\n')
    lines = (ready / "xogen.toml").read_text().count("\n")
    with pytest.raises(NotFoundError) as caught:
        generate(ready)
    assert caught.value.where == f"{ready / 'xogen.toml'}:{lines}: install[0].template"
    assert message in caught.value.message


def test_a_parameter_that_a_template_stumbles_over_is_looked_for_in_the_install(ready):
    task = ready / "packs" / "tiny" / "tasks" / "ask"
    task.mkdir(parents=True)
    (ready / "packs/tiny/pack.toml").write_text(
        'name = "tiny"\nversion = "1"\ntitle = "Tiny"\naction = "salesforce"\nauthorizations = "oauth"\n'
    )
    (task / "task.toml").write_text(
        '[task]\ntitle = "Ask"\n[parameters.fields]\ntype = "list"\ndefault = []\n'
        '[intent]\nname = "Ask"\nutterances = ["ask"]\nnext = "Each"\n'
        '[nodes.Each]\ntype = "message"\nfor_each = "fields"\nid = "<%= item %>"\ntext = "x"\nnext = "end"\n'
    )
    text = (ready / "xogen.toml").read_text()
    line = text.count("\n") + 1
    (ready / "xogen.toml").write_text(f'{text}[[install]]\ntemplate = "tiny/ask"\nparameters.fields = ["a b"]\n')
    with pytest.raises(TemplateError) as caught:
        generate(ready)
    assert caught.value.where == "packs/tiny/tasks/ask/task.toml:13: nodes.Each.id"
    assert caught.value.hint == f"the parameters of {ready / 'xogen.toml'}:{line}: install[0] may not fit"


def test_an_action_that_xogen_toml_does_not_have_is_named(ready):
    path = ready / "xogen.toml"
    path.write_text(path.read_text().replace("[actions.salesforce]", "[actions.sales]"))
    with path.open("a") as file:
        file.write('[[install]]\ntemplate = "salesforce/create-lead"\n')
    lines = path.read_text().count("\n")
    with pytest.raises(NotFoundError) as caught:
        generate(ready)
    assert str(caught.value) == (
        f"{path}:{lines}: install[0].template: salesforce/create-lead needs the action 'salesforce'; "
        "did you mean 'sales'?\n"
        "  add a table [actions.salesforce]"
    )


def test_after_a_merge_either_version_of_the_lock_does(generated):
    ours = (generated / "xogen.lock").read_bytes()
    with (generated / "xogen.toml").open("a") as file:
        file.write('[[install]]\ntemplate = "salesforce/view-lead"\n')
    generate(generated)
    (generated / "xogen.lock").write_bytes(ours)
    generate(generated)
    assert stale(generated) == {}


def test_a_merge_that_gave_a_name_twice_is_put_right(generated):
    path = generated / "xogen.lock"
    data = json.loads(path.read_text())
    assert data["dialogs"]["delete-lead"]["names"]["CancelMessage"] == "CancelMessage0002"
    data["dialogs"]["delete-lead"]["names"]["CancelMessage"] = "CancelMessage0001"
    path.write_text(json.dumps(data))
    generate(generated)
    names = [name for record in load_project(generated).lock.dialogs.values() for name in record.names.values()]
    assert len(names) == len(set(names))


def test_a_lock_that_alone_changed_is_stale(generated):
    edit(generated / "xogen.lock", '"version": "1.0.0"', '"version": "0.9.0"')
    data = json.loads((generated / "xogen.lock").read_text())
    data["packs"]["salesforce"]["digest"] = "old"
    (generated / "xogen.lock").write_text(json.dumps(data))
    assert stale(generated) == {"xogen.lock": "the salesforce pack changed (0.9.0 -> 1.0.0)"}
    generate(generated)
    assert stale(generated) == {}


def test_a_lost_lock_is_written_again_where_the_files_agree(generated):
    before = tree(generated)
    data = json.loads((generated / "xogen.lock").read_text())
    del data["files"]
    (generated / "xogen.lock").write_text(json.dumps(data))
    generate(generated)
    assert tree(generated) == before


def test_a_folder_that_cannot_be_written_leaves_everything_as_it_was(installed):
    (installed / "package").write_text("a file in its place")
    before = tree(installed)
    with pytest.raises(MachineError, match="cannot write"):
        generate(installed)
    assert tree(installed) == before


def test_every_node_has_a_place_in_the_package(generated):
    bot = json.loads((generated / "package/botDefinition.json").read_text())
    places = [node["positionMeta"] for dialog in bot["dialogs"] for node in dialog["nodes"]]
    assert len({(place["left"], place["top"]) for place in places}) > 5


RUN = "import sys; from pathlib import Path; from xogen.project.generate import generate; generate(Path(sys.argv[1]))"


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_equal_input_gives_equal_bytes_whatever_the_hash_seed(generated, tmp_path, seed):
    other = tmp_path / "other"
    other.mkdir()
    (other / "xogen.toml").write_bytes((generated / "xogen.toml").read_bytes())
    lock = json.loads((generated / "xogen.lock").read_text())
    (other / "xogen.lock").write_text(json.dumps({"version": 1, "actions": lock["actions"]}))
    subprocess.run([sys.executable, "-c", RUN, str(other)], env=os.environ | {"PYTHONHASHSEED": seed}, check=True)
    assert tree(other) == tree(generated)


def test_the_states_name_every_file_once(generated):
    states = plan(load_project(generated)).states
    assert len({state.path for state in states}) == len(states)
    assert {state.stand for state in states} == {Stand.CURRENT}
