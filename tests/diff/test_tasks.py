"""What is said of a dialog: each kind of change, its place and its words."""

from __future__ import annotations

import pytest

from tests.diff.samples import NEW, OLD, asked, intent, said, size_is, task
from xogen.diff.bots import diff_bots
from xogen.diff.sides import FOLLOWING, ORDER_OF_SETS, ORDER_OF_WAYS
from xogen.diff.tasks import diff_tasks
from xogen.model.dialog import DialogTask
from xogen.model.diff import NodeChange


def nodes(old: DialogTask, new: DialogTask) -> dict[str, NodeChange]:
    return {change.node.name: change for change in diff_tasks(old, new).nodes}


def test_each_kind_of_change() -> None:
    found = nodes(OLD, NEW)
    assert {name: change.what for name, change in found.items()} == {
        "size": "changed", "extra": "removed", "total": "changed", "kitchen": "changed", "sorry": "added",
    }  # fmt: skip
    assert found["total"].old is not None
    assert found["total"].old.name == "price"
    assert [value.pointer for value in found["size"].values] == ["/nodes/1/prompt/0/text/en"]
    assert [(piece.what, piece.text) for piece in found["size"].values[0].pieces] == [
        ("same", "Which size "), ("removed", "would"), ("added", "do"), ("same", " you "), ("removed", "like"),
        ("added", "want"), ("same", "?"),
    ]  # fmt: skip
    ways = [
        (way.what, way.old.when if way.old else None, way.new.when if way.new else None) for way in found["size"].ways
    ]
    assert ways == [
        ("added", None, "size is huge"),
        ("rewired", "", ""),
        ("removed", "size is large", None),
    ]


def test_a_secret_is_compared_and_not_kept() -> None:
    value = next(value for value in nodes(OLD, NEW)["kitchen"].values if value.name == "headers · Authorization")
    assert (value.form, value.old, value.new, value.pieces) == ("secret", None, None, ())


def test_a_reference_follows_a_new_name() -> None:
    old = task("a", [intent("size"), asked("size", "Which?", {"to": "t"}), said("t", "{{context.entities.size}}!")])
    new = task("a", [intent("scale"), asked("scale", "Which?", {"to": "t"}), said("t", "{{context.entities.scale}}!")])
    diff = diff_tasks(old, new)
    assert [(change.what, change.renamed, change.values, change.ways) for change in diff.nodes] == [
        ("changed", True, (), ())
    ]
    assert [(one.what, one.count) for one in diff.ignored] == [(FOLLOWING, 1)]


def test_a_word_that_is_no_reference_does_not_follow() -> None:
    old = task("a", [intent("size"), asked("size", "Which size?", {"to": "end"})])
    new = task("a", [intent("scale"), asked("scale", "Which scale?", {"to": "end"})])
    assert [value.name for value in diff_tasks(old, new).nodes[0].values] == ["prompt · en"]


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        (size_is("large", "extra"), size_is("small", "end"), None),
        (size_is("large", "extra"), {"when": {"context": "context.vip"}, "to": "end"}, "order"),
        (size_is("large", "end"), {"when": {"context": "context.vip"}, "to": "end"}, None),
    ],
    ids=["they exclude each other", "both may hold", "both lead to one place"],
)
def test_the_order_of_transitions_counts_where_both_may_hold(first, second, says) -> None:
    extra = said("extra", "More.")
    one = task("a", [intent("size"), asked("size", "Which?", first, second, {"to": "end"}), extra])
    two = task("a", [intent("size"), asked("size", "Which?", second, first, {"to": "end"}), extra])
    diff = diff_tasks(one, two)
    assert [way.what for change in diff.nodes for way in change.ways] == ([says] if says else [])
    assert [one.what for one in diff.ignored] == ([] if says else [ORDER_OF_WAYS])


def test_the_order_of_utterances_means_nothing() -> None:
    turned = {**intent("end"), "utterances": {"en": ["I am hungry", "order a pizza"]}}
    diff = diff_tasks(task("a", [intent("end")]), task("a", [turned]))
    assert diff.what == "equal"
    assert [one.what for one in diff.ignored] == [ORDER_OF_SETS]


def test_another_entry_is_said() -> None:
    one = task("a", [said("hi", "Hello."), said("bye", "Bye.")])
    diff = diff_tasks(one, one.model_copy(update={"nodes": one.nodes[::-1]}))
    assert [(value.name, value.old, value.new) for value in diff.values] == [("entry", "hi", "bye")]


def test_a_node_that_moves_into_a_bot_action() -> None:
    script = {"type": "script", "id": "s", "script": "let a;", "transitions": [{"to": "end"}]}
    action = {"type": "bot-action", "id": "act", "nodes": [script], "transitions": [{"to": "end"}]}
    found = nodes(task("a", [intent("s"), script]), task("a", [intent("act"), action]))
    assert (found["s"].moved, found["s"].new and found["s"].new.inside) == ("bot-action", "act")
    assert found["act"].what == "added"


def test_a_node_that_moves_to_another_dialog() -> None:
    note = said("note", "Something that is said once.")
    one = [task("a", [intent("note"), note]), task("b", [{**intent("end"), "id": "B"}])]
    two = [task("a", [intent("end")]), task("b", [{**intent("note"), "id": "B"}, note])]
    moves = [
        (dialog.task.name, change.what, change.moved, change.dialog)
        for dialog in diff_bots(one, two).dialogs
        for change in dialog.nodes
        if change.moved
    ]
    assert moves == [("a", "removed", "dialog", "b"), ("b", "added", "dialog", "a")]


def test_a_dialog_that_was_renamed_is_known_by_what_it_holds() -> None:
    diff = diff_bots((OLD,), (OLD.model_copy(update={"name": "buy"}),))
    assert [(each.what, each.renamed, each.nodes) for each in diff.dialogs] == [("changed", True, ())]


def test_two_nodes_of_one_name_and_targets_that_are_not_there() -> None:
    broken = task("a", [intent("gone"), said("twin", "One."), said("twin", "Two."), said("x", "Three.", "nowhere")])
    assert diff_tasks(broken, broken).what == "equal"
    mended = task("a", [intent("twin"), said("twin", "One."), said("twin", "Two."), said("x", "Three.", "nowhere")])
    ways = [(change.node.name, way.what) for change in diff_tasks(broken, mended).nodes for way in change.ways]
    assert ways == [("Order", "rewired")]


def test_a_number_is_no_truth() -> None:
    form = {"type": "form", "id": "f", "transitions": [{"to": "end"}]}
    one = task("a", [{**form, "properties": {"shown": 1}}])
    two = task("a", [{**form, "properties": {"shown": True}}])
    assert [value.name for value in diff_tasks(one, two).nodes[0].values] == ["properties · shown"]
