"""A tool of an agent that calls a service that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot, calling, service
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.model.finding import Severity

READS = calling(service(3, "readLeads"))


def _tool(action: str) -> list[dict[str, object]]:
    return [{"tool_name": "findLeads", "tool_actions": [{"action_id": action, "action_type": "service"}]}]


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A tool whose service is not in the export",
    rationale="""
        A tool of XO 11 calls its services by the `refId` of their components. Without the component the agent node that
        uses the tool gets no result, and tells the user what it makes up instead (inferred).
    """,
    bad=bad_export(
        bot(tools=_tool("ref-9")),
        Flag("/tools/0/tool_actions/0/action_id", "the tool findLeads calls a service that is not there"),
    ),
    good=good_export({**READS, "tools": _tool("ref-3")}),
)
def unknown_tool_service(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    if wire is None or not wire.list("tools"):
        return
    known = {*wire.components.ref_ids, *wire.components.ids}
    for tool in wire.list("tools"):
        for action in tool.parts("tool_actions"):
            named = action.text("action_id")
            if named and action.text("action_type") == "service" and named not in known:
                words = f"the tool {tool.text('tool_name')} calls a service that is not there"
                yield Problem(action.pointer("action_id"), words)
