"""An entity of a type that the field does not take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from xogen.lint.examples import entity
from xogen.lint.facts import TaskFacts
from xogen.lint.org_examples import create, field, from_entity, knows, saving, sobject
from xogen.lint.org_facts import entity_behind, written_fields
from xogen.lint.org_queries import compared_fields, entities_in
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import EntityNode

if TYPE_CHECKING:
    from xogen.model.sfield import SField

NUMBERS = frozenset({"number", "currency", "percentage", "quantity"})
CHOSEN = frozenset({"custom", "list-of-values", "list-lookup", "composite", "attachment"})
"""What these give is up to their author: a pattern, a list, parts."""
TYPED = frozenset({*NUMBERS, "date", "date-period", "date-time", "time", "time-zone", "email", "phone-number", "color"})
TAKES = {
    **dict.fromkeys(("int", "long", "double", "currency", "percent"), ("a number", NUMBERS)),
    "date": ("a date", frozenset({"date"})),
    "datetime": ("a date with a time", frozenset({"date-time"})),
    "time": ("a time", frozenset({"time"})),
    "boolean": ("true or false", frozenset[str]()),
    "email": ("an e-mail address", frozenset({"email"})),
}
CODE = re.compile(r"(?:number|code|zip|phone|mobile|fax|sic|iban|serial)(?:__c)?$|^(?:sic|zip)", re.IGNORECASE)
TEXTS = frozenset({"string", "phone", "textarea", "encryptedstring", "picklist", "combobox", "id"})
KNOWN = knows(sobject("Lead", field("PostalCode"), field("Birthdate__c", "date")))
SAVE = create("Lead", PostalCode=from_entity("zip"), Birthdate__c=from_entity("born"))


@rule(
    "task",
    needs="asking-org",
    severity=Severity.ERROR,
    summary="An entity of a type that the field does not take",
    rationale="""
        A number has no leading zeros and no plus sign: asked for as one, the case 00001026, the postal code 01069 and
        the phone +1 415 are others when Salesforce gets them. Numbers, dates and times that are asked for as texts are
        refused when the user writes them in words: that is a warning, because a script or a filter may help. Entities
        with a pattern or a list of values are taken for what their author made sure of.
    """,
    bad=bad(
        saving(
            SAVE,
            entity("zip", "born", "Which postal code?", entity_type="number"),
            entity("born", "sure", "When were you born?"),
        ),
        Flag(
            "/nodes/1/entity_type",
            "Lead.PostalCode may begin with a zero or a plus, and the entity zip (number) loses them",
            "zip",
        ),
        Flag("/nodes/2", "Lead.Birthdate__c takes a date, and the entity born (string) gives any text", "born"),
        known=KNOWN,
    ),
    good=good(
        saving(
            SAVE,
            entity("zip", "born", "Which postal code?", entity_type="zip-code"),
            entity("born", "sure", "When were you born?", entity_type="date"),
        ),
        known=KNOWN,
    ),
)
def entity_type_mismatch(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    for item in written_fields(facts):
        if isinstance(item, Unchecked):
            yield item
            continue
        behind = entity_behind(item.written.value, facts)
        if behind is not None:
            yield from _fits(item.sobject.name, item.field, *behind)
    for asked in compared_fields(facts):
        if isinstance(asked, Unchecked):
            yield asked
            continue
        for value in asked.comparison.values:
            for entity_node, pointer in entities_in(asked, value.holes, facts):
                yield from _keeps_zeros(asked.sobject.name, asked.field, entity_node, pointer)


def _fits(name: str, taking: SField, asked: EntityNode, pointer: str) -> Iterator[Problem]:
    yield from _keeps_zeros(name, taking, asked, pointer)
    what, accepted = TAKES.get(taking.type, ("", frozenset[str]()))
    if not what or asked.entity_type in CHOSEN or asked.entity_type in accepted:
        return
    typed = asked.entity_type in TYPED
    gives = "something else" if typed else "any text"
    words = f"{name}.{taking.name} takes {what}, and the entity {asked.component} ({asked.entity_type}) gives {gives}"
    yield Problem(_place(asked, pointer), words, asked.id, severity=None if typed else Severity.WARNING)


def _keeps_zeros(name: str, taking: SField, asked: EntityNode, pointer: str) -> Iterator[Problem]:
    is_code = taking.type == "phone" or taking.auto_number or taking.external_id or CODE.search(taking.name)
    if asked.entity_type in NUMBERS and taking.type in TEXTS and is_code:
        loses = f"the entity {asked.component} ({asked.entity_type}) loses them"
        words = f"{name}.{taking.name} may begin with a zero or a plus, and {loses}"
        yield Problem(_place(asked, pointer), words, asked.id)


def _place(asked: EntityNode, pointer: str) -> str:
    """A string is the default, and so not written."""
    return pointer if asked.entity_type == "string" else f"{pointer}/entity_type"
