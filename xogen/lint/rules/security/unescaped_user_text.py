"""What the user says, pasted into a query or URL as it is."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, entity, intent, message, service
from xogen.lint.facts import BotFacts
from xogen.lint.pasted import pasted
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.finding import Severity

ASK = entity("keyword", "find", "Which name?")
DONE, FAILED = message("done", "I have looked."), message("failed", "That did not work.")
RAW = "/services/data/v67.0/query?q=SELECT Id FROM Lead WHERE Name = '{{context.entities.keyword}}'"
SAFE = "/services/data/v67.0/query?q={{context.query}}"
ESCAPED = """const name = context.entities.keyword.replace(/[\\\\']/g, "\\\\$&");
context.query = encodeURIComponent("SELECT Id FROM Lead WHERE Name = '" + name + "'");"""


def _find(path: str, **more: str) -> Data:
    return service("find", "done", "failed", path=path, **more)


@rule(
    "bot",
    severity=Severity.ERROR,
    reads_scripts=True,
    summary="What the user says, pasted into a query or URL as it is",
    rationale="""
        The platform puts the text in the place of `{{...}}` and does nothing else (inferred). A quote then ends the
        string of a query, so that the user writes the rest of it: an error. `&`, `/` and `?` make another URL: a
        warning. Prepare the value in the service's pre-processor and refer to the result. Dates, numbers and list
        values are formed by the platform and are not judged.
    """,
    bad=bad(
        dialog(
            intent("keyword"),
            ASK,
            _find(RAW),
            DONE,
            FAILED,
        ),
        Flag(
            "/nodes/2/path",
            "what the user says for keyword stands in a SOQL query as it is; "
            "escape quotes and backslashes, then encode it",
            "find",
        ),
    ),
    good=good(dialog(intent("keyword"), ASK, _find(SAFE, pre_processor=ESCAPED), DONE, FAILED)),
)
def unescaped_user_text(facts: BotFacts) -> Iterator[Problem | Unchecked]:
    for place in pasted(facts, "host", "path"):
        if isinstance(place, Unchecked):
            yield place
            continue
        milder = Severity.WARNING if place.language == "the URL" else None
        yield Problem(place.pointer, place.words, place.node, dialog=place.dialog, severity=milder)
