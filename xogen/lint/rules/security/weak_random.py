"""A code that can be guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.graph.reads import line_pointer
from xogen.lint.examples import dialog, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import scripts
from xogen.model.finding import Severity
from xogen.model.nodes import Node

RANDOM = "Math.random"
SECRET = re.compile(
    r"otp|one[-_ ]?time|passw|passcode|secret|token|nonce|verif(?:y|ication)|(?<![a-z])pin(?![a-z])", re.IGNORECASE
)
DONE = message("done", "I have sent you a code.")


@rule(
    "scripted",
    severity=Severity.WARNING,
    summary="A code that can be guessed",
    rationale="""
        `Math.random` is made for games: who has seen some of its numbers can compute the next ones. A one-time code, a
        token or a password has to come from a service that makes them (most SMS and mail services do). Told by the
        words in the script and the name of its node.
    """,
    bad=bad(
        dialog(
            intent("make"),
            script("make", "BotUserSession.put('otp', Math.floor(1000 + Math.random() * 9000), 5);", "done"),
            DONE,
        ),
        Flag("/nodes/1/script", "Math.random makes something that must not be guessed ('otp')", "make"),
    ),
    good=good(
        dialog(
            intent("pick"),
            script("pick", "BotUserSession.put('greeting', Math.floor(Math.random() * 3), 5);", "done"),
            message("done", "Greeting number {{context.session.BotUserSession.greeting}}!"),
        )
    ),
)
def weak_random(node: Node, _facts: TaskFacts) -> Iterator[Problem]:
    for each in scripts(node):
        at = each.source.find(RANDOM)
        found = SECRET.search(each.source) or SECRET.search(node.component) if at >= 0 else None
        if found:
            line = each.source.count("\n", 0, at) + 1
            words = f"{RANDOM} makes something that must not be guessed ({found[0]!r})"
            yield Problem(line_pointer(each.pointer, each.source, line), words)
