from __future__ import annotations

import pytest

from xogen.errors import InputError, NotFoundError, TemplateError, UsageError
from xogen.project.install import install
from xogen.project.workspace import load_project


def test_the_users_text_stays_as_it_is(new):
    path = new / "xogen.toml"
    path.write_text(path.read_text() + "# mine, without a newline")
    before = path.read_text()
    install(new, ["salesforce/create-lead", "salesforce/delete-lead"])
    assert path.read_text() == (
        before
        + '\n\n[[install]]\ntemplate = "salesforce/create-lead"\n\n[[install]]\ntemplate = "salesforce/delete-lead"\n'
    )
    assert [item.dialog for item in load_project(new).config.install] == ["create-lead", "delete-lead"]


def test_line_ends_and_byte_order_mark_stay(new):
    path = new / "xogen.toml"
    before = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    install(new, ["salesforce/create-lead"])
    assert path.read_bytes() == before + b'\r\n[[install]]\r\ntemplate = "salesforce/create-lead"\r\n'


def test_a_template_is_installed_twice_under_another_name(new):
    install(new, ["salesforce/create-lead"])
    install(new, ["salesforce/create-lead"], name="new-lead")
    assert [item.dialog for item in load_project(new).config.install] == ["create-lead", "new-lead"]


@pytest.mark.parametrize(
    ("templates", "name", "kind", "message"),
    [
        (["salesforce/create-lead"], None, InputError, "a dialog called 'create-lead' is installed already"),
        (["salesforce/delete-lead"] * 2, None, InputError, "a dialog called 'delete-lead' is installed already"),
        (["salesforce/delete-lead"], "CREATE-lead", InputError, "a dialog called 'CREATE-lead' is installed already"),
        (["salesforce/creat-lead"], None, NotFoundError, "did you mean 'salesforce/create-lead'?"),
        (["salesfroce/create-lead"], None, NotFoundError, "did you mean 'salesforce/create-lead'?"),
        (["create-lead"], None, NotFoundError, "did you mean 'salesforce/create-lead'?"),
        (["salesforce/view-lead"], "a/b", UsageError, "--name 'a/b' needs letters, digits, - and _ only"),
        (["salesforce/view-lead", "salesforce/list-leads"], "x", UsageError, "--name goes with one template only"),
    ],
)
def test_what_cannot_be_installed_is_said_and_nothing_is_written(new, templates, name, kind, message):
    install(new, ["salesforce/create-lead"])
    before = (new / "xogen.toml").read_bytes()
    with pytest.raises(kind) as caught:
        install(new, templates, name=name)
    assert message in caught.value.message
    assert (new / "xogen.toml").read_bytes() == before


def test_a_template_for_any_object_takes_it_as_a_parameter(new):
    path = new / "xogen.toml"
    before = path.read_text()
    given = ["object=Order_Item__c", "fields=Name, Price__c", "fields=Note__c", "confirm=no"]
    assert [item.dialog for item in install(new, ["salesforce/create-record"], given=given)] == ["create-order-item"]
    install(new, ["salesforce/find-record"], name="find-it", given=["object=OpportunityContactRole", "limit=5"])
    assert path.read_text().removeprefix(before) == (
        '\n[[install]]\ntemplate = "salesforce/create-record"\nname = "create-order-item"\n[install.parameters]\n'
        'object = "Order_Item__c"\nfields = ["Name", "Price__c", "Note__c"]\nconfirm = false\n'
        '\n[[install]]\ntemplate = "salesforce/find-record"\nname = "find-it"\n[install.parameters]\n'
        'object = "OpportunityContactRole"\nlimit = 5\n'
    )
    assert load_project(new).config.install[1].parameters == {"object": "OpportunityContactRole", "limit": 5}


