"""A prompt that the platform does not take."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, intent, message, node
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.wire_data import path, text
from xogen.model.finding import Severity
from xogen.model.nodes import PlatformNode

MOST = 2000
DONE = message("done", "{{context.GenAIPrompt.summary}}")


def _asks(prompt: str) -> Data:
    return dialog(
        intent("summary"), node("generative", "summary", "done", properties={"generativeAI": {"prompt": prompt}}), DONE
    )


@rule(
    "generative",
    severity=Severity.WARNING,
    summary="A prompt for a language model that is too long",
    rationale="""
        The platform takes prompts of up to 2,000 characters. A longer one cannot be saved in the builder, and what
        import makes of it is not documented. References count as they are written: their values come on top.
    """,
    bad=bad(
        _asks("Sum it up. " * 200),
        Flag("/nodes/1", "the prompt of summary has 2200 characters, more than 2000", "summary"),
    ),
    good=good(_asks("Sum it up.")),
)
def long_prompt(node: PlatformNode, _facts: TaskFacts) -> Iterator[Problem]:
    prompt = text(path(dict(node.properties), "generativeAI", "prompt"))
    if len(prompt) > MOST:
        yield Problem("", f"the prompt of {node.component} has {len(prompt)} characters, more than {MOST}")
