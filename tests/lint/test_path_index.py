"""What an index of paths finds is what looking at all of them finds, in the same order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xogen.lint.path_index import PathIndex

PATHS = st.lists(st.sampled_from("abc"), max_size=4).map(tuple)


@given(st.lists(PATHS, max_size=12), PATHS)
def test_the_index_finds_what_a_walk_over_all_finds(paths, asked):
    index = PathIndex((path, number) for number, path in enumerate(paths))
    under = [number for number, path in enumerate(paths) if path[: len(asked)] == asked]
    within = [number for number, path in enumerate(paths) if asked[: len(path)] == path]
    assert list(index.under(asked)) == under
    assert list(index.overlapping(asked)) == sorted({*under, *within})
