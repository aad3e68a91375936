"""Personal data that is kept in the open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from xogen.formats.edits import Edit
from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.personal import secret_word
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import EntityNode
from xogen.model.references import references

TYPES: Mapping[str, str] = {"email": "an e-mail address", "phone-number": "a phone number", "address": "an address"}
FIELD = re.compile(r"\w*(?:Email|Phone)|Fax|Birthdate")
"""Standard Salesforce fields of Lead, Contact and Account that hold personal data of these kinds."""
DONE = message("done", "Thank you. We will write to {{context.entities.mail}}.")


@rule(
    "task",
    needs="entity",
    severity=Severity.WARNING,
    summary="Personal data that is not marked as such",
    rationale="""
        The platform redacts a value in logs and transcripts only where the entity is marked (`"personal_data": true`).
        Passwords, one-time codes, card and account numbers are told by the entity's name; e-mail addresses, phone
        numbers and postal addresses by its type, or by the Salesforce field that the value is written to. Of an
        export, and what was imported from one, addresses and phone numbers are an info: hardly any bot marks them, and
        some are the bot's own.
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
def sensitive_not_marked(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    fields = _fields(facts)
    for node, pointer, _ in facts.of_kind("entity"):
        if node.type != "entity" or node.personal_data:
            continue
        what = _what(node, fields)
        if what:
            secret = what.startswith("looks")
            is_ours = facts.known.bot is None and node.ref_id is None
            milder = None if secret or is_ours else Severity.INFO
            mark = unsafe("mark it as personal data", Edit(f"{pointer}/personal_data", value=True))
            words = f"the entity {node.component} {what} and is not marked as personal data"
            yield Problem(pointer, words, node.id, severity=milder, fix=mark)


def _what(node: EntityNode, fields: Mapping[str, str]) -> str | None:
    word = secret_word(node)
    if word:
        return f"looks like a secret ({word})"
    if node.entity_type in TYPES:
        return f"asks for {TYPES[node.entity_type]}"
    return f"fills the field {fields[node.component]}" if node.component in fields else None


def _fields(facts: TaskFacts) -> Mapping[str, str]:
    """Return the field with personal data that an entity's value is written to, by the entity's name."""
    fields: dict[str, str] = {}
    for node, _, _ in facts.of_kind("service"):
        if node.type == "service" and node.record is not None:
            for field, text in node.record.fields.items():
                for reference in references(text) if FIELD.fullmatch(field) else ():
                    if reference.path is not None and reference.path[:2] == ("context", "entities"):
                        fields.setdefault(".".join(reference.path[2:]), field)
    return fields
