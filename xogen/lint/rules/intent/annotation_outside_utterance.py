"""A mark of a value that is not in the utterance."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Removal
from xogen.lint.export_examples import Data, bot, component, node, said
from xogen.lint.facts import BotFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import Part, listed, mapping, number
from xogen.model.finding import Severity

FIRST = bot()["dialogs"][0]["nodes"][0]
GREETING = component(2, "message", "hello", message=[said("Hello, {{context.entities.first}}!")])
PROMPTS = {"message": [said("What is your name?")], "errorMessage": [said("Please type your name.")]}
ASK = component(3, "entity", "first", entityType="label", **PROMPTS)
NODES = [
    {**FIRST, "transitions": [{"default": "entity0"}]},
    node("entity", "entity0", 3, "hello"),
    node("message", "hello", 2),
]


def _marked(end: int) -> Data:
    marks = [{"startIndex": 6, "endIndex": end, "entityId": "dc-3"}]
    sentences = [{"taskId": "dc-1", "sentence": "greet Ann", "entities": marks, "language": "en"}]
    components = [bot()["dialogComponents"][0], GREETING, ASK]
    return bot(dialogs=[{**bot()["dialogs"][0], "nodes": NODES}], dialogComponents=components, sentences=sentences)


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A mark of a value that lies outside of its utterance",
    rationale="""
        An utterance marks the value of an entity by two indexes, the second one after its last character. Where they
        lie outside of the text, or the wrong way round, the platform's training reports a wrong annotation. The
        utterance was changed and its marks were not.
    """,
    bad=bad_export(
        _marked(12),
        Flag("/sentences/0/entities/0", "the mark from 6 to 12 lies outside of 'greet Ann', which has 9 characters"),
    ),
    good=good_export(_marked(9)),
)
def annotation_outside_utterance(facts: BotFacts) -> Iterator[Problem]:
    for index, value in enumerate(listed(facts.wire.data.get("sentences")) if facts.wire else ()):
        if mapping(value).get("entities"):
            sentence = Part(value, ("sentences", index))
            for mark in sentence.parts("entities"):
                yield from _fault(sentence, mark)


def _fault(sentence: Part, mark: Part) -> Iterator[Problem]:
    said = sentence.text("sentence")
    start, end = number(mark.value.get("startIndex")), number(mark.value.get("endIndex"))
    # Indexes count UTF-16 units (inferred), and an encoded sentence has more characters than a plain one.
    length = len(said.encode("utf-16-le", "surrogatepass")) // 2
    if start is not None and end is not None and said and not 0 <= start < end <= length:
        words = f"the mark from {start:g} to {end:g} lies outside of {said!r}, which has {length} characters"
        yield Problem(mark.pointer(), words, fix=unsafe("remove the mark", Removal(mark.pointer())))
