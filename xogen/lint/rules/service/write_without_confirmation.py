"""A record that is changed without asking."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.calls import verb, writes
from xogen.lint.examples import Data, confirmation, dialog, entity, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import ServiceNode

CREATE: Data = service(
    "create",
    "done",
    "failed",
    status="201",
    method="POST",
    path="/services/data/v67.0/sobjects/Lead",
    pre_processor="context.lead = JSON.stringify({ Company: context.entities.company });",
    body="{{context.lead}}",
    integration="salesforce",
    record={"object": "Lead", "operation": "create"},
)
REST = (
    message("done", "The lead is there."),
    message("failed", "That did not work."),
    message("stopped", "All right."),
)


@rule(
    "service",
    severity=Severity.WARNING,
    summary="A write that some path reaches without a confirmation",
    rationale="""
        A bot mishears. What creates, changes or deletes something is read back first, and done when the user says yes:
        every path from the start to the call goes through the yes of a confirmation. Agreeing to sign in is no such
        yes. The path shown is one on which nobody is asked.
    """,
    bad=bad(
        dialog(intent("company"), entity("company", "create"), CREATE, *REST[:2]),
        Flag("/nodes/2", "the service create creates a Lead, and a path leads there without a confirmation", "create"),
    ),
    good=good(
        dialog(
            intent("company"),
            entity("company", "ask"),
            confirmation("ask", "create", "stopped", "Create a lead for {{context.entities.company}}?"),
            CREATE,
            *REST,
        )
    ),
)
def write_without_confirmation(node: ServiceNode, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    does_write = writes(node)
    if does_write is None:
        yield Unchecked(f"whether the {node.method} of the service {node.component} writes or only asks is not known")
    if not does_write:
        return
    if node.id not in facts.unconfirmed:
        return
    if facts.task.hidden:
        yield Unchecked("this dialog is hidden, and whether those that call it ask for a confirmation is not known")
    else:
        way = facts.graph.short_names(node.id, facts.unconfirmed)
        words = f"the service {node.component} {verb(node)}, and a path leads there without a confirmation"
        yield Problem("", words, witness=way)
