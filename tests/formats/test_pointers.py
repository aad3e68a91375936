"""Pointers: each key path has one, and it leads back to the keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.formats.pointers import split_pointer, to_pointer


@pytest.mark.parametrize(
    ("keys", "pointer"),
    [
        ((), ""),
        (("",), "/"),
        (("", "", "a"), "///a"),
        (("nodes", 0, "a/b"), "/nodes/0/a~1b"),
        (("~", "~1", "/"), "/~0/~01/~1"),
        (("a~b", 12), "/a~0b/12"),
    ],
)
def test_a_pointer_names_a_key_path(keys, pointer):
    assert to_pointer(keys) == pointer
    assert split_pointer(pointer) == tuple(map(str, keys))


@given(st.lists(st.text(alphabet="a/~01é", max_size=5), max_size=5))
def test_a_pointer_leads_back_to_its_keys(keys):
    assert split_pointer(to_pointer(keys)) == tuple(keys)
