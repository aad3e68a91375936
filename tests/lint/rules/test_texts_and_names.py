"""The rules of entities, messages, names, intents and projects, where their examples do not go."""

from __future__ import annotations

import pytest

from xogen.lint.examples import confirmation, dialog, entity, intent, message, node, script, service
from xogen.lint.known import Known

DONE = message("done", "Done.")
OPEN_CLOSED = {"entity_type": "list-of-values", "values": [{"value": "Open", "label": {"en": "Still open"}}]}
UNUSED = "the value of the entity company is never used"
ASK = entity("company", "done")


def status_is(value, op="eq"):
    ways = [{"to": "done", "when": {"entity": "status", "op": op, "value": value}}, {"to": "done"}]
    return [intent("status"), entity("status", ways, **OPEN_CLOSED), DONE]


def writes(field, text="{{context.entities.company}}"):
    record = {"object": "Lead", "operation": "create", "fields": {field: text}}
    return [intent("company"), entity("company", "save"), service("save", "done", "done", record=record), DONE]


CASES = {
    "entity/missing-prompt": {
        "a prompt by script is one": (
            [intent("a"), entity("a", "end", prompt=[{"script": {"en": "print('Which?')"}}])],
            [],
        ),
        "blank is none": (
            [intent("a"), entity("a", "end", prompt=[{"text": {"en": " \n"}}])],
            [("/nodes/1", "the entity a has no prompt")],
        ),
        "hidden ones ask nothing": ([intent("a"), entity("a", "end", prompt=[], required="hidden")], []),
    },
    "entity/missing-error-prompt": {
        "hidden ones ask nothing": ([intent("a"), entity("a", "end", error_prompt=[], required="hidden")], []),
    },
    "entity/list-without-values": {
        "a lookup has its values elsewhere": ([intent("a"), entity("a", "end", entity_type="list-lookup")], []),
    },
    "entity/impossible-value": {
        "a label counts": (status_is("Still open"), []),
        "case may make no difference": (status_is("open"), []),
        "another operator is not compared": (status_is("Gone", "neq"), []),
        "a reference may be anything": (status_is("context.session.BotUserSession.state"), []),
        "no list, no limits": (
            [
                intent("a"),
                entity("a", [{"to": "done", "when": {"entity": "a", "op": "eq", "value": "x"}}, {"to": "done"}]),
                DONE,
            ],
            [],
        ),
        "a test further down": (
            [
                intent("status"),
                entity("status", "check", **OPEN_CLOSED),
                node(
                    "logic",
                    "check",
                    [{"to": "done", "when": {"entity": "status", "op": "eq", "value": "Opne"}}, {"to": "end"}],
                ),
                DONE,
            ],
            [("/nodes/2/transitions/0", "the entity status is never 'Opne'; did you mean 'Open'?")],
        ),
    },
    "entity/never-used": {
        "a condition uses it": (
            [
                intent("company"),
                entity("company", [{"to": "done", "when": {"entity": "company"}}, {"to": "end"}]),
                DONE,
            ],
            [],
        ),
        "a script uses it": (
            [
                intent("company"),
                entity("company", "keep"),
                script("keep", "context.a = context.entities.company;", "end"),
            ],
            [],
        ),
        "a script that only sets it does not": (
            [intent("company"), entity("company", "keep"), script("keep", "context.entities.company = 'x';", "end")],
            [("/nodes/1", UNUSED)],
        ),
        "a script that takes all uses each": (
            [
                intent("company"),
                entity("company", "keep"),
                script("keep", "context.a = JSON.stringify(context.entities);", "end"),
            ],
            [],
        ),
        "a computed name may be any": (
            [
                intent("company"),
                entity("company", "keep"),
                script("keep", "let k = 'company'; context.a = context.entities[k];", "end"),
            ],
            [],
        ),
        "a record says what is written, not what is sent": (writes("Company"), [("/nodes/1", UNUSED)]),
        "under a wrong name it is used, and another rule says so": (
            [intent("company"), ASK, message("done", "{{context.entities.Company}}")],
            [],
        ),
        "under the name of another it is not": (
            [
                intent("company"),
                entity("company", "companyName"),
                entity("companyName", "done"),
                message("done", "{{context.entities.companyName}}"),
            ],
            [("/nodes/1", UNUSED)],
        ),
    },
    "entity/sensitive-not-marked": {
        "by the field that it fills": (
            writes("MobilePhone"),
            [("/nodes/1", "the entity company fills the field MobilePhone and is not marked as personal data")],
        ),
        "another field": (writes("Company"), []),
        "another value in the field": (writes("Email", "info@example.org"), []),
    },
    "message/empty-message": {
        "no response at all": (
            [intent("m"), message("m", "", responses=[])],
            [("/nodes/1", "the message m says nothing")],
        ),
        "a script is something": (
            [intent("m"), message("m", "", responses=[{"script": {"en": "print('Hi')"}}])],
            [],
        ),
    },
    "message/dialog-says-nothing": {
        "a script that prints speaks": ([intent("s"), script("s", "print('Hi')", "end")], []),
        "a question speaks": ([intent("company"), ASK], []),
        "a hidden dialog works for another": ([intent("s"), script("s", "", "end")], [], {"hidden": True}),
        "a called dialog may speak": ([intent("d"), node("dialog-call", "d", "end", dialog="x")], []),
        "an agent may speak": ([intent("d"), node("agent-transfer", "d", [])], []),
    },
    "message/missing-language": {
        "prompts and questions too": (
            [intent("company"), entity("company", "ask"), confirmation("ask", "end", "end")],
            [
                ("/nodes/1/prompt/0", "the text of company is not there in de, fr"),
                ("/nodes/1/error_prompt/0", "the text of company is not there in de, fr"),
                ("/nodes/2/prompt/0", "the text of ask is not there in de, fr"),
            ],
            {"languages": ["en", "de", "fr"]},
        ),
        "an empty response is another rule's": (
            [intent("m"), message("m", "", responses=[{}])],
            [],
            {"languages": ["en", "de"]},
        ),
    },
    "message/placeholder-text": {
        "an everyday word of another language": ([intent("m"), message("m", "¡Todo bien!")], []),
        "in a prompt": (
            [intent("a"), entity("a", "end", "Lorem ipsum dolor?", error_prompt=[])],
            [("/nodes/1/prompt/0/text/en", "this text still holds 'Lorem ipsum'")],
        ),
        "part of a longer word": ([intent("m"), message("m", "The TODOIST app.")], []),
        "a script may have notes": (
            [intent("m"), message("m", "", responses=[{"script": {"en": "// TODO\nprint('Hi')"}}])],
            [],
        ),
    },
    "message/silent-end": {
        "each way that ends": (
            [intent("company"), entity("company", [{"to": "end", "when": {"entity": "company"}}, {"to": "end"}])],
            [
                ("/nodes/1/transitions/0", "the dialog ends at the entity company without a message"),
                ("/nodes/1/transitions/1", "the dialog ends at the entity company without a message"),
            ],
        ),
        "the end of a bot action is no end of the dialog": (
            [intent("work"), node("bot-action", "work", "done", nodes=[script("a", "", "end")]), DONE],
            [],
        ),
        "a hidden dialog goes on in the one that called it": (
            [intent("a"), script("a", "", "end")],
            [],
            {"hidden": True},
        ),
    },
    "naming/duplicate-name": {
        "one id twice is another rule's": ([intent("done"), DONE, DONE], []),
        "an intent's name is no value's, and the package numbers it": (
            [intent("save", "Save"), service("save", "end", "end")],
            [],
        ),
        "two intents": (
            [intent("more", "Ask"), intent("end", "more", name="ask", utterance="more")],
            [("/nodes/1", "the name ask is taken by the intent Ask")],
        ),
        "an intent and a node that exist already": (
            [intent("save", "Save", ref_id="1"), message("save", "Saved.", ref_id="2")],
            [("/nodes/1", "the name save is taken by the intent Save")],
        ),
        "a call has no component of its own": (
            [intent("Save"), message("Save", "Saving.", "save"), node("dialog-call", "save", "end", dialog="save")],
            [],
        ),
        "across kinds": (
            [intent("save"), message("SAVE", "Saving."), service("save", "end", "end")],
            [("/nodes/2", "the name save is taken by the message SAVE")],
        ),
        "names, not ids": (
            [intent("a"), message("a", "A", name="m"), message("b", "B", name="M")],
            [("/nodes/2", "the name M is taken by the message m")],
        ),
        "one component used twice": (
            [intent("a"), message("a", "A", name="m", ref_id="1"), message("b", "A", name="m", ref_id="1")],
            [],
        ),
    },
    "naming/invalid-name": {
        "other letters": (
            [intent("größe"), message("größe", "Hi")],
            [("/nodes/1", "the name 'größe' is no identifier; gre would be one")],
        ),
        "a digit first": (
            [intent("1st"), message("1st", "Hi")],
            [("/nodes/1", "the name '1st' is no identifier; st would be one")],
        ),
        "nothing is left of it": (
            [intent("名前"), message("名前", "Hi")],
            [("/nodes/1", "the name '名前' is no identifier")],
        ),
        "imported, so that the platform took it": ([intent("名前"), message("名前", "Hi", ref_id="1")], []),
        "only the component's name counts": ([intent("a b"), message("a b", "Hi", name="ab")], []),
    },
    "naming/invalid-concept-name": {
        "digits only": (
            [intent("m", patterns={"en": ["~123"]}), message("m", "Hi")],
            [("/nodes/0/patterns/en/0", "'~123' is no valid concept name")],
        ),
        "a tilde within a word is none": ([intent("m", patterns={"en": ["a~b ~ok_1"]}), message("m", "Hi")], []),
    },
    "naming/invalid-variable-name": {
        "a subtraction in an expression is none": (
            [intent("m"), message("m", "{{env.total - 1}} {{context.a-b}}")],
            [],
        ),
    },
    "naming/reserved-id": {
        "inside a bot action": (
            [intent("work"), node("bot-action", "work", "end", nodes=[script("not-connected", "", "end")])],
            [
                (
                    "/nodes/1/nodes/0",
                    "'not-connected' means no connection, so no transition can lead to this node",
                )
            ],
        ),
    },
    "intent/untrained-intent": {
        "a pattern is training": ([intent("done", utterances={}, patterns={"en": ["hello *"]}), DONE], []),
        "each language": (
            [intent("done"), DONE],
            [("/nodes/0", "the intent CreateLead has no utterance and no pattern in de")],
            {"languages": ["en", "de"]},
        ),
        "a hidden dialog": ([intent("done", utterances={}), DONE], [], {"hidden": True}),
        "an entry that is no intent": ([DONE], []),
    },
    "intent/unknown-annotation": {
        "the node's id, whatever the component's name": (
            [intent("company", utterance="add [Acme](company)"), entity("company", "end", name="company0001")],
            [],
        ),
        "not the component's name": (
            [intent("company", utterance="add [Acme](company1)"), entity("company", "end", name="company1")],
            [("/nodes/0/utterances/en/0", "there is no entity 'company1' in this dialog; did you mean 'company'?")],
        ),
    },
    "intent/repeated-utterance": {
        "in two languages": ([intent("done", utterances={"en": ["lead"], "de": ["lead"]}), DONE], []),
    },
    "project/illegal-authorization": {
        "no action, no question": ([intent("done"), DONE], []),
        "unknown words": (
            [intent("done"), DONE],
            [
                ("/action/app", "'own' is none of system, custom"),
                ("/action/authorization", "'basic' is none of pre-authorize, allow-users"),
            ],
            {"action": {"name": "x", "authorization": "basic", "app": "own"}},
        ),
        "the system app has no profile": (
            [intent("done"), DONE],
            [("/action/profile", "the x action uses the system app, which takes no profile")],
            {"action": {"name": "x", "authorization": "allow-users", "app": "system", "profile": "p"}},
        ),
    },
}


