"""What the org takes and what it refuses, field by field, in Salesforce's words."""

from __future__ import annotations

import json

import pytest

from tests.org.embedded.describes import real
from tests.org.embedded.talking import DATA, Talk, new_org
from tests.template_packs.salesforce_pack import rest

LEAD = {"LastName": "Lovelace", "Company": "Analytical"}
LOCKED = (
    "Unable to create/update fields: {}. Please check the security settings of this field and verify that it is"
    " read/write for your profile or permission set."
)

REFUSED = [
    ("Lead", {}, "REQUIRED_FIELD_MISSING", "Required fields are missing: [LastName, Company]", ["Company", "LastName"]),
    (
        "Lead",
        {"LastName": " \t", "Company": ""},
        "REQUIRED_FIELD_MISSING",
        "Required fields are missing: [LastName, Company]",
        ["Company", "LastName"],
    ),
    ("Account", {}, "REQUIRED_FIELD_MISSING", "Required fields are missing: [Name]", ["Name"]),
    (
        "Contact",
        {"FirstName": "Ada"},
        "REQUIRED_FIELD_MISSING",
        "Required fields are missing: [LastName]",
        ["LastName"],
    ),
    (
        "Opportunity",
        {"Name": "Big"},
        "REQUIRED_FIELD_MISSING",
        "Required fields are missing: [StageName, CloseDate]",
        ["CloseDate", "StageName"],
    ),
    ("Lead", {**LEAD, "foo": 1}, "INVALID_FIELD", "No such column 'foo' on sobject of type Lead", None),
    ("Lead", {**LEAD, "Name": "Ada"}, "INVALID_FIELD_FOR_INSERT_UPDATE", LOCKED.format("Name"), ["Name"]),
    (
        "Lead",
        {**LEAD, "ConvertedDate": None, "Name": "x"},
        "INVALID_FIELD_FOR_INSERT_UPDATE",
        LOCKED.format("ConvertedDate, Name"),
        ["ConvertedDate", "Name"],
    ),
    ("Lead", {**LEAD, "Address": {}}, "INVALID_FIELD_FOR_INSERT_UPDATE", LOCKED.format("Address"), ["Address"]),
    (
        "Lead",
        {**LEAD, "Id": "00Q5g00000ABCDEEA5"},
        "INVALID_FIELD_FOR_INSERT_UPDATE",
        "cannot specify Id in an insert call",
        ["Id"],
    ),
    (
        "Lead",
        {**LEAD, "LastName": "x" * 81},
        "STRING_TOO_LONG",
        f"Last Name: data value too large: {'x' * 81} (max length=80)",
        ["LastName"],
    ),
    (
        "Lead",
        {**LEAD, "GeocodeAccuracy": "it's"},
        "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
        "Geocode Accuracy: bad value for restricted picklist field: it&#39;s",
        ["GeocodeAccuracy"],
    ),
    ("Lead", {**LEAD, "Email": "ada"}, "INVALID_EMAIL_ADDRESS", "Email: invalid email address: ada", ["Email"]),
    (
        "Lead",
        {**LEAD, "NumberOfEmployees": 123456789},
        "NUMBER_OUTSIDE_VALID_RANGE",
        "Employees: value outside of valid range on numeric field: 123456789",
        ["NumberOfEmployees"],
    ),
    (
        "Lead",
        {**LEAD, "AnnualRevenue": "much"},
        "JSON_PARSER_ERROR",
        'Cannot deserialize instance of currency from VALUE_STRING value "much" at [line:1, column:47]',
        None,
    ),
    (
        "Lead",
        {**LEAD, "NumberOfEmployees": 1.5},
        "JSON_PARSER_ERROR",
        "Cannot deserialize instance of int from VALUE_NUMBER_FLOAT value 1.5 at [line:1, column:47]",
        None,
    ),
    (
        "Lead",
        {**LEAD, "Title": 5},
        "JSON_PARSER_ERROR",
        "Cannot deserialize instance of string from VALUE_NUMBER_INT value 5 at [line:1, column:47]",
        None,
    ),
    (
        "Lead",
        {**LEAD, "Title": ["x"]},
        "JSON_PARSER_ERROR",
        'Cannot deserialize instance of string from START_ARRAY value ["x"] at [line:1, column:47]',
        None,
    ),
    (
        "Opportunity",
        {"Name": "x", "StageName": "Prospecting", "CloseDate": "30 June"},
        "JSON_PARSER_ERROR",
        'Cannot deserialize instance of date from VALUE_STRING value "30 June" at [line:1, column:39]',
        None,
    ),
    (
        "Opportunity",
        {"Name": "x", "StageName": "Prospecting", "CloseDate": "2026-02-30"},
        "JSON_PARSER_ERROR",
        'Cannot deserialize instance of date from VALUE_STRING value "2026-02-30" at [line:1, column:39]',
        None,
    ),
    (
        "Event",
        {"StartDateTime": "2013-08-12T15:20:00+0000"},
        "JSON_PARSER_ERROR",
        (
            'Cannot deserialize instance of datetime from VALUE_STRING value "2013-08-12T15:20:00+0000"'
            " at [line:1, column:2]"
        ),
        None,
    ),
    (
        "Lead",
        {**LEAD, "IsUnreadByOwner": None},
        "INVALID_TYPE_ON_FIELD_IN_RECORD",
        "Unread By Owner: value not of required type: ",
        ["IsUnreadByOwner"],
    ),
    (
        "Contact",
        {"LastName": "x", "AccountId": "acme"},
        "MALFORMED_ID",
        "Account ID: id value of incorrect type: acme",
        ["AccountId"],
    ),
    (
        "Contact",
        {"LastName": "x", "AccountId": "00Q5g00000ABCDEEA5"},
        "FIELD_INTEGRITY_EXCEPTION",
        "Account ID: id value of incorrect type: 00Q5g00000ABCDEEA5",
        ["AccountId"],
    ),
    (
        "Contact",
        {"LastName": "x", "AccountId": "00190000001pPvHAAU"},
        "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
        "insufficient access rights on cross-reference id: 00190000001pPvH",
        [],
    ),
]


