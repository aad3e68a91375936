"""A short way to write an export whose dialog runs a script and then says something, for examples."""

from __future__ import annotations

from urllib.parse import quote

from xogen.lint.export_examples import Data, bot, component, dialog, node, said


def scripted(source: str, text: str) -> Data:
    """Return an export of XO 11: its script stands in component 2, its message in component 1."""
    start = node("intent", "intent0", 1, "keep")
    own = dialog(1, "hello", "Say Hello", start, node("script", "keep", 3, "hello"), node("message", "hello", 2))
    kept = bot(component(3, "script", "keep", script=quote(source)), appType="unified", dialogs=[own])
    first, _, last = kept["dialogComponents"]
    return {**kept, "dialogComponents": [first, component(2, "message", "hello", message=[said(text)]), last]}