@pytest.mark.parametrize(
    ("name", "nodes", "expected", "more"),
    [
        pytest.param(name, case[0], case[1], case[2] if len(case) > 2 else {}, id=f"{name}: {why}")
        for name, cases in CASES.items()
        for why, case in cases.items()
    ],
)
def test_case(said, name, nodes, expected, more):
    assert sorted(said(name, dialog(*nodes, **more))) == sorted(expected)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Create Lead", [], id="as advised"),
        pytest.param("Create a Lead", ["has the word 'a', a determiner or pronoun"], id="the vendor's own template"),
        pytest.param("Lead", ["has 1 word, not 2 to 4"], id="one word"),
        pytest.param("Show All Open Leads Today", ["has 5 words, not 2 to 4"], id="five words"),
        pytest.param(
            "Cancel Order", ["has the word 'Cancel', which means something to the platform itself"], id="own word"
        ),
        pytest.param(
            "E-Mail (new)", ["has the character '('", "has the character ')'", "has the character '-'"], id="signs"
        ),
        pytest.param("Reanalyse Alerts", [], id="part of a word"),
    ],
)
def test_an_intent_name_follows_the_advice(said, title, expected):
    found = said("naming/intent-name-advice", dialog(intent("done"), DONE, title=title))
    assert found == [("/title/en", f"{title!r} {words}") for words in expected]


