"""The bundled describes are real ones, without what was one org's own: nothing is made up."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from tests.org.embedded.describes import BUNDLED, real, text_of, trimmed
from xogen.errors import InputError, NotFoundError
from xogen.model.sobject import SObject
from xogen.org.embedded.bundled import bundled_describes, folder_describes, merged

FOLDER = files("xogen.org.embedded") / "objects"


@pytest.mark.parametrize("name", BUNDLED)
def test_a_bundled_describe_is_the_real_one_trimmed(name):
    assert (FOLDER / f"{name}.json").read_text(encoding="utf-8") == text_of(trimmed(real(name)))


@pytest.mark.parametrize("describe", bundled_describes(), ids=lambda describe: describe["name"])
def test_what_was_left_out_comes_back(describe):
    fields = {field["name"]: field for field in real(describe["name"])["fields"] if not field["custom"]}
    assert list(fields) == [field["name"] for field in describe["fields"]]
    for field in describe["fields"]:
        known = {key: value for key, value in field.items() if key in fields[field["name"]]}
        assert known == {key: value for key, value in fields[field["name"]].items() if key in known}
        assert len(field) >= 57
        assert fields[field["name"]].keys() <= field.keys()
    assert SObject.from_describe(describe).name == describe["name"]


def test_no_org_shows(tmp_path):
    text = json.dumps(bundled_describes())
    assert not any(word in text for word in ("salesforce.com", "playground", "orgname", "mikesnamespace"))


def test_the_licences_are_beside_them():
    assert {item.name for item in (FOLDER / "licences").iterdir()} == {
        "CumulusCI-BSD-3-Clause.txt",
        "SwiftlySalesforce-MIT.txt",
    }


def test_a_later_layer_counts():
    changed = {"name": "Lead", "label": "Prospect", "fields": []}
    labels = {describe["name"]: describe["label"] for describe in merged(bundled_describes(), [changed])}
    assert (labels["Lead"], len(labels)) == ("Prospect", len(BUNDLED))


def test_a_folder(tmp_path):
    with pytest.raises(NotFoundError, match="no such folder"):
        folder_describes(tmp_path / "nowhere")
    (tmp_path / "Own__c.json").write_text('{"name": "Own__c", "fields": [{"name": "Id", "type": "id"}]}')
    (describe,) = folder_describes(tmp_path)
    assert describe["fields"][0]["createable"] is False
    (tmp_path / "other.json").write_text("{}")
    with pytest.raises(InputError, match="no sObject describe"):
        folder_describes(tmp_path)
