"""Entities: what is asked, what a list holds, what a type can be."""

from __future__ import annotations

import pytest

from xogen.lint.examples import confirmation, dialog, entity, intent, message, script
from xogen.lint.export_examples import calling, component, node
from xogen.lint.facts import Document
from xogen.lint.registry import rules
from xogen.lint.runner import lint
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

DONE = message("done", "You said {{context.entities.status}}.")
COMPANY = message("done", "Saved {{context.entities.company}}.")


def listed(*values, **more):
    return dialog(
        intent("status"), entity("status", "done", entity_type="list-of-values", values=list(values), **more), DONE
    )


def asked(**more):
    return dialog(intent("status"), entity("status", "done", **more), DONE)


def again(*between, **more):
    """company is asked for, then something happens, then it is asked for again."""
    to = between[0]["id"] if between else "askAgain"
    return dialog(
        intent("company"), entity("company", to), *between, entity("askAgain", "done", name="company", **more), COMPANY
    )


LOOP = dialog(
    intent("company"),
    entity("company", "ok"),
    confirmation("ok", "done", "reset", "Is {{context.entities.company}} right?"),
    script("reset", "delete context.entities.company;", "company"),
    COMPANY,
)

CASES = {
    "one node in a loop": ("entity/asked-twice", LOOP, []),
    "a script clears the value": (
        "entity/asked-twice",
        again(script("s", "delete context.entities.company;", "askAgain")),
        [],
    ),
    "a script clears all values": ("entity/asked-twice", again(script("s", "context.entities = {};", "askAgain")), []),
    "a script reads the value": (
        "entity/asked-twice",
        again(script("s", "print(context.entities.company);", "askAgain")),
        [("/nodes/3", "company was asked for before, at company")],
    ),
    "a hidden one asks nothing": ("entity/asked-twice", again(required="hidden"), []),
    "on two branches": (
        "entity/asked-twice",
        dialog(
            intent("ok"),
            confirmation("ok", "company", "askAgain"),
            entity("company", "done"),
            entity("askAgain", "done", name="company"),
            COMPANY,
        ),
        [],
    ),
    "yes and no that nothing branches on": ("entity/yes-no-list", listed({"value": "Yes"}, {"value": "No"}), []),
    "three answers": ("entity/yes-no-list", listed({"value": "Yes"}, {"value": "No"}, {"value": "Later"}), []),
    "an own sentence": (
        "entity/stock-error-prompt",
        asked(error_prompt=[{"text": {"en": "Sorry, I need a status."}}]),
        [],
    ),
    "the sentence for names": (
        "entity/stock-error-prompt",
        asked(
            error_prompt=[
                {"text": {"en": "I apologize, I am unable to recognize the phone number you entered. Please enter it."}}
            ]
        ),
        [("", "1 of 1 error prompts is the platform's own sentence: status")],
    ),
    "values that differ": ("entity/duplicate-list-value", listed({"value": "Open"}, {"value": "Open 2"}), []),
    "spaces make no difference": (
        "entity/duplicate-list-value",
        listed({"value": "Open"}, {"value": " open "}),
        [("/nodes/1/values/1", "' open ' is in the list of status before")],
    ),
    "a synonym that is another value": (
        "entity/shared-synonym",
        listed({"value": "Open"}, {"value": "New", "synonyms": {"en": ["open"]}}),
        [("/nodes/1/values/1/synonyms/en/0", "'open' stands for New and for Open in the list of status")],
    ),
    "a synonym in two languages": (
        "entity/shared-synonym",
        listed({"value": "Open", "synonyms": {"en": ["start"]}}, {"value": "New", "synonyms": {"de": ["start"]}}),
        [],
    ),
    "a value's own name as its synonym": (
        "entity/shared-synonym",
        listed({"value": "Open", "synonyms": {"en": ["open", "Open"]}}),
        [],
    ),
    "rules for all types": ("entity/unknown-rule", asked(rules={"patternsOnly": True, "preConditions": []}), []),
    "a rule of a type without own ones": ("entity/unknown-rule", asked(entity_type="color", rules={"digits": 3}), []),
    "a part of an object": (
        "entity/object-in-text",
        dialog(
            intent("x"), entity("x", "done", entity_type="location"), message("done", "{{context.entities.x.city}}")
        ),
        [],
    ),
    "an object in a question": (
        "entity/object-in-text",
        dialog(
            intent("x"),
            entity("x", "ok", entity_type="quantity"),
            confirmation("ok", "done", "done", "Is it {{context.entities.x}}?"),
            message("done", "Done."),
        ),
        [("/nodes/2/prompt/0/text/en", "x is a quantity, which is an object; show a part of it")],
    ),
    "a string is no object": (
        "entity/object-in-text",
        dialog(intent("x"), entity("x", "done"), message("done", "{{context.entities.x}}")),
        [],
    ),
    "several dates": ("entity/multiple-not-allowed", asked(entity_type="date", multiple=True), []),
    "a pattern with slashes": ("entity/invalid-pattern", asked(entity_type="custom", pattern="/^[a-z/]+$/i"), []),
    "a pattern of JavaScript's own": (
        "entity/invalid-pattern",
        asked(entity_type="custom", pattern="(?<year>\\d{4})-(?=\\d)"),
        [],
    ),
    "a pattern with a slash and a line": ("entity/invalid-pattern", asked(entity_type="custom", pattern="a/b\nc"), []),
    "a pattern that ends in a sign": (
        "entity/invalid-pattern",
        asked(entity_type="custom", pattern="abc\\"),
        [("/nodes/1/pattern", "the pattern of status does not compile")],
    ),
    "a password": (
        "entity/sensitive-not-marked",
        dialog(intent("x"), entity("userPassword", "done"), message("done", "{{context.entities.userPassword}}")),
        [("/nodes/1", "the entity userPassword looks like a secret (password) and is not marked as personal data")],
    ),
    "a code that is sent once": (
        "entity/sensitive-not-marked",
        dialog(intent("x"), entity("getOTPEntity", "done"), message("done", "{{context.entities.getOTPEntity}}")),
        [("/nodes/1", "the entity getOTPEntity looks like a secret (otp) and is not marked as personal data")],
    ),
    "a list about codes": (
        "entity/sensitive-not-marked",
        dialog(
            intent("x"), entity("OTPExpired", "done", entity_type="list-of-values", values=[{"value": "Resend"}]), DONE
        ),
        [],
    ),
    "words that only hold such a word": (
        "entity/sensitive-not-marked",
        dialog(intent("x"), entity("shippingTown", "done"), message("done", "{{context.entities.shippingTown}}")),
        [],
    ),
}


