from __future__ import annotations

import json
from pathlib import Path

import pytest

from xogen.errors import InputError, NotFoundError
from xogen.project.workspace import load_project

DESCRIBES = Path(__file__).parent.parent / "fixtures" / "describe" / "objects"


def test_describes_are_read_when_asked_for(new):
    (new / "describe").mkdir()
    (new / "describe" / "Lead.json").write_bytes((DESCRIBES / "Lead.json").read_bytes())
    (new / "describe" / "Broken.json").write_text("{")
    describes = load_project(new).describes
    assert list(describes) == ["Broken", "Lead"]
    assert [value.value for value in describes["Lead"].field("Status").active_values]
    assert describes.get("Account") is None
    with pytest.raises(InputError, match=r"Broken.json"):
        describes["Broken"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "this is no sObject describe: it needs a name and a list of fields"),
        ({"name": "Lead"}, "this is no sObject describe: it needs a name and a list of fields"),
        ({"name": "Account", "fields": []}, "this file describes 'Account'"),
    ],
)
def test_a_wrong_describe_is_named(new, data, message):
    (new / "describe").mkdir()
    (new / "describe" / "Lead.json").write_text(json.dumps(data))
    with pytest.raises(InputError) as caught:
        load_project(new).describes["Lead"]
    assert caught.value.message == message
    assert caught.value.where == str(new / "describe" / "Lead.json")


@pytest.mark.parametrize("stem", ["Lead (1)", "Lead-old"])
def test_a_describe_that_nothing_would_read_is_named(new, stem):
    (new / "describe").mkdir()
    (new / "describe" / f"{stem}.json").write_text("{}")
    with pytest.raises(InputError) as caught:
        load_project(new).describes.get("Lead")
    assert caught.value.message == f"nothing reads this file: no object is called {stem!r}"


def test_a_describe_in_a_file_of_another_case_is_named(new):
    (new / "describe").mkdir()
    (new / "describe" / "lead.json").write_text('{"name": "Lead", "fields": []}')
    with pytest.raises(InputError) as caught:
        load_project(new).describes.get("Lead")
    assert caught.value.message == "this file describes 'Lead'"
    assert caught.value.hint == f"call it {new / 'describe' / 'Lead.json'}"


def test_who_asks_in_another_case_gets_nothing_and_no_blame_on_the_file(new):
    (new / "describe").mkdir()
    (new / "describe" / "Lead.json").write_bytes((DESCRIBES / "Lead.json").read_bytes())
    assert load_project(new).describes.get("lead") is None


@pytest.mark.parametrize("text", ["", '{"name": "Lead", "fie'])
def test_a_describe_that_was_cut_off_is_saved_again(new, text):
    (new / "describe").mkdir()
    (new / "describe" / "Lead.json").write_text(text)
    with pytest.raises(InputError) as caught:
        load_project(new).describes["Lead"]
    assert caught.value.hint == "save the answer of sobjects/Lead/describe again"


def test_a_folder_of_describes_that_cannot_be_read_is_not_an_empty_one(new, unreadable):
    (new / "describe").mkdir()
    unreadable(new / "describe")
    with pytest.raises(PermissionError):
        load_project(new)


def test_a_link_to_no_lock_is_no_empty_lock(new):
    (new / "xogen.lock").symlink_to("nowhere")
    with pytest.raises(FileNotFoundError):
        load_project(new)


def test_a_folder_that_is_no_project_says_how_to_make_one(tmp_path):
    with pytest.raises(NotFoundError) as caught:
        load_project(tmp_path)
    assert str(caught.value) == f"{tmp_path}: this folder is no project: it has no xogen.toml\n  make one: xogen init"


def test_a_folder_within_a_project_says_where_it_is(new):
    (new / "dialogs").mkdir()
    with pytest.raises(NotFoundError) as caught:
        load_project(new / "dialogs")
    assert caught.value.hint == f"the project is further up: xogen -C {new} ..."


def test_a_folder_that_is_not_there_says_so(tmp_path):
    with pytest.raises(NotFoundError) as caught:
        load_project(tmp_path / "no where")
    assert caught.value.message == "there is no such folder"
    assert caught.value.hint == f"make it a project: xogen init '{tmp_path / 'no where'}'"


def test_a_file_is_no_project_folder(new):
    with pytest.raises(NotFoundError) as caught:
        load_project(new / "xogen.toml")
    assert (caught.value.message, caught.value.hint) == (
        "this is a file, not a folder",
        f"name the folder: xogen -C {new}",
    )


def test_a_file_that_is_not_utf8_is_named_with_the_line(new):
    with (new / "xogen.toml").open("ab") as file:
        file.write(b"# caf\xe9\n")
    lines = (new / "xogen.toml").read_bytes().count(b"\n")
    with pytest.raises(InputError) as caught:
        load_project(new)
    assert str(caught.value) == f"{new / 'xogen.toml'}:{lines}: this file is not UTF-8\n  save it as UTF-8"


def test_an_unknown_action_gets_the_nearest_name(new):
    with pytest.raises(NotFoundError) as caught:
        load_project(new).action("salefsorce")
    assert caught.value.message == "there is no action 'salefsorce'; did you mean 'salesforce'?"
    assert caught.value.hint == "see: xogen action status"


def test_where_there_is_no_action_at_all_the_table_to_add_is_named(tmp_path):
    (tmp_path / "xogen.toml").write_text('[project]\nname = "x"\n')
    with pytest.raises(NotFoundError) as caught:
        load_project(tmp_path).action("salesforce")
    assert caught.value.hint == "add a table [actions.salesforce]"
