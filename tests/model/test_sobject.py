from __future__ import annotations

import json
from pathlib import Path

import pytest

from xogen.errors import NotFoundError
from xogen.model.sobject import SObject

OBJECTS = Path(__file__).parent.parent / "fixtures" / "describe" / "objects"


def described(name):
    return SObject.from_describe(json.loads((OBJECTS / f"{name}.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("name", "required"),
    [
        ("Account", ["Name"]),
        ("Case", []),
        ("Contact", ["LastName"]),
        ("Custom__c", []),
        ("Event", []),
        ("Lead", ["LastName", "Company"]),
        ("Opportunity", ["Name", "StageName", "CloseDate"]),
        ("OpportunityContactRole", ["OpportunityId", "ContactId"]),
    ],
)
def test_required_fields_of_real_objects(name, required):
    sobject = described(name)
    assert sobject.name == name
    assert [field.name for field in sobject.fields_by_name.values() if field.required_on_create] == required


def test_active_values_of_a_real_picklist():
    assert [item.value for item in described("Lead").field("Status").active_values] == [
        "Open - Not Contacted",
        "Working - Contacted",
        "Closed - Converted",
        "Closed - Not Converted",
    ]


def test_inactive_unset_and_repeated_values_are_never_offered():
    values = [
        {"value": "b", "label": "B", "active": True},
        {"value": "a", "label": "A", "active": True, "defaultValue": True},
        {"value": "", "label": "--None--", "active": True},
        {"value": " ", "active": True},
        {"value": None, "active": True},
        {"value": "old", "label": "Old", "active": False},
        {"value": "unsaid", "label": "Unsaid"},
        {"value": "b", "label": "B again", "active": True},
    ]
    sobject = SObject.from_describe({"name": "X", "fields": [{"name": "F", "picklistValues": values}]})
    offered = sobject.field("F").active_values
    assert [(item.value, item.label, item.default) for item in offered] == [("b", "B", False), ("a", "A", True)]


def test_unknown_field_names_the_nearest():
    with pytest.raises(NotFoundError) as caught:
        described("Lead").field("LastNam")
    assert caught.value.message == "the describe of Lead has no field 'LastNam'; did you mean 'LastName'?"


@pytest.mark.parametrize("data", [{}, {"name": "Lead"}, {"name": "Lead", "fields": "x"}, {"name": 1, "fields": []}])
def test_what_is_no_describe_is_refused(data):
    with pytest.raises(ValueError, match="is no describe"):
        SObject.from_describe(data)


CITIES, PRIORITY = "playgroundorg__Controlled_Picklist__c", "playgroundorg__CustomerPriority__c"


@pytest.mark.parametrize(
    ("field", "controlling", "offered"),
    [
        (CITIES, "USA", ["Boston", "Chicago", "New York", "Vienna"]),
        (CITIES, "Italy", ["Milan", "Rome"]),
        (CITIES, "Croatia", []),
        (CITIES, "Israel", ["Netanya", "Tel Aviv"]),
        (CITIES, "Austria", ["Vienna"]),
        (PRIORITY, "Boston", ["High"]),
        (PRIORITY, "Chicago", ["High", "Low", "Medium"]),
        (PRIORITY, "Netanya", ["Low"]),
        (PRIORITY, "Milan", ["Medium"]),
    ],
)
def test_dependent_values_of_a_real_picklist(field, controlling, offered):
    account = described("Account")
    values = account.dependent_values(account.field(field), controlling)
    assert [item.value for item in values] == offered


def test_a_controlling_value_that_is_none_tells_nothing():
    account = described("Account")
    assert account.dependent_values(account.field(CITIES), "Atlantis") is None
    assert account.dependent_values(account.field("Industry"), "USA") is None


def test_a_checkbox_controls_as_false_and_true():
    values = [
        {"value": "never", "active": True, "validFor": "gAAA"},
        {"value": "always", "active": True, "validFor": "wAAA"},
        {"value": "only when set", "active": True, "validFor": "QAAA"},
        {"value": "unsaid", "active": True, "validFor": None},
        {"value": "broken", "active": True, "validFor": "?"},
        {"value": "inactive", "active": False, "validFor": "wAAA"},
    ]
    fields = [
        {"name": "Box__c", "type": "boolean"},
        {"name": "F__c", "type": "picklist", "controllerName": "box__c", "picklistValues": values},
    ]
    sobject = SObject.from_describe({"name": "X", "fields": fields})
    offered = {
        each: [item.value for item in sobject.dependent_values(sobject.field("F__c"), each)]
        for each in ("false", "true")
    }
    assert offered == {
        "false": ["never", "always", "unsaid", "broken"],
        "true": ["always", "only when set", "unsaid", "broken"],
    }


@pytest.mark.parametrize(
    ("name", "compound"),
    [
        ("Account", ["BillingAddress", "ShippingAddress"]),
        ("Contact", ["Name", "OtherAddress", "MailingAddress"]),
        ("Lead", ["Name", "Address"]),
        ("Opportunity", ["Fiscal"]),
    ],
)
def test_compound_fields_of_real_objects(name, compound):
    sobject = described(name)
    assert [field.name for field in sobject.fields_by_name.values() if sobject.is_compound(field)] == compound


def test_the_parts_of_a_compound_field():
    lead = described("Lead")
    assert [part.name for part in lead.parts_of(lead.field("Name"))] == ["LastName", "FirstName", "Salutation"]


@pytest.mark.parametrize(
    ("name", "version", "url"),
    [
        ("Lead", "59.0", "https://broth-scorpio-4351-dev-ed.scratch.my.salesforce.com"),
        ("Case", "48.0", "https://data-platform-9432-dev-ed.cs40.my.salesforce.com"),
        ("Opportunity", None, "https://orgname.my.salesforce.com"),
    ],
)
def test_version_and_host_come_from_the_links(name, version, url):
    assert (described(name).api_version, described(name).instance_url) == (version, url)


def test_numbers_record_types_and_relationships_of_real_objects():
    account, case = described("Account"), described("Case")
    latitude, employees = account.field("BillingLatitude"), account.field("NumberOfEmployees")
    assert (latitude.precision, latitude.scale, employees.digits) == (18, 15, 8)
    assert [(each.developer_name, each.available, each.default) for each in account.record_types] == [
        ("My_Record_Type", False, False),
        ("Master", True, True),
    ]
    assert account.children["Contacts"] == "Contact"
    assert case.parent("owner").reference_to == ("Group", "User")
    assert case.parent("Nobody") is None
    assert case.find("casenumber").auto_number
    assert case.find("Nope") is None


def test_old_shapes_say_nothing_against_a_field():
    field = SObject.from_describe({"name": "X", "fields": [{"name": "F"}]}).field("F")
    assert (field.filterable, field.sortable, field.groupable, field.nillable) == (True, True, True, True)
    assert (field.createable, field.updateable) == (False, False)
