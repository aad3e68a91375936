"""A service that is asked for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.calls import changes_by_get
from xogen.lint.examples import Data, dialog, intent, message, service
from xogen.lint.facts import BotFacts, TaskFacts
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.references import COMPUTED

FAILED = message("failed", "That did not work.")


def _read(to: str) -> Data:
    return {**service("read", to, to), "transitions": [{"to": to}]}


@rule(
    "bot",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="A service that is asked for nothing",
    rationale="""
        It only reads (GET), and nothing in the bot uses what it answers, not even its status: the user waits for a call
        that changes nothing. Use the answer or take the call out. A call with a post-processor is not judged.
    """,
    bad=bad(
        dialog(intent("read"), _read("done"), message("done", "Your leads are there.")),
        Flag("/nodes/1", "nothing uses the answer of the service read", "read"),
    ),
    good=good(
        dialog(
            intent("read"),
            service("read", "done", "failed"),
            message("done", "The first is {{context.read.response.body.name}}."),
            FAILED,
        )
    ),
    says_more_than=("service/status-not-checked",),
)
def answer_never_read(facts: BotFacts) -> Iterator[Problem | Unchecked]:
    used = facts.read_keys
    for task in facts.tasks:
        if not task.services or _has_lost_reads(task):
            continue
        for place in task.of_kind("service"):
            node = place.node
            if node.type != "service" or node.method != "GET" or node.post_processor:
                continue
            if node.component in used or node.id not in task.graph.reachable or changes_by_get(node):
                continue
            what = f"the answer of the service {node.component}"
            if COMPUTED in used:
                yield Unchecked(f"whether anything uses {what}: a script reads keys by computed names", task)
            else:
                yield Problem(place.pointer, f"nothing uses {what}", node.id, dialog=task)


def _has_lost_reads(task: TaskFacts) -> bool:
    """Whether an answer is read under a name that no service has: it may be this one's, and another rule says so."""
    return any(
        any(use.path[2:3] == ("response",) for use in uses)
        for names, uses in task.uses_by_name.items()
        if names[0] == "context" and len(names) > 1 and names[1] not in task.components
    )
