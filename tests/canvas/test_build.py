from __future__ import annotations

import pytest

from tests.canvas.cases import NAMES, shown, task, ways, written
from xogen.canvas.build import build_scene
from xogen.canvas.scene import id_of, safe_keys

STATUS = {"context": "context.svc.response.statusCode", "op": "eq", "value": "200"}
MORE = {"context": "context.more", "op": "eq", "value": "yes"}


def chips(sample, key):
    holder = next(holder for holder in build_scene(sample).holders if holder.key == key)
    return [(" ".join(branch.chip), branch.tone, branch.to) for branch in holder.branches]


def test_one_way_without_a_condition_needs_no_chip():
    sample = task({"type": "message", "id": "a", "transitions": ways("b")}, {"type": "message", "id": "b"})
    assert chips(sample, "a") == [("", "plain", "b")]


def test_branches_are_said_in_words_and_have_a_meaning():
    sample = task(
        {
            "type": "confirmation",
            "id": "ok",
            "transitions": [{"to": "a", "when": {"answer": "yes"}}, {"to": "end", "when": {"answer": "no"}}],
        },
        {"type": "entity", "id": "a", "transitions": [{"to": "b", "when": {"entity": "a", "op": "eq", "value": "1"}}]},
        {"type": "logic", "id": "b", "transitions": [{"to": "a", "when": MORE, "label": " again "}, *ways("ok")]},
    )
    assert chips(sample, "ok") == [("yes", "good", "a"), ("no", "bad", "ok.end")]
    assert chips(sample, "a") == [("is 1", "choice", "b")]
    assert chips(sample, "b") == [("again", "choice", "a"), ("else", "else", "ok")]


def test_neighbours_that_say_the_same_are_one_branch():
    sample = task(
        {
            "type": "confirmation",
            "id": "ok",
            "transitions": [
                {"to": "a", "when": {"answer": "yes"}},
                {"to": "b", "when": {"answer": "no"}},
                {"to": "b"},
            ],
        },
        {"type": "message", "id": "a"},
        {"type": "message", "id": "b"},
    )
    assert chips(sample, "ok") == [("yes", "good", "a"), ("no · else", "bad", "b")]


def test_what_passes_by_a_detour_is_drawn_at_its_left():
    answers = [{"to": "after", "when": {"answer": "yes"}}, {"to": "end", "when": {"answer": "no"}}]
    sample = task(
        {"type": "logic", "id": "gate", "transitions": [{"to": "sign-in", "when": MORE}, {"to": "after"}]},
        {"type": "confirmation", "id": "sign-in", "transitions": answers},
        {"type": "message", "id": "after", "transitions": ways("end")},
    )
    assert chips(sample, "gate") == [("else", "else", "after"), ("more is yes", "choice", "sign-in")]


@pytest.mark.parametrize(
    ("target", "key", "form", "text"),
    [
        ("end", "a.end", "end", ""),
        ("not-connected", "a.not-connected", "not-connected", ""),
        ("return-to-flow", "a.return-to-flow", "return-to-flow", ""),
        ("b c", "a.missing.b_x20_c", "missing", "b c"),
    ],
)
def test_targets_that_are_no_node_have_marks(target, key, form, text):
    marks = build_scene(task({"type": "message", "id": "a", "transitions": ways(target)})).marks
    assert [(mark.key, mark.source, mark.form, mark.text) for mark in marks] == [(key, "a", form, text)]


def test_a_node_without_a_way_out_is_not_connected():
    scene = build_scene(task({"type": "message", "id": "a"}, {"type": "agent-transfer", "id": "b"}))
    assert [mark.key for mark in scene.marks] == ["a.not-connected"]


def test_a_bot_action_is_a_frame_that_its_branches_leave():
    inner = {"type": "service", "id": "svc", "transitions": ways("end")}
    out = [{"to": "done", "when": STATUS}, {"to": "end"}]
    done = {"type": "message", "id": "done", "transitions": ways("end")}
    scene = build_scene(task({"type": "bot-action", "id": "act", "nodes": [inner], "transitions": out}, done))
    assert [(frame.key, frame.title, frame.entry) for frame in scene.frames] == [("act", "act", "svc")]
    assert [(card.key, card.frame) for card in scene.cards] == [("svc", "act"), ("done", None)]
    assert [(branch.to, branch.leaves) for branch in scene.cards[0].branches] == [("act.after", "act")]
    assert [(" ".join(branch.chip), branch.to) for branch in scene.switches[0].branches] == [
        ("status is 200", "done"),
        ("else", "act.after.end"),
    ]


