"""What users say in confidence, and keys of the bot: where they may go, beyond the examples of the rules."""

# ruff: noqa: E501 - one line a case reads best
from __future__ import annotations

import pytest

from xogen.lint.examples import confirmation, dialog, entity, intent, message, script, service

DONE = message("done", "Done.")
PIN = entity("pin", "next", personal_data=True)
MAIL = entity("mail", "next", entity_type="email", personal_data=True)


def saying(source, node_id="next"):
    return message(node_id, "", responses=[{"script": {"en": source}}])


def call(**more):
    return {**service("next", "done", "done", **more), "transitions": [{"to": "done"}]}


CASES = {
    "security/personal-data-logged": {
        "through another key": (
            [intent("pin"), PIN, script("next", "context.p = context.entities.pin.trim();\nconst p = context.p;\nkoreDebugger.log(p);", "done"), DONE],
            [("/nodes/2/script/2", "the log gets what the user says for pin")],
        ),
        "through a key of another node": (
            [intent("pin"), PIN, script("next", "context.p = 'PIN ' + context.entities.pin;", "log"), script("log", "koreDebugger.log(JSON.stringify(context.p));", "done"), DONE],
            [("/nodes/3/script", "the log gets what the user says for pin")],
        ),
        "what a function makes of it may be harmless": ([intent("pin"), PIN, script("next", "context.p = koreUtil.hash(context.entities.pin);\nkoreDebugger.log(context.p);", "done"), DONE], []),
        "another method of an answer": ([intent("pin"), PIN, script("next", "context.log(context.entities.pin);", "done"), DONE], []),
        "by its name alone": ([intent("cardNumber"), entity("cardNumber", "next"), script("next", "console.log(context.entities.cardNumber);", "done"), DONE], [("/nodes/2/script", "the log gets what the user says for cardNumber")]),
        "no personal data": ([intent("city"), entity("city", "next"), script("next", "koreDebugger.log(context.entities.city);", "done"), DONE], []),
    },
    "security/personal-data-shown": {
        "marked, and no secret": ([intent("mail"), MAIL, saying("const a = 1;\nprint('It is ' + context.entities.mail);")], []),
        "a password in a script": (
            [intent("password"), entity("password", "next"), saying("const a = 1;\nprint('It is ' + context.entities.password);")],
            [("/nodes/2/responses/0/script/en/1", "this text says back what the user says for password")],
        ),
        "in a question": (
            [intent("otpCode"), entity("otpCode", "next"), confirmation("next", "done", "done", "Is it {{context.entities.otpCode}}?"), DONE],
            [("/nodes/2/prompt/0/text/en", "this text says back what the user says for otpCode")],
        ),
        "an address may be read back": ([intent("mail"), MAIL, message("next", "{{context.entities.mail}}")], []),
        "a script that only looks at it": ([intent("cvv"), entity("cvv", "next"), saying("if (context.entities.cvv) print('Thanks');")], []),
        "a pinboard is no secret": ([intent("pinboard"), entity("pinboard", "next"), message("next", "{{context.entities.pinboard}}")], []),
        "a list is no secret": (
            [intent("account_no"), entity("account_no", "next", entity_type="list-of-values", values=[{"value": "1"}]), message("next", "{{context.entities.account_no}}")],
            [],
        ),
    },
    "security/personal-data-over-http": {
        "in a header, once": (
            [intent("pin"), PIN, call(protocol="http", host="a.example", headers={"x": "{{context.entities.pin}}"}, body="{{context.entities.pin}}"), DONE],
            [("/nodes/2/body", "next sends what the user says for pin over plain http")],
        ),
        "made in the pre-processor": (
            [intent("mail"), MAIL, call(protocol="http", host="a.example", pre_processor="context.b = JSON.stringify({ mail: context.entities.mail });", body="{{context.b}}"), DONE],
            [("/nodes/2/body", "next sends what the user says for mail over plain http")],
        ),
        "a whole URL": (
            [intent("mail"), MAIL, call(protocol="", host="", path="http://a.example/{{context.entities.mail}}"), DONE],
            [("/nodes/2/path", "next sends what the user says for mail over plain http")],
        ),
        "on the same machine": ([intent("mail"), MAIL, call(protocol="http", host="localhost:8080", body="{{context.entities.mail}}"), DONE], []),
        "encrypted": ([intent("mail"), MAIL, call(body="{{context.entities.mail}}"), DONE], []),
    },
    "security/key-in-url": {
        "what the user says": (
            [intent("password"), entity("password", "next"), call(path="/login?p={{context.entities.password}}"), DONE],
            [("/nodes/2/path", "the URL of next holds what the user says for password, and URLs are logged")],
        ),
        "an empty one": ([intent("next"), call(path="/a?api_key=&b=1"), DONE], []),
        "a secret variable under another name": ([intent("next"), call(path="/a?key={{env.MAP_API_KEY}}"), DONE], [("/nodes/1/path", "the URL of next holds the secret env.MAP_API_KEY, and URLs are logged; send it as a header")]),
        "in the path itself": ([intent("next"), call(path="/{{env.MAP_API_KEY}}/a"), DONE], []),
        "a page token is no key": ([intent("next"), call(path="/a?pageToken={{context.entities.a}}"), DONE], []),
        "a token": ([intent("next"), call(path="/a?x=1&access_token={{env.T}}"), DONE], [("/nodes/1/path", "the URL of next holds access_token, and URLs are logged; send it as a header")]),
    },
    "security/secret-shown": {
        "printed": ([intent("next"), saying("print(`Key: ${env.API_KEY}`)")], [("/nodes/1/responses/0/script/en", "this script shows the secret env.API_KEY to the user")]),
        "only used": ([intent("next"), saying("const key = env.API_KEY;\nprint('Hi');")], []),
        "a part of a name": ([intent("next"), message("next", "{{env.HOST}} {{context.API_KEY}}")], []),
    },
    "security/weak-random": {
        "told by the node": ([intent("makeOtp"), script("makeOtp", "context.n = 1;\ncontext.code = Math.random();", "done"), DONE], [("/nodes/1/script/1", "Math.random makes something that must not be guessed ('Otp')")]),
        "a spin is no pin": ([intent("spin"), script("spin", "context.n = Math.random();", "done"), DONE], []),
    },
    "security/literal-authorization": {
        "nothing at all": ([intent("next"), call(headers={"Authorization": "Bearer "}), DONE], []),
        "another header": ([intent("next"), call(headers={"Accept": "text/plain"}), DONE], []),
        "a key": ([intent("next"), call(headers={"x-api-key": "demo"}), DONE], [("/nodes/1/headers/x-api-key", "the header x-api-key of next is written out; use {{env.NAME}} or an authorization profile")]),
        "surely a secret is another rule's": ([intent("next"), call(headers={"x-api-key": "k3yAb92ncQ81zzP0x77"}), DONE], []),
    },
}  # fmt: skip
FLAT = [(name, case, *parts) for name, cases in CASES.items() for case, parts in cases.items()]


@pytest.mark.parametrize(("name", "case", "nodes", "found"), FLAT, ids=[f"{each[0]}: {each[1]}" for each in FLAT])
def test_rule(said, name, case, nodes, found):
    assert said(name, dialog(*nodes)) == found