def test_words_are_checked_in_english_names_only(said):
    data = dialog(intent("done"), DONE) | {"title": {"de": "Rechnung", "en-GB": "Invoice"}}
    assert said("naming/intent-name-advice", data) == [("/title/en-GB", "'Invoice' has 1 word, not 2 to 4")]


def test_a_hidden_dialog_has_any_name(said):
    assert said("naming/intent-name-advice", dialog(intent("done"), DONE, title="a", hidden=True)) == []


def test_an_entity_may_be_used_by_the_dialog_that_calls(said):
    called = dialog(intent("company"), ASK, DONE, name="ask-company", title="Ask Company", ref_id="42")
    outputs = {"company": "context.entities.company"}
    call = node("dialog-call", "call", "end", dialog="by ref", dialog_ref_id="42", outputs=outputs)
    caller = dialog(intent("call"), call)
    assert said("entity/never-used", called, caller) == []
    assert said("entity/never-used", called) == [("/nodes/1", UNUSED)]


def test_components_of_two_dialogs_are_compared_where_they_exist_already(said):
    one = dialog(intent("a"), message("a", "A", ref_id="1"))
    other = dialog(intent("a", "Other", ref_id="2"), message("A", "A", ref_id="3"), name="other")
    expected = [("other", "/nodes/1", "the name A is taken by the message a of the dialog create-lead")]
    assert said("naming/duplicate-name", one, other) == expected


