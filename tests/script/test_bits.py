from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xogen.script.bits import PathBits

PATHS = st.lists(st.sampled_from(["context", "entities", "a", "b"]), min_size=1, max_size=4).map(tuple)


@given(st.lists(PATHS), PATHS, st.lists(PATHS))
def test_what_is_deleted_takes_away_all_that_stands_in_it_whenever_that_was_set(before, path, later):
    bits = PathBits()
    for each in [before, later]:
        for one in each:
            bits.gained(one)
        gone = {part for part, number in bits.numbers.items() if bits.lost(path) >> number & 1}
        assert gone == {part for part in bits.numbers if part[: len(path)] == path}


def test_a_path_brings_the_parts_it_stands_in_but_for_those_of_the_platform():
    bits = PathBits()
    assert bits.gained(("context", "entities", "a", "b")) == 0b11
    assert bits.numbers == {("context", "entities", "a", "b"): 0, ("context", "entities", "a"): 1}
    assert bits.known(("context", "entities", "a", "c")) == 0b10
