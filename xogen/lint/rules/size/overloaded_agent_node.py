"""An agent node with more instructions than the platform takes."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, intent, message, node
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.wire_data import listed, mapping, path
from xogen.model.finding import Severity
from xogen.model.nodes import PlatformNode

MOST, LONGEST = 5, 250
WORDS = {"rules": "rules", "exitScenarios": "exit scenarios"}


def _asks(rules: list[str]) -> Data:
    config = {"generativeAI": {"dynamicEntityConfig": {"rules": rules}}}
    return dialog(intent("helper"), node("assist", "helper", "done", properties=config), message("done", "Good bye!"))


@rule(
    ("assist", "generative"),
    severity=Severity.WARNING,
    summary="An agent node with too many or too long rules",
    rationale="""
        An agent node takes up to five rules and five exit scenarios, each of up to 250 characters. What is beyond that
        cannot be saved in the builder, and whether the model gets to see it is not documented.
    """,
    bad=bad(
        _asks(["Be kind."] * 6),
        Flag("/nodes/1", "the agent node helper has 6 rules, more than 5", "helper"),
    ),
    good=good(_asks(["Be kind."] * 5)),
)
def overloaded_agent_node(node: PlatformNode, _facts: TaskFacts) -> Iterator[Problem]:
    config = mapping(path(dict(node.properties), "generativeAI", "dynamicEntityConfig"))
    for key, words in WORDS.items():
        entries = listed(config.get(key))
        if len(entries) > MOST:
            yield Problem("", f"the agent node {node.component} has {len(entries)} {words}, more than {MOST}")
        long = [entry for entry in entries if isinstance(entry, str) and len(entry) > LONGEST]
        if long:
            count = f"{len(long)} of its {words} longer than {LONGEST} characters"
            yield Problem("", f"the agent node {node.component} has {count}")
