"""Leaving out, repeating and including: what leads where afterwards."""

from __future__ import annotations

import pytest

from xogen.errors import TemplateError
from xogen.model.app import App, AuthorizationType
from xogen.packs.expand import expand

HEAD = """\
[task]
title = "Do"
[parameters.ask]
type = "boolean"
default = true
[parameters.fields]
type = "list"
default = []
[parameters.more]
type = "list"
default = []
[intent]
name = "Do"
utterances = ["do"]
next = "A"
"""


def message(node, to="end", more=""):
    return f'[nodes.{node}]\ntype = "message"\ntext = "{node}"\nnext = "{to}"\n{more}\n'


def ways(task):
    return {node.id: [way.to for way in node.transitions] for node in task.nodes}


def confirm(node, yes, no, more=""):
    return f'[nodes.{node}]\ntype = "confirmation"\nprompt = "?"\nyes = "{yes}"\nno = "{no}"\n{more}\n'


def entity(node, to, more=""):
    return f'[nodes.{node}]\ntype = "entity"\nprompt = "?"\nnext = "{to}"\n{more}\n'


def when(value, to):
    return f'{{ entity = "A", is = "{value}", next = "{to}" }}'


ONLY = 'only_if = "ask"'
EACH = 'for_each = "fields"'


@pytest.mark.parametrize(
    ("nodes", "parameters", "expected"),
    [
        pytest.param(
            message("A", "B") + message("B", "C", ONLY) + message("C"),
            {"ask": False},
            {"Do": ["A"], "A": ["C"], "C": ["end"]},
            id="left-out-node-joins-to-next",
        ),
        pytest.param(
            message("A", "B") + confirm("B", "C", "D", ONLY) + message("C") + message("D"),
            {"ask": False},
            {"Do": ["A"], "A": ["C"], "C": ["end"]},
            id="left-out-confirmation-joins-to-yes-and-takes-its-no-along",
        ),
        pytest.param(
            message("A", "B", ONLY) + message("B"),
            {"ask": False},
            {"Do": ["B"], "B": ["end"]},
            id="left-out-first-node",
        ),
        pytest.param(
            message("A", "B") + message("B", "C", ONLY) + message("C", "D", ONLY) + message("D"),
            {"ask": False},
            {"Do": ["A"], "A": ["D"], "D": ["end"]},
            id="two-left-out-in-a-row",
        ),
        pytest.param(
            message("A", "B") + message("B", "C", 'only_if = "not ask"') + message("C"),
            {"ask": True},
            {"Do": ["A"], "A": ["C"], "C": ["end"]},
            id="not",
        ),
        pytest.param(
            message("A", "B") + message("B", "end", 'only_if = "fields"'),
            {},
            {"Do": ["A"], "A": ["end"]},
            id="an-empty-list-is-false",
        ),
        pytest.param(
            message("A", "B") + message("B", "C", 'only_if = "end_user_signs_in"') + message("C"),
            {},
            {"Do": ["A"], "A": ["C"], "C": ["end"]},
            id="flag",
        ),
        pytest.param(
            message("A") + message("Lonely"),
            {},
            {"Do": ["A"], "A": ["end"], "Lonely": ["end"]},
            id="what-never-was-reachable-stays-for-the-rules",
        ),
        pytest.param(
            entity("A", "B", EACH) + message("B"),
            {"fields": []},
            {"Do": ["B"], "B": ["end"]},
            id="empty-list-joins-its-ends",
        ),
        pytest.param(
            entity("A", "B", EACH) + message("B"),
            {"fields": ["Red", "big one"]},
            {"Do": ["ARed"], "ARed": ["ABigOne"], "ABigOne": ["B"], "B": ["end"]},
            id="copies-in-a-row",
        ),
        pytest.param(
            entity("A", "X", EACH + '\nid = "<%= item %>"')
            + entity("X", "B", EACH + f"\nbranches = [{when('no', 'A')}, {when('stop', 'C')}]")
            + message("B") + message("C"),
            {"fields": ["p", "q"]},
            {"Do": ["p"], "p": ["XP"], "XP": ["p", "C", "q"], "q": ["XQ"], "XQ": ["q", "C", "B"],
             "C": ["end"], "B": ["end"]},
            id="group-of-two-with-a-way-back-and-a-way-out",
        ),
        pytest.param(
            entity("A", "M", EACH) + entity("M", "B", 'for_each = "more"') + message("B"),
            {"fields": [], "more": [{"name": "z"}]},
            {"Do": ["MZ"], "MZ": ["B"], "B": ["end"]},
            id="empty-group-before-another-group",
        ),
        pytest.param(
            entity("A", "B", EACH + "\n" + ONLY) + message("B"),
            {"fields": ["p"], "ask": False},
            {"Do": ["B"], "B": ["end"]},
            id="left-out-group",
        ),
        pytest.param(
            entity("A", "B", EACH) + message("B", "C", ONLY) + message("C"),
            {"fields": ["p"], "ask": False},
            {"Do": ["AP"], "AP": ["C"], "C": ["end"]},
            id="group-before-a-left-out-node",
        ),
    ],
)  # fmt: skip
def test_ways_after_expansion(make_template, nodes, parameters, expected):
    template, action = make_template(HEAD + nodes)
    found = ways(expand(template, action, parameters=parameters))
    assert found == expected
    assert list(found) == list(expected), "in reading order"


BY_ITEM = 'branches_for_each = { fields = { entity = "A", is = "<%= item %>", next = "B" } }'


