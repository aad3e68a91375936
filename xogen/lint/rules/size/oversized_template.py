"""A template with more in it than the channel shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.graph.reads import line_pointer
from xogen.lint.examples import Data, dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import scripts
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.script.objects import written_objects

LIMITS = {"button": ("buttons", 5), "list": ("elements", 4)}
"""The most items of a template (facts, kore-platform 4.1)."""
LONGEST = 640
CARDS, BUTTONS = "carousel", 3

KINDS = re.compile(r"""["'](?:button|list|quick_replies|carousel)["']""")
"""What stands in a script that writes out a template that has a limit: only such a script is worth reading."""


def _prints(count: int) -> Data:
    buttons = ", ".join(
        f'{{"type": "postback", "title": "Kind {number}", "payload": "{number}"}}' for number in range(count)
    )
    payload = f'{{"template_type": "button", "text": "Which kind?", "buttons": [{buttons}]}}'
    template = f'{{"type": "template", "payload": {payload}}}'
    prints = {"script": {"en": f"print(JSON.stringify({template}));"}}
    return dialog(intent("kinds"), message("kinds", "", responses=[prints]))


@rule(
    "task",
    needs="scripted",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="A template with more items or text than the platform shows",
    rationale="""
        The platform documents at most five buttons in a prompt, four elements in a list, three buttons on a card of a
        carousel, and 640 characters in the text of buttons and quick replies. What is beyond is not shown, or the
        message is refused by the channel (inferred). Templates are checked where a script writes them out.
    """,
    bad=bad(
        _prints(6),
        Flag("/nodes/1/responses/0/script/en", "this button template has 6 buttons, more than 5", "kinds"),
    ),
    good=good(_prints(5)),
)
def oversized_template(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    printing = [(place, script) for place in facts.said.printing for script in scripts(place.node)]
    for place, script in printing:
        if "template_type" not in script.source or not KINDS.search(script.source):
            continue
        for written in written_objects(script.source, "template_type"):
            kind = written.texts.get("template_type", "")
            for words in _faults(kind, written.texts, written.lengths, written.inner):
                pointer = place.pointer + line_pointer(script.pointer, script.source, written.line)
                yield Problem(pointer, f"this {kind} template has {words}", place.node.id)


def _faults(
    kind: str, texts: dict[str, str], lengths: dict[str, int], inner: dict[str, tuple[dict[str, int], ...]]
) -> Iterator[str]:
    key, most = LIMITS.get(kind, ("", 0))
    if key and lengths.get(key, 0) > most:
        yield f"{lengths[key]} {key}, more than {most}"
    if kind in {"button", "quick_replies"} and len(texts.get("text", "")) > LONGEST:
        yield f"a text of {len(texts['text'])} characters, more than {LONGEST}"
    cards = [card["buttons"] for card in inner.get("elements", ()) if card.get("buttons", 0) > BUTTONS]
    if kind == CARDS and cards:
        yield f"a card with {max(cards)} buttons, more than {BUTTONS}"
