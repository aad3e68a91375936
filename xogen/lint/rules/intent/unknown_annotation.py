"""An utterance that marks the value of an entity that the dialog does not have."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Edit
from xogen.formats.pointers import to_pointer
from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.utterances import marked_entities
from xogen.model.finding import Severity
from xogen.model.nodes import IntentNode

ASK = entity("company", "done")
DONE = message("done", "Saved {{context.entities.company}}.")


@rule(
    "intent",
    severity=Severity.ERROR,
    summary="An utterance that marks an unknown entity",
    rationale="""
        `[Acme](company)` says that "Acme" is a value of the entity `company` of this dialog. With a name that no entity
        has, the platform's training reports a wrong annotation as an error, and xogen makes no package.
    """,
    bad=bad(
        dialog(intent("company", utterance="add a lead for [Acme](Company)"), ASK, DONE),
        Flag(
            "/nodes/0/utterances/en/0",
            "there is no entity 'Company' in this dialog; did you mean 'company'?",
            "CreateLead",
        ),
    ),
    good=good(dialog(intent("company", utterance="add a lead for [Acme](company)"), ASK, DONE)),
)
def unknown_annotation(node: IntentNode, facts: TaskFacts) -> Iterator[Problem]:
    every = [
        (language, index, utterance)
        for language, utterances in node.utterances.items()
        for index, utterance in enumerate(utterances)
        if "](" in utterance
    ]
    entities = {place.node.id for place in facts.of_kind("entity")} if every else set()
    for language, index, utterance in every:
        for name in marked_entities(utterance):
            if name not in entities:
                meant = facts.did_you_mean("annotation", name, entities)
                here = to_pointer(("utterances", language, index))
                right = facts.only_nearest("annotation", name, entities)
                marked = utterance.replace(f"]({name})", f"]({right})")
                fix = unsafe(f"mark it as {right}", Edit(here, marked)) if right else None
                yield Problem(here, f"there is no entity {name!r} in this dialog{meant}", fix=fix)
