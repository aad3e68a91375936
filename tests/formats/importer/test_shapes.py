"""Values of another type than the platform writes: refused with their place, or kept where nothing of ours looks."""

from __future__ import annotations

import json

import pytest

from tests.tools import wrong_types
from xogen.formats.importer import ExportError, import_bot
from xogen.formats.wire import shapes

WRONG = {
    "object": (["x"], "a list", "an object"),
    "list": ({"x": 1}, "an object", "a list"),
    "value": ({"x": 1}, "an object", "a text"),
    "flag": ("maybe", "a text", "true or false"),
    "number": ("soon", "a text", "a number"),
    "texts": (7, "a number", "a list"),
    "map": (["x"], "a list", "an object"),
}
"""A value of another type for each shape, what it is called, and what is wanted."""
CAN_BE = {
    "object": [None, "", [], {}],
    "list": [None, "", {}, []],
    "value": [None, "", [], {}, 0, 7, True, "x"],
    "flag": [None, "", "true", "FALSE", 0, 1, True],
    "number": [None, "", "20", " 7.5 ", 3],
    "texts": [None, "", [], "x", ["x"]],
    "map": [None, "", "{}", {}, []],
}
"""What the platform, an editor or an older version may well write."""


def made(holder, path, value):
    """An object with a value at a path of the table, and the keys that lead there."""
    keys = [{"[]": 0, "*": "en"}.get(step, step) for step in path.replace("[]", ".[]").split(".")]
    at = holder
    for key, after in zip(keys, [*keys[1:], None], strict=True):
        if after is None:
            child = value
        elif key in holder and at is holder and isinstance(holder[key], list | dict):
            child = holder[key]
        else:
            child = [None] if after == 0 else {}
        at[key] = child
        at = child
    return "".join(f"/{key}" for key in keys)


def exported(part, kind, path, value):
    """An export with a value at a path of one part, and the pointer to it."""
    node = {"type": kind or "message", "nodeId": "m", "componentId": "dc-1", "transitions": []}
    component = {"_id": "dc-1", "type": kind or "message", "name": "m"}
    dialog = {"_id": "dg-1", "nodes": [node]}
    sentence = {}
    bot = {"dialogs": [dialog], "dialogComponents": [component], "sentences": [sentence]}
    if path.startswith("patterns"):
        bot["patterns"] = [{}]
    where = {
        "bot": (bot, ""),
        "dialog": (dialog, "/dialogs/0"),
        "node": (node, "/dialogs/0/nodes/0"),
        "component": (component, "/dialogComponents/0"),
        "sentence": (sentence, "/sentences/0"),
    }
    holder, at = where[part]
    return bot, at + made(holder, path, value)


TABLES = {
    ("bot", None): shapes.BOT,
    ("dialog", None): shapes.DIALOG,
    ("node", None): shapes.NODE,
    ("sentence", None): shapes.SENTENCE,
    ("component", None): shapes.COMPONENT,
    **{("component", kind): table for kind, table in shapes.COMPONENTS.items()},
}
ROWS = [(*place, path, shape) for place, table in TABLES.items() for path, shape in table.items()]
NAMES = [f"{kind or part} {path}" for part, kind, path, _ in ROWS]
EACH = pytest.mark.parametrize(("part", "kind", "path", "shape"), ROWS, ids=NAMES)


@EACH
def test_what_cannot_be_meant_is_refused_with_its_place(part, kind, path, shape):
    value, is_now, wanted = WRONG[shape]
    bot, pointer = exported(part, kind, path, value)
    with pytest.raises(ExportError) as error:
        import_bot(bot, path="bot.json")
    assert error.value.pointer == pointer
    assert error.value.message == f"{pointer} holds {is_now}; here the platform writes {wanted}"
    assert error.value.where == f"bot.json: {pointer}"


@EACH
def test_what_can_be_meant_is_taken(part, kind, path, shape):
    bots = [exported(part, kind, path, value)[0] for value in CAN_BE[shape]]
    assert [import_bot(bot, path="bot.json").data for bot in bots] == bots


def test_the_place_of_a_node_is_in_its_own_dialog():
    nodes = [{"nodeId": name, "componentId": "c", "transitions": []} for name in "abc"]
    bot = {"dialogComponents": [], "dialogs": [{"nodes": nodes[:2]}, {}, {"nodes": [{**nodes[2], "nodeOptions": "x"}]}]}
    with pytest.raises(ExportError) as error:
        import_bot({"appDefinition": bot}, path="bot.json")
    assert error.value.pointer == "/appDefinition/dialogs/2/nodes/0/nodeOptions"


def test_every_key_path_of_the_exports_has_its_answer():
    found = wrong_types.answers()
    assert json.loads(wrong_types.TARGET.read_text(encoding="utf-8")) == found, "run: python -m tests.tools.wrong_types"


def test_what_carries_a_dialog_is_refused():
    said = json.loads(wrong_types.TARGET.read_text(encoding="utf-8"))
    assert {said["dialog"][key] for key in ("_id", "refId", "localeData", "nodes", "isHidden")} == {"refused"}
    carrying = {"nodeId", "componentId", "type", "transitions", "nodeOptions"}
    nodes = {kind: answers for kind, answers in said.items() if kind.startswith("node ")}
    assert len(nodes) == 15
    for answers in nodes.values():
        assert {answers[key] for key in carrying} == {"refused"}
    assert set(said["transition"].values()) == {"refused", "kept"}
    kept = {path for path, answer in said["transition"].items() if answer == "kept"}
    assert kept == {"metadata.color", "metadata.connId", "userUtterance"}
