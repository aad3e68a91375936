"""Whatever a service answers, a message script prints once, throws nothing, and shows no error body."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.template_packs.dialog_runner import run
from tests.template_packs.salesforce_pack import REST, expanded, rest
from tests.template_packs.test_salesforce_messages import FILES

STATUSES = (None, 0, 200, 201, 204, 300, 400, 401, 403, 404, 408, 409, 429, 500, "201", "400", "oops")
RAW = "RAW-ERROR-BODY"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=8) | st.just(RAW),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["errorCode", "message", "fields", "duplicateResult", "duplicateResut", "matchResults", "matchRecords",
             "record", "Id", "id", "records", "Name", "Company", "Status", "urls", "custom_domain", "rest",
             "toString", "length"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@cache
def scripts(name: str) -> tuple[tuple[str, ...], str]:
    file = FILES[name]
    task = expanded(file["task"])
    (response,) = task.node(file["message"]).responses
    return tuple(task.node(before).script for before in file.get("before", ())), response.script["en"]


def said(name: str, status: object, body: object, userinfo: object) -> str:
    file = FILES[name]
    context = {"entities": dict(file.get("entities", {})), **file.get("context", {})}
    context[file["service"]] = {"response": {"statusCode": status, "body": body}}
    context["subDomainService"] = {"response": {"statusCode": 200, "body": userinfo}}
    befores, message = scripts(name)
    for before in befores:
        context, _ = run(before, context)
    _, printed = run(message, context)
    assert len(printed) == 1
    text = printed[0]
    if text.startswith('{"type":"template"'):
        payload = json.loads(text)["payload"]
        assert len(payload["text"]) <= 640
        assert payload["buttons"][0]["url"].startswith("https://")
        text = payload["text"]
    assert text.strip()
    return text


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("status", [None, 200, 204, 400, 401, 403, 404, 500])
def test_real_answers_under_any_status(name, status):
    for path in sorted(REST.glob("restforce_*.json")):
        body = rest(path.stem)
        for form in (body, json.dumps(body)):
            text = said(name, status, form, rest("rest_MockIdentity"))
            assert "errorCode" not in text
            assert "{" not in text


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=60, deadline=None)
@given(status=st.sampled_from(STATUSES), body=JSON, as_text=st.booleans(), userinfo=JSON)
def test_any_answer(name, status, body, as_text, userinfo):
    assert said(name, status, json.dumps(body) if as_text else body, userinfo)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 500])
def test_an_error_body_is_never_shown(name, status):
    body = [{"message": RAW, "errorCode": "SOME_CODE", "extendedErrorDetails": [RAW], "fields": []}]
    assert RAW not in said(name, status, body, {})
    assert RAW not in said(name, status, RAW, {})
    assert RAW not in said(name, status, {"error": RAW, "error_description": RAW}, {})
    assert RAW not in said(name, status, [{"message": "x", "errorCode": f"{RAW} <b>", "fields": []}], {})


@pytest.mark.parametrize("name", FILES)
def test_services_that_never_answered_throw_nothing(name):
    befores, message = scripts(name)
    context = {"entities": dict(FILES[name].get("entities", {}))}
    for before in befores:
        context, _ = run(before, context)
    _, printed = run(message, context)
    assert len(printed) == 1


@pytest.mark.parametrize(
    ("userinfo", "address"),
    [
        ({"urls": {"custom_domain": "https://acme.my.salesforce.com"}}, "https://acme.my.salesforce.com"),
        (
            {"urls": {"rest": "https://acme.my.salesforce.com/services/data/v{version}/"}},
            "https://acme.my.salesforce.com",
        ),
        ({"urls": {"custom_domain": None, "profile": "https://na1.salesforce.com/005i"}}, "https://na1.salesforce.com"),
        ({"urls": {"custom_domain": "http://acme.my.salesforce.com"}}, None),
        ({"urls": {"custom_domain": "javascript:alert(1)"}}, None),
        ({"urls": {}}, None),
        ({}, None),
        ("<html>", None),
        (None, None),
    ],
)
def test_the_link_leads_to_the_users_own_org(userinfo, address):
    context = {"entities": FILES["create-lead"]["entities"]}
    context["CreateLeadService"] = {"response": {"statusCode": 201, "body": {"id": "00Q5g00000ABCDEEA5"}}}
    context["subDomainService"] = {"response": {"statusCode": 200, "body": userinfo}}
    _, (printed,) = run(scripts("create-lead")[1], context)
    if address is None:
        assert printed == "Done: Ada Lovelace at Acme is a new lead."
    else:
        assert json.loads(printed)["payload"]["buttons"][0]["url"] == f"{address}/00Q5g00000ABCDEEA5"
