"""Dialogs that call each other: circles and chains on which nobody asks the user anything."""

from __future__ import annotations

import pytest

from xogen.lint.examples import confirmation, dialog, entity, intent, message, node
from xogen.lint.known import Known

WHOLE = Known(complete=True)
DONE = message("done", "Done.")
LOOP = "these dialogs call each other, and nobody asks the user: "


def calling(name, *called, first=()):
    """A dialog that does something first, and then calls others, one after the other."""
    ids = [f"c{index}" for index in range(len(called))]
    calls = [
        node("dialog-call", each, after, dialog=other)
        for each, other, after in zip(ids, called, [*ids[1:], "end"], strict=True)
    ]
    steps = [*first, *calls]
    return dialog(intent(steps[0]["id"] if steps else "end", f"Go{name}"), *steps, name=name)


def leading(step, to):
    return {**step, "transitions": [{"to": to}]}


def test_a_dialog_that_calls_itself(said):
    assert said("flow/dialog-call-loop", calling("a", "a"), known=WHOLE) == [("/nodes/1", f"{LOOP}a and back to a")]


def test_a_circle_of_three_is_told_once(said):
    found = said("flow/dialog-call-loop", calling("a", "b"), calling("b", "c"), calling("c", "a"), known=WHOLE)
    assert found == [("a", "/nodes/1", f"{LOOP}a, b, c and back to a")]


def test_a_question_on_the_way_breaks_the_circle(said):
    asks = entity("e", "c0")
    found = said("flow/dialog-call-loop", calling("a", "b", first=[asks]), calling("b", "a"), known=WHOLE)
    assert found == []


def test_a_hidden_entity_is_no_question(said):
    given = entity("e", "c0", required="hidden")
    found = said("flow/dialog-call-loop", calling("a", "b", first=[given]), calling("b", "a"), known=WHOLE)
    assert found == [("a", "/nodes/2", f"{LOOP}a, b and back to a")]


def test_a_call_after_a_call_that_asks_is_no_circle(said):
    asks = dialog(intent("e", "Asks"), entity("e", "end"), name="asks")
    assert said("flow/dialog-call-loop", calling("a", "asks", "a"), asks, known=WHOLE) == []


def test_a_call_after_a_call_that_comes_back_silently_is_one(said):
    says = dialog(intent("done", "Says"), DONE, name="says")
    found = said("flow/dialog-call-loop", calling("a", "says", "a"), says, known=WHOLE)
    assert found == [("a", "/nodes/2", f"{LOOP}a and back to a")]


def test_a_call_that_never_comes_back_leads_nowhere(said):
    stuck = dialog(intent("n", "Stuck"), entity("n", "n"), name="stuck")
    assert said("flow/dialog-call-loop", calling("a", "stuck", "a"), stuck, known=WHOLE) == []


def test_a_confirmation_asks(said):
    ask = confirmation("ask", "c0", "end")
    assert said("flow/dialog-call-loop", calling("a", "a", first=[ask]), known=WHOLE) == []


def test_a_dialog_that_is_not_there_is_another_rules(said):
    assert said("flow/dialog-call-loop", calling("a", "gone"), known=WHOLE) == []


def chain(length, **more):
    return [calling(f"d{index:02}", f"d{index + 1:02}") for index in range(length)] + [
        dialog(intent("done", "Last"), DONE, name=f"d{length:02}", **more)
    ]


@pytest.mark.parametrize(("length", "count"), [(25, 0), (26, 1), (60, 1)])
def test_a_chain_is_told_at_its_begin(said, length, count):
    words = f"{length} calls follow each other from here, and nobody asks the user; the platform stops after 25"
    assert said("flow/dialog-call-chain", *chain(length), known=WHOLE) == [("d00", "/nodes/1", words)] * count


def test_a_question_in_the_middle_breaks_a_chain(said):
    dialogs = chain(40)
    dialogs[20] = calling("d20", "d21", first=[entity("e", "c0")])
    assert said("flow/dialog-call-chain", *dialogs, known=WHOLE) == []


def test_a_circle_ends_a_chain(said):
    dialogs = [*chain(30)[:-1], calling("d30", "d29")]
    words = "30 calls follow each other from here, and nobody asks the user; the platform stops after 25"
    assert said("flow/dialog-call-chain", *dialogs, known=WHOLE) == [("d00", "/nodes/1", words)]


def test_no_dialog_at_all(said):
    assert said("flow/dialog-call-chain", known=WHOLE) == []
    assert said("flow/dialog-call-chain", dialog(), known=WHOLE) == []
