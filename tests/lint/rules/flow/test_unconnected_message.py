"""Messages that lead nowhere: one by one in dialogs, together in an export."""

from __future__ import annotations

from xogen.lint.export_examples import bot, component, dialog, node, said
from xogen.lint.proof import check_export
from xogen.lint.registry import rules

RULE = {"flow/unconnected-message": rules()["flow/unconnected-message"]}


def test_an_export_says_it_once():
    own = dialog(
        1,
        "hello",
        "Say Hello",
        node("intent", "intent0", 1, "hello"),
        node("message", "hello", 2, ""),
        node("message", "bye", 3, ""),
    )
    export = bot(component(3, "message", "bye", message=[said("Bye!")]), dialogs=[own])
    (found,) = check_export(export, None, RULE).findings
    assert (found.pointer, found.message) == (
        "",
        "2 messages are not connected to anything, not even to end: hello, bye",
    )


def test_an_export_whose_messages_lead_somewhere():
    assert check_export(bot(), None, RULE).findings == ()