@pytest.mark.parametrize(
    ("several", "fields", "expected"),
    [
        (True, ["p", "q"], {"Do": ["A"], "A": ["BP", "BQ", "D"], "BP": ["CP"], "CP": ["D"], "BQ": ["CQ"], "CQ": ["D"]}),
        (True, ["p"], {"Do": ["BP"], "BP": ["CP"], "CP": ["D"]}),
        (False, ["p"], {"Do": ["A"], "A": ["BP", "D"], "BP": ["CP"], "CP": ["D"]}),
        (False, [], {"Do": ["A"], "A": ["D"]}),
    ],
)
def test_a_branch_for_each_item_leads_to_its_copy_and_no_further(make_template, several, fields, expected):
    only = 'only_if = "several fields"' if several else ""
    start = entity("A", "B" if several else "D", f"{BY_ITEM}\n{only}")
    nodes = start + message("B", "C", EACH) + message("C", "D", EACH) + message("D")
    template, action = make_template(HEAD + nodes)
    found = ways(expand(template, action, parameters={"fields": fields}))
    expected = {**expected, "D": ["end"]}
    if several and len(fields) > 1:
        expected["A"] = ["BP", "BQ", "BP"]  # next is the way of whoever says something else
    assert found == expected


def test_a_branch_for_each_item_asks_for_the_item(make_template):
    template, action = make_template(HEAD + entity("A", "D", BY_ITEM) + message("B", "D", EACH) + message("D"))
    (way, other, last) = expand(template, action, parameters={"fields": ["p", "q"]}).node("A").transitions
    assert [(each.when.entity, each.when.value) for each in (way, other)] == [("A", "p"), ("A", "q")]
    assert last.when is None


FRAGMENT = """\
entry = "F1"
exits = ["next", "no"]
[nodes.F1]
type = "confirmation"
prompt = "?"
yes = "F2"
no = "no"
[nodes.F2]
type = "message"
only_if = "end_user_signs_in"
text = "F2"
next = "next"
"""
INCLUDE = '[nodes.I]\ntype = "include"\nfragment = "f"\nonly_if = "ask"\nnext = "B"\nno = "C"\n'


@pytest.mark.parametrize(
    ("pair", "ask", "expected"),
    [
        ("allow-users", True, {"Do": ["A"], "A": ["F1"], "F1": ["F2", "C"], "F2": ["B"], "B": ["end"], "C": ["end"]}),
        ("pre-authorize", True, {"Do": ["A"], "A": ["F1"], "F1": ["B", "C"], "B": ["end"], "C": ["end"]}),
        ("allow-users", False, {"Do": ["A"], "A": ["B"], "B": ["end"]}),
    ],
)
def test_include(make_template, pair, ask, expected):
    nodes = message("A", "I") + INCLUDE + message("B") + message("C")
    template, action = make_template(
        HEAD + nodes, {"fragments/f.toml": FRAGMENT}, pair=(AuthorizationType(pair), App.SYSTEM)
    )
    found = ways(expand(template, action, parameters={"ask": ask}))
    assert found == expected
    assert list(found) == list(expected)


def test_merge_is_read_after_all_its_ways(make_template):
    nodes = (
        entity("A", "Merge", f"branches = [{when('b', 'B')}, {when('c', 'C')}]")
        + message("B", "Merge") + message("Merge") + message("C", "B")
    )  # fmt: skip
    template, action = make_template(HEAD + nodes)
    assert [node.id for node in expand(template, action).nodes] == ["Do", "A", "C", "B", "Merge"]


@pytest.mark.parametrize(
    ("nodes", "parameters", "where", "text"),
    [
        (
            message("A", "B", ONLY) + message("B", "A", ONLY),
            {"ask": False},
            "tiny/tasks/do/task.toml:20: nodes.A.only_if",
            "what is left out leads in a circle: A, B",
        ),
        (
            entity("A", "B", EACH + '\nid = "same"') + message("B"),
            {"fields": ["p", "q"]},
            "tiny/tasks/do/task.toml:20: nodes.A.for_each",
            "a copy is named 'same', as another node is; give it an id of its own",
        ),
        (
            entity("A", "X", EACH) + entity("X", "A", EACH),
            {"fields": ["p"]},
            "tiny/tasks/do/task.toml:20: nodes.A.for_each",
            "the group has no way out: each next leads back into it",
        ),
        (
            entity("A", "X", EACH + '\nbranches = [{ entity = "A", next = "B" }]') + entity("X", "B", EACH)
            + entity("Y", "end", EACH) + message("B"),
            {"fields": ["p"]},
            "tiny/tasks/do/task.toml:30: nodes.Y.next",
            "the group has more than one way out: B and end",
        ),
        (
            message("A", "X") + entity("E", "X", EACH) + entity("X", "B", EACH) + message("B"),
            {"fields": []},
            "tiny/tasks/do/task.toml:19: nodes.A.next",
            "leads into the middle of a for_each group, past its entry 'E'",
        ),
        (
            entity("E", "A", EACH) + entity("A", "B", EACH) + message("B"),
            {"fields": ["p"]},
            "tiny/tasks/do/task.toml:20: nodes.E.for_each",
            "the intent leads into the middle of the group, past its entry 'E'",
        ),
        (
            entity("A", "B", EACH + '\nid = "<%= item %>"') + message("B"),
            {"fields": ["a b"]},
            "tiny/tasks/do/task.toml:21: nodes.A.id",
            "tiny/do, node A, id: 'a b' is no identifier",
        ),
    ],
)  # fmt: skip
def test_structure_that_cannot_be_joined(make_template, nodes, parameters, where, text):
    template, action = make_template(HEAD + nodes)
    with pytest.raises(TemplateError) as caught:
        expand(template, action, parameters=parameters)
    assert (caught.value.where, caught.value.message) == (where, text)
