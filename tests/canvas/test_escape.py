"""Whatever text a dialog holds: the renderer accepts what we write, and the picture shows the text."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.canvas.cases import task, ways
from tests.canvas.test_dot import words_of
from xogen.canvas.dot import dot_source
from xogen.canvas.drawing import draw
from xogen.canvas.renderer import render_many
from xogen.canvas.text import clean, one_line
from xogen.model.dialog import DialogTask

NASTY = st.sampled_from(
    ["\\", "\\N", '"', "<", ">", "&amp;", "]]>", "{{context.entities.a}}", "{", "}", "|", ":", "--", "<!--", "\n", "\t",
     "\x00", "\x1b", "\u202e", "\u200f", "é", "日本", "ไทย", "א", "👩‍👩‍👧‍👦", "</text>", "<?xml ", "%", "`", "subgraph"]
)  # fmt: skip
TEXT = st.lists(NASTY | st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=6).map("".join)
ID = TEXT.filter(bool)
EXAMPLES = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def dialog(node_id: str, text: str, other: str) -> DialogTask:
    """Return a dialog with the texts in every field that a canvas shows."""
    test = {"context": text or "context.x", "op": "eq", "value": other}
    inner = {"type": "script", "id": "inner" + node_id, "script": text, "transitions": ways("end")}
    said = [{"text": {"en": text}}, {"channel": other, "script": {"en": other}}]
    intent = {"type": "intent", "id": node_id, "utterances": {"en": [text, other]}, "label": {"en": other}}
    out = [{"to": "a", "when": test}, {"to": text, "when": {"entity": text}}, {"to": "s", "label": other}]
    values = [{"value": text}, {"value": other, "label": {"en": text}}]
    entity = {"type": "entity", "id": "e", "name": other, "prompt": said, "error_prompt": said, "pattern": text}
    service = {"type": "service", "id": "s", "integration": text, "path": other, "host": text, "body": text}
    action = {"type": "bot-action", "id": "a", "label": {"en": text}, "nodes": [inner]}
    return task(
        {**intent, "transitions": ways("e")},
        {**entity, "values": values, "transitions": out},
        {**service, "headers": {text: other}, "profile": other, "transitions": ways(other)},
        {**action, "transitions": [{"to": "o", "when": test}]},
        {"type": "opaque", "id": "o", "wire_type": text, "transitions": ways("c")},
        {"type": "dialog-call", "id": "c", "dialog": text, "inputs": {text: other}, "transitions": ways("end")},
        {"type": "form", "id": "f", "properties": {text: other}, "transitions": ways("return-to-flow")},
        name=text,
        title={"en": other},
        source={"pack": text, "template": other, "version": text},
        action={"name": text, "authorization": other, "app": text},
    )


@EXAMPLES
@given(ID, TEXT, TEXT)
def test_graphviz_draws_any_text(node_id, text, other):
    sample = dialog(node_id, text, other)
    words = words_of(render_many([dot_source(sample)], "svg")[0])
    for said in (node_id, text, other):
        assert squeezed(one_line(said)[:300]) in squeezed(words)


def squeezed(text: str) -> str:
    """Drop what no reader sees: white space, and the marks that say in which direction a line runs."""
    return "".join(char for char in "".join(text.split()) if char != "\u200f")


@EXAMPLES
@given(ID, TEXT, TEXT)
def test_our_svg_shows_any_text(node_id, text, other):
    sample = dialog(node_id, text, other)
    root = ET.fromstring(draw([sample])[0].svg)  # noqa: S314 - our own picture
    titles = [element.text for element in root.iter() if element.tag.endswith("title")]
    assert any((title or "").startswith(tuple({f"{clean(other) or node_id}", clean(node_id)})) for title in titles)
    assert any(clean(text) in (title or "") for title in titles)
    assert set(draw([sample])[0].layout.positions) == {node.id for node in sample.walk()}


@pytest.mark.parametrize("text", [r"\N", r"\\N", r"\G\E\T\H\L", r"a\nb\lc\r", "\\", r"C:\Name\Lead"])
def test_graphviz_replaces_nothing(text):
    sample = task({"type": "message", "id": "m", "responses": [{"text": {"en": text}}], "transitions": ways("end")})
    root = ET.fromstring(render_many([dot_source(sample)], "svg")[0])  # noqa: S314 - our own picture
    shown = "".join(element.text or "" for element in root.iter() if element.tag.endswith("}text"))
    assert f"“{text}”" in shown
