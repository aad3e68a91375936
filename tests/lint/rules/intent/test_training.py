"""Training data: which dialogs need it, and which marks are wrong."""

from __future__ import annotations

import pytest

from xogen.lint.examples import dialog as task
from xogen.lint.examples import intent, message
from xogen.lint.examples import node as step
from xogen.lint.export_examples import bot, component, dialog, node

HELLO = {**bot()["dialogs"][0], "isHidden": False}
BYE = dialog(2, "bye", "Say Bye", node("intent", "intent0", 3, "bye"), node("message", "bye", 2), isHidden=False)
TWO = (component(3, "intent", "SayBye", dialogId="dg-2"),)
UNTRAINED = "the intent SayBye has no utterance and no pattern in en"


def said_by_users(*sentences, task="dc-1", marks=()):
    return [{"taskId": task, "sentence": each, "entities": list(marks), "language": "en"} for each in sentences]


CASES = {
    "one intent of two is trained": (
        "intent/untrained-intent",
        bot(*TWO, dialogs=[HELLO, BYE], sentences=said_by_users("good morning")),
        [("/dialogs/1/nodes/0", UNTRAINED)],
    ),
    "no training data was exported": ("intent/untrained-intent", bot(*TWO, dialogs=[HELLO, BYE], sentences=[]), []),
    "another dialog calls it": (
        "intent/untrained-intent",
        bot(
            *TWO,
            dialogs=[{**HELLO, "nodes": [*HELLO["nodes"], {**node("intent", "c", 3), "flowTaskId": "ref-bye"}]}, BYE],
            sentences=said_by_users("good morning"),
        ),
        [],
    ),
    "an event starts it": (
        "intent/untrained-intent",
        bot(
            *TWO,
            dialogs=[HELLO, BYE],
            sentences=said_by_users("hi"),
            botEvents={"CONVERSATION_END": {"task": "ref-bye"}},
        ),
        [],
    ),
    "it has patterns": (
        "intent/untrained-intent",
        bot(
            *TWO,
            dialogs=[HELLO, BYE],
            sentences=said_by_users("good morning"),
            patterns=[{"refId": "ref-3", "taskType": "intent", "localeData": {"en": {"patterns": ["~bye"]}}}],
        ),
        [],
    ),
    "hidden dialogs need few": ("intent/few-utterances", bot(sentences=said_by_users("hi")), []),
    "indexes count as JavaScript counts": (
        "intent/annotation-outside-utterance",
        bot(sentences=said_by_users("hi 😀", marks=[{"startIndex": 3, "endIndex": 5, "entityId": "dc-2"}])),
        [],
    ),
    "the wrong way round": (
        "intent/annotation-outside-utterance",
        bot(sentences=said_by_users("hi Ann", marks=[{"startIndex": 6, "endIndex": 3, "entityId": "dc-2"}])),
        [("/sentences/0/entities/0", "the mark from 6 to 3 lies outside of 'hi Ann', which has 6 characters")],
    ),
    "no indexes": (
        "intent/annotation-outside-utterance",
        bot(sentences=said_by_users("hi Ann", marks=[{"entityId": "dc-2"}])),
        [],
    ),
}


def test_a_dialog_that_another_one_calls_needs_no_training(said):
    caller = task(intent("go"), step("dialog-call", "go", [], dialog="called"), name="caller")
    called = task(intent("bye", utterances={}), message("bye", "Bye!"), name="called")
    alone = [("/nodes/0", "the intent CreateLead has no utterance and no pattern in en")]
    assert said("intent/untrained-intent", called) == alone
    assert said("intent/untrained-intent", caller, called) == []


@pytest.mark.parametrize(("name", "export", "expected"), CASES.values(), ids=CASES)
def test_case(said_of_export, name, export, expected):
    assert said_of_export(name, export) == expected