@pytest.mark.parametrize(
    ("template", "given", "message", "hint"),
    [
        ("create-record", [], "salesforce/create-record needs the parameter 'object', text",
         "as in: xogen templates install salesforce/create-record --set object=..."),
        ("create-record", ["object"], "'object' is not of the form NAME=VALUE",
         "as in: xogen templates install salesforce/create-record --set object=..."),
        ("find-record", ["object=Case", "limit=7"], "--set limit: 7 is not offered; there are: 5, 10, 20, 50",
         "see: xogen templates show salesforce/find-record"),
        ("find-record", ["object=Case", "limit=ten"], "--set limit: must be a whole number",
         "see: xogen templates show salesforce/find-record"),
        ("find-record", ["object=Case", "object=Lead"], "--set object: 'object' is given twice",
         "see: xogen templates show salesforce/find-record"),
        ("create-record", ["object="], "--set object: '' is no API name of an object",
         "call it as Salesforce does: Account, Invoice__c"),
        ("delete-record", ["object= "], "--set object: '' is no API name of an object",
         "call it as Salesforce does: Account, Invoice__c"),
        ("find-record", ["object=Käse"], "--set object: 'Käse' is no API name of an object",
         "call it as Salesforce does: Account, Invoice__c"),
        ("view-record", ["object=../x"], "--set object: '../x' is no API name of an object",
         "call it as Salesforce does: Account, Invoice__c"),
        ("create-lead", ["confrim=no"],
         "--set confrim: salesforce/create-lead has no parameter 'confrim'; did you mean 'confirm'?",
         "see: xogen templates show salesforce/create-lead"),
        ("create-lead", ["confirm=maybe"], "--set confirm: must be true or false",
         "see: xogen templates show salesforce/create-lead"),
    ],
)  # fmt: skip
def test_parameters_that_do_not_fit_are_said_before_anything_is_written(new, template, given, message, hint):
    before = (new / "xogen.toml").read_bytes()
    with pytest.raises(InputError) as caught:
        install(new, [f"salesforce/{template}"], given=given)
    assert (caught.value.message, caught.value.hint) == (message, hint)
    assert (new / "xogen.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("file", "given", "message"),
    [
        ("Lead.json", "lead", "--set object: the object is called 'Lead', not 'lead'"),
        ("lead.json", "Lead", "this file describes 'Lead'"),
    ],
)
def test_an_object_is_called_as_its_describe_says(new, file, given, message):
    (new / "describe").mkdir()
    (new / "describe" / file).write_text('{"name": "Lead", "fields": []}')
    before = (new / "xogen.toml").read_bytes()
    with pytest.raises(InputError) as caught:
        install(new, ["salesforce/create-record"], given=[f"object={given}"])
    assert caught.value.message == message
    assert (new / "xogen.toml").read_bytes() == before


def test_a_describe_that_nothing_reads_is_left_to_generate(new):
    (new / "describe").mkdir()
    (new / "describe" / "Lead (1).json").write_text("{}")
    assert [item.dialog for item in install(new, ["salesforce/create-record"], given=["object=Lead"])]


def test_a_list_of_installs_takes_no_table(new):
    path = new / "xogen.toml"
    path.write_text('install = [{ template = "salesforce/create-lead" }]\n' + path.read_text())
    with pytest.raises(InputError) as caught:
        install(new, ["salesforce/delete-lead"])
    assert caught.value.hint == "write each install as a table of its own: [[install]]"


def pack(root, task, authorization="oauth"):
    folder = root / "packs" / "tiny"
    (folder / "tasks" / task).mkdir(parents=True)
    (folder / "pack.toml").write_text(
        'name = "tiny"\nversion = "1"\ntitle = "Tiny"\naction = "tiny"\n' + f'authorizations = ["{authorization}"]\n'
    )
    (folder / "tasks" / task / "task.toml").write_text(
        '[task]\ntitle = "Ping"\n[intent]\nname = "Ping"\nutterances = ["ping"]\nnext = "end"\n'
    )


def test_a_template_whose_name_no_file_can_carry_needs_another(new):
    pack(new, "a b")
    with pytest.raises(InputError, match=r'the template\'s name needs letters.*; add name = "..."'):
        install(new, ["tiny/a b"])


def test_an_action_without_oauth_is_refused_before_it_is_installed(new):
    pack(new, "ping", "basic")
    before = (new / "xogen.toml").read_bytes()
    with pytest.raises(TemplateError) as caught:
        install(new, ["tiny/ping"])
    assert str(caught.value) == (
        "packs/tiny/pack.toml: the tiny action (pack tiny) takes basic authorization: OAuth only, for now\n"
        "  its templates cannot be used until xogen supports it"
    )
    assert (new / "xogen.toml").read_bytes() == before
