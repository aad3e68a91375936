"""The resources around records: versions, limits, describes, searches, several calls in one."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import jsonschema
import pytest

from tests.org.embedded.describes import all_real, real
from tests.org.embedded.talking import DATA, Talk, http, new_org
from tests.template_packs.salesforce_pack import rest
from xogen.errors import InputError
from xogen.formats.layouts import fields_of_layout
from xogen.org.embedded.application import BIGGEST, application
from xogen.org.embedded.org import EmbeddedOrg

SCHEMA = Path(__file__).parents[2] / "fixtures" / "describe" / "schema_sobject-describe.json"


def test_the_versions_need_no_session(talk):
    with http(talk.org) as stranger:
        versions = stranger.get("/services/data").json()
    assert [(item["version"], item["label"]) for item in versions][:: len(versions) - 1] == [
        ("31.0", "Summer '14"),
        ("68.0", "Winter '27"),
    ]
    assert all(set(item) == {"label", "url", "version"} for item in versions)


@pytest.mark.parametrize("path", ["v30.0", "v67", "v67.0/nope", "v67.0/sobjects/Lead/a/b/c", "v67.0/query/a/b"])
def test_resources_that_are_not_there(talk, path):
    status, (error,) = talk.refusal("GET", f"/services/data/{path}")
    assert (status, error["errorCode"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize(("method", "path"), [("PUT", "sobjects/Lead"), ("DELETE", "limits"), ("POST", "query")])
def test_methods_that_a_resource_does_not_have(talk, method, path):
    status, (error,) = talk.refusal(method, path)
    assert (status, error["errorCode"]) == (405, "METHOD_NOT_ALLOWED")


def test_limits_count(talk):
    first, second = talk.get("limits"), talk.get("limits")
    left = [answer.json()["DailyApiRequests"] for answer in (first, second)]
    assert [item["Max"] - item["Remaining"] for item in left] == [1, 2]
    assert second.headers["sforce-limit-info"] == "api-usage=2/15000"
    assert set(first.json()) <= set(rest("rest_MockLimits"))


@pytest.mark.parametrize("name", [describe["name"] for describe in all_real()])
def test_a_describe_is_what_was_described(talk, name):
    answer = talk.get(f"sobjects/{name}/describe").json()
    assert {**answer, "urls": None} == {**real(name), "urls": None}
    assert answer["urls"]["describe"] == f"{DATA}/sobjects/{name}/describe"
    assert not any("salesforce.com" in url for url in answer["urls"].values())
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    _loosen(schema)
    if name != "Custom__c":  # trimmed by its owner
        jsonschema.validate(answer, schema)


def _loosen(schema):
    """Real answers have more keys than Salesforce's own schema, and lack ``idEnabled``."""
    open_ = [schema]
    while open_:
        node = open_.pop()
        if isinstance(node, dict):
            if node.get("additionalProperties") is False:
                del node["additionalProperties"]
            if isinstance(node.get("required"), list):
                node["required"] = [name for name in node["required"] if name != "idEnabled"]
            open_ += [value for key, value in node.items() if key != "required"]
        elif isinstance(node, list):
            open_ += node


def test_a_describe_that_is_known_is_not_sent_again(talk):
    path = f"{DATA}/sobjects/Lead/describe"
    first = talk.send("GET", path)
    tag, date = first.headers["etag"], first.headers["last-modified"]
    assert date == "Mon, 23 Nov 2026 12:00:00 GMT"
    for headers, status in (
        ({"If-None-Match": tag}, 304),
        ({"If-None-Match": f'"x", W/{tag}'}, 304),
        ({"If-None-Match": '"x"', "If-Modified-Since": date}, 200),
        ({"If-Modified-Since": date}, 304),
        ({"If-Modified-Since": "Sun, 22 Nov 2026 12:00:00 GMT"}, 200),
        ({"If-Modified-Since": "yesterday"}, 200),
    ):
        answer = talk.send("GET", path, headers=headers)
        assert (answer.status_code, bool(answer.content)) == (status, status == 200)


