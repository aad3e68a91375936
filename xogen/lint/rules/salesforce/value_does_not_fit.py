"""A value that does not fit its field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from xogen.lint.facts import TaskFacts
from xogen.lint.org_examples import create, field, knows, saving, sobject
from xogen.lint.org_facts import given_values, is_computed, written_fields
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

if TYPE_CHECKING:
    from xogen.model.sfield import SField

NUMBER = re.compile(r"[-+]?0*(\d*)(?:\.(\d*?)0*)?(?:[eE][-+]?\d+)?")
TEXTS = frozenset({"string", "textarea", "email", "phone", "url", "combobox", "encryptedstring"})
STAFF = field("Staff__c", "int", digits=8, length=0)
KNOWN = knows(sobject("Lead", field("City", length=10), STAFF, field("Won__c", "boolean", length=0)))


@rule(
    "task",
    needs="asking-org",
    severity=Severity.ERROR,
    summary="A value that does not fit its field",
    rationale="""
        Salesforce refuses what is too long (STRING_TOO_LONG), has too many digits (NUMBER_OUTSIDE_VALID_RANGE) or is no
        number, no date or no true or false where it takes nothing else (JSON_PARSER_ERROR). Decimals beyond those that
        a field keeps are a warning. Checked are fixed texts and the values of lists.
    """,
    bad=bad(
        saving(create("Lead", City="Springfield", Staff__c="1234567890", Won__c="yes")),
        Flag("/nodes/2/record/fields/City", "Lead.City takes 10 characters, and 'Springfield' has 11", "save"),
        Flag(
            "/nodes/2/record/fields/Staff__c",
            "Lead.Staff__c takes 8 digits, and '1234567890' has 10",
            "save",
        ),
        Flag("/nodes/2/record/fields/Won__c", "Lead.Won__c takes true or false, and 'yes' is neither", "save"),
        known=KNOWN,
    ),
    good=good(saving(create("Lead", City="Boston", Staff__c="12", Won__c="true")), known=KNOWN),
)
def value_does_not_fit(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    for item in written_fields(facts):
        if isinstance(item, Unchecked):
            yield item
            continue
        if is_computed(item.sobject, item.field):
            continue
        for given in given_values(item.written, item.call, facts):
            fault = _fault(item.field, given.text)
            if fault is not None:
                words, severity = fault
                whole = f"{item.sobject.name}.{item.field.name} takes {words}"
                yield Problem(given.pointer, whole, given.node, severity=severity)


def _fault(taking: SField, text: str) -> tuple[str, Severity | None] | None:
    """Return what the field takes and why the text does not fit, and how bad it is where that is not the rule's."""
    shown = repr(text if len(text) <= 40 else f"{text[:39]}…")
    if taking.type in TEXTS:
        fits = not taking.length or len(text) <= taking.length
        return None if fits else (f"{taking.length} characters, and {shown} has {len(text)}", None)
    if taking.type in {"int", "long", "double", "currency", "percent"}:
        return _number(taking, text, shown)
    if taking.type == "boolean":
        return None if text in {"true", "false"} else (f"true or false, and {shown} is neither", None)
    if taking.type in {"date", "datetime"} and not _is_date(text, taking.type):
        return f"{'a date' if taking.type == 'date' else 'a date with a time'}, and {shown} is none", None
    return None


def _number(taking: SField, text: str, shown: str) -> tuple[str, Severity | None] | None:
    match = NUMBER.fullmatch(text.strip())
    if match is None or not re.search(r"\d", text):
        return f"a number, and {shown} is none", None
    whole, decimals = len(match[1]), len(match[2] or "")
    if taking.type in {"int", "long"}:
        if decimals:
            return f"a whole number, and {shown} is none", None
        most = taking.digits
    else:
        most = taking.precision - taking.scale
    if taking.type in {"int", "long", "double", "currency", "percent"} and 0 < most < whole:
        before = "digits" if taking.type in {"int", "long"} else "digits before the point"
        return f"{most} {before}, and {shown} has {whole}", None
    if taking.precision and decimals > taking.scale:
        return f"{taking.scale} decimals, and {shown} has {decimals}", Severity.WARNING
    return None


def _is_date(text: str, kind: str) -> bool:
    try:
        date.fromisoformat(text) if kind == "date" else datetime.fromisoformat(text)
    except ValueError:
        return False
    return kind == "date" or "T" in text
