"""Plain views beside the models they are views of."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.model.base import unchecked
from xogen.model.conditions import EntityTest
from xogen.model.dialog import DialogTask
from xogen.model.nodes import (
    BotActionNode,
    EntityNode,
    ListValue,
    MessageNode,
    Node,
    PlatformNode,
    Response,
    Transition,
)
from xogen.model.views import view

KINDS = (*get_args(get_args(Node)[0]), Transition, Response, ListValue, DialogTask)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_view_has_every_field_of_its_model(kind):
    given = {name: f"its {name}" for name, field in kind.model_fields.items() if field.is_required()}
    real, plain = unchecked(kind, **given), view(kind, **given)
    assert {name: getattr(plain, name) for name in kind.model_fields} == vars(real)
    assert list(type(plain).model_fields) == list(kind.model_fields)


def test_it_has_the_properties_and_methods_of_its_model():
    named, unnamed = view(EntityNode, id="a", name="b"), view(EntityNode, id="a", name=None)
    assert (named.component, unnamed.component) == ("b", "a")
    inner = view(MessageNode, id="said")
    outer = view(BotActionNode, id="action", nodes=(inner,))
    task = view(DialogTask, name="x", title={}, languages=("de", "en"), nodes=(outer,))
    assert ([node.id for node in task.walk()], task.node("said"), task.language) == (["action", "said"], inner, "de")


def test_its_values_are_those_that_were_given_and_no_copy():
    label = {"en": "Ask"}
    assert view(EntityNode, id="a", label=label).label is label


def test_its_type_is_its_models_own_or_the_one_that_was_given():
    assert (view(EntityNode, id="a").type, view(PlatformNode, id="a", type="form").type) == ("entity", "form")


def test_it_is_no_instance_of_its_model():
    assert not isinstance(view(EntityNode, id="a"), EntityNode)


WAYS = st.builds(
    dict,
    to=st.sampled_from(["a", "b"]),
    when=st.sampled_from([None, EntityTest(entity="a")]),
    label=st.sampled_from([None, "yes"]),
)


@given(WAYS, WAYS, st.data())
def test_it_is_equal_where_models_are(one, other, data):
    fewer = [
        {key: value for key, value in way.items() if value is not None or data.draw(st.booleans())}
        for way in (one, other)
    ]
    first, second = (view(Transition, **way) for way in fewer)
    models_are = unchecked(Transition, **one) == unchecked(Transition, **other)
    assert (first == second, first != second) == (models_are, not models_are)
    assert not models_are or hash(first) == hash(second)


def test_views_of_two_models_are_never_equal():
    assert view(Response) != view(ListValue)
    assert view(Response) != unchecked(Response)


def test_it_is_frozen():
    made = view(Transition, to="a")
    with pytest.raises(AttributeError, match="TransitionView is frozen: to cannot be set"):
        made.to = "b"
    assert made.to == "a"


def test_it_shows_what_was_given():
    assert repr(view(Transition, to="a", when=None)) == "TransitionView(to='a', when=None)"
