"""Every request of every template, with hostile user text, as the platform would send it: to the embedded org.

It is accepted, or refused for a reason that the describe gives; and it touches only what the dialog is about.
"""

from __future__ import annotations

import json
import re
from datetime import date
from urllib.parse import urlsplit

import pytest

from tests.org.embedded.describes import real
from tests.org.embedded.talking import Talk as Client
from tests.org.embedded.talking import new_org
from tests.template_packs import test_record_requests as of_records
from tests.template_packs import test_salesforce_requests as of_leads
from tests.template_packs.dialog_runner import Talk, request_of, understood
from tests.template_packs.salesforce_pack import RECORD_TASKS, TASKS, expanded
from xogen.model.nodes import ConfirmationNode, ServiceNode

HOSTILE = [
    *of_leads.HOSTILE,
    "",
    "   ",
    "x" * 300,
    "2026-02-30",
    "ada@x.org",
    "12",
    "1e400",
    "Acme",
    "0015g00000ABCDEAA5",
]
OBJECT_OF = {"create-opportunity": "Opportunity"}


@pytest.fixture(scope="module")
def org():
    org = new_org()
    yield Client(org)
    org.close()


def send(client, sent):
    """Send a request as it is: nothing is encoded or corrected on its way."""
    parts = urlsplit(sent.url)
    assert sent.url.isascii()
    headers = {"Content-Type": "application/json"} if sent.body is not None else {}
    body = sent.body.encode("utf-8", "surrogatepass") if sent.body is not None else None
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    answer = client.http.request(sent.method, client.http.base_url.join(target), headers=headers, content=body)
    data = json.loads(answer.content) if answer.content else ""
    return answer.status_code, data


def codes(data):
    return {error["errorCode"] for error in data} if isinstance(data, list) else set()


def reasons(name, body, *, new):
    """Why a record must be refused, by its describe alone. An empty set: it must be taken."""
    fields = {field["name"]: field for field in real(name)["fields"]}
    found = set()
    if new:
        needed = {
            key
            for key, field in fields.items()
            if field["createable"] and not field["nillable"] and not field["defaultedOnCreate"]
        }
        found |= {"REQUIRED_FIELD_MISSING" for key in needed if blank(body.get(key))}
    for key, value in body.items():
        field = fields[key]
        if blank(value):
            if not new and not field["nillable"]:
                found.add("REQUIRED_FIELD_MISSING")
            if field["type"] == "boolean":
                found.add("JSON_PARSER_ERROR")
            continue
        found |= wrong(field, value.strip() if isinstance(value, str) else value)
    return found


def blank(value):
    return value is None or (isinstance(value, str) and not value.strip())


def wrong(field, value):
    kind = field["type"]
    if kind in {"int", "double", "currency", "percent"}:
        if isinstance(value, str) and not re.fullmatch(r"[+-]?\d{1,9}(\.\d+)?", value):
            return {"JSON_PARSER_ERROR"}
        return {"NUMBER_OUTSIDE_VALID_RANGE"} if kind == "percent" and abs(float(value)) >= 1000 else set()
    if kind in {"boolean", "date", "datetime"}:
        return set() if value in {True, False, "true", "false"} or moment(kind, value) else {"JSON_PARSER_ERROR"}
    if kind == "reference":
        return set() if re.fullmatch(r"\w{15}|\w{18}", value) else {"MALFORMED_ID"}
    return wrong_text(field, value.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def wrong_text(field, text):
    kind = field["type"]
    if field["length"] and len(text) > field["length"] and kind != "multipicklist":
        return {"STRING_TOO_LONG"}
    if kind == "email" and not re.fullmatch(r"[a-z]+@[a-z]+\.[a-z]+", text):
        return {"INVALID_EMAIL_ADDRESS"}
    values = {item["value"] for item in field["picklistValues"] or () if item["active"]}
    if kind in {"picklist", "multipicklist"} and field["restrictedPicklist"] and text not in values:
        return {"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"}
    return set()


def moment(kind, value):
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return False
    return len(value) == 10 if kind == "date" else "T" in value


def answered(client, name, sent):
    """Send one request; returns how it was answered, and how its own content says that it has to be."""
    segments = urlsplit(sent.url).path.split("/")
    status, data = send(client, sent)
    if segments[2] == "oauth2":
        return (status, data["urls"]["custom_domain"]), (200, client.org.settings.base)
    got = (status, codes(data))
    if segments[4] == "query":
        of_id = got == (400, {"INVALID_QUERY_FILTER_OPERATOR"}) and "invalid ID field" in data[0]["message"]
        return got, got if of_id else (200, set())
    if len(segments) > 6:
        return got, (404, {"NOT_FOUND"})
    expected = reasons(name, json.loads(sent.body), new=True)
    # The JSON is read first, then what is missing is said, then what is wrong with values.
    for first in ({"JSON_PARSER_ERROR"}, {"MALFORMED_ID"}, {"REQUIRED_FIELD_MISSING"}):
        expected = first if first & expected else expected
    if expected:
        return got, (400, expected)
    # An equal record may be there from another text.
    return got, got if got == (400, {"DUPLICATES_DETECTED"}) else (201, set())


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:30]))
@pytest.mark.parametrize(("task", "service"), of_leads.SERVICES)
def test_each_request_of_the_leads_templates(org, task, service, text):
    got, expected = answered(org, OBJECT_OF.get(task, "Lead"), of_leads.sent(task, service, text))
    assert got == expected


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:30]))
@pytest.mark.parametrize(("task", "name", "service"), of_records.SERVICES)
def test_each_request_of_the_templates_for_any_object(org, task, name, service, text):
    got, expected = answered(org, name, of_records.sent(task, name, service, text))
    assert got == expected


