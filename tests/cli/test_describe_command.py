"""``xogen describe``, as a user types it."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

OBJECTS = Path(__file__).parents[1] / "fixtures" / "describe" / "objects"


@pytest.fixture(autouse=True)
def own_redactor(monkeypatch):
    """What asks an org takes secrets out of all output; tests after this one print as before."""
    from xogen.cli import output
    from xogen.org.redact import REDACTOR

    monkeypatch.setattr(output, "_cleaners", [])
    monkeypatch.setattr(REDACTOR, "_known", set())
    monkeypatch.setattr(REDACTOR, "_pattern", None)
    yield
    REDACTOR.uninstall()


@pytest.fixture
def bot(xogen):
    """A project ``bot`` in the current folder."""
    assert xogen("init bot").code == 0
    return Path("bot")


@pytest.fixture
def signed_in(monkeypatch):
    """An org that describes leads, and a sign-in to it."""
    from xogen.cli import sign_in
    from xogen.org.client import OrgClient
    from xogen.org.oauth import Tokens

    lead = json.loads((OBJECTS / "Lead.json").read_text(encoding="utf-8"))

    def answer(request):
        if request.url.path.endswith("/sobjects"):
            return httpx.Response(200, json={"sobjects": [{"name": "Lead"}]})
        if request.headers.get("if-none-match") == '"1"':
            return httpx.Response(304)
        return httpx.Response(200, json=lead, headers={"ETag": '"1"'})

    @contextmanager
    def connection(_root, _name):
        tokens = Tokens(access="planted-access-1", instance_url="https://acme.my.salesforce.com", scopes=())
        with OrgClient(tokens, transport=httpx.MockTransport(answer)) as client:
            yield client

    monkeypatch.setattr(sign_in, "connection", connection)


def test_pull_writes_and_says_what_changed(xogen, bot, signed_in):
    ran = xogen("-C bot describe pull lead")
    assert (ran.code, ran.out, ran.err) == (0, "", f"Lead: written to {Path('bot/describe/Lead.json')}\n")
    ran = xogen("-C bot describe pull Lead")
    assert (ran.code, ran.err) == (0, "Lead: unchanged\n")
    assert sorted(path.name for path in (bot / "describe").iterdir()) == ["Lead.json", "describe.lock"]
    assert "planted" not in (bot / "describe" / "describe.lock").read_text(encoding="utf-8")
    (entry,) = json.loads(xogen("-C bot describe list --format json").out)
    assert {key: entry[key] for key in ("name", "fields", "api_version", "instance_url")} == {
        "name": "Lead",
        "fields": 54,
        "api_version": "67.0",
        "instance_url": "https://acme.my.salesforce.com",
    }


def test_pull_names_an_object_that_is_not_there(xogen, bot, signed_in):
    ran = xogen("-C bot describe pull Leed")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("Error: the org has no object 'Leed'; did you mean 'Lead'?\n")
    assert not (bot / "describe").exists()


def test_pull_without_a_sign_in_says_what_to_run(xogen, bot):
    ran = xogen("-C bot describe pull Lead")
    assert ran.code == 3
    assert "xogen action authorize salesforce" in ran.err


def test_pull_of_nothing_is_a_wrong_command_line(xogen, bot):
    ran = xogen("-C bot describe pull")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "Error: which objects?")


def test_pull_from_a_file_needs_no_sign_in(xogen, bot):
    ran = xogen(f"-C bot describe pull --anonymise --from {OBJECTS / 'Account.json'} --from {OBJECTS / 'Lead.json'}")
    assert ran.code == 0
    assert ran.err.splitlines()[2] == (
        "  note: labels and picklist values stay; look through them before you share the files"
    )
    ran = xogen("-C bot describe list")
    assert ran.out.splitlines() == [
        "OBJECT   LABEL    FIELDS  API   PULLED  ORG",
        "Account  Account  71      53.0  -       -",
        "Lead     Lead     54      59.0  -       -",
    ]


def test_show(xogen, bot):
    xogen(f"-C bot describe pull --from {OBJECTS / 'Lead.json'}")
    ran = xogen("-C bot describe show lead --required")
    assert ran.err == "Lead (Lead), 2 of 54 fields\n"
    assert ran.out.splitlines() == [
        "FIELD     LABEL      TYPE         REQUIRED  CREATEABLE  UPDATEABLE  PICKLIST",
        "LastName  Last Name  string(80)   required  yes         yes",
        "Company   Company    string(255)  required  yes         yes",
    ]
    data = json.loads(xogen("-C bot describe show Lead --createable --format json").out)
    status = next(each for each in data["fields"] if each["name"] == "Status")
    assert [value["value"] for value in status["picklist"]][:1] == ["Open - Not Contacted"]
    assert all(each["createable"] for each in data["fields"])


def test_list_and_show_of_nothing(xogen, bot):
    assert xogen("-C bot describe list").err == "there are no describes yet: xogen describe pull Lead\n"
    assert json.loads(xogen("-C bot describe list --format json").out) == []
    ran = xogen("-C bot describe show Lead")
    assert (ran.code, ran.err) == (3, "Error: there is no describe of 'Lead'\n  run: xogen describe pull Lead\n")


@pytest.mark.parametrize(
    ("today", "words"),
    [("2027-05-22", None), ("2027-05-23", "the describe of Lead is 181 days old, and more than 180 are too many")],
)
def test_lint_takes_the_day_from_the_command_line(xogen, bot, today, words):
    from xogen.formats.dialog_json import dump_dialog
    from xogen.lint.org_examples import create, saving
    from xogen.model.dialog import DialogTask

    xogen(f"-C bot describe pull --from {OBJECTS / 'Lead.json'}")
    (bot / "describe" / "describe.lock").write_text(
        '{"describes": {"Lead": {"pulled": "2026-11-23"}}}', encoding="utf-8"
    )
    (bot / "dialogs").mkdir(exist_ok=True)
    text = dump_dialog(DialogTask.model_validate(saving(create("Lead", LastName="x", Company="y"))))
    (bot / "dialogs" / "create-lead.json").write_text(text, encoding="utf-8")
    ran = xogen(f"-C bot lint --select salesforce/stale-describe --today {today}")
    assert ran.code == 0
    assert (words in ran.out) if words else ran.out == "no findings in 1 dialog\n"
    assert xogen("-C bot lint --today yesterday").code == 2
