from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.canvas.cases import NAMES, MermaidFile, shown, task, ways
from xogen.canvas.mermaid import mermaid_source

NODE = r'  +n_\w+\S{1,2}"[^"]*"\S{1,2}:::\w+'
LINE = re.compile(
    rf'---|title: ".*"|flowchart TD|  subgraph n_\w+\["[^"]*"\]|  end|{NODE}'
    r'|  +n_\w+(?:\(\(\("end"\)\)\)|\(\("[a-z ]+"\)\):::missing|\["[^"]*"\]:::missing)'
    r'|  n_\w+ (?:-->|-\.->)(?:\|"[^"]*"\|)? n_\w+|  classDef \w+ \S.*|  class [\w,]+ frame'
)


@pytest.mark.parametrize("name", NAMES)
def test_chart(name, snapshot):
    assert mermaid_source(shown(name)) == snapshot(extension_class=MermaidFile)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_no_text_breaks_out_of_its_quotes(text):
    sample = task(
        {"type": "logic", "id": text, "label": {"en": text}, "transitions": [{"to": text + "x", "label": text}]},
        {"type": "message", "id": "m", "responses": [{"text": {"en": text}}], "transitions": ways(text)},
        title={"en": text},
    )
    for line in mermaid_source(sample).removesuffix("\n").split("\n"):
        assert LINE.fullmatch(line), line


def test_a_backslash_and_n_stay_what_they_are():
    sample = task(
        {"type": "message", "id": "m", "responses": [{"text": {"en": r"C:\new"}}], "transitions": ways("end")}
    )
    assert "C:#92;\u200bnew" in mermaid_source(sample)
