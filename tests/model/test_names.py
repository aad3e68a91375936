from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xogen.model.dialog import DialogTask
from xogen.model.names import allocate, bot_action_name
from xogen.model.nodes import BotActionNode, DialogCallNode, EntityNode, IntentNode, MessageNode, ServiceNode


def task(*nodes):
    return DialogTask(name="t", title={"en": "T"}, nodes=nodes)


CREATE = task(
    IntentNode(id="Createlead"),
    EntityNode(id="firstName"),
    ServiceNode(id="CreateLeadService"),
    MessageNode(id="createLeadMessage"),
)


def test_the_vendors_scheme():
    names, counters = allocate(CREATE, {}, {})
    assert names == {
        "Createlead": "Createlead",
        "firstName": "firstName0001",
        "CreateLeadService": "CreateLeadService0001",
        "createLeadMessage": "createLeadMessage0001",
    }
    assert counters == {"createlead": 1, "createleadmessage": 1, "createleadservice": 1, "firstname": 1}
    assert bot_action_name(names["CreateLeadService"]) == "CreateLeadService0001_Action01"


def test_a_second_install_goes_on_counting_and_a_number_is_never_given_twice():
    _, counters = allocate(CREATE, {}, {})
    names, after = allocate(CREATE, counters, {})
    assert names["Createlead"] == "Createlead0002"
    assert names["firstName"] == "firstName0002"
    assert allocate(task(EntityNode(id="FIRSTNAME")), after, {})[0] == {"FIRSTNAME": "FIRSTNAME0003"}


def test_earlier_allocations_stay():
    names, counters = allocate(CREATE, {"firstname": 7}, {"firstName": "firstName0003"})
    assert names["firstName"] == "firstName0003"
    assert counters["firstname"] == 7


def test_names_that_differ_in_case_only_get_different_numbers():
    names, _ = allocate(task(EntityNode(id="Id"), EntityNode(id="ID")), {}, {})
    assert names == {"Id": "Id0001", "ID": "ID0002"}


def test_nodes_that_share_a_component_share_its_name():
    names, _ = allocate(task(MessageNode(id="a", name="Sorry"), MessageNode(id="b", name="Sorry")), {}, {})
    assert names == {"a": "Sorry0001", "b": "Sorry0001"}


def test_inner_nodes_are_named_and_dialog_calls_are_not():
    inner = BotActionNode(id="b", nodes=(ServiceNode(id="s"),))
    names, _ = allocate(task(inner, DialogCallNode(id="c", dialog="other")), {}, {})
    assert names == {"b": "b0001", "s": "s0001"}


def test_an_intent_that_looks_numbered_is_numbered_so_that_it_never_meets_another_name():
    names, _ = allocate(task(IntentNode(id="x0001"), EntityNode(id="x")), {}, {})
    assert names == {"x0001": "x00010001", "x": "x0001"}


NODES = st.one_of(
    st.builds(IntentNode, id=st.from_regex(r"[aA](0001|_Action01)?", fullmatch=True)),
    st.builds(EntityNode, id=st.from_regex(r"[aA](0001)?", fullmatch=True)),
    st.builds(ServiceNode, id=st.from_regex(r"[aA](0001)?", fullmatch=True)),
)


@given(st.lists(st.lists(NODES, max_size=4, unique_by=lambda node: node.id), max_size=4))
def test_names_are_unique_in_a_bot_whatever_is_installed(installs):
    counters: dict[str, int] = {}
    taken: list[str] = []
    for nodes in installs:
        names, counters = allocate(task(*nodes), counters, {})
        taken += names.values()
        taken += [bot_action_name(names[node.id]) for node in nodes if isinstance(node, ServiceNode)]
    folded = [name.casefold() for name in taken]
    assert len(set(folded)) == len(folded)
