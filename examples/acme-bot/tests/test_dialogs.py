"""Acme's own tests of its dialogs. Run: pytest (with xogen[testing] installed)."""

from __future__ import annotations

import pytest

DIALOGS = [
    "create-lead",
    "create-opportunity",
    "delete-lead",
    "list-leads",
    "search-leads",
    "update-lead",
    "view-lead",
]


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_lints_cleanly(name, load_dialog, assert_clean):
    assert_clean(load_dialog(name))


def test_the_lead_dialog_is_as_it_was_reviewed(load_dialog, dialog_snapshot, canvas_snapshot):
    lead = load_dialog("create-lead")
    assert lead == dialog_snapshot
    assert lead == canvas_snapshot


def test_people_may_sign_in_themselves(expand_template, picture_snapshot):
    assert expand_template("salesforce/view-lead", pair=("allow-users", "system")) == picture_snapshot


def test_a_lead_is_deleted_only_after_a_yes(load_dialog):
    confirmation = load_dialog("delete-lead").node("ConfirmDelete")
    assert {way.when.answer for way in confirmation.transitions if way.when} == {"yes", "no"}
