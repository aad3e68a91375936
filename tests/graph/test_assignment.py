from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.graph.asking import is_reached_without, possible_at, sure_at
from xogen.graph.dialog_graph import DialogGraph
from xogen.model.dialog import DialogTask


def node(kind, node_id, *targets, **more):
    ways = [{"to": target} if isinstance(target, str) else target for target in targets]
    return {"type": kind, "id": node_id, "transitions": ways, **more}


def graph(*nodes):
    return DialogGraph(DialogTask.model_validate({"name": "t", "title": {"en": "T"}, "nodes": list(nodes)}))


def when(to, context, op="exists", value=None):
    return {"to": to, "when": {"context": context, "op": op, **({} if value is None else {"value": value})}}


def names(units):
    return sorted(".".join(unit) for unit in units)


CONTEXT_A = ("context", "a")
A, B = {"context": "context.a"}, {"context": "context.b"}


def test_entities_services_and_scripts_set_what_they_are_for():
    asked = graph(
        node("entity", "E", "O", name="Company"),
        node("entity", "O", "S", required="optional"),
        node("service", "S", "x", pre_processor="context.p = 1; if (y) context.q = 1", post_processor="context.r = 1"),
        node("script", "x", "m", script="context.entities.Z = 1; BotUserSession.put('k', 1)"),
        node("message", "m", "end"),
    ).assignment
    assert names(sure_at(asked, "m")) == [
        "context.S",
        "context.entities.Company",
        "context.entities.Z",
        "context.p",
        "context.r",
        "context.session.BotUserSession.k",
    ]
    assert names(possible_at(asked, "m") - sure_at(asked, "m")) == ["context.entities.O", "context.q"]


@pytest.mark.parametrize(
    ("phase", "sure"),
    [
        ("entry", []),
        ("request", ["context.p"]),
        ("response", ["context.S", "context.p"]),
        ("exit", ["context.S", "context.p", "context.r"]),
    ],
)
def test_a_service_goes_through_its_phases(phase, sure):
    service = node("service", "S", "end", pre_processor="context.p = 1", post_processor="context.r = 1")
    assert names(sure_at(graph(service).assignment, "S", phase)) == sure


def test_an_entity_is_set_after_its_prompt():
    asked = graph(node("entity", "E", "end")).assignment
    assert names(sure_at(asked, "E")) == []
    assert names(sure_at(asked, "E", "exit")) == ["context.entities.E"]


def test_ways_join():
    asked = graph(
        node("logic", "start", "a", "b"),
        node("script", "a", "m", script="context.a = 1; context.both = 1"),
        node("script", "b", "m", script="context.both = 1"),
        node("message", "m", "end"),
    ).assignment
    assert names(sure_at(asked, "m")) == ["context.both"]
    assert asked.certainty("m", CONTEXT_A) == "sometimes"
    assert asked.certainty("m", ("context", "both")) == "always"
    assert asked.certainty("a", CONTEXT_A) == "never"
    assert asked.certainty("m", ("context", "unheard")) == "never"
    assert asked.way_unset("m", CONTEXT_A) == ("start", "b", "m")
    assert asked.way_unset("m", ("context", "both")) == ()


def test_a_loop_does_not_forget_its_first_turn():
    asked = graph(
        node("logic", "start", "again"),
        node("logic", "again", "set", "m"),
        node("script", "set", "again", script="context.a = 1"),
        node("message", "m", "end"),
    ).assignment
    assert asked.certainty("m", CONTEXT_A) == "sometimes"
    assert asked.way_unset("m", CONTEXT_A) == ("start", "again", "m")
    assert asked.certainty("again", CONTEXT_A) == "sometimes"


def test_what_is_deleted_is_not_set():
    asked = graph(
        node("script", "s", "d", script="context.a = 1"),
        node("script", "d", "m", script="delete context.a"),
        node("message", "m", "end"),
    ).assignment
    assert asked.certainty("d", CONTEXT_A) == "always"
    assert asked.certainty("m", CONTEXT_A) == "sometimes"
    assert asked.way_unset("m", CONTEXT_A) == ("s", "d", "m")


