from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from tests.canvas.cases import task, ways
from xogen.canvas.words import Words, line_count, status_tone, statuses
from xogen.model.conditions import Condition, ContextTest
from xogen.model.nodes import Response

CONDITION = TypeAdapter(Condition)
TASK = task(
    {"type": "entity", "id": "Id", "name": "Id0001", "label": {"en": "Lead ID"}, "transitions": ways("svc")},
    {"type": "service", "id": "svc", "name": "svc0001", "transitions": ways("end")},
)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Hello {{context.entities.Id0001}}!", "Hello ‹Lead ID›!"),
        ("{{ context.svc0001.response.body.Name }}", "‹svc Name›"),
        ("{{context.session.BotUserSession.tier}}", "‹tier›"),
        ("{{env.HOST}}/{{content.x}}", "‹env.HOST›/‹content.x›"),
        ("{plain} {{", "{plain} {{"),
    ],
)
def test_references_are_chips(text, short):
    assert Words(TASK).chips(text) == short


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"context": "context.svc0001.response.statusCode", "op": "eq", "value": "201"}, "status is 201"),
        ({"context": "context.entities.Id0001", "op": "exists"}, "Lead ID exists"),
        ({"answer": "yes"}, "yes"),
        ({"raw": {"a": 1}}, "unknown condition"),
    ],
)
def test_conditions_leave_out_the_node_that_branches(condition, words):
    assert Words(TASK).condition(CONDITION.validate_python(condition), TASK.nodes[1]) == words


@pytest.mark.parametrize(
    ("op", "value", "tone"),
    [
        ("eq", "201", "good"),
        ("eq", "404", "bad"),
        ("neq", "200", "bad"),
        ("neq", "500", "good"),
        ("lt", "300", "good"),
        ("gte", "400", "bad"),
        ("gte", "200", "good"),
        ("exists", None, None),
    ],
)
def test_statuses_are_good_or_bad(op, value, tone):
    assert status_tone(ContextTest(context="context.svc.response.statusCode", op=op, value=value)) == tone
    assert status_tone(ContextTest(context="context.other", op=op, value=value)) is None


def test_which_statuses_a_script_tells_apart():
    script = (
        "const status = 1;\nif (status === 201 || status == '404') {}\nswitch (status) { case 408: }\nstatus >= 500"
    )
    assert statuses(script) == ("201", "404", "408", "5xx")
    assert statuses("const a = b === 404;") == ()


@pytest.mark.parametrize(("script", "said"), [("", "0 lines"), ("a", "1 line"), ("a\nb\n", "2 lines")])
def test_how_long_a_script_is(script, said):
    assert line_count(script) == said


def test_the_default_channel_is_shown_first():
    responses = [Response(channel="rtm", text={"en": "rich"}), Response(text={"de": "schlicht"})]
    assert Words(TASK).response(responses) == ("schlicht", "")
