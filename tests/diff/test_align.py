"""Alignment: common, rising, symmetric, and never slow."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xogen.diff.align import align, moved
from xogen.diff.words import by_lines, by_words

ITEMS = st.lists(st.sampled_from("abcdefg"), max_size=40)


@given(ITEMS, ITEMS)
def test_pairs_are_equal_items_and_rise(old: list[str], new: list[str]) -> None:
    pairs = align(old, new)
    assert all(old[one] == new[two] for one, two in pairs)
    assert pairs == sorted(set(pairs))
    assert len({one for one, _ in pairs}) == len(pairs) == len({two for _, two in pairs})
    assert [two for _, two in pairs] == sorted(two for _, two in pairs)


@given(ITEMS, ITEMS)
def test_turned_round_it_is_the_same(old: list[str], new: list[str]) -> None:
    assert align(new, old) == [(two, one) for one, two in align(old, new)]


@given(ITEMS)
def test_equal_sequences_are_paired_whole(items: list[str]) -> None:
    assert align(items, items) == [(at, at) for at in range(len(items))]


@given(st.text(max_size=60), st.text(max_size=60))
def test_pieces_make_both_texts(old: str, new: str) -> None:
    pieces = by_words(old, new)
    assert "".join(piece.text for piece in pieces if piece.what != "added") == old
    assert "".join(piece.text for piece in pieces if piece.what != "removed") == new


@given(st.text("ab\n", max_size=60), st.text("ab\n", max_size=60))
def test_pieces_make_both_scripts(old: str, new: str) -> None:
    pieces = by_lines(old, new)
    assert "\n".join(piece.text for piece in pieces if piece.what != "added") == old
    assert "\n".join(piece.text for piece in pieces if piece.what != "removed") == new


def test_the_fewest_are_said_to_have_moved() -> None:
    assert moved([0, 2, 3, 1, 4]) == {3}
    assert moved([2, 0, 1]) == {0}


def test_what_repeats_without_end_is_taken_for_replaced() -> None:
    old, new = ["a", "b"] * 30_000, ["b", "a", "a"] * 20_000
    pairs = align(old, new)
    assert all(old[one] == new[two] for one, two in pairs)
