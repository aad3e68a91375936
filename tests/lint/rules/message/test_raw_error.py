"""Texts that show what a service sent, beyond the examples."""

# ruff: noqa: E501 - one line a case reads best
from __future__ import annotations

import pytest

from xogen.lint.examples import dialog, intent, message, node, service, status_is

WHOLE = "this text shows the answer of s as it is, when the call has failed"
FIELD = "this text shows the error of s as the service sent it"
DONE, FAILED = message("done", "Done."), message("failed", "{{context.s.response.body}}")


def saying(source):
    return message("failed", "", responses=[{"script": {"en": source}}])


@pytest.mark.parametrize(
    ("nodes", "found"),
    [
        ([intent("s"), service("s", "done", "failed"), DONE, saying("const r = context.s.response;\nprint(JSON.stringify(r.body));")], [("/nodes/3/responses/0/script/en/1", WHOLE)]),
        ([intent("s"), service("s", "done", "failed"), DONE, message("failed", "{{context.s.response}}")], [("/nodes/3/responses/0/text/en", WHOLE)]),
        ([intent("s"), service("s", "failed", "done"), DONE, FAILED], []),
        ([intent("s"), service("s", "failed", "failed"), FAILED], []),
        ([intent("s"), {**service("s", "done", "done"), "transitions": [{"to": "failed"}]}, FAILED], []),
        ([intent("s"), service("s", "done", "done"), message("done", "{{context.s.response.body.errors[0].message}}")], [("/nodes/2/responses/0/text/en", FIELD)]),
        ([intent("s"), service("s", "done", "done"), message("done", "{{context.s.response.body.errorMessage}}")], [("/nodes/2/responses/0/text/en", FIELD)]),
        ([intent("s"), service("s", "done", "done"), message("done", "{{context.s.response.body.terror}}")], []),
        ([intent("s"), service("s", "done", "failed"), DONE, saying("print(context.s.response?.body ? 'Later' : 'No');")], []),
        ([intent("m"), message("m", "{{context.t.response.body.error}}")], []),
        (
            [intent("w"), node("bot-action", "w", [{"to": "done", "when": status_is("s", "201")}, {"to": "failed"}], nodes=[service("s", "end", "end")]), DONE, FAILED],
            [("/nodes/3/responses/0/text/en", WHOLE)],
        ),
    ],
)  # fmt: skip
def test_what_is_shown(said, nodes, found):
    assert said("message/raw-error", dialog(*nodes)) == found