@pytest.mark.parametrize(("name", "data", "expected"), CASES.values(), ids=CASES)
def test_case(said, name, data, expected):
    assert said(name, data) == expected


def test_a_data_table_uses_a_value(said_of_export):
    query = {"method": "query", "query": {"expressions": [{"field": "Id", "value": "{{context.entities.number}}"}]}}
    made = calling(
        component(3, "service", "readTable", serviceNodeType="datatable", payload=query),
        component(5, "entity", "number", entityType="label"),
    )
    first, *others = made["dialogs"][0]["nodes"]
    asks = [{**first, "transitions": [{"default": "entity0"}]}, node("entity", "entity0", 5, "service0"), *others]
    made["dialogs"][0]["nodes"] = asks
    assert said_of_export("entity/never-used", made) == []


@pytest.mark.parametrize(("ref_id", "severity"), [(None, Severity.WARNING), ("1", Severity.INFO)])
def test_addresses_are_milder_in_what_was_imported(ref_id, severity):
    data = dialog(intent("company"), entity("company", "done", entity_type="email", ref_id=ref_id), COMPANY)
    name = "entity/sensitive-not-marked"
    report = lint([Document("a.json", DialogTask.model_validate(data))], rules={name: rules()[name]})
    assert [found.severity for found in report.findings] == [severity]
