"""Where ids stand in an export, held to a search of its text."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from xogen.lint.named_ids import NamedIds, names_in

IDS = frozenset({"dc-1", "dc-2", "dg-1", "ref-1"})
KEYS = st.sampled_from([*sorted(IDS), "", "no id"])
TEXTS = st.sampled_from([*sorted(IDS), "", "dc-11", "no id", '{"a": "dc-2"}', 'say "dg-1"', "'dc-1'"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


@given(VALUES)
def test_names_stand_as_keys_as_texts_or_in_quotes(value):
    text = json.dumps(value).replace('\\"', '"')
    assert names_in(value, IDS) == {each for each in IDS if f'"{each}"' in text}


def test_ids_are_found_by_what_they_stand_in():
    data = {
        "dialogs": [{"_id": "dg-1"}, {"nodes": [{"componentId": "dc-1"}, {"componentId": "dc-1"}]}],
        "dialogComponents": [{"_id": "dc-1"}, {"_id": "dc-2", "dialogId": "dg-1"}],
        "botEvents": {"ON_CONNECT_EVENT": {"task": "ref-1"}},
        "sentences": [{"taskId": "dc-2"}],
    }
    named = NamedIds(data, IDS)
    assert named.outside == {"ref-1"}
    assert named.in_dialogs == {"dg-1": {0}, "dc-1": {1}}
    assert named.in_components == {"dc-1": {0}, "dc-2": {1}, "dg-1": {1}}


def test_what_should_be_a_list_and_is_none_is_searched_as_it_stands():
    assert NamedIds({"dialogs": {"0": "dc-1"}}, IDS).in_dialogs == {"dc-1": {0}}
    assert NamedIds({}, IDS).in_components == {}
