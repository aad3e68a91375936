from __future__ import annotations

import pytest

from xogen.lint.examples import intent, service


def check(found, body, **more):
    words = found("service/body-not-json", intent("x"), service("x", "end", "end", method="POST", body=body, **more))
    return [message.removeprefix("the body of the service x is not JSON: ") for _, message in words]


@pytest.mark.parametrize(
    "body",
    [
        None,
        "",
        "undefined",
        "{{context.body}}",
        " {{context.body}}\n",
        "{}",
        '{"a": "{{context.a}} and {{context.b}}"}',
        '{"a": {{context.a}}, "b": [{{context.b}}, {{context.c}}]}',
        '{"a":{"b":{{context.b}}}}',
        '{"a": {{JSON.stringify(context.a)}}}',
        "{ {{context.members}} }",
        '{"a": 1, {{context.some}}, "b": {"c": "{{context.c}}", {{context.more}}}}',
    ],
)
def test_what_is_json_once_values_are_in(found, body):
    assert check(found, body) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("{'a': 1}", "expecting property name enclosed in double quotes (line 1, column 2)"),
        ('{"a": {{context.a}} "b": 1}', "expecting ',' delimiter (line 1, column 21)"),
        ('{\n  "a": "{{context.a}}",\n  "b": {{context.b}} 1\n}', "expecting ',' delimiter (line 3, column 22)"),
        ('{"a": {{context.a}', "expecting property name enclosed in double quotes (line 1, column 8)"),
        ('{{{context.a}}, "b" 1}', "expecting ':' delimiter (line 1, column 21)"),
        ("name=x", "expecting value (line 1, column 1)"),
        ('{"a": NaN}', "NaN is no JSON value"),
        ("[" * 100_000, "it is nested too deeply"),
        ('{"a": “x”}', "expecting value (line 1, column 7)"),
    ],
    ids=lambda value: value[:40],
)  # fmt: skip
def test_what_is_not(found, body, fault):
    assert check(found, body) == [fault]


@pytest.mark.parametrize(
    ("kind", "judged"),
    [
        ("application/json", True),
        ("Application/vnd.api+JSON; charset=utf-8", True),
        ("{{env.TYPE}}", True),
        ("application/x-www-form-urlencoded", False),
        ("text/xml", False),
    ],
)
def test_only_json_has_to_be_json(found, kind, judged):
    assert bool(check(found, "name=x", headers={"content-type": kind})) == judged
