from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.script.script_corpus import corpus, pieces
from xogen.script import reading
from xogen.script.arguments import handed_to
from xogen.script.constants import constants
from xogen.script.flows import context_flows
from xogen.script.paths import Spelling, context_paths
from xogen.script.review import review

ASKED = (context_paths, context_flows, review, constants, lambda source: handed_to(source, ("print", "f")))


def forget():
    for each in (*ASKED[:-1], handed_to):
        each.cache_clear()
    reading.forget()


def answers(source, order):
    forget()
    found = {at: ASKED[at](source) for at in order}
    return [found[at] for at in range(len(ASKED))]


@settings(max_examples=150, deadline=None)
@given(pieces() | st.sampled_from(corpus()), st.permutations(range(len(ASKED))))
def test_answers_do_not_depend_on_the_order_of_questions(source, order):
    assert answers(source, order) == answers(source, range(len(ASKED)))


def test_each_script_is_parsed_once_for_all_questions(monkeypatch):
    forget()
    parsed = []
    parse = reading.parse
    monkeypatch.setattr(reading, "parse", lambda source: parsed.append(source) or parse(source))
    for asked in ASKED:
        for source in corpus():
            asked(source)
    assert len(parsed) == len(set(parsed)) <= len(corpus())


def test_trees_are_let_go_when_there_are_too_many(monkeypatch):
    forget()
    monkeypatch.setattr(reading, "MOST_KEPT", 10)
    first = reading.reading("print(1)")
    assert reading.reading("print(1)") is first
    reading.reading("print(22)")
    assert reading.reading("print(1)") is not first
    assert reading.reading("print('longer than all that is kept')").tree.kinds[0] == "program"


@pytest.fixture(autouse=True, scope="module")
def _clean():
    yield
    forget()


@pytest.mark.parametrize("source", corpus(), ids=lambda source: source[:30])
def test_a_reading_is_the_same_in_another_process(source):
    read = reading.Reading(source)
    uses = read.uses
    sent = pickle.loads(pickle.dumps(read))  # noqa: S301 - our own
    assert "uses" not in vars(sent)
    assert (sent.drafts, sent.uses, vars(sent.tree)) == (read.drafts, uses, vars(read.tree))
    assert {type(spelling) for draft in sent.drafts for spelling in draft.spellings} <= {Spelling, type(None)}
