"""What ``lint`` is pointed at becomes bots, with what is known of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from xogen.errors import InputError
from xogen.lint.runner import lint
from xogen.model.base import unchecked
from xogen.model.nodes import IntentNode
from xogen.model.views import view
from xogen.project.generate import generate
from xogen.project.lint_inputs import find_units, read_dialog, read_inputs

FIXTURES = Path(__file__).parents[1] / "fixtures"
EXPORTS = sorted(path for kind in ("exports", "exports-made") for path in (FIXTURES / kind).iterdir() if path.is_dir())


@pytest.fixture
def generated(installed):
    generate(installed, (), draw=False)
    return installed


def shown(inputs):
    return [[document.path for document in bot.documents] for bot in inputs.bots]


def test_a_project_knows_its_file_its_settings_and_its_packs(generated):
    (bot,) = read_inputs([], generated).bots
    assert [Path(document.path).name for document in bot.documents] == ["create-lead.json", "delete-lead.json"]
    assert bot.known.path == str(generated / "xogen.toml")
    assert list(bot.known.pack_versions or ()) == ["salesforce"]
    assert not bot.known.complete
    assert bot.source.text == (generated / "xogen.toml").read_text(encoding="utf-8")


def test_documents_bring_their_text_for_the_lines(generated):
    for document in read_inputs([], generated).bots[0].documents:
        assert document.text == Path(document.path).read_text(encoding="utf-8")


def test_a_file_belongs_to_the_project_above_it(generated, monkeypatch):
    monkeypatch.chdir(generated)
    (bot,) = read_inputs([Path("dialogs/create-lead.json")], Path()).bots
    assert shown(read_inputs([Path("dialogs/create-lead.json")], Path())) == [["dialogs/create-lead.json"]]
    assert bot.known.path == "xogen.toml"


def test_a_project_is_named_as_the_user_named_the_file(generated, monkeypatch):
    monkeypatch.chdir(generated.parent)
    (bot,) = read_inputs([Path("acme-bot/dialogs/create-lead.json")], Path()).bots
    assert bot.known.path == str(Path("acme-bot/xogen.toml"))
    monkeypatch.chdir(generated / "dialogs")
    (bot,) = read_inputs([Path("create-lead.json")], Path()).bots
    assert bot.known.path == str(generated.resolve() / "xogen.toml")


def test_a_file_of_no_project_has_no_settings(generated, tmp_path):
    loose = tmp_path / "loose.json"
    loose.write_bytes((generated / "dialogs" / "create-lead.json").read_bytes())
    (bot,) = read_inputs([loose], tmp_path).bots
    assert bot.known.path == "."
    assert bot.source is None
    assert list(bot.known.pack_versions or ()) == ["salesforce"]


def test_a_broken_pack_has_no_version(generated):
    pack = generated / "packs" / "salesforce"
    pack.mkdir(parents=True)
    (pack / "pack.toml").write_text("broken", encoding="utf-8")
    (bot,) = read_inputs([], generated).bots
    assert bot.known.pack_versions == {}


def test_a_pack_is_no_bot(generated):
    pack = generated / "packs" / "acme"
    pack.mkdir(parents=True)
    (pack / "pack.toml").write_text("", encoding="utf-8")
    inputs = read_inputs([pack, pack], generated)
    assert inputs.bots == ()
    assert inputs.packs == (pack,)


def test_a_file_that_is_not_text_is_told(tmp_path):
    (tmp_path / "x.json").write_bytes(b"{\n\xff}")
    with pytest.raises(InputError, match=r"x\.json:2: this file is not UTF-8"):
        read_inputs([tmp_path / "x.json"], tmp_path)


@pytest.mark.parametrize(
    "name", ["xogen.lock", "xogen.toml.bak", "canvas/create-lead.svg", "describe.json", "list.json"]
)
def test_what_is_no_dialog_file_is_told_by_one_line(generated, name):
    (generated / "describe.json").write_text('{"fields": []}', encoding="utf-8")
    (generated / "list.json").write_text("[]", encoding="utf-8")
    (generated / "xogen.toml.bak").write_text("[project]\n", encoding="utf-8")
    (generated / "canvas").mkdir(exist_ok=True)
    (generated / "canvas/create-lead.svg").write_text("<svg/>", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_inputs([generated / name], generated)
    assert str(caught.value) == (
        f"{generated / name}: this is no dialog file and no bot export\n"
        "  name the dialogs/*.json of a project, or the definition, folder or zip of an export"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{}", "this is no dialog file and no bot export"),
        ("null", "this is no dialog file and no bot export"),
        ('{"name": "x", "version": "1.0.0", "dependencies": {}}', "this is no dialog file and no bot export"),
        ('{"name": "x", "envVariables": []}', "this is the config.json of a bot export, which holds variables only"),
    ],
)
def test_json_of_another_kind_is_one_error(tmp_path, content, message):
    path = tmp_path / "some.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_inputs([path], tmp_path)
    assert (caught.value.message, caught.value.where) == (message, str(path))


def test_the_file_of_a_project_or_pack_means_the_whole(generated):
    assert read_inputs([generated / "xogen.toml"], generated) == read_inputs([generated], generated)
    pack = generated / "packs" / "acme"
    pack.mkdir(parents=True)
    (pack / "pack.toml").write_text("", encoding="utf-8")
    assert read_inputs([pack / "pack.toml"], generated).packs == (pack,)


@pytest.mark.parametrize("named", [[], ["dialogs"]])
def test_a_folder_that_cannot_be_read_is_not_an_empty_one(generated, unreadable, named):
    unreadable(generated / "dialogs")
    with pytest.raises(PermissionError):
        read_inputs([generated / name for name in named], generated)


EMPTY = {
    "a dialog of a project": ("dialogs/create-lead.json", "xogen.toml", "restore it, or run: xogen generate --force"),
    "a dialog of an imported bot": (
        "dialogs/create-lead.json",
        "imported.json",
        "restore it, or import the bot again: xogen import EXPORT -o DIR --force",
    ),
    "an export": ("botDefinition.json", "xogen.toml", "restore it, or export the bot again"),
    "any file": ("some.json", "xogen.toml", "restore it"),
    "a file of no project": ("dialogs/create-lead.json", "readme.md", "restore it"),
}


@pytest.mark.parametrize(("name", "beside", "hint"), EMPTY.values(), ids=EMPTY)
def test_what_to_do_about_an_empty_file_hangs_on_what_it_was(tmp_path, name, beside, hint):
    (tmp_path / "dialogs").mkdir()
    (tmp_path / beside).write_text("", encoding="utf-8")
    path = tmp_path / name
    path.write_text(" \n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_inputs([path], tmp_path) if name == "botDefinition.json" else read_dialog(path)
    assert (error.value.message, error.value.where, error.value.hint) == ("the file is empty", str(path), hint)


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.name)
def test_plain_views_are_found_the_same_in_as_models(path):
    (unit,) = find_units([path], path).bots
    plain, real = (unit.read(make=make) for make in (view, unchecked))
    assert lint(plain.documents, plain.settings, plain.known) == lint(real.documents, real.settings, real.known)


def test_an_export_is_read_as_plain_views_unless_models_are_asked_for():
    (unit,) = find_units([FIXTURES / "exports" / "twilio-sms"], Path()).bots
    plain, real = (bot.documents[0].task.nodes[0] for bot in (unit.read(), unit.read(make=unchecked)))
    assert (isinstance(plain, IntentNode), isinstance(real, IntentNode)) == (False, True)
    assert (plain.type, plain.id) == (real.type, real.id)
