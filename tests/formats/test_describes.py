"""Describes as other tools save them, as we write them, and without what tells whose they are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from xogen.errors import InputError
from xogen.formats.anonymise import anonymise
from xogen.formats.describe_lock import DescribeLock, DescribeOrigin, read_describe_lock, write_describe_lock
from xogen.formats.describe_page import as_data, picklist_words, rows, type_words
from xogen.formats.describes import describes_in, dump_describe
from xogen.model.record_id import is_record_id
from xogen.model.sobject import SObject

OBJECTS = sorted((Path(__file__).parents[1] / "fixtures" / "describe" / "objects").glob("*.json"))
SMALL = {"name": "X__c", "fields": []}
EACH = pytest.mark.parametrize("path", OBJECTS, ids=lambda path: path.stem)


def real(path):
    return json.loads(path.read_text(encoding="utf-8"))


def account():
    return SObject.from_describe(real(next(path for path in OBJECTS if path.stem == "Account")))


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (SMALL, ["X__c"]),
        ({"status": 0, "result": SMALL, "warnings": []}, ["X__c"]),
        ([SMALL, {"status": 0, "result": {**SMALL, "name": "Y__c"}}], ["X__c", "Y__c"]),
    ],
)
def test_describes_that_other_tools_save(data, names):
    assert [each["name"] for each in describes_in(data, "x.json")] == names


@pytest.mark.parametrize(
    "data", [{}, [], [1], None, "x", {"name": "X"}, {"fields": []}, {"status": 0, "result": [SMALL]}]
)
def test_what_is_no_describe(data):
    with pytest.raises(
        InputError, match=r"^x\.json: this is no sObject describe: it needs a name and a list of fields\n"
    ):
        describes_in(data, "x.json")


def test_an_error_that_the_sf_cli_saved_is_told():
    data = {"status": 1, "name": "NOT_FOUND", "message": "The requested resource does not exist"}
    with pytest.raises(InputError, match=r"the sf CLI saved an error: The requested resource does not exist$"):
        describes_in(data, "x.json")


@EACH
def test_a_describe_is_written_stably(path):
    data = real(path)
    text = dump_describe(data)
    assert json.loads(text) == data
    assert dump_describe(dict(reversed(data.items()))) == text


@EACH
def test_an_anonymous_describe_says_the_same_to_rules(path):
    data = real(path)
    before, after = SObject.from_describe(data), SObject.from_describe(anonymise(data))
    assert after == before.model_copy(update={"instance_url": None, "record_types": after.record_types})
    names = [(each.developer_name, each.available) for each in before.record_types]
    assert [(each.developer_name, each.available) for each in after.record_types] == names


@EACH
def test_an_anonymous_describe_names_no_host_and_no_id(path):
    data = real(path)
    text = dump_describe(anonymise(data))
    hosts = set(re.findall(r"https?://[^/\"]+", dump_describe(data)))
    assert not [host for host in hosts if host.split("//")[1] in text]
    ids = {word for word in re.findall(r"\b[a-zA-Z0-9]{18}\b", dump_describe(data)) if is_record_id(word)}
    assert {word for word in ids if word in text} <= {"012000000000000AAA"}
    assert dump_describe(anonymise(anonymise(data))) == text


def test_what_stands_for_whose_org_it_is():
    data = {
        "name": "X__c",
        "createdBy": {"name": "Ada Lovelace"},
        "urls": {"ui": "https://acme.my.salesforce.com/{ID}", "sobject": "/services/data/v67.0/sobjects/X__c"},
        "recordTypeInfos": [
            {"recordTypeId": "012i00000015xjdAAA", "urls": {"layout": "/x/012i00000015xjdAAA"}},
            {"recordTypeId": "012000000000000AAA"},
        ],
        "fields": [
            {
                "name": "Mail__c",
                "inlineHelpText": "Ask Ada Lovelace",
                "calculatedFormula": 'Owner.Name = "Ada"',
                "defaultValue": "ada@acme.example",
                "label": "See acme.lightning.force.com",
                "lastModifiedById": "0055i000000abcDAAQ",
            }
        ],
    }
    assert anonymise(data) == {
        "name": "X__c",
        "urls": {"ui": "/{ID}", "sobject": "/services/data/v67.0/sobjects/X__c"},
        "recordTypeInfos": [
            {"recordTypeId": "012000000000001AAA", "urls": {"layout": "/x/012000000000001AAA"}},
            {"recordTypeId": "012000000000000AAA"},
        ],
        "fields": [
            {
                "name": "Mail__c",
                "inlineHelpText": None,
                "calculatedFormula": None,
                "defaultValue": "someone@example.com",
                "label": "See example.com",
            }
        ],
    }


def test_the_lock_of_a_folder():
    lock = DescribeLock(objects=("b", "a"), describes={"X": DescribeOrigin(pulled="2026-11-23", etag='"1"')})
    text = write_describe_lock(lock)
    assert text.splitlines()[2:9] == [
        '  "describes": {',
        '    "X": {',
        '      "etag": "\\"1\\"",',
        '      "pulled": "2026-11-23"',
        "    }",
        "  },",
        '  "objects": [',
    ]
    assert read_describe_lock(text, "describe.lock") == lock.model_copy(update={"objects": ("a", "b")})
    assert write_describe_lock(read_describe_lock(text, "describe.lock")) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", r"describe\.lock:1:"),
        ('{"describes": {"X": {"pulled": "yesterday"}}}', r"describe\.lock:1: describes\.X\.pulled"),
        ('{"describes": {"X": {"pulled": "2026-02-30"}}}', r"describe\.lock:1: describes\.X\.pulled"),
        ('{"describe": {}}', r"describe\.lock:1: describe: unknown key; did you mean 'describes'\?"),
    ],
)
def test_a_wrong_lock_is_told(text, words):
    with pytest.raises(InputError, match=words):
        read_describe_lock(text, "describe.lock")


@pytest.mark.parametrize(
    ("field", "kind", "picklist"),
    [
        ("Name", "string(255)", ""),
        ("AnnualRevenue", "currency(18,0)", ""),
        ("NumberOfEmployees", "int(8)", ""),
        ("OwnerId", "reference(User)", ""),
        ("Id", "id", ""),
        ("Rating", "picklist", "Hot, Warm, Cold"),
        ("playgroundorg__SLA__c", "picklist", "Gold, Silver, Platinum and 1 more"),
        ("playgroundorg__Controlling_Picklist__c", "picklist", "USA, Italy, Croatia and 3 more (restricted)"),
        (
            "playgroundorg__CustomerPriority__c",
            "picklist",
            "High, Low, Medium (by playgroundorg__Controlled_Picklist__c)",
        ),
    ],
)
def test_a_field_in_words(field, kind, picklist):
    found = account().field(field)
    assert (type_words(found), picklist_words(found)) == (kind, picklist)


def test_a_row_says_what_can_be_done():
    cells = {row[0]: row[3:6] for row in rows(account())}
    assert cells["Name"] == ("required", "yes", "yes")
    assert cells["PhotoUrl"] == ("", "no", "no")
    assert cells["BillingAddress"] == ("", "compound", "compound")
    assert cells["playgroundorg__Owners_Manager_Name__c"] == ("", "formula", "formula")


def test_programs_get_dependent_values_by_name():
    fields = {each["name"]: each for each in as_data(account())["fields"]}
    city = fields["playgroundorg__Controlled_Picklist__c"]["picklist"]
    assert [(value["value"], value["valid_for"]) for value in city][-1] == ("Vienna", ["USA", "Austria"])
    assert fields["Name"]["required_on_create"]
