from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.everything import EVERYTHING
from xogen.errors import InputError
from xogen.formats.dialog_json import dump_dialog, load_dialog
from xogen.model.conditions import ContextTest, EntityTest
from xogen.model.dialog import SCHEMA, DialogTask
from xogen.model.nodes import (
    EntityNode,
    MessageNode,
    Response,
    ScriptNode,
    ServiceNode,
    Transition,
)


def test_what_is_written_is_read_back():
    text = dump_dialog(EVERYTHING)
    assert load_dialog(text, "d.json") == EVERYTHING
    assert dump_dialog(load_dialog(text, "d.json")) == text


def test_form_of_the_text():
    text = dump_dialog(EVERYTHING)
    assert text.startswith(f'{{\n  "$schema": "{SCHEMA}",\n  "name": "create-lead",\n  "title": {{\n    "en": ')
    assert text.endswith("\n}\n")
    assert "Zoë's “lead”" in text
    assert '"pre_processor": [\n            "let a = 1;",\n            "let b = 2;"\n          ]' in text
    assert "null" not in text.replace("1,\n        null", "").replace('"timeout": null', "")


def test_every_node_starts_with_its_kind_and_ends_with_its_ways_out():
    todo = json.loads(dump_dialog(EVERYTHING))["nodes"]
    seen = set()
    while todo:
        node = todo.pop()
        seen.add(node["type"])
        assert list(node)[:2] == ["type", "id"]
        assert "transitions" not in list(node)[:-1]
        todo += node.get("nodes", [])
    assert len(seen) == 11


def test_defaults_are_left_out():
    data = json.loads(dump_dialog(DialogTask(name="a", title={"en": "A"}, nodes=(EntityNode(id="b"),))))
    assert data == {"$schema": SCHEMA, "name": "a", "title": {"en": "A"}, "nodes": [{"type": "entity", "id": "b"}]}


def test_the_order_of_keys_in_a_file_does_not_matter_but_that_of_its_languages_and_headers_is_kept():
    text = dump_dialog(EVERYTHING)
    shuffled = json.dumps(dict(reversed(json.loads(text).items())))
    assert dump_dialog(load_dialog(shuffled, "d.json")) == text


TEXT = dump_dialog(EVERYTHING)
WRONG = {
    "an unknown key of a node": (
        TEXT.replace('"entity_type"', '"entitytype"'),
        "d.json:57: nodes[1].entitytype: unknown key; did you mean 'entity_type'?",
    ),
    "an unknown key of a condition": (
        TEXT.replace('"op": "eq"', '"operator": "eq"', 1),
        "d.json:100: nodes[1].transitions[0].when.operator: unknown key; there are: entity, op, value",
    ),
    "an unknown form of condition": (
        TEXT.replace('"answer": "no"', '"anser": "no"'),
        (
            "d.json:200: nodes[3].transitions[1].when: "
            "a condition has one of the keys entity, context, answer, intent, all, any, raw"
        ),
    ),
    "no nodes": ('{"name": "a", "title": {}}', "d.json:1: nodes: is missing"),
    "not an object": ("[]", "d.json:1: a dialog file holds one object\n  see: xogen schema dialog-task"),
    "another version, further down": (
        '{"name": "a",\n "$schema": 1}',
        (
            "d.json:2: $schema: this is no dialog of a version that this xogen knows: 1\n"
            '  it knows "urn:xogen:schema:dialog-task:1"; a newer xogen may know yours'
        ),
    ),
    "another version": (
        TEXT.replace(SCHEMA, "urn:xogen:schema:dialog-task:9"),
        (
            "d.json:2: $schema: this is no dialog of a version that this xogen knows: "
            "'urn:xogen:schema:dialog-task:9'\n"
            '  it knows "urn:xogen:schema:dialog-task:1"; a newer xogen may know yours'
        ),
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_is_refused_with_line_and_key(case):
    text, message = WRONG[case]
    assert text != TEXT
    with pytest.raises(InputError) as caught:
        load_dialog(text, "d.json")
    assert str(caught.value) == message


def test_a_file_without_schema_is_read():
    assert load_dialog('{"name": "a", "title": {"en": "A"}, "nodes": []}', "d.json").name == "a"


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
IDS = st.text("abcXYZ019_", min_size=1, max_size=4)
LOCALISED = st.dictionaries(st.sampled_from(["en", "de", "ja"]), TEXTS, max_size=3)
WAYS = st.lists(
    st.builds(
        Transition,
        to=IDS,
        when=st.none()
        | st.builds(EntityTest, entity=IDS, op=st.sampled_from(["exists", "eq", "gt"]), value=st.none() | TEXTS)
        | st.builds(ContextTest, context=TEXTS),
    ),
    max_size=3,
).map(tuple)
RESPONSES = st.lists(st.builds(Response, text=LOCALISED, script=LOCALISED))
NODES = st.one_of(
    st.builds(ScriptNode, id=IDS, script=TEXTS, transitions=WAYS, label=LOCALISED),
    st.builds(
        MessageNode, id=IDS, responses=st.lists(st.builds(Response, text=LOCALISED, script=LOCALISED)).map(tuple)
    ),
    st.builds(ServiceNode, id=IDS, body=st.none() | TEXTS, headers=st.dictionaries(TEXTS, TEXTS), pre_processor=TEXTS),
)
TASKS = st.builds(DialogTask, name=IDS, title=LOCALISED, nodes=st.lists(NODES, max_size=4).map(tuple))


@given(TASKS)
def test_any_task_survives_the_file(task):
    text = dump_dialog(task)
    again = load_dialog(text, "d.json")
    assert again == task
    assert dump_dialog(again) == text


PIECES = [
    "{",
    "}",
    "[",
    "]",
    ",",
    '"',
    "\\",
    "null",
    "NaN",
    "1e999",
    "9" * 5000,
    "\\ud83d",
    "\0",
    "[" * 300,
    '"nodes":',
    "1",
]


@given(st.data())
def test_a_damaged_file_is_refused_at_one_of_its_lines(data):
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(TEXT))] * 2)))
    cut = data.draw(st.sampled_from([start, min(end, start + 20), end]))
    text = TEXT[:start] + data.draw(st.sampled_from(PIECES)) + TEXT[cut:]
    try:
        load_dialog(text, "d.json")
    except InputError as error:
        lines = [int(line) for line in re.findall(r"^(?:Error: )?d\.json:(\d+)", str(error), re.MULTILINE)]
        assert lines
        assert all(1 <= line <= text.count("\n") + 1 for line in lines)