def test_new_components_of_two_dialogs_are_numbered_by_the_package(said):
    one, other = dialog(intent("a"), message("a", "A")), dialog(intent("a"), message("a", "A"), name="other")
    assert said("naming/duplicate-name", one, other) == []


def test_utterances_of_one_dialog_are_another_rules(said):
    utterances = {"en": ["add a lead", "add a lead"]}
    assert said("naming/utterance-shared", dialog(intent("done", utterances=utterances), DONE)) == []


def source(version, pack="salesforce"):
    return dialog(intent("done"), DONE, source={"pack": pack, "template": "create-lead", "version": version})


@pytest.mark.parametrize(
    ("version", "known", "expected"),
    [
        pytest.param("1.0.0", {"salesforce": "1.0.0"}, [], id="the same"),
        pytest.param("2.0.0", {"salesforce": "1.0.0"}, [], id="newer than the installed one"),
        pytest.param(
            "1.2.0",
            {"salesforce": "1.10.0"},
            [("/source/version", "this dialog is from salesforce 1.2.0, and 1.10.0 is installed")],
            id="numbers, not texts",
        ),
        pytest.param(
            "1.0.0",
            {"other": "1.0.0"},
            [("not checked", "the pack salesforce is not installed here, so its version is not known")],
            id="the pack is not here",
        ),
        pytest.param(
            "1.0.0",
            None,
            [("not checked", "the pack salesforce is not installed here, so its version is not known")],
            id="no pack is known",
        ),
    ],
)
def test_a_template_is_behind(said, version, known, expected):
    assert said("project/template-behind", source(version), known=Known(pack_versions=known)) == expected


def test_whether_a_dialog_is_there_is_not_checked_for_single_files(said):
    data = dialog(intent("call"), node("dialog-call", "call", "end", dialog="other"))
    reason = "whether there is a dialog 'other': not all dialogs of the bot were given"
    assert said("project/unknown-dialog", data) == [("not checked", reason)]


def test_a_dialog_is_found_by_its_ref_id(said):
    call = node("dialog-call", "call", "end", dialog="renamed", dialog_ref_id="42")
    called = dialog(intent("done"), DONE, name="log-call", ref_id="42")
    assert said("project/unknown-dialog", dialog(intent("call"), call), called, known=Known(complete=True)) == []
