"""What rules ask of the facts of a dialog does not hang on what other rules have asked before."""

from __future__ import annotations

import pytest

from xogen.lint.examples import dialog, message
from xogen.lint.facts import MOST_COMPARED, Document, TaskFacts
from xogen.lint.known import Known
from xogen.model.dialog import DialogTask

NAMES = ("company", "title")


@pytest.fixture
def spent():
    """Facts of which a rule has asked for as many names of one kind as are compared."""
    facts = TaskFacts(Document("x", DialogTask.model_validate(dialog(message("done", "Done.")))), Known())
    for _ in range(MOST_COMPARED // len(NAMES)):
        facts.did_you_mean("entity", "compani", NAMES)
    return facts


def test_names_of_a_kind_are_compared_within_bounds(spent):
    assert spent.did_you_mean("entity", "compani", NAMES) == ""
    assert spent.only_nearest("entity", "compani", NAMES) is None


def test_names_of_another_kind_have_bounds_of_their_own(spent):
    assert spent.did_you_mean("service", "compani", NAMES) == "; did you mean 'company'?"
    assert spent.only_nearest("variable", "compani", NAMES) == "company"
