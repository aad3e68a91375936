"""Personal data that is kept in the open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import EntityNode, ServiceNode
from xogen.model.references import references

TYPES: Mapping[str, str] = {"email": "an e-mail address", "phone-number": "a phone number", "address": "an address"}
FIELD = re.compile(r"\w*(?:Email|Phone)|Fax|Birthdate")
"""Standard Salesforce fields of Lead, Contact and Account that hold personal data of these kinds."""
DONE = message("done", "Thank you. We will write to {{context.entities.mail}}.")


@rule(
    "entity",
    severity=Severity.WARNING,
    summary="Personal data that is not marked as such",
    rationale="""
        The platform redacts a value in logs and transcripts only where the entity is marked (`"personal_data": true`).
        E-mail addresses, phone numbers and postal addresses are told by the entity's type, or by the Salesforce field
        that the value is written to.
    """,
    bad=bad(
        dialog(intent("mail"), entity("mail", "done", "Your e-mail?", entity_type="email"), DONE),
        Flag(
            "/nodes/1",
            "the entity mail asks for an e-mail address and is not marked as personal data",
            "mail",
        ),
    ),
    good=good(
        dialog(intent("mail"), entity("mail", "done", "Your e-mail?", entity_type="email", personal_data=True), DONE)
    ),
)
def sensitive_not_marked(node: EntityNode, facts: TaskFacts) -> Iterator[Problem]:
    if node.personal_data:
        return
    if node.entity_type in TYPES:
        what = TYPES[node.entity_type]
        yield Problem("", f"the entity {node.id} asks for {what} and is not marked as personal data")
        return
    field = next(_fields_filled_by(node.component, facts), None)
    if field is not None:
        yield Problem("", f"the entity {node.id} fills the field {field} and is not marked as personal data")


def _fields_filled_by(component: str, facts: TaskFacts) -> Iterator[str]:
    for place in facts.placed:
        if isinstance(place.node, ServiceNode) and place.node.record is not None:
            for field, text in place.node.record.fields.items():
                paths = [reference.path for reference in references(text)]
                if FIELD.fullmatch(field) and ("context", "entities", component) in paths:
                    yield field