@pytest.mark.parametrize(("name", "body", "code", "message", "fields"), REFUSED)
def test_a_new_record_is_refused(talk, name, body, code, message, fields):
    status, (error,) = talk.refusal(
        "POST",
        f"sobjects/{name}",
        content=json.dumps(body, separators=(",", ":")),
        headers={"Content-Type": "application/json"},
    )
    assert (status, error["errorCode"], error["message"], error.get("fields")) == (400, code, message, fields)
    assert talk.query(f"SELECT COUNT() FROM {name}")["totalSize"] == 0


def test_all_values_that_are_wrong_are_said(talk):
    _, errors = talk.refusal("POST", "sobjects/Lead", json={"LastName": "x" * 81, "Company": "y", "Email": "z"})
    assert [error["errorCode"] for error in errors] == ["STRING_TOO_LONG", "INVALID_EMAIL_ADDRESS"]


def test_errors_have_the_form_of_real_ones(talk):
    _, errors = talk.refusal("POST", "sobjects/Lead", json={**LEAD, "foo": 1})
    real_error = rest("restforce_write_error_response")[0]
    assert list(errors[0]) == list(real_error)
    assert errors[0]["message"] == real_error["message"].replace("Bar", "Lead")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "The HTTP entity body is required, but this request has no entity body."),
        ('{"LastName": ', "Unexpected end-of-input at [line:1, column:14]"),
        ('{"LastName": x}', "Unexpected character ('x' (code 120)) at [line:1, column:14]"),
        ('{\n "LastName": "a"b}', "Unexpected character ('b' (code 98)) at [line:2, column:17]"),
        ('{"LastName": NaN}', "Unexpected value at [line:1, column:1]"),
        ("[]", "Cannot deserialize instance of sobject from START_ARRAY at [line:1, column:1]"),
        ("[" * 100_000, "Unexpected value at [line:1, column:1]"),
    ],
)
def test_a_body_that_is_no_json(talk, body, message):
    headers = {"Content-Type": "application/json"}
    status, (error,) = talk.refusal("POST", "sobjects/Lead", content=body, headers=headers)
    assert (status, error) == (400, {"message": message, "errorCode": "JSON_PARSER_ERROR"})


