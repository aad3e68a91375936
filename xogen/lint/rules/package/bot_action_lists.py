"""A bot action whose two lists of nodes disagree."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot, component, node
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import few, listed, text
from xogen.lint.wire_rows import BOT_ACTION, NOWHERE
from xogen.model.finding import Severity

KEEP = component(4, "script", "keep", script="koreDebugger.log(%22greeting%22)%3B")
ACTION = component(3, "botAction", "KeepAction", nodes=[node("script", "nd-keep", 4)])


def _around(*inner: str) -> dict[str, object]:
    stub = {
        **node("botAction", "nd-action", 3),
        "nodes": [{"type": "script", "nodeId": each, "componentId": "dc-4"} for each in inner],
    }
    first, hello = bot()["dialogs"][0]["nodes"]
    nodes = [
        {**first, "transitions": [{"default": "nd-action"}]},
        {**stub, "transitions": [{"default": "hello"}]},
        hello,
    ]
    return bot(ACTION, KEEP, dialogs=[{**bot()["dialogs"][0], "nodes": nodes}])


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A bot action whose two lists of nodes differ",
    rationale="""
        A bot action keeps its nodes twice: in its component with their connections, and in its node with their
        options. Both lists name the same nodes in 276 of 276 bot actions of real exports. A node that is in one of
        them only was added or removed by hand, and has no connections or no options.
    """,
    bad=bad_export(
        _around("nd-keep", "nd-lost"),
        Flag("/dialogs/0/nodes/1/nodes", "the bot action KeepAction and its component name different nodes: nd-lost"),
    ),
    good=good_export(_around("nd-keep")),
)
def bot_action_lists(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    if wire is None:
        return
    nodes = wire.nodes
    for number in nodes.of_kinds({BOT_ACTION}):
        place, stubs = nodes.components[number], nodes.values[number].get("nodes")
        if place == NOWHERE or not isinstance(stubs, list):
            continue
        differing = _ids(stubs) ^ _ids(wire.components.values[place].get("nodes"))
        if differing:
            entry = nodes.node(number)
            words = f"the bot action {entry.name} and its component name different nodes: {few(sorted(differing))}"
            yield Problem(entry.node.pointer("nodes"), words)


def _ids(nodes: object) -> set[str]:
    return {text(each.get("nodeId")) for each in listed(nodes) if isinstance(each, dict)} - {""}