def test_the_list_of_objects(talk):
    listed = talk.get("sobjects").json()
    assert [item["name"] for item in listed["sobjects"]] == sorted(
        [*(describe["name"] for describe in all_real()), "Organization", "User"]
    )
    assert talk.get("sobjects/lead").json()["objectDescribe"]["keyPrefix"] == "00Q"


SEARCHES = [
    ("FIND {lovelace} RETURNING Lead(Name)", ["Ada Lovelace"]),
    ("FIND {love*} IN NAME FIELDS RETURNING Lead(Name)", ["Ada Lovelace"]),
    ("find {Ada AND Acme} returning Lead(Name)", ["Ada Lovelace"]),
    ("FIND {hopper OR lovelace} RETURNING Lead(Name ORDER BY Name DESC)", ["Grace Hopper", "Ada Lovelace"]),
    ("FIND {acme} RETURNING Lead(Name WHERE Title = 'Admiral')", ["Grace Hopper"]),
    ("FIND {acme} RETURNING Lead(Name ORDER BY Name LIMIT 1)", ["Ada Lovelace"]),
    ("FIND {acme} IN NAME FIELDS RETURNING Lead(Name)", []),
    ("FIND {grace@x.org} IN EMAIL FIELDS RETURNING Lead(Name)", ["Grace Hopper"]),
    ("FIND {ac\\*me} RETURNING Lead(Name)", []),
    ("FIND {love} RETURNING Lead(Name)", []),
    ("FIND {acme} RETURNING Account(Name), Lead(Name ORDER BY Name)", ["Acme", "Ada Lovelace", "Grace Hopper"]),
    ("FIND {acme} RETURNING Account(Name), Lead(Name ORDER BY Name) LIMIT 2", ["Acme", "Ada Lovelace"]),
]


@pytest.fixture
def found(talk):
    talk.create("Lead", FirstName="Ada", LastName="Lovelace", Company="Acme")
    talk.create("Lead", FirstName="Grace", LastName="Hopper", Company="Acme", Title="Admiral", Email="grace@x.org")
    talk.create("Account", Name="Acme")
    return talk


@pytest.mark.parametrize(("sosl", "names"), SEARCHES)
def test_searching(found, sosl, names):
    answer = found.get("search", q=sosl).json()
    assert [record["Name"] for record in answer["searchRecords"]] == names


@pytest.mark.parametrize(
    ("sosl", "code"),
    [
        ("Ada", "MALFORMED_SEARCH"),
        ("", "MALFORMED_SEARCH"),
        ("FIND {a}", "MALFORMED_SEARCH"),
        ("FIND {Ada} RETURNING", "MALFORMED_SEARCH"),
        ("FIND {Ada} NONSENSE", "MALFORMED_SEARCH"),
        ("FIND {Ada} RETURNING Nope", "INVALID_TYPE"),
        ("FIND {Ada} RETURNING Lead(Nope)", "INVALID_FIELD"),
        ("FIND {Ada} RETURNING OpportunityContactRole", "INVALID_TYPE_FOR_OPERATION"),
        ("FIND {Ada} RETURNING Lead(Id FROM Account)", "MALFORMED_QUERY"),
    ],
)
def test_searches_that_are_refused(found, sosl, code):
    status, (error,) = found.refusal("GET", "search", params={"q": sosl})
    assert (status, error["errorCode"]) == (400, code)


def test_the_message_for_a_term_without_braces_is_the_real_one(found):
    assert found.refusal("GET", "search?q=Ada")[1] == rest("restforce_search_error_response")