@pytest.mark.parametrize(
    ("way", "sure"),
    [
        (when("m", "context.a"), ["context.a"]),
        (when("m", "context.a.b", "eq", "1"), ["context.a"]),
        (when("m", "context.a", "not-exists"), []),
        (when("m", "context.a", "neq", "1"), []),
        ({"to": "m", "when": {"entity": "E", "op": "eq", "value": "x"}}, ["context.entities.Company"]),
        (
            {"to": "m", "when": {"all": [{"context": "context.a"}, {"context": "context.b"}]}},
            ["context.a", "context.b"],
        ),
        ({"to": "m", "when": {"any": [{"context": "context.a"}, {"context": "context.b"}]}}, []),
        ({"to": "m", "when": {"any": [{"context": "context.a"}, {"context": "context.a.x"}]}}, ["context.a"]),
        ("m", []),
    ],
)
def test_a_condition_that_holds_shows_what_is_set(way, sure):
    asked = graph(node("entity", "E", way, name="Company", required="optional"), node("message", "m", "end")).assignment
    assert names(sure_at(asked, "m")) == sure


def test_a_bot_actions_conditions_are_read_where_it_ends():
    asked = graph(
        node("bot-action", "bot", when("m", "context.S.response.statusCode", "eq", "200"), "end", nodes=[
            node("service", "S", "end"),
        ]),
        node("message", "m", "end"),
    ).assignment  # fmt: skip
    assert names(sure_at(asked, "bot")) == []
    assert names(sure_at(asked, "bot", "exit")) == ["context.S"]
    assert asked.way_unset("bot", ("context", "S"), "exit") == ()


@pytest.mark.parametrize(
    ("more", "sure"),
    [
        ({"responses": [{"script": {"en": "context.a = 1"}}]}, ["context.a"]),
        pytest.param(
            {"responses": [{"script": {"en": "context.a = 1"}}, {"text": {"en": "x"}}]}, [], id="one of two variants"
        ),
        pytest.param({"responses": [{"script": {"en": "context.a = 1", "de": ""}}]}, [], id="in one language of two"),
    ],
)
def test_scripts_of_messages(more, sure):
    asked = graph(node("message", "s", "m", **more), node("message", "m", "end")).assignment
    assert names(sure_at(asked, "m")) == sure


def test_a_called_dialog_may_set_anything():
    asked = graph(
        node("logic", "start", "call", "m"),
        node("dialog-call", "call", "after", dialog="x", outputs={"context.entities.a": "context.y"}),
        node("message", "after", "end"),
        node("message", "m", "end"),
    ).assignment
    assert asked.after_opaque == {"after", "end"}
    assert asked.certainty("after", ("context", "entities", "a")) == "sometimes"


def test_where_no_way_leads_nothing_is_missing():
    asked = graph(node("logic", "start", "end"), node("message", "lost", "end")).assignment
    assert asked.certainty("lost", CONTEXT_A) == "always"
    assert asked.way_unset("lost", CONTEXT_A) == ()


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20),
    st.sets(st.integers(0, 7)),
    st.sets(st.integers(0, 7)),
)
def test_set_on_every_way_means_no_way_around(links, setting, perhaps):
    targets = {index: [f"n{b}" for a, b in links if a == index] for index in range(8)}
    sources = {index: "context.a = 1" if index in setting else "if (x) context.a = 1" for index in setting | perhaps}
    asked = graph(*(node("script", f"n{index}", *targets[index], script=sources.get(index, "")) for index in range(8)))
    setters = {f"n{index}" for index in setting}
    for name in asked.reachable:
        before = [one for one in asked.predecessors[name] if one in asked.reachable]
        around = name == "n0" or any(one not in setters and is_reached_without(asked, one, setters) for one in before)
        certainty = asked.assignment.certainty(name, CONTEXT_A)
        assert (certainty == "always") == (not around)
        assert bool(asked.assignment.way_unset(name, CONTEXT_A)) == around
        some = any(f"n{one}" in asked.reachable and name in after(asked, f"n{one}") for one in setting | perhaps)
        assert (certainty == "never") == (not some)


def after(asked, name):
    import networkx as nx

    reached = nx.descendants(asked.graph, name)
    on_a_loop = any(name in group for group in nx.simple_cycles(asked.graph, length_bound=8))
    return reached | ({name} if on_a_loop else set())
