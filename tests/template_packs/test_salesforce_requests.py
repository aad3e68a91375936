"""Every request of the Salesforce pack, made up from hostile user text, is still the request that was meant."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.template_packs.dialog_runner import ENV, Sent, request_of
from tests.template_packs.salesforce_pack import TASKS, expanded
from xogen.model.nodes import ServiceNode

HOSTILE = [
    'Ada "the" first', "O'Neil", "a\\", "a\\'", "two\nlines\r\n\ttab", "</script><b>", "🚀 👩\u200d💻",
    "{{env.SALESFORCE_HOST}}", "}}",
    "' OR Name != '", "%_", "\\%", "../../Account/001", "a/b?c=d&e=f#g", ". ..", "..", "+&=%20", "\u2028\u2029",
    "\ud83d", "ünïcödé", "中文", "null", "0", "' LIMIT 1 --", "\x00\x07", '{"Status": "x"}', "$&$1",
]  # fmt: skip
SAFE_URL = re.compile(r"https://[a-z.]+/[A-Za-z0-9\-._~!$&'()*+,;=:@/?%]*")
TEXTS = st.text(st.characters(), max_size=40) | st.sampled_from(HOSTILE)

SERVICES = [
    pytest.param(task, node.id, id=f"{task}-{node.id}")
    for task in TASKS
    for node in expanded(task).walk()
    if isinstance(node, ServiceNode)
]


def context_with(task: str, text: str) -> dict[str, Any]:
    entities = {node.component: text for node in expanded(task).walk() if node.type == "entity"}
    return {
        "entities": entities,
        "leadPage": {"offset": 10},
        "leadUpdate": {"LeadStatus": "", "Title": text, "MobilePhone": ""},
    }


def sent(task: str, service: str, text: str):
    node = expanded(task).node(service)
    assert isinstance(node, ServiceNode)
    request, _ = request_of(node, context_with(task, text))
    return request


def whole(text: str) -> str:
    """What a URL or a body can hold of a text: halves of surrogate pairs become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def literals(soql: str) -> tuple[str, list[str]]:
    """Take a SOQL query apart: the query with each literal as ``''``, and the literals as Salesforce reads them."""
    found = []
    signs = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "%": "\\%", "_": "\\_"}
    escapes = {**signs, "\\": "\\", "'": "'", '"': '"'}

    def take(match: re.Match[str]) -> str:
        found.append(re.sub(r"\\(.)", lambda sign: escapes[sign[1]], match[1], flags=re.DOTALL))
        return "''"

    return re.sub(r"'((?:[^'\\]|\\.)*)'", take, soql, flags=re.DOTALL), found


def like(text: str) -> str:
    """How a text reads inside LIKE when it means itself."""
    return whole(text).replace("%", "\\%").replace("_", "\\_")


def checked(task: str, service: str, text: str) -> Sent:
    """Make a request, look at its path, query and body, and return it."""
    request = sent(task, service, text)
    assert SAFE_URL.fullmatch(request.url), request.url
    check_rest(request, task, service, text)
    return request


def check_rest(request: Sent, task: str, service: str, text: str) -> None:
    parts = urlsplit(request.url)
    segments = [unquote(segment, errors="strict") for segment in parts.path.split("/")]
    if segments[2] == "oauth2":
        assert (parts.path, parts.query, request.body) == ("/services/oauth2/userinfo", "", None)
        return
    assert segments[:4] == ["", "services", "data", "v67.0"]
    if segments[4] == "query":
        check_query(request.query, text)
        return
    assert segments[4:6] == ["sobjects", "Opportunity" if "Opportunity" in service else "Lead"]
    if len(segments) > 6:
        assert segments[6:] == ["-" if text in {"", ".", ".."} else whole(text)]
    if request.method in {"POST", "PATCH"}:
        assert request.body is not None
        assert json.loads(request.body) == expected_body(task, text)
        assert "{{" not in request.body


def check_query(query: dict[str, str], text: str) -> None:
    assert list(query) == ["q"]
    outside, inside = literals(query["q"])
    select = "SELECT Id, Name, Company, Status FROM Lead"
    if "OFFSET" in outside:
        assert outside == f"{select} ORDER BY CreatedDate DESC, Id DESC LIMIT 11 OFFSET 10"
        assert inside == []
    else:
        assert outside == f"{select} WHERE Name LIKE '' OR Company LIKE '' ORDER BY Name, Id LIMIT 11"
        assert inside == [f"%{like(text)}%"] * 2


def expected_body(task: str, text: str) -> dict[str, str]:
    fields = {
        "create-lead": ("FirstName", "LastName", "Company"),
        "create-opportunity": ("Name", "CloseDate", "StageName"),
        "update-lead": ("Title",),
    }[task]
    if text == "":
        return {}
    return dict.fromkeys(fields, whole(text))


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize(("task", "service"), SERVICES)
def test_a_request_survives_what_users_type(task, service, text):
    assert urlsplit(checked(task, service, text).url).hostname == ENV["SALESFORCE_HOST"]


@pytest.mark.parametrize(("task", "service"), SERVICES)
@settings(max_examples=25, deadline=None)
@given(text=TEXTS)
def test_a_request_survives_any_text(task, service, text):
    if re.match(r"\d{4}-\d{2}-\d{2}", text) and task == "create-opportunity":
        return
    assert urlsplit(checked(task, service, text).url).hostname == ENV["SALESFORCE_HOST"]


@pytest.mark.parametrize(("task", "service", "line"), [
    ("create-lead", "CreateLeadService", "POST /services/data/v67.0/sobjects/Lead"),
    ("create-opportunity", "CreateOpportunityService", "POST /services/data/v67.0/sobjects/Opportunity"),
    ("update-lead", "updateLeadService", "PATCH /services/data/v67.0/sobjects/Lead/00Q5g00000ABCDEEA5"),
    ("view-lead", "viewLeadbyIdService", "GET /services/data/v67.0/sobjects/Lead/00Q5g00000ABCDEEA5"),
    ("list-leads", "listAllLeadsService", "GET /services/data/v67.0/query"),
    ("search-leads", "searchLeadsService", "GET /services/data/v67.0/query"),
    ("delete-lead", "readLeadService", "GET /services/data/v67.0/sobjects/Lead/00Q5g00000ABCDEEA5"),
    ("delete-lead", "deleteLeadService", "DELETE /services/data/v67.0/sobjects/Lead/00Q5g00000ABCDEEA5"),
    ("view-lead", "subDomainService", "GET /services/oauth2/userinfo"),
])  # fmt: skip
def test_requests_go_where_the_rest_api_is(task, service, line):
    assert sent(task, service, "00Q5g00000ABCDEEA5").line == line


RECORDS = {
    ("create-lead", "CreateLeadService"): ("Lead", "create"),
    ("create-opportunity", "CreateOpportunityService"): ("Opportunity", "create"),
    ("update-lead", "updateLeadService"): ("Lead", "update"),
    ("view-lead", "viewLeadbyIdService"): ("Lead", "read"),
    ("list-leads", "listAllLeadsService"): ("Lead", "query"),
    ("search-leads", "searchLeadsService"): ("Lead", "search"),
    ("delete-lead", "readLeadService"): ("Lead", "read"),
    ("delete-lead", "deleteLeadService"): ("Lead", "delete"),
}


@pytest.mark.parametrize(("task", "service"), SERVICES)
def test_rules_are_told_what_a_service_does(task, service):
    node = expanded(task).node(service)
    record = (node.record.object, node.record.operation) if node.record else None
    assert record == RECORDS.get((task, service))
