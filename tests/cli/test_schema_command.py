from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

PACK = Path(__file__).parent.parent.parent / "template_packs" / "salesforce"


def schema(xogen, name):
    done = xogen(f"schema {name}")
    assert (done.code, done.err) == (0, "")
    made = json.loads(done.out)
    Draft202012Validator.check_schema(made)
    return Draft202012Validator(made)


def test_list(xogen):
    assert xogen("schema").out == (
        "SCHEMA         OF\n"
        "dialog-task    dialogs/*.json\n"
        "project        xogen.toml\n"
        "pack           pack.toml\n"
        "task-template  tasks/*/task.toml\n"
    )
    assert json.loads(xogen("schema --format json").out)[0] == {"name": "dialog-task", "files": "dialogs/*.json"}


def test_an_unknown_name(xogen):
    done = xogen("schema dialog")
    assert done.code == 3
    assert done.err == ("Error: there is no schema 'dialog'; did you mean 'dialog-task'?\n  see: xogen schema\n")


def test_a_new_project_fits_its_schema(xogen):
    xogen("init bot")
    written = tomllib.loads(Path("bot/xogen.toml").read_text(encoding="utf-8"))
    assert list(schema(xogen, "project").iter_errors(written)) == []


def test_the_pack_fits_its_schemas(xogen):
    manifest = tomllib.loads((PACK / "pack.toml").read_text(encoding="utf-8"))
    assert list(schema(xogen, "pack").iter_errors(manifest)) == []
    template = schema(xogen, "task-template")
    for path in sorted(PACK.glob("tasks/*/task.toml")):
        assert list(template.iter_errors(tomllib.loads(path.read_text(encoding="utf-8")))) == []


def test_generated_dialogs_fit_their_schema(xogen, bot):
    names = ["create-lead", "update-lead", "list-leads", "delete-lead"]
    assert xogen("-C bot templates install " + " ".join(f"salesforce/{name}" for name in names)).code == 0
    assert xogen("-C bot generate --no-draw").code == 0
    dialog = schema(xogen, "dialog-task")
    for name in names:
        written = json.loads(Path(f"bot/dialogs/{name}.json").read_text(encoding="utf-8"))
        assert list(dialog.iter_errors(written)) == []


@pytest.mark.parametrize("name", ["project", "pack", "task-template"])
def test_a_key_of_nobody_does_not_fit(xogen, name):
    assert not schema(xogen, name).is_valid({"nobody": 1})
