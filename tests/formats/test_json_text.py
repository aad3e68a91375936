from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from xogen.formats.json_text import json_text

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters()), inner),
    max_leaves=8,
)


@given(VALUES)
def test_it_is_the_same_value_and_can_be_written(value):
    text = json_text(value)
    assert json.loads(text.encode()) == value
    assert len(text.splitlines()) <= 1


def test_what_can_be_shown_is_shown():
    assert json_text({"a": "später"}, indent=1) == '{\n "a": "später"\n}'
    assert json_text("\ud800\u2028\u202e\x9b") == r'"\ud800\u2028\u202e\u009b"'