def test_searching_by_parameters(found):
    by_address = found.get("parameterizedSearch", q="acme", sobject="Account", fields="Id,Name").json()
    assert list(by_address["searchRecords"][0]) == ["attributes", "Id", "Name"]
    assert next(iter(rest("rest_MockSearchResults")["searchRecords"][0])) == "attributes"
    body = {"sobjects": [{"name": "Lead", "fields": ["Name"], "where": "Title = null", "limit": 5}]}
    body["q"] = "{acme}'\\"
    by_body = found.send("POST", "parameterizedSearch", json=body).json()["searchRecords"]
    assert [record["Name"] for record in by_body] == ["Ada Lovelace"]
    assert found.refusal("POST", "parameterizedSearch", json={})[0] == 400


def test_old_versions_answer_searches_with_a_list(found):
    old = found.get("/services/data/v36.0/search", q="FIND {Acme} RETURNING Account").json()
    assert isinstance(old, type(rest("restforce_search_success_response")))


def part(name, method, path, body=None):
    return {"referenceId": name, "method": method, "url": f"{DATA}/{path}", **({"body": body} if body else {})}


def together(talk, *parts, whole=True):
    answer = talk.send("POST", "composite", json={"allOrNone": whole, "compositeRequest": list(parts)})
    assert answer.status_code == 200
    return [(item["referenceId"], item["httpStatusCode"], item["body"]) for item in answer.json()["compositeResponse"]]


def test_later_parts_use_what_earlier_ones_answered(talk):
    account, contact, query = together(
        talk,
        part("acme", "POST", "sobjects/Account", {"Name": 'Ac"me'}),
        part("ada", "POST", "sobjects/Contact", {"LastName": "Lovelace", "AccountId": "@{acme.id}"}),
        part("both", "GET", "query?q=SELECT+Name,Account.Name+FROM+Contact+WHERE+AccountId='@{acme.id}'"),
    )
    assert [account[1], contact[1], query[1]] == [201, 201, 200]
    assert query[2]["records"][0]["Account"]["Name"] == 'Ac"me'
    (read,) = together(talk, part("r", "GET", f"sobjects/Account/{account[2]['id']}?fields=Name"))
    assert read[2]["Name"] == 'Ac"me'


def test_all_or_none(talk):
    parts = (
        part("a", "POST", "sobjects/Account", {"Name": "Acme"}),
        part("b", "POST", "sobjects/Contact", {"FirstName": "Ada"}),
        part("c", "POST", "sobjects/Contact", {"LastName": "x", "AccountId": "@{b.id}"}),
    )
    none = together(talk, *parts)
    assert [(name, status, body[0]["errorCode"]) for name, status, body in none] == [
        ("a", 400, "PROCESSING_HALTED"),
        ("b", 400, "REQUIRED_FIELD_MISSING"),
        ("c", 400, "PROCESSING_HALTED"),
    ]
    assert talk.query("SELECT COUNT() FROM Account")["totalSize"] == 0
    some = together(talk, *parts, whole=False)
    assert [status for _, status, _ in some] == [201, 400, 400]
    assert some[2][2][0]["errorCode"] == "PROCESSING_HALTED"
    assert talk.query("SELECT COUNT() FROM Account")["totalSize"] == 1


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"compositeRequest": []},
        {"compositeRequest": [1]},
        {"compositeRequest": [{"method": "GET"}]},
        {"compositeRequest": [part("a", "GET", "limits")] * 2},
        {"compositeRequest": [part(f"a{number}", "GET", "limits") for number in range(26)]},
    ],
)
def test_composites_that_are_refused(talk, body):
    assert talk.refusal("POST", "composite", json=body)[0] == 400


def test_parts_of_another_version_or_place_are_refused(talk):
    for url in ("/services/data/v66.0/limits", "https://evil.example/", "/services/oauth2/userinfo"):
        ((_, status, body),) = together(talk, {"referenceId": "a", "method": "GET", "url": url})
        assert (status, body[0]["errorCode"]) == (400, "INVALID_INPUT")


