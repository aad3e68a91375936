from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.script.script_corpus import corpus
from xogen.script.flows import context_flows


def flows(source):
    return [(".".join(flow.source), ".".join(flow.target), flow.through) for flow in context_flows(source)]


K, Q = "context.entities.K", "context.q"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("context.q = context.entities.K", [(K, Q, ())]),
        ("context.q = 'a' + context.entities.K + 'b'", [(K, Q, ())]),
        ("context.q = `a ${context.entities.K}`", [(K, Q, ())]),
        ("context.q += context.entities.K || ''", [(K, Q, ())]),
        ("context.q = x ? context.entities.K : 'b'", [(K, Q, ())]),
        ("context.q = encodeURIComponent(context.entities.K)", [(K, Q, ("encodeURIComponent",))]),
        ("context.q = JSON.stringify({a: context.entities.K})", [(K, Q, ("JSON.stringify",))]),
        ("context.q = f(g(context.entities.K.trim()))", [(K, Q, ("f", "g", ".trim"))]),
        ("context.q = [context.entities.K].join(' ')", [(K, Q, (".join",))]),
        ("context.q = {a: {'b c': context.entities.K}}", [(K, f"{Q}.a.b c", ())]),
        ("const k = context.entities.K; context.q = k", [(K, Q, ())]),
        ("var k = f(context.entities.K), s = 'x' + k; context.q = g(s)", [(K, Q, ("g", "f"))]),
        ("let s = 'x'; s += context.entities.K; context.q = s", [(K, Q, ())]),
        ("BotUserSession.put('q', context.entities.K)", [(K, "context.session.BotUserSession.q", ())]),
        ("context.q = BotUserSession.get('k')", [("context.session.BotUserSession.k", Q, ())]),
        pytest.param("context.q = context.entities.K === 'x'", [], id="a comparison is no text"),
        pytest.param("context.q = context.entities.K ? 'x' : 'y'", [], id="a question is not its answer"),
        pytest.param("context.q = !context.entities.K", [], id="nor is its contrary"),
        pytest.param("context.q = () => context.entities.K", [], id="a function that is not called"),
        pytest.param("print(context.entities.K)", [], id="what is said is not kept"),
    ],
)
def test_flows(source, found):
    assert flows(source) == found


def test_a_flow_knows_its_line_and_what_stands_beside():
    (flow,) = context_flows(
        'context.q = {\n  a: 1,\n  b: f("SELECT Id WHERE Name = \'" + context.entities.K + "\'")\n}'
    )
    assert (flow.line, flow.column, flow.beside) == (3, 6, "SELECT Id WHERE Name = ' '")


def test_a_script_that_doubles_a_text_stays_cheap():
    source = "let s = context.entities.K;" + "s = s + f(s) + 'x';" * 200 + "context.q = s"
    assert 0 < len(context_flows(source)) <= 32


@pytest.mark.parametrize("source", corpus())
def test_real_scripts_can_be_read(source):
    for flow in context_flows(source):
        assert 1 <= flow.line <= source.count("\n") + 1


@given(st.text(alphabet="context.aentis[]()={}'`;?+\n $", max_size=60))
def test_any_text_can_be_read(source):
    lines = source.count("\n") + 1
    assert all(1 <= flow.line <= lines for flow in context_flows(source))
