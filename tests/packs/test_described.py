"""Which fields a template takes from a describe, and what it says when it cannot."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from xogen.errors import InputError
from xogen.model.app import App, AuthorizationType
from xogen.model.sobject import SObject
from xogen.packs.cases import example_action
from xogen.packs.described import about, asked, described_list
from xogen.packs.expand import expand
from xogen.packs.loader import load_pack
from xogen.packs.problems import InstallError
from xogen.packs.specs import DescribedSpec

ROOT = Path(__file__).parents[2]
OBJECTS = ROOT / "tests" / "fixtures" / "describe" / "objects"
PACK = load_pack(ROOT / "template_packs" / "salesforce", shown="salesforce")
ACTION = example_action(PACK.manifest, AuthorizationType.PRE_AUTHORIZE, App.SYSTEM)


def data_of(name):
    return json.loads((OBJECTS / f"{name}.json").read_text(encoding="utf-8"))


def sobject(name):
    return SObject.from_describe(data_of(name))


def names(purpose, name, named=()):
    spec = DescribedSpec(purpose=purpose, named="fields")
    return [item["name"] for item in described_list(spec, sobject(name), named, ())]


@pytest.mark.parametrize(
    ("purpose", "name", "fields"),
    [
        ("create", "Account", ["Name"]),
        ("create", "Contact", ["LastName"]),
        ("create", "Lead", ["LastName", "Company"]),
        ("create", "Case", ["Subject"]),
        ("create", "Opportunity", ["Name", "StageName", "CloseDate"]),
        ("create", "Event", ["Subject", "StartDateTime", "EndDateTime"]),
        ("create", "Custom__c", ["Name"]),
        ("create", "OpportunityContactRole", ["OpportunityId", "ContactId"]),
        ("update", "Account", ["Name"]),
        ("update", "Contact", ["LastName"]),
        ("update", "Case", ["Status", "Priority", "Subject"]),
        ("update", "Opportunity", ["Name", "StageName", "CloseDate"]),
        ("find", "Account", ["Name", "AccountNumber"]),
        ("find", "Contact", ["Name", "Email"]),
        ("find", "Case", ["CaseNumber", "Subject", "SuppliedEmail", "ContactEmail"]),
        ("find", "Opportunity", ["Name"]),
        ("find", "Event", ["Subject"]),
        ("find", "Custom__c", ["Name", "CustomField__c"]),
        ("find", "OpportunityContactRole", ["Id"]),
        ("columns", "Opportunity", ["Name", "StageName", "CloseDate"]),
        ("columns", "Case", ["CaseNumber", "Subject", "SuppliedEmail"]),
        ("columns", "OpportunityContactRole", ["Id"]),
        ("given", "Case", ["CaseNumber"]),
        ("given", "Account", []),
    ],
)
def test_fields_that_nobody_names(purpose, name, fields):
    assert names(purpose, name) == fields


NS = "playgroundorg__"


@pytest.mark.parametrize(
    ("purpose", "name", "named", "fields"),
    [
        ("create", "Opportunity", ["Amount", "Name"], ["Name", "StageName", "CloseDate", "Amount"]),
        ("create", "Case", ["Origin"], ["Origin"]),
        ("create", "Event", ["Location"], ["StartDateTime", "EndDateTime", "Location"]),
        ("create", "Event", ["DurationInMinutes"], ["StartDateTime", "DurationInMinutes"]),
        ("create", "Contact", ["AccountId"], ["LastName", "AccountId"]),
        (
            "create",
            "Account",
            [f"{NS}CustomerPriority__c", f"{NS}Controlled_Picklist__c", f"{NS}Controlling_Picklist__c"],
            ["Name", f"{NS}Controlling_Picklist__c", f"{NS}Controlled_Picklist__c", f"{NS}CustomerPriority__c"],
        ),
        ("update", "Opportunity", ["Amount"], ["Amount"]),
        ("find", "Account", ["Phone"], ["Phone"]),
        ("columns", "Contact", ["Title"], ["Name", "Title"]),
        ("read", "Contact", ["Title", "CreatedDate"], ["Title", "CreatedDate"]),
    ],
)
def test_fields_that_are_named(purpose, name, named, fields):
    assert names(purpose, name, named) == fields


PULL = "or it is newer than the describe: xogen describe pull {}"


@pytest.mark.parametrize(
    ("task", "parameters", "keys", "message", "hint"),
    [
        ("create-record", {"object": "Acount"}, ("parameters", "object"),
         "the project has no describe of 'Acount'; did you mean 'Account'?",
         "get it from the org: xogen describe pull Acount"),
        ("delete-record", {"object": "Invoice__c"}, ("parameters", "object"),
         ("the project has no describe of 'Invoice__c'; there are: "
         "Account, Contact, Opportunity, OpportunityContactRole"),
         "get it from the org: xogen describe pull Invoice__c"),
        ("find-record", {"object": "Account WHERE"}, ("parameters", "object"),
         "'Account WHERE' is no API name of an object; did you mean 'Account'?",
         "call it as Salesforce does: Account, Invoice__c"),
        ("view-record", {"object": "aCCOUNT"}, ("parameters", "object"),
         "the object is called 'Account', not 'aCCOUNT'", None),
        ("create-record", {"object": "Contact", "fields": ["Phone", "Emial"]}, ("parameters", "fields", 1),
         "the describe of Contact has no field 'Emial'; did you mean 'Email'?", PULL.format("Contact")),
        ("create-record", {"object": "Contact", "fields": [7]}, ("parameters", "fields", 0),
         "must be the name of a field", None),
        ("view-record", {"object": "Contact", "fields": ["AccountId"]}, ("parameters", "fields", 0),
         "Contact.AccountId holds the id of an Account, which says nothing to people", None),
        ("create-record", {"object": "Account", "fields": ["BillingAddress"]}, ("parameters", "fields", 0),
         ("Account.BillingAddress is made of other fields; name those: BillingStreet, BillingCity, BillingState, "
         "BillingPostalCode, BillingCountry, BillingLatitude, BillingLongitude and BillingGeocodeAccuracy"), None),
        ("create-record", {"object": "Contact", "fields": ["Name"]}, ("parameters", "fields", 0),
         "Contact.Name is made of other fields; name those: LastName, FirstName and Salutation", None),
        ("create-record", {"object": "Account", "fields": ["CreatedDate"]}, ("parameters", "fields", 0),
         "Account.CreatedDate is not createable: Salesforce fills it in itself, or the describing user may not", None),
        ("update-record", {"object": "Opportunity", "fields": ["ExpectedRevenue"]}, ("parameters", "fields", 0),
         "Opportunity.ExpectedRevenue is not updateable: Salesforce fills it in itself, or the describing user may not",
         None),
        ("view-record", {"object": "Account", "fields": ["Id"]}, ("parameters", "fields", 0),
         "Account.Id is of the type id, which has no place in a dialog", None),
        ("find-record", {"object": "Account", "find_by": ["Description"]}, ("parameters", "find_by", 0),
         "Account.Description cannot be looked in: Salesforce does not filter by it, or it holds no text", None),
        ("find-record", {"object": "Opportunity", "find_by": ["Amount"]}, ("parameters", "find_by", 0),
         "Opportunity.Amount cannot be looked in: Salesforce does not filter by it, or it holds no text", None),
        ("create-record", {}, ("parameters",), "salesforce/create-record needs the parameter 'object', text",
         "The object, by its API name: Account, Invoice__c. The project needs its describe."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_with_its_place(task, parameters, keys, message, hint):
    sobjects = {name: sobject(name) for name in ("Account", "Contact", "Opportunity", "OpportunityContactRole")}
    with pytest.raises(InstallError) as caught:
        expand(PACK.templates[task], ACTION, parameters=parameters, sobjects=sobjects)
    assert (caught.value.keys, caught.value.message, caught.value.hint) == (keys, message, hint)


@pytest.mark.parametrize(("task", "flag"), [
    ("create-record", "createable"), ("update-record", "updateable"), ("delete-record", "deletable"),
    ("find-record", "queryable"), ("view-record", "queryable"), ("update-record", "queryable"),
])  # fmt: skip
def test_an_object_that_does_not_take_it_is_refused(task, flag):
    data = {**data_of("Account"), flag: False}
    with pytest.raises(InstallError) as caught:
        expand(
            PACK.templates[task],
            ACTION,
            parameters={"object": "Account"},
            sobjects={"Account": SObject.from_describe(data)},
        )
    assert caught.value.keys == ("parameters", "object")
    assert caught.value.message == f"the describe of Account says that it is not {flag}, which this template needs"


def field(name, label, kind="string", **more):
    base = {"createable": True, "updateable": True, "filterable": True, "nillable": True, "length": 80}
    return {"name": name, "label": label, "type": kind, **base, **more}


def made(*fields, **more):
    flags = {"createable": True, "updateable": True, "deletable": True, "queryable": True}
    return SObject.from_describe({"name": "Odd__c", "label": "Odd", **flags, "fields": list(fields), **more})


def test_ids_are_short_where_that_is_clear_and_never_those_of_other_nodes():
    odd = made(
        field("acme__SLA__c", "SLA"),
        field("umbrella__SLA__c", "SLA"),
        field("acme__Due_Date__c", "Due Date", "date"),
        field("Keyword__c", "Keyword"),
    )
    spec = DescribedSpec(purpose="create", named="fields")
    named = ["acme__SLA__c", "umbrella__SLA__c", "acme__Due_Date__c", "Keyword__c"]
    items = described_list(spec, odd, named, ["keyword"])
    assert [item["id"] for item in items] == ["acme__SLA__c", "umbrella__SLA__c", "Due_Date", "KeywordField"]
    assert [item["label"] for item in items] == [
        "SLA (acme__SLA__c)", "SLA (umbrella__SLA__c)", "Due Date", "Keyword",
    ]  # fmt: skip


@pytest.mark.parametrize("label", [
    'Says "quoted" `${context.x}`', "{{env.SECRET}}", "[x](Keyword)", "<%= action.profile %>", "a\nb\\", "</script>",
    "€",
])  # fmt: skip
def test_what_administrators_write_stays_text(label):
    from xogen.formats.dialog_json import dump_dialog
    from xogen.lint.facts import Document
    from xogen.lint.runner import lint

    odd = made(field("Name", label, nameField=True, nillable=False), label=label, labelPlural=label)
    for task in ("create-record", "find-record", "view-record", "update-record", "delete-record"):
        dialog = expand(PACK.templates[task], ACTION, parameters={"object": "Odd__c"}, sobjects={"Odd__c": odd})
        text = dump_dialog(dialog)
        found = lint([Document("dialog.json", dialog, text)]).findings
        assert [item.message for item in found if item.severity.word == "error"] == []
        assert "{{env.SECRET}}" not in text
        assert "acme-oauth" not in text


@pytest.mark.parametrize("name", ["a b", "X'; DROP", "Näme", "1st"])
def test_a_field_whose_name_is_none_is_never_used(name):
    odd = made(field("Name", "Name", nameField=True), field(name, "Odd one", nillable=False))
    spec = DescribedSpec(purpose="create", named="fields")
    assert [item["name"] for item in described_list(spec, odd, [], [])] == ["Name"]
    with pytest.raises(InstallError, match="is no name of a field"):
        described_list(spec, odd, [name], [])


def test_a_list_that_offers_nothing_is_refused():
    odd = made(field("Name", "Name"), field("Kind__c", "Kind", "picklist"))
    with pytest.raises(InstallError) as caught:
        described_list(DescribedSpec(purpose="create", named="fields"), odd, ["Kind__c"], [])
    assert caught.value.message == "Odd__c.Kind__c offers no active value in the describe"


def test_what_leaves_nothing_is_said():
    with pytest.raises(InputError) as caught:
        described_list(DescribedSpec(purpose="update", named="fields"), made(field("Kind__c", "Kind", "date")), [], [])
    assert caught.value.message == "the describe of Odd__c leaves nothing to change"
    assert caught.value.hint == "name fields: fields = [...]"


@pytest.mark.parametrize(
    ("label", "plural", "expected"),
    [
        ("Account", "Accounts", ("account", "an account", "the account", "accounts")),
        ("SLA Review", "SLA Reviews", ("SLA review", "an SLA review", "the SLA review", "SLA reviews")),
        ("User Story", "", ("user story", "a user story", "the user story", "user story")),
        ("My Custom Object", "x", ("my custom object", "my custom object", "my custom object", "x")),
        ("Umbrella", "", ("umbrella", "an umbrella", "the umbrella", "umbrella")),
        ("Hour", "", ("hour", "an hour", "the hour", "hour")),
        ("URL", "", ("URL", "a URL", "the URL", "URL")),
    ],
)
def test_words_of_an_object(label, plural, expected):
    said = about(made(label=label, labelPlural=plural))
    assert (said["words"], said["one"], said["the"], said["plural"]) == expected


def test_a_template_for_any_object_reads_well_before_it_is_installed():
    from xogen.packs.summary import summarise

    summary = summarise(PACK, PACK.templates["update-record"])
    assert (summary.title, summary.object, summary.nodes[0].id) == ("Update Object", "object", "UpdateObject")
    assert summary.summary == (
        "Finds an object, asks what to change, reads the change back, and writes that field only."
    )
    assert "edit the object [<example>](Keyword)" in summary.utterances
    about = {node.id: node.about for node in summary.nodes}
    assert about["FieldToChange"] == "list-of-values: What would you like to change: …?"
    assert about["NewValue"] == "string: …"


def test_a_circle_of_dependent_lists_stays_as_it_was_named():
    values = [{"value": "A", "label": "A", "active": True, "validFor": "gAAA"}]
    first = field("A__c", "A", "picklist", picklistValues=values, dependentPicklist=True, controllerName="B__c")
    second = field("B__c", "B", "picklist", picklistValues=values, dependentPicklist=True, controllerName="A__c")
    items = described_list(DescribedSpec(purpose="create", named="fields"), made(first, second), ["B__c", "A__c"], [])
    assert [item["name"] for item in items] == ["B__c", "A__c"]
    assert items[1]["about"]["offers"] == {"A": ["A"]}


def test_a_list_is_ruled_only_by_what_is_asked_for_too():
    spec = DescribedSpec(purpose="create", named="fields")
    alone = described_list(spec, sobject("Account"), [f"{NS}Controlled_Picklist__c"], [])
    assert "offers" not in alone[1]["about"]
    both = described_list(spec, sobject("Account"), [f"{NS}Controlling_Picklist__c", f"{NS}Controlled_Picklist__c"], [])
    assert both[2]["about"]["controller"] == f"{NS}Controlling_Picklist__c"
    assert both[2]["about"]["offers"]["Israel"] == ["Netanya", "Tel Aviv"]
    assert both[2]["about"]["offers"]["Croatia"] == []


@pytest.mark.parametrize(
    ("object_", "name", "taken", "refused"),
    [
        ("Contact", "AccountId", ["0015g00000ABCDE", "see 0015g00000ABCDEAA5 please"], ["0035g00000ABCDE", "Acme"]),
        ("Event", "WhoId", ["0035g00000ABCDE", "00q5g00000ABCDE"], ["0015g00000ABCDE"]),
        ("Event", "WhatId", ["0015g00000ABCDE", "a005g00000ABCDE"], ["Acme"]),
    ],
)
def test_a_reference_takes_the_ids_of_its_objects(object_, name, taken, refused):
    found = asked(sobject(object_), name, ["en"], {"Account": sobject("Account")})
    assert found["entity_type"] == "custom"
    assert [text for text in taken if not re.search(found["pattern"], text)] == []
    assert [text for text in refused if re.search(found["pattern"], text)] == []


@pytest.mark.parametrize(
    ("label", "kind", "question"),
    [
        ("Status", "string", "What is the odd's status?"),
        ("Notes", "string", "What are the odd's notes?"),
        ("Number of Employees", "int", "How many employees does the odd have?"),
        ("Employees", "double", "How many employees does the odd have?"),
        ("Annual Revenue", "currency", "What is the odd's annual revenue?"),
        ("Probability (%)", "percent", "What is the odd's probability?"),
        ("Start Date/Time", "datetime", "When is the odd's start?"),
        ("Opening Hours", "time", "When are the odd's opening hours?"),
        ("Date", "datetime", "When is the odd's date?"),
        ("Closed On", "date", "Closed On: when?"),
        ("Reported By", "string", "Reported By: what shall I note?"),
        ("Mobile", "phone", "What is the odd's mobile number?"),
        ("Phone Number", "phone", "What is the odd's phone number?"),
        ("Notes", "textarea", "What shall I write as the odd's notes?"),
        ("Is it urgent?", "string", "Is it urgent?"),
        ("Active", "boolean", "Active: yes or no?"),
        ("Account ID", "reference",
         "Which account? Please paste the link of its page in Salesforce, or give me its ID."),
    ],
)  # fmt: skip
def test_a_question_is_one_that_people_ask(label, kind, question):
    more = {"referenceTo": ["Account"]} if kind == "reference" else {}
    odd = made(field("X__c", label, kind, nillable=False, **more))
    dialog = expand(PACK.templates["create-record"], ACTION, parameters={"object": "Odd__c"}, sobjects={"Odd__c": odd})
    assert dialog.node("X").prompt[0].text["en"] == question


def test_the_order_of_the_page_counts_where_it_is_known():
    odd = made(
        field("Name", "Name", nillable=False, compoundFieldName="Whole"),
        field("Second__c", "Second", nillable=False),
        field("First__c", "First", nillable=False),
        field("Spare__c", "Spare"),
    )
    spec = DescribedSpec(purpose="create", named="fields")
    known = odd.model_copy(update={"layout": ("First__c", "Whole", "Spare__c", "Second__c", "Gone__c")})
    assert [item["name"] for item in described_list(spec, odd, [], [])] == ["Name", "Second__c", "First__c"]
    assert [item["name"] for item in described_list(spec, known, [], [])] == ["First__c", "Name", "Second__c"]
    named = described_list(spec, known, ["Spare__c"], [])
    assert [item["name"] for item in named] == ["First__c", "Name", "Second__c", "Spare__c"]
    shown = described_list(DescribedSpec(purpose="read", named="fields"), known, [], [])
    assert [item["name"] for item in shown] == ["First__c", "Second__c", "Spare__c"]