def test_another_content_type(talk):
    headers = {"Content-Type": "text/plain"}
    status, (error,) = talk.refusal("POST", "sobjects/Lead", content="{}", headers=headers)
    assert (status, error["errorCode"]) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_a_new_lead_is_read_back(talk):
    key = talk.create(
        "lead", lastname="  Lovelace ", FirstName="Ada", Company="O'Neil", AnnualRevenue="12.5", City="Rome"
    )
    assert key == "00QXg0000000001MAA"
    record = talk.get(f"sobjects/Lead/{key}").json()
    assert record["attributes"] == {"type": "Lead", "url": f"{DATA}/sobjects/Lead/{key}"}
    wanted = {
        "Id": key,
        "Name": "Ada Lovelace",
        "LastName": "Lovelace",
        "Company": "O'Neil",
        "AnnualRevenue": 12.5,
        "Status": "Open - Not Contacted",
        "IsConverted": False,
        "Title": None,
        "OwnerId": "005Xg0000000001IAA",
        "CreatedDate": "2026-11-23T12:00:00.000+0000",
    }
    assert {name: record[name] for name in wanted} == wanted
    assert record["Address"]["city"] == "Rome"
    assert set(record) == {"attributes", *(field["name"] for field in real("Lead")["fields"])}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2026-11-23T12:00:00Z", "2026-11-23T12:00:00.000+0000"),
        ("2026-11-23T12:00:00.123+0200", "2026-11-23T10:00:00.123+0000"),
        ("2026-11-23T12:00:00-05:00", "2026-11-23T17:00:00.000+0000"),
    ],
)
def test_moments_are_kept_in_utc(talk, sent, kept):
    key = talk.create("Event", StartDateTime=sent, DurationInMinutes=30)
    assert talk.get(f"sobjects/Event/{key}", fields="StartDateTime").json()["StartDateTime"] == kept


def test_cases_are_numbered(talk):
    keys = [talk.create("Case", Subject=text) for text in ("one", "two")]
    numbers = [talk.get(f"sobjects/Case/{key}", fields="CaseNumber,Status").json() for key in keys]
    assert [(item["CaseNumber"], item["Status"]) for item in numbers] == [("00000001", "New"), ("00000002", "New")]


def test_a_change_changes_only_what_is_named(talk):
    key = talk.create("Lead", **LEAD, Title="Countess")
    talk.org.settings.clock.now += 60
    answer = talk.send("PATCH", f"sobjects/Lead/{key[:15]}", json={"FirstName": "Ada"})
    assert (answer.status_code, answer.content) == (204, b"")
    record = talk.get(f"sobjects/Lead/{key}").json()
    assert (record["Name"], record["Title"]) == ("Ada Lovelace", "Countess")
    assert record["LastModifiedDate"] == "2026-11-23T12:01:00.000+0000"
    assert record["CreatedDate"] == "2026-11-23T12:00:00.000+0000"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"LastName": None}, "REQUIRED_FIELD_MISSING"),
        ({"LastName": "  "}, "REQUIRED_FIELD_MISSING"),
        ({"Id": "00QXg0000000001MAA"}, "INVALID_FIELD"),
        ({"IsDeleted": True}, "INVALID_FIELD_FOR_INSERT_UPDATE"),
        ({"Nope": 1}, "INVALID_FIELD"),
        ({"Title": "x" * 129}, "STRING_TOO_LONG"),
    ],
)
def test_a_change_is_refused_whole(talk, body, code):
    key = talk.create("Lead", **LEAD, Title="Countess")
    status, (error,) = talk.refusal("PATCH", f"sobjects/Lead/{key}", json={"City": "Rome", **body})
    assert (status, error["errorCode"]) == (400, code)
    assert talk.rows("SELECT Title, City FROM Lead", "Title", "City") == [("Countess", None)]