def test_many_records_at_once(talk):
    records = [{"attributes": {"type": "Account"}, "Name": name} for name in ("a", "", "c")]
    results = talk.send("POST", "composite/sobjects", json={"records": records}).json()
    assert [item["success"] for item in results] == [True, False, True]
    assert results[1]["errors"][0]["statusCode"] == "REQUIRED_FIELD_MISSING"
    whole = talk.send("POST", "composite/sobjects", json={"records": records, "allOrNone": True}).json()
    assert [item["errors"][0]["statusCode"] for item in whole] == [
        "ALL_OR_NONE_OPERATION_ROLLED_BACK",
        "REQUIRED_FIELD_MISSING",
        "ALL_OR_NONE_OPERATION_ROLLED_BACK",
    ]
    assert talk.rows("SELECT Name FROM Account", "Name") == ["a", "c"]
    keys = [results[0]["id"], results[2]["id"]]
    changes = [{"attributes": {"type": "Account"}, "id": key, "Name": "z"} for key in keys]
    assert all(item["success"] for item in talk.send("PATCH", "composite/sobjects", json={"records": changes}).json())
    gone = talk.send("DELETE", f"composite/sobjects?ids={','.join(keys)},x").json()
    assert [item["success"] for item in gone] == [True, True, False]


async def _ask(org, **more):
    transport = httpx.ASGITransport(app=application(org))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await client.request("GET", "/services/data", **more)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:7272", 200),
        ("127.0.0.1", 200),
        ("[::1]:80", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
    ],
)
def test_only_loopback_names_are_answered(talk, host, status):
    import asyncio

    answer = asyncio.run(_ask(talk.org, headers={"Host": host}))
    assert answer.status_code == status
    assert asyncio.run(_ask(talk.org, content=b"x" * (BIGGEST + 1))).status_code == 413


def test_a_file_that_is_no_database(tmp_path):
    (tmp_path / "x.sqlite").write_text("no database" * 100)
    with pytest.raises(InputError, match="cannot keep records in this file"):
        EmbeddedOrg([], tmp_path / "x.sqlite")


def test_a_describe_that_grew_gets_its_columns(tmp_path):
    lead = real("Lead")
    small = {**lead, "fields": [field for field in lead["fields"] if field["name"] != "Title"]}
    first = new_org([small], tmp_path / "x.sqlite")
    Talk(first).create("Lead", LastName="x", Company="y")
    first.close()
    second = new_org([lead], tmp_path / "x.sqlite", chance=lambda size: "other" + "y" * size)
    talk = Talk(second)
    key = talk.rows("SELECT Id FROM Lead", "Id")[0]
    assert talk.send("PATCH", f"sobjects/Lead/{key}", json={"Title": "z"}).status_code == 204
    second.close()


def test_a_layout_asks_for_what_matters_first(talk):
    answer = talk.get("sobjects/Lead/describe/layouts")
    assert fields_of_layout(answer.json())[:4] == ("Salutation", "FirstName", "LastName", "Company")
    (layout,), (mapping,) = answer.json()["layouts"], answer.json()["recordTypeMappings"]
    assert [section["heading"] for section in layout["editLayoutSections"]] == [
        "Lead Information",
        "Address Information",
        "Description Information",
    ]
    assert mapping["layoutId"] == layout["id"]
    own = talk.get(mapping["urls"]["layout"])
    assert own.json() == answer.json()
    known = {"If-None-Match": answer.headers["etag"]}
    again = talk.send("GET", "sobjects/Lead/describe/layouts", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    status, (error,) = talk.refusal("GET", "sobjects/Lead/describe/layouts/012000000000001AAA")
    assert (status, error["errorCode"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize("name", [describe["name"] for describe in all_real()])
def test_a_layout_has_every_field_that_can_be_typed_into_once(talk, name):
    fields = fields_of_layout(talk.get(f"sobjects/{name}/describe/layouts").json())
    assert sorted(fields) == sorted(field["name"] for field in real(name)["fields"] if field.get("createable"))
