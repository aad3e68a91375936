"""Scripts that are found in the text of an export are those that the importer finds in what was read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from xogen.formats.importer import import_bot
from xogen.formats.script_texts import script_texts
from xogen.graph.reads import scripts_of

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"


@pytest.mark.parametrize("bot", sorted(path.name for path in EXPORTS.iterdir() if path.is_dir()))
def test_all_scripts_of_a_bot_are_found(bot):
    text = (EXPORTS / bot / "botDefinition.json").read_text(encoding="utf-8-sig")
    read = import_bot(json.loads(text), path="botDefinition.json")
    scripts = {place.source for dialog in read.dialogs for node in dialog.task.walk() for place in scripts_of(node)} - {
        ""
    }
    assert scripts - set(script_texts(text)) == {
        script for script in scripts if "print" not in script and said(text, script)
    }


def said(text, script):
    """Whether a script stands in the bot as what a message says."""
    return f'"text": {json.dumps(script)}' in text or f'"text":{json.dumps(script)}' in text


CASES = {
    "a script": ('{"script": "context.a = 1;"}', ["context.a = 1;"]),
    "percent-encoded": ('{"script":"a%20%3D%201"}', ["a = 1"]),
    "processors": ('{"preProcessor": "p()", "postProcessor":\n"q()"}', ["p()", "q()"]),
    "a message that prints": ('{"text": "print(1)", "type": "uxmap"}', ["print(1)"]),
    "a message that says something": ('{"text": "Which company?"}', []),
    "no text": ('{"script": null, "text": {"en": "print"}, "preProcessor": 5}', []),
    "quotes and escapes": (r'{"script": "a = \"\u00fc\\\"; // \n"}', ['a = "ü\\"; // \n']),
    "cut off": ('{"script": "context.a = ', []),
    "half an escape": (r'{"script": "\u00', []),
    "nothing": ("", []),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_found_in_a_text(case):
    text, scripts = CASES[case]
    assert list(script_texts(text)) == scripts
