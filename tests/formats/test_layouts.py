"""The order of a page layout, from answers of every shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.formats.layouts import fields_of_layout


def field(name, tab=None, kind="Field"):
    return {"type": kind, "value": name, **({} if tab is None else {"tabOrder": tab})}


def section(*rows):
    return {"layoutRows": [{"layoutItems": [{"layoutComponents": [part]} for part in row]} for row in rows]}


def answer(*sections, key="editLayoutSections", **more):
    return {"layouts": [{"id": "00h1", key: list(sections)}], **more}


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        (answer(section([field("Name"), field("Phone")], [field("Site")])), ("Name", "Phone", "Site")),
        # Two columns, each read from top to bottom.
        (answer(section([field("A", 1), field("C", 3)], [field("B", 2), field("D", 4)])), ("A", "B", "C", "D")),
        # Tabs are counted within a section only, whatever the numbers say.
        (answer(section([field("B", 7)]), section([field("A", 1)])), ("B", "A")),
        (answer(section([field("X", 0), field("Y", 1)])), ("Y", "X")),
        (answer(section([field("Space", kind="EmptySpace"), field("Name"), field("Name")])), ("Name",)),
        (
            answer(section([{**field("Name"), "components": [field("FirstName"), field("LastName")]}, field("Title")])),
            ("FirstName", "LastName", "Title"),
        ),
        (answer(section([field("Name")]), key="detailLayoutSections"), ("Name",)),
        ({"layouts": []}, ()),
        (None, ()),
        ([{"layouts": 1}], ()),
    ],
)
def test_the_order_of_a_page(data, fields):
    assert fields_of_layout(data) == fields


def test_of_several_layouts_that_of_the_default_record_type_counts():
    one, other = ({"id": name, "editLayoutSections": [section([field(name)])]} for name in ("00hA", "00hB"))
    mappings = [
        {"layoutId": "00hA", "defaultRecordTypeMapping": False},
        {"layoutId": "00hB", "defaultRecordTypeMapping": True},
    ]
    assert fields_of_layout({"layouts": [one, other], "recordTypeMappings": mappings}) == ("00hB",)
    assert fields_of_layout({"layouts": [one, other], "recordTypeMappings": mappings[:1]}) == ("00hA",)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["Field", "Name", "00hA"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["layouts", "editLayoutSections", "layoutRows", "layoutItems", "layoutComponents", "components", "type",
             "value", "tabOrder", "recordTypeMappings", "layoutId", "id", "defaultRecordTypeMapping"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=20,
)  # fmt: skip


@given(data=JSON)
def test_no_answer_is_an_error(data):
    assert all(isinstance(name, str) for name in fields_of_layout(data))
