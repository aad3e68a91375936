"""A number of tries that the platform does not offer."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Edit
from xogen.lint.export_examples import bot, component, node, said
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.model.finding import Severity
from xogen.model.nodes import EntityNode

FIRST = bot()["dialogs"][0]["nodes"][0]
GREETING = component(2, "message", "hello", message=[said("Hello, {{context.entities.first}}!")])
PROMPTS = {"message": [said("What is your name?")], "errorMessage": [said("Please type your name.")]}
ASK = component(3, "entity", "first", entityType="label", **PROMPTS)


def _asks(limit: int) -> dict[str, object]:
    options = {"nodeOptions": {"eventOptions": {"defaultMaxRetry": {"retry_limit": limit, "action": "endOfDialog"}}}}
    ask = {**node("entity", "entity0", 3, "hello"), **options}
    nodes = [{**FIRST, "transitions": [{"default": "entity0"}]}, ask, node("message", "hello", 2)]
    components = [bot()["dialogComponents"][0], GREETING, ASK]
    return bot(dialogs=[{**bot()["dialogs"][0], "nodes": nodes}], dialogComponents=components)


@rule(
    "entity",
    severity=Severity.WARNING,
    summary="A number of tries outside of what the platform offers",
    rationale="""
        An entity is asked for 1 to 5 times before the dialog ends or goes on elsewhere. What the platform makes of
        other numbers is not documented; the export was edited by hand.
    """,
    bad=bad_export(
        _asks(9),
        Flag(
            "/dialogs/0/nodes/1/nodeOptions/eventOptions/defaultMaxRetry/retry_limit",
            "first is asked for 9 times, and the platform offers 1 to 5",
            "entity0",
        ),
    ),
    good=good_export(_asks(5)),
)
def retries_out_of_range(node: EntityNode, _facts: TaskFacts) -> Iterator[Problem]:
    if not 1 <= node.retries <= 5:
        words = f"{node.component} is asked for {node.retries} times, and the platform offers 1 to 5"
        nearest = min(max(node.retries, 1), 5)
        yield Problem("/retries", words, fix=unsafe(f"ask {nearest} times", Edit("/retries", nearest)))
