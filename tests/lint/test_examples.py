"""Each rule fails its bad example exactly and passes its good one, which is clean under every rule."""

from __future__ import annotations

import pytest

from xogen.lint.proof import check_example, flags
from xogen.lint.registry import rules

RULES = pytest.mark.parametrize("each", rules().values(), ids=lambda each: each.name)


@RULES
def test_the_bad_example_gives_exactly_its_flags(each):
    assert sorted(flags(each), key=repr) == sorted(each.bad.flags, key=repr)


TWO_FAULTS = {
    "entity/asked-twice": {"naming/duplicate-name"},  # a dialog file needs two nodes of one name for it
    "flow/dead-end": {"entity/never-used"},  # what is asked for is lost with the way on
    "locale/references-differ": {"reference/unknown-entity"},
    "naming/utterance-shared": {"intent/unknown-annotation"},
    "script/promise": {"reference/unknown-key"},
}
"""Rules whose examples hold a second fault at the same place."""


@RULES
def test_one_fault_is_told_once(each):
    report = check_example(each.bad, rules())
    own = {(found.path, found.pointer) for found in report.findings if found.rule == each.name and found.pointer}
    others = {found.rule for found in report.findings if (found.path, found.pointer) in own} - {each.name}
    assert others == TWO_FAULTS.get(each.name, set())


@RULES
def test_what_a_rule_says_more_than_is_there(each):
    assert set(each.says_more_than) <= rules().keys() - {each.name}


@RULES
def test_the_good_example_is_clean_under_every_rule(each):
    report = check_example(each.good, rules())
    assert [(found.rule, found.pointer, found.message) for found in report.findings] == []


@RULES
def test_the_good_example_is_checked_by_its_own_rule(each):
    report = check_example(each.good, {each.name: each})
    assert report.not_checked == ()


@RULES
def test_a_pointer_of_a_flag_leads_somewhere(each):
    names = [data["name"] for data in each.bad.dialogs]
    for flag in each.bad.flags:
        if flag.config or each.bad.export is not None:
            at = each.bad.config if flag.config else each.bad.export
        else:
            at = each.bad.dialogs[names.index(flag.dialog) if flag.dialog else 0]
        for key in flag.pointer.split("/")[1:]:
            if isinstance(at, str):
                break  # a script of several lines is a list of lines in a dialog file
            assert at is not None, flag.pointer
            plain = key.replace("~1", "/").replace("~0", "~")
            at = at[int(plain)] if isinstance(at, list) else at.get(plain)
