from __future__ import annotations

import json

import jsonschema
import pytest
from jsonschema import Draft202012Validator

from tests.formats import samples
from tests.formats.everything import EVERYTHING
from xogen.formats.dialog_json import dump_dialog
from xogen.formats.schema import dialog_task
from xogen.model.dialog import SCHEMA

VALIDATOR = Draft202012Validator(dialog_task())


def test_the_schema_is_one():
    Draft202012Validator.check_schema(dialog_task())
    assert list(dialog_task())[:4] == ["$schema", "$id", "title", "description"]
    assert dialog_task()["$id"] == SCHEMA


@pytest.mark.parametrize("task", [EVERYTHING, samples.TICKET, samples.AGAIN], ids=lambda task: task.name)
def test_what_is_written_fits(task):
    assert list(VALIDATOR.iter_errors(json.loads(dump_dialog(task)))) == []


def broken(change):
    data = json.loads(dump_dialog(samples.TICKET))
    change(data)
    return data


BROKEN = {
    "an unknown key": lambda data: data.update(nods=[]),
    "an unknown key of a node": lambda data: data["nodes"][1].update(promt=[]),
    "a node without its kind": lambda data: data["nodes"][1].pop("type"),
    "an unknown kind": lambda data: data["nodes"][1].update(type="entities"),
    "a kind's key on another kind": lambda data: data["nodes"][0].update(retries=3),
    "too many tries": lambda data: data["nodes"][1].update(retries=6),
    "a condition of two forms": lambda data: data["nodes"][1]["transitions"][0]["when"].update(context="context.x"),
    "a script that is no text": lambda data: data["nodes"][4].update(script=[1]),
    "another version": lambda data: data.update({"$schema": "urn:xogen:schema:dialog-task:9"}),
    "no nodes": lambda data: data.pop("nodes"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_cannot_be_read_does_not_fit(case):
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(broken(BROKEN[case]))


def test_every_description_describes_a_key_that_is_there():
    from xogen.formats import schema

    definitions = {"DialogTask": dialog_task(), **dialog_task()["$defs"]}
    nodes = [name for name in definitions if name.endswith("Node")]
    for place in schema._FIELDS:
        name, _, key = place.partition(".")
        for owner in nodes if name == "*" else [name]:
            assert "description" in definitions[owner]["properties"][key], place


def test_an_editor_shows_no_markup_of_ours():
    assert "``" not in json.dumps(dialog_task())