TARGET = {
    "Lead": {"LastName": "Target", "Company": "Acme"},
    "Account": {"Name": "Target"},
    "Contact": {"LastName": "Target"},
    "Case": {"Subject": "Target"},
    "Opportunity": {"Name": "Target", "StageName": "Prospecting", "CloseDate": "2026-12-31"},
    "Event": {"Subject": "Target"},
    "Custom__c": {"Name": "Target"},
}
FREE_TEXT = {"string", "person-name", "description", "company-name"}
SANE = {"date": "2026-12-31", "number": "1", "phone-number": "+14155550100", "email": "ada@x.org", "custom": "x"}


class Live(Talk):
    """A dialog that talks to the embedded org, with a person who types hostile text wherever text is free.

    Who is asked again gives a sane answer; whatever is to be confirmed is.
    """

    def __init__(self, client, task, text, target):
        super().__init__(task, [], {})
        self.client, self.text, self.target = client, text, target
        self.asked = []
        self.calls = []

    def _says(self, text):
        assert text.strip()

    def _ask(self, node):
        if self.context.setdefault("entities", {}).get(node.component) not in {None, ""}:
            return
        answers = [self.text, self.sane(node)] if node.entity_type in FREE_TEXT else [self.sane(node)]
        if node.id in self.asked:
            answers = [self.sane(node)]
        self.asked.append(node.id)
        for answer in answers:
            value = understood(node, answer)
            if value not in {None, ""}:
                self.context["entities"][node.component] = value
                return
        raise AssertionError(f"{node.id} understands nothing of {answers}")

    def sane(self, node):
        if node.id == "AskOptions":
            return "Title"
        if node.values:
            return node.values[0].value
        if node.id in {"ID", "Id"}:
            return self.target
        if node.pattern:  # another record, by its link
            return f"https://acme.lightning.force.com/r/Account/{self.client.create('Account', Name='Parent')}/view"
        return "Target" if node.id == "Keyword" else SANE.get(node.entity_type, "Sane")

    def _answer(self, node):
        assert isinstance(node, ConfirmationNode)
        return "no" if node.id == "ShowMore" else "yes"

    def _call(self, node):
        assert isinstance(node, ServiceNode)
        sent, self.context = request_of(node, self.context)
        status, data = send(self.client, sent)
        self.calls.append((sent.method, status, codes(data)))
        self.context[node.component] = {"response": {"statusCode": status, "body": data}}


def rows_of(client, name):
    found = client.query(f"SELECT FIELDS(ALL) FROM {name} ORDER BY Id LIMIT 200")["records"]
    return {record.pop("Id"): record for record in found}


WALKS = [(task, OBJECT_OF.get(task, "Lead")) for task in TASKS]
WALKS += [(task, name) for task in RECORD_TASKS for name in ("Account", "Contact", "Opportunity", "Custom__c")]
CHANGES = {"create": (1, 0, 0), "update": (0, 1, 0), "delete": (0, 0, 1)}


@pytest.fixture(scope="module", params=WALKS, ids="-".join)
def walk(request):
    task, name = request.param
    org = new_org()
    dialog = expanded(task) if task in TASKS else of_records.dialog_of(task, name)
    yield Client(org), task, name, dialog
    org.close()


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:30]))
def test_a_whole_dialog_touches_only_what_it_is_about(walk, text):
    client, task, name, dialog = walk
    target = client.create(name, **TARGET[name])
    live = Live(client, dialog, text, target)
    before = rows_of(client, name)
    live.run()
    after = rows_of(client, name)
    created, deleted = after.keys() - before.keys(), before.keys() - after.keys()
    changed = [key for key in before.keys() & after.keys() if before[key] != after[key]]
    writes = [call for call in live.calls if call[0] != "GET"]
    written = any(status < 300 for _, status, _ in writes)
    expected = CHANGES.get(task.partition("-")[0], (0, 0, 0)) if written else (0, 0, 0)
    if task.startswith("update") and not text.strip():  # an empty text where there was none
        expected = (0, len(changed), 0)
    assert (len(created), len(changed), len(deleted)) == expected, live.calls
    assert deleted | set(changed) <= {target}
    assert all(status < 300 for method, status, _ in live.calls if method == "GET"), live.calls
    assert live.calls or task == "find-record"
    if text.strip() and len(text) < 80 and text.isprintable():
        for key in created:
            assert text.strip() in [*after[key].values(), *SANE.values()]
    for key in created | deleted | {target} & after.keys():
        client.send("DELETE", f"sobjects/{name}/{key}")
