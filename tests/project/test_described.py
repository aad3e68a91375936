"""What a project knows of its org: describes that dialogs need, where they are from, and which org it is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from xogen.errors import InputError, NotFoundError
from xogen.formats.dialog_json import dump_dialog
from xogen.lint.known import OrgFacts
from xogen.lint.org_examples import create, query, saving
from xogen.model.dialog import DialogTask
from xogen.project.config import read_config
from xogen.project.create import create_project
from xogen.project.describe_folder import find, saved_elsewhere, take_in
from xogen.project.described import objects_named, org_of, read_described
from xogen.project.lint_inputs import read_inputs

OBJECTS = Path(__file__).parents[1] / "fixtures" / "describe" / "objects"


@pytest.fixture
def root(tmp_path):
    create_project(tmp_path / "bot", "xo10")
    (tmp_path / "bot" / "describe").mkdir()
    return tmp_path / "bot"


def task(call):
    return DialogTask.model_validate(saving(call))


def put(root, *names):
    for name in names:
        shutil.copy(OBJECTS / f"{name}.json", root / "describe" / f"{name}.json")


def test_the_objects_that_a_dialog_names():
    assert objects_named(task(create("Lead", Company="x"))) == {"Lead"}
    asked = query("SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact)")
    assert objects_named(DialogTask.model_validate(saving({**asked, "id": "save"}))) == {"Account", "Contact"}


def test_a_broken_describe_that_is_needed_is_told_and_one_that_is_not_stays_unread(root):
    put(root, "Lead")
    (root / "describe" / "Case.json").write_text("{", encoding="utf-8")
    found = read_described(root, [task(create("lead", Company="x"))])
    assert found.sobjects["Lead"].label == "Lead"
    with pytest.raises(InputError, match=r"Case\.json:1"):
        read_described(root, [task(create("Case", Subject="x"))])


def test_the_order_of_the_page_comes_from_the_lock_beside_the_describes(root):
    put(root, "Lead", "Account")
    text = '{"describes": {"Lead": {"layout": ["Company", "LastName"]}, "Account": {}}}'
    (root / "describe" / "describe.lock").write_text(text, encoding="utf-8")
    assert [field.name for field in find(root, "Lead").fields_in_order[:3]] == ["Company", "LastName", "Id"]
    assert find(root, "Account").layout == ()
    (root / "describe" / "describe.lock").write_text('{"describes": {"Lead": {"layout": "Company"}}}', encoding="utf-8")
    with pytest.raises(InputError, match=r"describe\.lock:1: describes\.Lead\.layout"):
        find(root, "Lead")


def test_a_broken_describe_that_a_reference_leads_to_is_told(root):
    put(root, "Contact")
    (root / "describe" / "Account.json").write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match=r"Account\.json: this is no sObject describe"):
        read_described(root, [task(create("Contact", LastName="x"))])


def test_the_lock_of_the_folder_is_no_describe_and_is_read(root):
    put(root, "Lead")
    text = '{"objects": ["Lead"], "describes": {"Lead": {"pulled": "2026-11-23"}}}'
    (root / "describe" / "describe.lock").write_text(text, encoding="utf-8")
    found = read_described(root, [])
    assert list(found.sobjects) == ["Lead"]
    assert found.objects == frozenset({"Lead"})
    assert found.origins["Lead"].pulled == "2026-11-23"


@pytest.mark.parametrize(
    ("url", "facts", "expected"),
    [
        (None, None, OrgFacts()),
        ("https://acme.my.salesforce.com", None, OrgFacts(instance_url="https://acme.my.salesforce.com")),
        ("{{env.ORG_URL}}", None, OrgFacts()),
        (
            "https://acme.my.salesforce.com",
            {"organization_id": "00D5i000000abcDEAQ", "instance_url": "https://eu1.salesforce.com"},
            OrgFacts("00D5i000000abcDEAQ", "https://eu1.salesforce.com"),
        ),
        (None, {"organization_id": "unknown"}, OrgFacts()),
    ],
)
def test_which_org_the_bot_works_in(tmp_path, url, facts, expected):
    line = f'instance_url = "{url}"' if url else ""
    config = f'[project]\nname = "x"\n[actions.salesforce]\nauthorization = "pre-authorize"\napp = "system"\n{line}\n'
    if facts:
        record = {"state": "configured", "evidence": {"kind": "verified", "facts": facts}}
        (tmp_path / "xogen.lock").write_text(json.dumps({"actions": {"salesforce": record}}), encoding="utf-8")
    assert org_of(tmp_path, read_config(config, "xogen.toml")) == expected


def test_lint_gets_what_the_project_knows(root):
    put(root, "Lead")
    (root / "dialogs").mkdir(exist_ok=True)
    (root / "dialogs" / "create-lead.json").write_text(dump_dialog(task(create("Lead", Company="x"))), encoding="utf-8")
    (bot,) = read_inputs([], root).bots
    assert list(bot.known.sobjects) == ["Lead"]
    assert bot.known.objects is None
    (loose,) = read_inputs([root / "dialogs" / "create-lead.json"], root).bots
    assert list(loose.known.sobjects) == ["Lead"]
    shutil.copy(root / "dialogs" / "create-lead.json", root.parent / "create-lead.json")
    (loose,) = read_inputs([root.parent / "create-lead.json"], root).bots
    assert loose.known.sobjects is None


def test_describes_of_other_tools_are_taken_in(root, tmp_path):
    both = tmp_path / "both.json"
    describes = [json.loads((OBJECTS / f"{name}.json").read_text(encoding="utf-8")) for name in ("Lead", "Case")]
    both.write_text(json.dumps([{"status": 0, "result": each} for each in describes]), encoding="utf-8")
    found = saved_elsewhere([both], ["lead"], anonymous=True)
    assert list(found) == ["Lead"]
    (root / "describe" / "describe.lock").write_text(
        '{"describes": {"Lead": {"pulled": "2026-01-01"}}}', encoding="utf-8"
    )
    take_in(root, found, anonymous=True)
    assert find(root, "LEAD").instance_url is None
    origin = read_described(root, []).origins["Lead"]
    assert (origin.pulled, origin.anonymised) == (None, True)


def test_what_cannot_be_taken_in_is_told(tmp_path):
    path = tmp_path / "x.json"
    for text, names, kind, words in [
        ('{"name": "../x", "fields": []}', [], InputError, "this describes '../x', which is no name of an object"),
        ('{"name": "X", "fields": [{"name": "F", "length": "long"}]}', [], InputError, "this describe cannot be used"),
        ('[{"name": "X", "fields": []}, {"name": "X", "fields": []}]', [], InputError, "X is described twice"),
        ('{"name": "X", "fields": []}', ["Y"], NotFoundError, "none of these files describes 'Y'"),
    ]:
        path.write_text(text, encoding="utf-8")
        with pytest.raises(kind) as caught:
            saved_elsewhere([path], names, anonymous=False)
        assert words in caught.value.message
    with pytest.raises(NotFoundError, match="there is no such file"):
        saved_elsewhere([tmp_path / "no.json"], [], anonymous=False)


def test_a_describe_that_is_not_there_names_the_nearest(root):
    put(root, "Lead")
    with pytest.raises(NotFoundError, match=r"there is no describe of 'Leads'; did you mean 'Lead'\?"):
        find(root, "Leads")
