"""How long it takes to compare two bots of 439 nodes, as large as the largest known export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.measure import Row, call
from xogen.formats.importer import import_bot
from xogen.model.bot import BotExport

DIALOGS, NODES = 41, 439
LIMIT = 0.5


def rows() -> Iterator[Row]:
    """Compare a bot with itself, with an edited one, and with an edited copy whose ids and order are others."""
    from xogen.diff.exports import diff_exports

    old = _bot()
    for what, new in (
        ("itself", _bot()),
        ("every second text edited", _bot(edited=True)),
        ("an edited copy with other ids", _bot(edited=True, ids="copy")),
        ("one of other names and ids", _bot(edited=True, ids="copy", names="Other")),
    ):
        yield Row(f"{NODES} nodes against {what}", call(lambda new=new: diff_exports(old, new)), LIMIT)  # type: ignore[misc]


def _bot(*, edited: bool = False, ids: str = "first", names: str = "Node") -> BotExport:
    dialogs: list[dict[str, Any]] = []
    components: list[dict[str, Any]] = []
    for number in range(DIALOGS):
        here = NODES * (number + 1) // DIALOGS - NODES * number // DIALOGS
        nodes = []
        for place in range(here):
            key = f"{ids}-{number}-{place}"
            kind = "message" if place else "intent"
            word = "Please think again" if edited and place % 2 else "Thank you very much"
            text = f"{word}, this is what dialog {number} says at its step {place}, and no other one does."
            components.append(
                {
                    "_id": f"dc-{key}",
                    "refId": f"ref-{key}",
                    "name": f"{names}{number}x{place}",
                    "type": kind,
                    "localeData": {"en": {"label": f"{names}{number}x{place}"}},
                    **({"message": _said(text)} if place else {"dialogId": f"dg-{ids}-{number}"}),
                }
            )
            goal = f"nd-{ids}-{number}-{place + 1}" if place + 1 < here else "end"
            nodes.append(
                {
                    "type": kind,
                    "nodeId": f"nd-{key}",
                    "componentId": f"dc-{key}",
                    "transitions": [{"default": goal, "metadata": {"color": "#299d8e"}}],
                    "nodeOptions": {"promptOptions": "required"},
                }
            )
        name = f"Dialog {number}"
        dialogs.append(
            {
                "_id": f"dg-{ids}-{number}",
                "refId": f"dr-{ids}-{number}",
                "lname": name.lower(),
                "localeData": {"en": {"name": name}},
                "nodes": nodes,
            }
        )
    data = {"_id": "st-1", "localeData": {"en": {"name": "Bot"}}, "dialogs": dialogs, "dialogComponents": components}
    return import_bot(data, path="botDefinition.json")


def _said(text: str) -> list[dict[str, Any]]:
    return [{"channel": "default", "localeData": {"en": {"text": text, "type": "basic"}}}]