def test_a_converted_lead_stays_as_it_is(talk):
    key = talk.create("Lead", **LEAD, IsConverted=True)
    status, (error,) = talk.refusal("PATCH", f"sobjects/Lead/{key}", json={"Title": "x"})
    assert (status, error["errorCode"]) == (400, "CANNOT_UPDATE_CONVERTED_LEAD")


def test_what_is_deleted_is_gone_but_not_forgotten(talk):
    key = talk.create("Lead", **LEAD)
    assert talk.send("DELETE", f"sobjects/Lead/{key}").status_code == 204
    gone = (404, [{"message": "entity is deleted", "errorCode": "ENTITY_IS_DELETED", "fields": []}])
    for method, more in (("DELETE", {}), ("GET", {}), ("PATCH", {"json": {"Title": "x"}})):
        assert talk.refusal(method, f"sobjects/Lead/{key}", **more) == gone
    assert talk.query("SELECT Id FROM Lead")["totalSize"] == 0
    found = talk.get("queryAll", q="SELECT Id, IsDeleted FROM Lead").json()["records"]
    assert [(record["Id"], record["IsDeleted"]) for record in found] == [(key, True)]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("Lead/00Q5g00000ABCDEEA5", "The requested resource does not exist"),
        ("Lead/0015g00000ABCDEAA5", "The requested resource does not exist"),
        ("Lead/23foo", rest("restforce_sobject_find_error_response")[0]["message"]),
        ("Lead/..%2FAccount", "Provided external ID field does not exist or is not accessible: ../Account"),
        ("Nope/00Q5g00000ABCDEEA5", "The requested resource does not exist"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_what_is_not_there(talk, method, path, message):
    more = {"json": {}} if method == "PATCH" else {}
    expected = (404, [{"message": message, "errorCode": "NOT_FOUND"}])
    assert talk.refusal(method, f"sobjects/{path}", **more) == expected


def test_fields_that_are_asked_for(talk):
    key = talk.create("Lead", **LEAD)
    record = talk.get(f"sobjects/Lead/{key}", fields="company,Name").json()
    assert list(record) == ["attributes", "Company", "Name", "Id"]
    status, (error,) = talk.refusal("GET", f"sobjects/Lead/{key}?fields=Nope")
    assert (status, error["errorCode"]) == (400, "INVALID_FIELD")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"FirstName": "Ada", **LEAD}, {"FirstName": "ADA", "LastName": "lovelace", "Company": "analytical"}),
        ({**LEAD, "Email": "ada@x.org"}, {"LastName": "Lovelace", "Company": "Other", "Email": "Ada@X.org"}),
    ],
)
def test_a_duplicate_is_found_and_may_be_saved_all_the_same(talk, first, second):
    key = talk.create("Lead", **first)
    status, (error,) = talk.refusal("POST", "sobjects/Lead", json=second)
    assert (status, error["errorCode"], error["message"]) == (400, "DUPLICATES_DETECTED", "Use one of these records?")
    result = error["duplicateResult"]
    assert result["allowSave"] is True
    assert [item["record"]["Id"] for item in result["matchResults"][0]["matchRecords"]] == [key]
    allowed = {"Sforce-Duplicate-Rule-Header": "allowSave=true"}
    assert talk.send("POST", "sobjects/Lead", json=second, headers=allowed).status_code == 201


def test_records_without_what_the_rule_compares_are_no_duplicates(talk):
    assert talk.create("Lead", **LEAD) != talk.create("Lead", **LEAD)


