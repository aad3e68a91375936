"""The rules that read scripts as a reviewer does, where their examples do not go."""

# ruff: noqa: E501 - one line a case reads best
from __future__ import annotations

import pytest

from xogen.lint.examples import dialog, entity, intent, message, script, service
from xogen.lint.known import Known
from xogen.model.bot import BotExport

DONE = message("done", "Done.")
ANSWER = message("done", "", responses=[{"script": {"en": "try { print(1) }\ncatch (e) {}"}}])
CASES = {
    "script/empty-catch": {
        "in a message": ([intent("done"), ANSWER], [("/nodes/1/responses/0/script/en/1", "this catch does nothing about the error")]),
        "in a prompt": (
            [intent("n"), entity("n", "done", prompt=[{"script": {"en": "try { print(1) } catch (e) {}"}}]), DONE],
            [("/nodes/1/prompt/0/script/en", "this catch does nothing about the error")],
        ),
        "in a pre-processor": (
            [intent("s"), service("s", "done", "done", pre_processor="try { context.a = 1 } catch {}"), DONE],
            [("/nodes/1/pre_processor", "this catch does nothing about the error")],
        ),
    },
    "script/dotted-session-key": {
        "get": (
            [intent("k"), script("k", "context.a = UserSession.get('a.b');", "done"), DONE],
            [("/nodes/1/script", "'a.b' is no key of UserSession: put, get and delete take no dots")],
        ),
        "by the full path of the store": (
            [intent("k"), script("k", "context.session.BotUserSession.put('a.b', 1);", "done"), DONE],
            [("/nodes/1/script", "'a.b' is no key of BotUserSession: put, get and delete take no dots")],
        ),
        "a path of its own is fine": ([intent("k"), script("k", "context.a = context.session.UserSession.a.b;", "done"), DONE], []),
        "no dot": ([intent("k"), script("k", "UserSession.put('ab', 1);", "done"), DONE], []),
    },
    "script/read-only-store": {
        "by its path": (
            [intent("k"), script("k", "context.session.UserContext.name = 'A';", "done"), DONE],
            [("/nodes/1/script", "UserContext can only be read: nothing keeps name there")],
        ),
        "a variable": (
            [intent("k"), script("k", "env.HOST = 'x';", "done"), DONE],
            [("/nodes/1/script", "env can only be read: nothing keeps HOST there")],
        ),
        "reading": ([intent("k"), script("k", "context.a = UserContext.get('name') + env.HOST;", "done"), DONE], []),
        "a name of the script's own": ([intent("k"), script("k", "const env = {}; env.a = 1; context.a = env;", "done"), DONE], []),
    },
    "script/unknown-name": {
        "a key of the context was meant": (
            [intent("k"), script("k", "context.total = 1;", "s"), message("s", "", responses=[{"script": {"en": "print(total)"}}])],
            [("/nodes/2/responses/0/script/en", "nothing declares 'total'; did you mean 'context.total'?")],
        ),
        "another case was meant": (
            [intent("k"), script("k", "botUserSession.put('a', 1);", "done"), DONE],
            [("/nodes/1/script", "nothing declares 'botUserSession'; did you mean 'BotUserSession'?")],
        ),
    },
    "script/too-complex": {
        "each function for itself": (
            [intent("k"), script("k", "\n".join(f"function f{i}(a) {{ return a ? 1 : 2 }}\ncontext.a = f{i}(1);" for i in range(30)), "done"), DONE],
            [],
        ),
    },
}  # fmt: skip
FLAT = [(name, case, *parts) for name, cases in CASES.items() for case, parts in cases.items()]


@pytest.mark.parametrize(("name", "case", "nodes", "found"), FLAT, ids=[f"{each[0]}: {each[1]}" for each in FLAT])
def test_rule(said, name, case, nodes, found):
    assert said(name, dialog(*nodes)) == found


def test_names_of_a_bot_with_a_custom_script_are_not_judged(said):
    data = {"runCustomScript": {"enable": True, "script": ""}}
    bot = BotExport("bot", "G3", ("en",), (), data, "botDefinition.json")
    nodes = dialog(intent("k"), script("k", "context.a = helper();", "done"), DONE)
    assert said("script/unknown-name", nodes, known=Known(bot=bot)) == [
        ("not checked", "which names scripts may use: the bot has a custom script, and an export does not hold it")
    ]


@pytest.mark.parametrize("own", [None, [], "yes", {"enable": None}, 5])
def test_what_the_wire_holds_instead_is_no_custom_script(said, own):
    bot = BotExport("bot", "G3", ("en",), (), {"runCustomScript": own}, "botDefinition.json")
    nodes = dialog(intent("k"), script("k", "context.a = helper();", "done"), DONE)
    assert said("script/unknown-name", nodes, known=Known(bot=bot)) == [
        ("/nodes/1/script", "nothing declares 'helper'")
    ]
