from __future__ import annotations

import pytest

from xogen.lint.examples import intent, message, node, script, service

RULE = "security/secret-literal"
# Every secret here is made up; put together so that no scanner takes the file for a leak.
TOKEN = "00D5g000004Xyz1" + "!AQ0AQExample.1234567890"
JWT = ".".join(("eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", "dozjgNryP4J3jVmNHl0w5N"))
RANDOM = "q7Rz" + "19xLw0Vb22Tk"


def call(**more):
    return service("x", "end", "end", **more)


def words(kind):
    return f"here stands {kind}; use {{{{env.NAME}}}}"


@pytest.mark.parametrize(
    ("broken", "pointer", "kind"),
    [
        (call(headers={"Authorization": f"Bearer {TOKEN}"}), "/headers/Authorization", "a Salesforce access token"),
        (call(headers={"Authorization": f"Bearer {JWT}"}), "/headers/Authorization", "a JSON web token"),
        (call(headers={"Authorization": f"Bearer {RANDOM}"}), "/headers/Authorization", "a literal Bearer credential"),
        (call(headers={"Authorization": "Basic dXNlcjpwYXNz"}), "/headers/Authorization", "a literal Basic credential"),
        (call(headers={"Authorization": RANDOM}), "/headers/Authorization", "a literal value of Authorization"),
        (call(headers={"X-Api-Key": RANDOM}), "/headers/X-Api-Key", "a literal value of X-Api-Key"),
        (call(body=f'{{"client_secret": "{RANDOM}"}}'), "/body", "a literal value of client_secret"),
        (call(path=f"/x?access_token={RANDOM}&y=1"), "/path", "a literal value of access_token"),
        (call(host=f"https://user:{RANDOM}@api.example.com"), "/host", "a password in a URL"),
        (call(pre_processor=f"\nconst password = '{RANDOM}';"), "/pre_processor/1", "a literal value of password"),
        (script("x", f"context.t = '{TOKEN}'", "end"), "/script", "a Salesforce access token"),
        (script("x", f"const o = {{apiKey: `{RANDOM}`}}", "end"), "/script", "a literal value of apiKey"),
        (message("x", f"Your token is {JWT}"), "/responses/0/text/en", "a JSON web token"),
        (message("x", "-----BEGIN RSA PRIVATE KEY-----"), "/responses/0/text/en", "a private key"),
        (message("x", "5Aep861" + "a1B2" * 8), "/responses/0/text/en", "a Salesforce refresh token"),
        (message("x", "3MVG9" + "a1B2" * 10), "/responses/0/text/en", "a Salesforce consumer key"),
        (message("x", "AKIA" + "ABCD1234" * 2), "/responses/0/text/en", "an AWS access key"),
        (message("x", "ghp_" + "a1B2" * 9), "/responses/0/text/en", "a GitHub token"),
        (message("x", "xoxb-" + "1234567890"), "/responses/0/text/en", "a Slack token"),
        (message("x", "sk-" + "a1B2" * 6), "/responses/0/text/en", "an API key"),
        (node("webhook", "x", properties={"apiKey": RANDOM}), "/properties/apiKey", "a literal value of apiKey"),
    ],
)  # fmt: skip
def test_what_is_a_secret(check, broken, pointer, kind):
    (finding,) = check(RULE, intent("x"), broken).findings
    assert (finding.pointer, finding.message) == (f"/nodes/1{pointer}", words(kind))


@pytest.mark.parametrize(
    "clean",
    [
        call(headers={"Authorization": "Bearer {{env.TOKEN}}"}),
        call(headers={"Authorization": "Basic {{env.TOKEN}}"}),
        call(headers={"Content-Type": "application/x-www-form-urlencoded", "X-Api-Key": "your-api-key-1"}),
        call(body='{"client_secret": "{{env.SECRET}}", "password": "{{context.entities.password}}"}'),
        call(body='{"grant_type": "password", "token_type": "refresh_token"}'),
        call(path="/oauth2/token?access_token={{context.token}}"),
        call(host="{{env.USER}}:{{env.PASSWORD}}@api.example.com"),
        script("x", "const password = context.entities.password; const api_key = env.API_KEY1;", "end"),
        script("x", "context.h = 'Bearer ' + context.accessToken12345678;", "end"),
        script("x", "const o = {password: `${context.entities.password1}`};", "end"),
        message("x", "Basic information about bearer authentication-methods"),
        message("x", "Set a new password: https://example.com/reset?step=1"),
        message("x", "The password: at least 12 characters, e.g. correct-horse-battery"),
        message("x", "Your secret: xxxxxxxx1234 or ****5678abcd or example-1234-abcd"),
        message("x", "The lead 00Q5g00000ABCDEEA5 of the org 00D5g000004Xyz1EAC is there!"),
    ],
)
def test_what_is_none(found, clean):
    assert found(RULE, intent("x"), clean) == []


def test_no_report_shows_a_secret(check):
    broken = call(headers={"Authorization": f"Bearer {TOKEN}"}, body=f'{{"password": "{RANDOM}"}}')
    report = check(RULE, intent("x"), broken).model_dump_json()
    assert len(check(RULE, intent("x"), broken).findings) == 2
    assert TOKEN not in report
    assert RANDOM not in report


def test_one_finding_a_line(check):
    source = f"a = '{TOKEN}' + '{JWT}';\nb = '{TOKEN}';"
    findings = check(RULE, intent("x"), script("x", source, "end")).findings
    assert [each.pointer for each in findings] == ["/nodes/1/script/0", "/nodes/1/script/1"]
