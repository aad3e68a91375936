"""Every message script, run for every answer that Salesforce may give; the exact texts stand in messages/*.toml.

A file says, for one message: the entities, the scripts that run before it, what it says for the ``FAILURES`` below,
and any number of further ``[[answers]]``.
"""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest

from tests.template_packs.dialog_runner import run
from tests.template_packs.salesforce_pack import HERE, TASKS, expanded, rest
from xogen.model.nodes import MessageNode, ScriptNode

ORG = "https://theplayground-dev-ed.my.salesforce.com"


def error(code: str, message: str = "", *fields: str) -> list[dict[str, Any]]:
    return [{"message": message, "errorCode": code, "fields": list(fields)}]


FAILURES: dict[str, tuple[int | None, Any]] = {
    "no answer": (None, None),
    "several": (300, rest("restforce_upsert_multiple_error_response")),
    "invalid field": (400, rest("restforce_write_error_response")),
    "not json": (400, "<html>Bad Request</html>"),
    "oauth": (400, rest("restforce_auth_error_response")),
    "bad id": (400, error("MALFORMED_ID", "Lead ID: id value of incorrect type: 00Qxxxxxxxxxxxx", "Id")),
    "locked": (400, error("UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record")),
    "slow query": (400, error("QUERY_TIMEOUT", "Your query request was running for too long.")),
    "signed out": (401, rest("restforce_expired_session_response")),
    "forbidden": (403, error("INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id")),
    "forbidden page": (403, "<html>Forbidden</html>"),
    "limit": (403, error("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")),
    "api off": (403, error("API_DISABLED_FOR_ORG", "API is not enabled for this Organization or Partner")),
    "not found": (404, rest("restforce_sobject_find_error_response")),
    "deleted": (404, error("ENTITY_IS_DELETED", "entity is deleted")),
    "wrong method": (405, error("METHOD_NOT_ALLOWED", "HTTP Method 'PUT' not allowed.")),
    "timeout": (408, ""),
    "too many": (429, ""),
    "broken": (500, error("UNKNOWN_EXCEPTION", "An unexpected error occurred. ErrorId: 1234-5678 (-90)")),
    "down": (503, "<html>Down for Maintenance</html>"),
}


def load(path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


FILES = {path.stem: load(path) for path in sorted((HERE / "messages").glob("*.toml"))}


def printed(file: dict[str, Any], status: int | None, body: Any, *, org: bool, case: dict[str, Any], pair: str) -> str:
    task = expanded(file["task"], *pair.split("/"))
    context: dict[str, Any] = {"entities": {**file.get("entities", {}), **case.get("entities", {})}}
    context.update(json.loads(json.dumps({**file.get("context", {}), **case.get("context", {})})))
    if status is not None:
        context[file["service"]] = {"response": {"statusCode": status, "body": body}}
    if org:
        context["subDomainService"] = {"response": {"statusCode": 200, "body": rest("rest_MockIdentity")}}
    for name in file.get("before", ()):
        script = task.node(name)
        assert isinstance(script, ScriptNode)
        context, _ = run(script.script, context)
    message = task.node(file["message"])
    assert isinstance(message, MessageNode)
    (response,) = message.responses
    _, said = run(response.script["en"], context)
    assert len(said) == 1, said
    return said[0]


def button(text: str, title: str, path: str) -> dict[str, Any]:
    buttons = [{"type": "web_url", "title": title, "url": ORG + path}]
    return {"type": "template", "payload": {"template_type": "button", "text": text, "buttons": buttons}}


def failure_cases():
    for name, file in FILES.items():
        for key in FAILURES:
            yield pytest.param(file, key, id=f"{name}-{key.replace(' ', '_')}")


@pytest.mark.parametrize(("file", "key"), list(failure_cases()))
def test_a_failure_is_said_in_words(file, key):
    status, body = FAILURES[key]
    for form in (body, json.dumps(body) if not isinstance(body, str) else body):
        assert printed(file, status, form, org=True, case={}, pair="pre-authorize/system") == file["failures"][key]


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_a_user_who_signs_in_is_told_to_sign_in_again(file):
    status, body = FAILURES["signed out"]
    said = printed(file, status, body, org=True, case={}, pair="allow-users/custom")
    assert said == file["failures"]["signed out"].replace(
        "My access to Salesforce has expired. Please tell whoever looks after this assistant.",
        "Your Salesforce sign-in has expired. Please sign in again and start over.",
    )
    assert said.startswith("Your")


def answer_cases():
    for name, file in FILES.items():
        for case in file.get("answers", ()):
            yield pytest.param(file, case, id=f"{name}-{case['case'].replace(' ', '_')}")


@pytest.mark.parametrize(("file", "case"), list(answer_cases()))
def test_an_answer_is_said_in_words(file, case):
    body = rest(case["body_file"]) if "body_file" in case else case.get("body", "")
    for form in (body, json.dumps(body) if not isinstance(body, str) else body):
        linked = printed(file, case["status"], form, org=True, case=case, pair="pre-authorize/system")
        alone = printed(file, case["status"], form, org=False, case=case, pair="pre-authorize/system")
        assert alone == case["says"]
        if "link" not in case:
            assert linked == case["says"]
        elif len(case["says"]) > 640:
            assert linked == f"{case['says']}\n{case['title']}: {ORG}{case['link']}"
        else:
            assert json.loads(linked) == button(case["says"], case["title"], case["link"])


def test_every_message_script_has_its_texts_here():
    scripted = {
        (name, node.id)
        for name in TASKS
        for node in expanded(name).walk()
        if isinstance(node, MessageNode) and any(response.script for response in node.responses)
    }
    assert scripted == {(file["task"], file["message"]) for file in FILES.values()}


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_a_file_lists_all_failures(file):
    assert list(file["failures"]) == list(FAILURES)
