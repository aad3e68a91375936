from __future__ import annotations

import pytest

from xogen.lint.examples import intent, message, node, service, status_is

RULE = "service/missing-failure-path"
SILENT = "when the service read fails, the dialog ends without a word"
OK = {"to": "done", "when": status_is("read", "200")}
REST = message("done", "It is done."), message("failed", "It failed.")


def read(*ways):
    return {**service("read", "done", "failed"), "transitions": list(ways)}


@pytest.mark.parametrize(
    ("ways", "words"),
    [
        ([OK, {"to": "failed"}], None),
        ([OK], None),
        ([OK, {"to": "end"}], SILENT),
        ([OK, {"to": "not-connected"}], SILENT),
        ([OK, {"to": "return-to-flow"}], SILENT),
        ([OK, {"to": "failed", "when": status_is("read", "404")}, {"to": "end"}], None),
        ([{"to": "done", "when": {"context": "context.read.response.body.Id"}}, {"to": "end"}], SILENT),
        ([{"to": "failed", "when": status_is("read", "404")}, {"to": "done"}], None),
        ([{"to": "done", "when": {"context": "context.other"}}, {"to": "end"}], None),
        ([{"to": "done"}], None),
        ([], None),
    ],
)
def test_where_a_failure_goes(found, ways, words):
    assert found(RULE, intent("read"), read(*ways), *REST) == ([("/nodes/1", words)] if words else [])


@pytest.mark.parametrize(("default", "words"), [("failed", None), ("end", SILENT)])
def test_in_a_bot_action_the_outer_ways_count(found, default, words):
    inner = {**service("read", "x", "x"), "transitions": [{"to": "end"}]}
    action = node("bot-action", "action", [OK, {"to": default}], nodes=[inner])
    assert found(RULE, intent("action"), action, *REST) == ([("/nodes/1/nodes/0", words)] if words else [])
