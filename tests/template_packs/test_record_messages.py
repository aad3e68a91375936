"""What the templates for any object say to any answer of Salesforce: once, in words, never an error body."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.template_packs.dialog_runner import run
from tests.template_packs.salesforce_pack import rest
from tests.template_packs.test_records import NAMES, installed
from tests.template_packs.test_salesforce_messages import FAILURES
from tests.template_packs.test_salesforce_robustness import JSON, RAW, STATUSES

MESSAGES = [
    ("create-record", "createRecordMessage", "createRecordService"),
    ("find-record", "findRecordMessage", "searchRecordsService"),
    ("view-record", "viewRecordMessage", "viewRecordService"),
    ("view-record", "noRecordMessage", "findRecordsService"),
    ("update-record", "updateRecordMessage", "updateRecordService"),
    ("delete-record", "deleteRecordMessage", "deleteRecordService"),
]
IDS = [message for _, message, _ in MESSAGES]
UNCHANGED = {
    "createRecordMessage": "No account was created.",
    "updateRecordMessage": "Nothing was changed.",
    "deleteRecordMessage": "Nothing was deleted.",
}
CHOSEN = {"chosenRecord": {"id": "0015g00000ABCDEAA5", "name": "Acme", "line": "Acme (CC1)"}}
SAID = {"newRecord": {"title": "Acme"}, "recordChange": {"field": "account name", "text": "Acme Inc"}}


@cache
def scripts(task, name):
    return {node.id: node for node in installed(task, name).walk()}


def said(task, message, service, status, body, name="Account", userinfo=None):
    context = {"entities": {"Keyword": "Acme"}, **CHOSEN, **SAID}
    if status is not None:
        context[service] = {"response": {"statusCode": status, "body": body}}
    context["subDomainService"] = {"response": {"statusCode": 200, "body": userinfo or {}}}
    (response,) = scripts(task, name)[message].responses
    _, printed = run(response.script["en"], context)
    assert len(printed) == 1
    text = printed[0]
    if text.startswith('{"type":"template"'):
        payload = json.loads(text)["payload"]
        assert len(payload["text"]) <= 640
        assert payload["buttons"][0]["url"].startswith("https://")
        text = payload["text"]
    assert text.strip()
    return text


@pytest.mark.parametrize("key", FAILURES)
@pytest.mark.parametrize(("task", "message", "service"), MESSAGES, ids=IDS)
def test_a_failure_is_said_in_words(task, message, service, key):
    status, body = FAILURES[key]
    text = said(task, message, service, status, body)
    assert text == said(task, message, service, status, json.dumps(body) if not isinstance(body, str) else body)
    assert "{" not in text
    unsure = status is None or status >= 500 or status == 408 or key == "slow query"
    if message in UNCHANGED:
        assert (UNCHANGED[message] in text) is not unsure, "where nobody knows, nothing is claimed"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("task", "message", "service"), MESSAGES, ids=IDS)
def test_an_error_body_is_never_shown(task, message, service, name):
    bodies = [
        [{"message": RAW, "errorCode": "SOME_CODE", "extendedErrorDetails": [RAW], "fields": []}],
        RAW,
        {"error": RAW, "error_description": RAW},
    ]
    for status in (400, 401, 403, 404, 409, 500):
        for body in bodies:
            assert RAW not in said(task, message, service, status, body, name)


@pytest.mark.parametrize(("task", "message", "service"), MESSAGES, ids=IDS)
@settings(max_examples=60, deadline=None)
@given(status=st.sampled_from(STATUSES), body=JSON, as_text=st.booleans(), userinfo=JSON)
def test_any_answer(task, message, service, status, body, as_text, userinfo):
    assert said(task, message, service, status, json.dumps(body) if as_text else body, userinfo=userinfo).strip()


@pytest.mark.parametrize(
    ("message", "status", "body", "text"),
    [
        ("createRecordMessage", 201, {"id": "x"}, "Done: I created the account Acme."),
        ("createRecordMessage", 400,
         [{"message": "Account Name: data value too large: xxx (max length=255)", "errorCode": "STRING_TOO_LONG",
           "fields": ["Name"]}],
         "The account name is too long (255 characters at most). No account was created."),
        ("createRecordMessage", 400, rest("restforce_write_error_response"),
         ("Salesforce could not create the account (INVALID_FIELD). Please tell your administrator. "
         "No account was created.")),
        ("updateRecordMessage", 204, "", "Done: the account name of Acme is now Acme Inc."),
        ("updateRecordMessage", 404, [{"message": "x", "errorCode": "ENTITY_IS_DELETED"}],
         "The account is not there any more. Nothing was changed."),
        ("deleteRecordMessage", 204, "",
         "Done: the account Acme (CC1) is deleted. Salesforce keeps it in the Recycle Bin for a while."),
        ("viewRecordMessage", 200, {"Id": "0015g00000ABCDEAA5"}, "Nothing is known about the account Acme."),
        ("viewRecordMessage", 200, {"Name": "A\nB {{x}}", "Type": "Prospect", "Phone": None},
         "Account Name: A B { {x}}\nAccount Type: Prospect"),
        ("findRecordMessage", 200, {"records": [None, 7, {"Id": "short"}, {}]}, 'I found no account for "Acme".'),
        ("noRecordMessage", 200, {"records": []}, 'I found no account for "Acme".'),
        ("noRecordMessage", 401, rest("restforce_expired_session_response"),
         "My access to Salesforce has expired. Please tell whoever looks after this assistant."),
    ],
)  # fmt: skip
def test_an_answer_is_said_in_words(message, status, body, text):
    (task, service) = next((task, service) for task, known, service in MESSAGES if known == message)
    assert said(task, message, service, status, body) == text
