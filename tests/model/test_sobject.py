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
