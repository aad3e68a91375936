"""Every request of the templates for any object, made up from hostile text, is still the one that was meant."""

from __future__ import annotations

import json
from functools import cache
from urllib.parse import unquote, urlsplit

import pytest

from tests.template_packs.dialog_runner import ENV, request_of, run
from tests.template_packs.salesforce_pack import RECORD_TASKS, describe
from tests.template_packs.test_records import NAMES, installed
from tests.template_packs.test_salesforce_requests import HOSTILE, SAFE_URL, like, literals, whole
from xogen.model.nodes import EntityNode, ServiceNode

ID = "0015g00000ABCDEAA5"
EVERY = {
    "Account": ["playgroundorg__SLA__c", "NumberOfEmployees", "AnnualRevenue", "Website", "Description"],
    "Contact": ["FirstName", "Email", "Phone", "Birthdate", "Description", "AccountId"],
    "Case": ["Description", "SuppliedEmail", "IsEscalated"],
    "Opportunity": ["Amount", "Probability", "IsPrivate", "NextStep"],
    "Event": ["Location", "IsAllDayEvent", "DurationInMinutes"],
    "Custom__c": ["CustomField__c"],
}


@cache
def dialog_of(task, name):
    more = {"fields": EVERY[name]} if task in {"create-record", "update-record"} else {}
    return installed(task, name, **more)


SERVICES = [
    pytest.param(task, name, node.id, id=f"{task}-{name}-{node.id}")
    for task in RECORD_TASKS
    for name in NAMES
    for node in dialog_of(task, name).walk()
    if isinstance(node, ServiceNode)
]


def sent(task, name, service, text):
    dialog = dialog_of(task, name)
    entities = {node.component: text for node in dialog.walk() if isinstance(node, EntityNode)}
    asked = [node.id for node in dialog.walk() if node.id in entities]
    context = {
        "entities": entities,
        "chosenRecord": {"id": text, "name": text, "line": text},
        "createdRecord": {"id": text},
        "recordChange": dict.fromkeys(asked, text),
    }
    request, _ = request_of(dialog.node(service), context)
    return request


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize(("task", "name", "service"), SERVICES)
def test_a_request_survives_what_users_type(task, name, service, text):
    request = sent(task, name, service, text)
    assert SAFE_URL.fullmatch(request.url), request.url
    parts = urlsplit(request.url)
    assert parts.hostname == ENV["SALESFORCE_HOST"]
    segments = [unquote(segment, errors="strict") for segment in parts.path.split("/")]
    if segments[2] == "oauth2":
        return
    assert segments[:4] == ["", "services", "data", "v67.0"]
    if segments[4] == "query":
        check_query(request.query, name, text)
        return
    assert segments[4:6] == ["sobjects", name]
    assert segments[6:] in ([], ["-" if text in {"", ".", ".."} else whole(text)])
    if request.method in {"POST", "PATCH"}:
        assert request.body is not None
        assert "{{" not in request.body
        body = json.loads(request.body)
        fields = describe(name).fields_by_name
        assert set(body) <= set(fields)
        assert all(value == whole(text) or isinstance(value, int | float | bool) for value in body.values())


def check_query(query, name, text):
    assert list(query) == ["q"]
    outside, inside = literals(query["q"])
    plain, _ = literals(sent("find-record", name, "searchRecordsService", "x").query["q"])
    assert outside == plain
    assert set(inside) <= {f"%{like(text)}%", whole(text)}


@pytest.mark.parametrize(
    ("name", "said", "body"),
    [
        ("Opportunity", {"Probability": "20 %", "Amount": "12.50", "IsPrivate": "false"},
         {"Probability": 20, "Amount": 12.5, "IsPrivate": False}),
        ("Opportunity", {"Probability": 20, "Amount": 0, "IsPrivate": True},
         {"Probability": 20, "Amount": 0, "IsPrivate": True}),
        ("Opportunity", {"Probability": "twenty", "Amount": "1e9", "IsPrivate": "perhaps"},
         {"Probability": "twenty", "Amount": "1e9", "IsPrivate": "perhaps"}),
        ("Opportunity", {"CloseDate": "2026-06-30T00:00:00+02:00"}, {"CloseDate": "2026-06-30"}),
        ("Event", {"StartDateTime": "2026-06-30T15:00:00+05:30"}, {"StartDateTime": "2026-06-30T15:00:00+05:30"}),
        ("Event", {"StartDateTime": "2026-06-30 15:00z"}, {"StartDateTime": "2026-06-30T15:00:00Z"}),
        ("Event", {"StartDateTime": "2026-06-30T15:00:00.000+0200"}, {"StartDateTime": "2026-06-30T15:00:00+0200"}),
        # Without a zone nobody knows which moment is meant: Salesforce says so.
        ("Event", {"StartDateTime": "2026-06-30T15:00"}, {"StartDateTime": "2026-06-30T15:00"}),
        ("Event", {"DurationInMinutes": 30, "IsAllDayEvent": "yes"}, {"DurationInMinutes": 30, "IsAllDayEvent": True}),
        ("Contact", {"Phone": "+1 415 555 0100", "Email": ""}, {"Phone": "+1 415 555 0100"}),
    ],
)  # fmt: skip
def test_values_are_sent_as_the_field_takes_them(name, said, body):
    dialog = dialog_of("create-record", name)
    request, _ = request_of(dialog.node("createRecordService"), {"entities": said})
    assert json.loads(request.body) == body


@pytest.mark.parametrize(("task", "name"), [(task, name) for task in RECORD_TASKS for name in NAMES])
@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_scripts_take_what_users_type(task, name, text):
    dialog = dialog_of(task, name)
    context = {
        "entities": {node.component: text for node in dialog.walk() if isinstance(node, EntityNode)},
        "findRecordsService": {"response": {"statusCode": 200, "body": {"records": [{"Id": ID, "Name": text}] * 2}}},
        "createRecordService": {"response": {"statusCode": 201, "body": {"id": text}}},
    }
    for node in dialog.walk():
        if node.type == "script":
            context, _ = run(node.script, context)
    for made in ("newRecord", "recordChange"):
        shown = [value for value in context.get(made, {}).values() if isinstance(value, str) and value != text]
        assert all("{{" not in value for value in shown)
