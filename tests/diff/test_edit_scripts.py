"""A comparison says exactly what was edited, whichever way round it is asked."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.diff.editing import Editor, export, imported, reminted, said
from xogen.diff.exports import diff_exports
from xogen.diff.noise import ORDER_OF_LISTS, POSITIONS
from xogen.diff.sides import IDS, ORDER_OF_NODES

BOTS = {"twilio-sms": 2, "otp-generation": 1, "api-service-node": 2, "service-now-integration": 0, "data-tables": 2}
"""An export with a dialog of several nodes, by its index."""
NUMBERS = st.integers(0, 30)
WORDS = st.sampled_from(["Tulip", "Lantern", "Quarry", "Zephyr", "Marble"])
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("rename"), NUMBERS, WORDS),
        st.tuples(st.just("change_text"), NUMBERS, WORDS),
        st.tuples(st.just("change_option"), NUMBERS),
        st.tuples(st.just("remove"), NUMBERS),
        st.tuples(st.just("add"), NUMBERS, WORDS),
        st.tuples(st.just("rewire"), NUMBERS, NUMBERS),
        st.tuples(st.just("move"), NUMBERS),
    ),
    min_size=1,
    max_size=6,
)
MODERATE = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MODERATE
@given(bot=st.sampled_from(sorted(BOTS)), edits=EDITS, turn=NUMBERS, copied=st.booleans())
@example(  # two nodes of one name, told apart by one that has another name now
    bot="service-now-integration",
    edits=[("add", 13, "Tulip"), ("change_option", 0), ("rename", 0, "Tulip")],
    turn=4,
    copied=True,
)
def test_what_was_edited_is_what_is_said(bot: str, edits: list[tuple], turn: int, copied: bool) -> None:
    old, new = export(bot), export(bot)
    editor = Editor(new, BOTS[bot])
    for name, *arguments in edits:
        getattr(editor, name)(*arguments)
    editor.reorder(turn)
    diff = diff_exports(imported(old), imported(reminted(new) if copied else new))
    assert said(diff) == editor.foretold()
    assert diff.equal == (not editor.foretold())


@MODERATE
@given(bot=st.sampled_from(sorted(BOTS)), edits=EDITS)
def test_the_other_way_round_says_the_opposite(bot: str, edits: list[tuple]) -> None:
    new = export(bot)
    editor = Editor(new, BOTS[bot])
    for name, *arguments in edits:
        getattr(editor, name)(*arguments)
    one, two = imported(export(bot)), imported(new)
    assert said(diff_exports(two, one)) == {_turned(each) for each in said(diff_exports(one, two))}


def _turned(each: tuple[str, ...]) -> tuple[str, ...]:
    swapped = {"added": "removed", "removed": "added"}
    match each:
        case ("renamed", old, new):
            return ("renamed", new, old)
        case ("way", what, name, old, new):
            return ("way", swapped.get(what, what), name, new, old)
        case ("value", name, of, what):
            return ("value", name, of, swapped.get(what, what))
        case (what, *rest):
            return (swapped.get(what, what), *rest)
    raise AssertionError


@pytest.mark.parametrize("bot", sorted(BOTS))
def test_a_copy_with_other_ids_is_equal(bot: str) -> None:
    diff = diff_exports(imported(export(bot)), imported(reminted(export(bot))))
    assert said(diff) == set()
    assert diff.equal
    assert IDS in {each.what for each in diff.passed_over}


@pytest.mark.parametrize("bot", sorted(BOTS))
def test_other_positions_and_another_order_are_equal(bot: str) -> None:
    new = export(bot)
    editor = Editor(new, BOTS[bot])
    editor.move(2)
    editor.reorder(1)
    diff = diff_exports(imported(export(bot)), imported(new))
    assert said(diff) == set()
    assert {POSITIONS, ORDER_OF_NODES, ORDER_OF_LISTS} == {each.what for each in diff.passed_over}
