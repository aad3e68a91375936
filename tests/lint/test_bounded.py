"""Dialogs that nobody draws: what is looked at stays bounded, and a rule that stops short says so.

No time is asserted: a walk that goes over each with each would run into the time limit of the whole suite.
"""

from __future__ import annotations

import pytest

from xogen.lint import pasted
from xogen.lint.examples import entity, intent, message, node, script, service
from xogen.lint.rules.message import raw_error


def accumulating(count):
    """So many entities, each added to one value, which so many requests then hold."""
    nodes = [intent("e0")]
    for index in range(count):
        source = f"context.all = context.all + context.entities.e{index};"
        after = f"e{index + 1}" if index + 1 < count else "r0"
        nodes += [entity(f"e{index}", f"s{index}"), script(f"s{index}", source, after)]
    for index in range(count):
        after = f"r{index + 1}" if index + 1 < count else "end"
        nodes.append(service(f"r{index}", after, after, path="/find?q={{context.all}}"))
    return nodes


def branch(tests, after="end"):
    """Return one logic node with a way for each test."""
    return [intent("l"), node("logic", "l", [*({"to": "m", "when": test} for test in tests), {"to": after}])]


def test_user_text_that_goes_everywhere_is_followed_for_so_long_only(check, monkeypatch):
    monkeypatch.setattr(pasted, "MOST_PASTED", 2_000)
    report = check("security/unescaped-user-text", *accumulating(250))
    assert [entry.reason for entry in report.not_checked] == [
        "where user text ends up: stopped after 20,000 values that carry it",
        "which requests hold user text: stopped after 2,000 places",
    ]


def test_user_text_is_followed_to_its_end_in_a_dialog_of_common_size(check):
    report = check("security/unescaped-user-text", *accumulating(20))
    assert report.not_checked == ()
    assert {finding.node for finding in report.findings} == {f"s{index}" for index in range(20)}


def test_a_secret_is_followed_through_a_thousand_values(found):
    nodes = [script(f"n{index}", f"context.k{index} = context.k{index - 1};", f"n{index + 1}") for index in range(1000)]
    nodes[0] = script("n0", "context.k0 = context.entities.password;", "n1")
    shown = message("n1000", "{{context.k999}}")
    found = found("security/personal-data-shown", intent("password"), entity("password", "n0"), *nodes, shown)
    assert found == [("/nodes/1002/responses/0/text/en", "this text says back what the user says for password")]


@pytest.mark.parametrize("count", [2, 5_000])
def test_a_branch_of_thousands_of_values_is_compared_whole(check, count):
    tests = [{"context": "context.k", "op": "eq", "value": f"v{index}"} for index in range(count)]
    last = {"context": "context.k", "op": "eq", "value": "v1"}
    narrow = {"all": [last, {"context": "context.other", "op": "eq", "value": "x"}]}
    report = check("flow/shadowed-condition", *branch([*tests, narrow]), message("m", "Hello."))
    assert [(finding.pointer, finding.message) for finding in report.findings] == [
        (
            f"/nodes/1/transitions/{count}",
            "'k is v1 and other is x' is never reached: 'k is v1' before it holds whenever it does",
        )
    ]
    assert report.not_checked == ()


def test_conditions_that_have_to_be_compared_with_each_other_are_so_within_bounds(check):
    tests = [{"context": "context.k", "op": "gt", "value": str(-index)} for index in range(2_000)]
    report = check("flow/shadowed-condition", *branch(tests), message("m", "Hello."))
    assert [entry.reason for entry in report.not_checked] == [
        "which conditions are never reached: stopped after comparing 200,000 pairs of tests"
    ]


def test_thousands_of_tests_in_one_condition_exclude_each_other(found):
    tests = [{"context": "context.k", "op": "neq", "value": f"v{index}"} for index in range(5_000)]
    ways = branch([{"all": tests}, {"all": [*tests, {"context": "context.k", "op": "eq", "value": "v4999"}]}])
    ((pointer, words),) = found("flow/contradictory-condition", *ways, message("m", "Hello."))
    assert pointer == "/nodes/1/transitions/1"
    assert words.endswith("cannot hold: two of its tests exclude each other")


def test_thousands_of_nodes_that_decide_nothing_are_each_led_past(check):
    nodes = [node("logic", f"n{index}", f"n{index + 1}") for index in range(3_000)]
    report = check("flow/pointless-branch", intent("n0"), *nodes, message("n3000", "Hello."))
    assert {finding.node for finding in report.findings} == {f"n{index}" for index in range(3_000)}


def test_thousands_of_tests_for_what_a_list_does_not_hold_are_each_told(check):
    values = [{"value": f"v{index}"} for index in range(3_000)]
    ways = [{"to": "m", "when": {"entity": "q", "op": "eq", "value": f"w{index}"}} for index in range(3_000)]
    asked = entity("q", [*ways, {"to": "end"}], entity_type="list-of-values", values=values)
    assert len(check("entity/impossible-value", intent("q"), asked, message("m", "Hello.")).findings) == 3_000


def test_thousands_of_entities_that_are_not_there_are_each_told(check):
    asked = [entity(f"e{index}", f"e{index + 1}") for index in range(3_000)]
    shown = [message(f"m{index}", f"{{{{context.entities.lost{index}}}}}", f"m{index + 1}") for index in range(3_000)]
    nodes = [intent("e0"), *asked[:-1], entity("e2999", "m0"), *shown]
    report = check("reference/unknown-entity", *nodes)
    assert {finding.node for finding in report.findings} == {f"m{index}" for index in range(3_000)}


def test_answers_that_are_shown_everywhere_are_looked_at_for_so_long_only(check, monkeypatch):
    monkeypatch.setattr(raw_error, "MOST_STEPS", 1_000)
    nodes = [intent("s0")]
    for index in range(60):
        after = f"s{index + 1}" if index < 59 else "end"
        nodes += [
            service(f"s{index}", f"a{index}", f"f{index}"),
            message(f"a{index}", "It worked.", after),
            message(f"f{index}", f"{{{{context.s{index}.response.body}}}}", after),
        ]
    report = check("message/raw-error", *nodes)
    assert [finding.node for finding in report.findings[:2]] == ["f0", "f1"]
    (entry,) = report.not_checked
    assert entry.reason == (
        "which texts show the answer of a call that has failed: stopped after walking over 1,000 nodes; "
        "the dialog shows too many answers"
    )
