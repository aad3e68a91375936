"""A service that hides a part of the context."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import Node

PLATFORM = frozenset(
    {
        "FollowupIntents", "GenAIPrompt", "GenerativeAINode", "SearchAINode", "UserQuery", "currentLanguage",
        "dialog_tone", "entities", "entityRules", "history", "inputData", "intent", "message_tone", "onHoldTasks",
        "resultsFound", "session", "suggestedLanguages", "traits",
    }
)  # fmt: skip
"""What the platform itself keeps in the context (facts, kore-platform section 5)."""


def _asks(name: str) -> Data:
    done, sorry = message("done", "It is there."), message("sorry", "That did not work.")
    return dialog(intent(name), service(name, "done", "sorry"), done, sorry)


@rule(
    ("service", "form"),
    severity=Severity.WARNING,
    summary="A node whose name the platform uses in the context itself",
    rationale="""
        The answer of a service stands under its name: `context.<name>.response`. A service called `session` or
        `history` writes where the platform keeps its own data, and one of the two is lost (inferred).
    """,
    bad=bad(
        _asks("history"),
        Flag("/nodes/1", "context.history belongs to the platform, and the service history writes there", "history"),
    ),
    good=good(_asks("readHistory")),
)
def reserved_context_key(node: Node, _facts: TaskFacts) -> Iterator[Problem]:
    name = node.component
    if name in PLATFORM:
        yield Problem("", f"context.{name} belongs to the platform, and the {node.type} {name} writes there")