def test_an_external_id(custom):
    path = "sobjects/Order__c/Number__c/A%2F7"
    answer = custom.send("PATCH", path, json={"Name": "first"})
    assert (answer.status_code, answer.json()["created"]) == (201, True)
    key = answer.json()["id"]
    again = custom.send("PATCH", path, json={"Name": "second"})
    assert (again.status_code, again.json()) == (200, {"id": key, "success": True, "errors": [], "created": False})
    assert custom.get(path).json()["Name"] == "second"
    status, (error,) = custom.refusal("POST", "sobjects/Order__c", json={"Name": "third", "Number__c": "a/7"})
    assert (status, error["errorCode"]) == (400, "DUPLICATE_VALUE")
    assert error["message"] == f"duplicate value found: Number__c duplicates value on record with id: {key[:15]}"
    assert custom.refusal("PATCH", "sobjects/Order__c/Number__c/B?updateOnly=true", json={})[0] == 404
    assert custom.refusal("PATCH", path, json={"Number__c": "x"})[1][0]["errorCode"] == "INVALID_FIELD"
    assert custom.refusal("PATCH", "sobjects/Order__c/Colors__c/x", json={})[1][0]["errorCode"] == "NOT_FOUND"


def test_an_external_id_of_several_records(custom):
    for number in (1, 2):
        custom.create("Order__c", Name=str(number), Email__c="a@x.org")
    status, urls = custom.refusal("PATCH", "sobjects/Order__c/Email__c/a@x.org", json={})
    assert (status, urls) == (300, [f"{DATA}/sobjects/Order__c/a50Xg000000000{number}IAA" for number in (1, 2)])
    assert len(urls) == len(rest("restforce_upsert_multiple_error_response"))


@pytest.fixture
def custom():
    """An org with a composed custom object that has external ids and a multi-select picklist."""
    shell = real("Custom__c")
    text = {**next(field for field in shell["fields"] if field["name"] == "CustomField__c")}
    values = [{"value": value, "label": value, "active": value != "old"} for value in ("red", "green", "blue", "old")]
    fields = [
        *shell["fields"][:2],
        {**text, "name": "Number__c", "label": "Number", "externalId": True, "unique": True},
        {**text, "name": "Email__c", "label": "Mail", "externalId": True},
        {
            **text,
            "name": "Colors__c",
            "label": "Colors",
            "type": "multipicklist",
            "restrictedPicklist": True,
            "idLookup": False,
            "picklistValues": values,
        },
    ]
    org = new_org([{**shell, "name": "Order__c", "keyPrefix": "a50", "fields": fields}])
    yield Talk(org)
    org.close()


def test_each_value_of_a_multipicklist_is_checked(custom):
    assert custom.create("Order__c", Name="x", Colors__c="red;blue")
    for wrong in ("red;pink", "old", "red; blue"):
        status, (error,) = custom.refusal("POST", "sobjects/Order__c", json={"Name": "y", "Colors__c": wrong})
        assert (status, error["errorCode"]) == (400, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST")
    assert custom.rows("SELECT Name FROM Order__c WHERE Colors__c INCLUDES ('green', 'blue;red')", "Name") == ["x"]
    assert custom.rows("SELECT Name FROM Order__c WHERE Colors__c EXCLUDES ('red')", "Name") == []


def test_records_live_on_in_a_file(tmp_path):
    file = tmp_path / "org.sqlite"
    first = new_org(data=file)
    talk = Talk(first)
    key = talk.create("Lead", **LEAD)
    first.close()
    assert file.stat().st_mode & 0o777 == 0o600
    assert talk.tokens["access_token"].encode() not in file.read_bytes()
    second = new_org(data=file, chance=lambda size: "other" + "y" * size)
    talk.http = Talk(second).http
    assert talk.rows("SELECT Id FROM Lead", "Id") == [key]
    assert talk.create("Lead", **LEAD) == "00QXg0000000002MAA"
    second.close()
