"""What the user says, pasted into a request body as it is."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, confirmation, dialog, entity, intent, message, service
from xogen.lint.facts import BotFacts
from xogen.lint.pasted import Pasted, pasted
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.lint.wire_data import few
from xogen.model.finding import Severity

ASK = entity("note", "sure", "What shall I note?")
SURE = confirmation("sure", "save", "stopped", "Save '{{context.entities.note}}'?")
REST = (message("done", "It is saved."), message("failed", "That did not work."), message("stopped", "All right."))
RAW = '{"text": "{{context.entities.note}}"}'
MADE = "context.body = JSON.stringify({ text: context.entities.note });"


def _save(body: str, **more: str) -> Data:
    return service("save", "done", "failed", method="PATCH", path="/notes/1", body=body, **more)


@rule(
    "bot",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="What the user says, pasted into a request body as it is",
    rationale="""
        The platform puts the text in the place of `{{...}}` and does nothing else (inferred). A quote or a line break
        makes a body that is no JSON, and the call fails; a user who knows can add fields of their own. Make the body in
        the service's pre-processor, with `JSON.stringify`, and refer to the result. Dates, numbers and list values are
        formed by the platform and are not judged. Of an export it is said once.
    """,
    bad=bad(
        dialog(intent("note"), ASK, SURE, _save(RAW), *REST),
        Flag(
            "/nodes/3/body",
            "what the user says for note stands in the body as it is; make the body in the pre-processor",
            "save",
        ),
    ),
    good=good(dialog(intent("note"), ASK, SURE, _save("{{context.body}}", pre_processor=MADE), *REST)),
)
def unescaped_body(facts: BotFacts) -> Iterator[Problem | Unchecked]:
    found: list[Pasted] = []
    for each in pasted(facts, "body", once=facts.known.bot is not None):
        if isinstance(each, Unchecked):
            yield each
        else:
            found.append(each)
    if facts.known.bot is None:
        for place in found:
            yield Problem(place.pointer, place.words, place.node, dialog=place.dialog)
        return
    names = list(dict.fromkeys(place.service for place in found))
    if names:
        bodies = "the body of one service" if len(names) == 1 else f"the bodies of {len(names)} services"
        yield Problem("", f"what the user says stands in {bodies} as it is: {few(names)}")
