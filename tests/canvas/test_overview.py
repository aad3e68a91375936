from __future__ import annotations

import re

from tests.canvas.cases import task, ways
from xogen.canvas.drawing import draw_scenes
from xogen.canvas.overview import overview_scene


def dialog(name, *calls, hidden=False, ref_id=None):
    nodes = [{"type": "intent", "id": f"{name}Intent", "utterances": {"en": [f"do {name}"]}, "transitions": ways("m")}]
    nodes += [{"type": "message", "id": "m", "transitions": ways("end")}]
    nodes += [
        {"type": "dialog-call", "id": f"call{index}", "dialog": to, "transitions": ways("end")}
        for index, to in enumerate(calls)
    ]
    made = task(*nodes)
    return made.model_copy(update={"name": name, "title": {"en": name}, "hidden": hidden, "ref_id": ref_id})


def cards(scene):
    return {card.key: card for card in scene.cards}


def test_calls_events_and_what_is_hidden():
    scene = overview_scene(
        "Bot",
        [dialog("main", "pay", "pay"), dialog("pay", hidden=True), dialog("welcome", hidden=True, ref_id="r1")],
        {"ON_CONNECT_EVENT": "r1", "default dialog": "r1", "OTHER": "gone"},
    )
    found = cards(scene)
    assert scene.subtitle == ("3 dialogs · 2 hidden",)
    assert [(card.key, card.kind) for card in scene.cards] == [
        ("event-welcome", "event"),
        ("main", "dialog"),
        ("pay", "hidden-dialog"),
        ("welcome", "hidden-dialog"),
    ]
    assert found["event-welcome"].title == "ON_CONNECT_EVENT, default dialog"
    assert [(branch.to, branch.title) for branch in found["main"].branches] == [("pay", "calls it at 2 places")]
    assert found["main"].lines == ("“do main”", "1 message · 2 dialog calls")


def test_a_bot_action_counts_next_to_its_nodes():
    inner = {"type": "script", "id": "run", "transitions": ways("end")}
    made = task({"type": "bot-action", "id": "act", "nodes": [inner], "transitions": ways("end")})
    assert overview_scene("Bot", [made]).cards[0].meta == "2 nodes"


def test_a_hidden_dialog_that_nothing_leads_to_says_so():
    scene = overview_scene("Bot", [dialog("main"), dialog("lost", hidden=True)])
    assert cards(scene)["lost"].meta == "2 nodes · never called"
    assert cards(scene)["main"].meta == "2 nodes"


def test_a_call_to_a_dialog_that_is_not_there_leads_to_a_mark():
    scene = overview_scene("Bot", [dialog("main", "nowhere")])
    assert [(mark.form, mark.text, mark.source) for mark in scene.marks] == [("missing", "nowhere", "main")]
    assert scene.cards[0].branches[0].to == scene.marks[0].key


def test_dialogs_that_stand_alone_stand_in_a_few_columns():
    scene = overview_scene("Bot", [dialog(f"d{index}") for index in range(9)])
    assert scene.ties == (("d0", "d3"), ("d1", "d4"), ("d2", "d5"), ("d3", "d6"), ("d4", "d7"), ("d5", "d8"))


def test_dialogs_of_one_name_have_a_card_each():
    assert [card.key for card in overview_scene("Bot", [dialog("a"), dialog("a")]).cards] == ["a", "a-2"]


def test_groups_of_few_dialogs_stand_in_the_same_columns():
    tasks = [
        *(dialog(f"d{index}") for index in range(4)),
        dialog("main", "sub", "gone"),
        dialog("sub", "deep"),
        dialog("deep"),
    ]
    scene = overview_scene("Bot", tasks)
    assert scene.ties == (("d0", "d3"), ("d1", "main"))


def test_below_a_group_stands_the_next_behind_its_last_call():
    tasks = [
        dialog("main", "sub"),
        dialog("sub", "gone"),
        dialog("a"),
        dialog("b"),
        dialog("c"),
        dialog("loop", "loop"),
    ]
    scene = overview_scene("Bot", tasks)
    assert scene.ties == (("sub.missing.gone", "c"), ("a", "loop"))


def test_a_bot_of_many_groups_is_no_wider_than_six_dialogs():
    tasks = [dialog(f"d{index}", *(["gone"] if index % 3 == 0 else [])) for index in range(60)]
    svg = next(draw_scenes([overview_scene("Bot", tasks)])).svg.decode()
    assert float(re.search(r'width="([\d.]+)pt"', svg)[1]) < 6 * 300


def test_dialogs_that_call_many_stand_in_no_column():
    tasks = [
        dialog("main", "a", "b", "c", "d"),
        *(dialog(name) for name in "abcd"),
        dialog("x"),
        dialog("y"),
        dialog("z"),
    ]
    assert overview_scene("Bot", tasks).ties == (("x", "z"),)