def test_a_bot_action_with_one_way_out_needs_no_switch():
    inner = {"type": "script", "id": "s", "transitions": ways("end")}
    done = {"type": "message", "id": "done", "transitions": ways("end")}
    scene = build_scene(task({"type": "bot-action", "id": "act", "nodes": [inner], "transitions": ways("done")}, done))
    assert scene.switches == ()
    assert [(branch.to, branch.leaves) for branch in scene.cards[0].branches] == [("done", "act")]


def test_loops_are_marked():
    scene = build_scene(shown("list-leads"))
    back = [(holder.key, branch.to) for holder in scene.holders for branch in holder.branches if branch.back]
    assert back == [("ShowMore", "listAllLeadsService_Action01")]


@pytest.mark.parametrize("name", NAMES)
def test_every_branch_leads_to_something_that_is_drawn(name):
    for sample in (written(name), shown(name)):
        scene = build_scene(sample)
        drawn = {one.key for one in (*scene.holders, *scene.marks, *scene.frames)}
        assert {branch.to for holder in scene.holders for branch in holder.branches} <= drawn
        assert len(drawn) == len([*scene.holders, *scene.marks, *scene.frames])


@pytest.mark.parametrize(
    ("ids", "keys"),
    [
        (["a", "a", "a-2"], ["a", "a-2", "a-2-2"]),
        (["a:b", "a b", "_x", "nd-ent-1", "é"], ["a_x3a_b", "a_x20_b", "_x5f_x", "nd-ent-1", "_xe9_"]),
    ],
)
def test_keys_are_safe_and_unique(ids, keys):
    assert safe_keys(ids) == keys


@pytest.mark.parametrize("node_id", ["a:b", "_x3a_", "x_x", "😀", "<&>", "plain_name-1"])
def test_a_key_tells_its_id(node_id):
    assert id_of(safe_keys([node_id])[0]) == node_id


@pytest.mark.parametrize(
    ("name", "subtitle"),
    [
        ("create-lead", "salesforce/create-lead 1.0.0 · pre-authorize, system app · 11 nodes"),
        ("delete-lead", "salesforce/delete-lead 1.0.0 · allow-users, custom app · 16 nodes"),
        ("kinds", "19 nodes"),
    ],
)
def test_the_subtitle_says_where_a_task_comes_from(name, subtitle):
    sample = written(name) if name == "kinds" else shown(name)
    assert " ".join(build_scene(sample).subtitle) == subtitle
    assert build_scene(sample, subtitle="mine").subtitle == ("mine",)


def test_a_task_without_nodes_and_title_is_drawn_too():
    scene = build_scene(task(title={}))
    assert (scene.title, scene.cards) == ("sample", ())


def picks(*targets):
    """Return a dialog that asks which of many things is meant, each leading to its target."""
    ways_out = [
        {"to": to, "when": {"entity": "pick", "op": "eq", "value": f"v{index}"}} for index, to in enumerate(targets)
    ]
    nodes = [{"type": "message", "id": to, "transitions": ways("end")} for to in dict.fromkeys((*targets, "none"))]
    ask = {"type": "entity", "id": "pick", "transitions": [*ways_out, {"to": "none"}]}
    return task({"type": "intent", "id": "start", "transitions": ways("pick")}, ask, *nodes)


def test_of_more_ways_than_fit_in_one_row_those_to_one_place_are_one():
    branches = build_scene(picks(*(f"m{index % 2}" for index in range(11)))).cards[1].branches
    assert [(branch.to, branch.tone) for branch in branches] == [("m0", "choice"), ("m1", "choice"), ("none", "else")]
    assert branches[1].title == "is v1 · is v3 · is v5 · is v7 · is v9 → m1"


def test_of_few_ways_only_neighbours_are_one():
    branches = build_scene(picks("a", "b", "a")).cards[1].branches
    assert [branch.to for branch in branches] == ["a", "b", "a", "none"]
