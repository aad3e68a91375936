"""What the Salesforce pack says and asks: the vendor's names, training, prompts, types, lists, gates."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.template_packs.dialog_runner import run
from tests.template_packs.salesforce_pack import PAIRS, RECORD_TASKS, TASKS, describe, expanded, pack
from xogen.graph.dialog_graph import DialogGraph
from xogen.model.nodes import ConfirmationNode, EntityNode, IntentNode, MessageNode, ScriptNode, ServiceNode

VENDOR = {
    "create-lead": ["Create a Lead", "Createlead", "firstName", "lastName", "companyName", "CreateLeadService",
                    "subDomainService", "createLeadMessage"],
    "create-opportunity": ["Create Opportunity", "Create Opportunity", "Opportunity Name", "Closed Date",
                           "Stage of Opportunity", "CreateOpportunityService", "subDomainService",
                           "createOpportunityMessage"],
    "update-lead": ["Update a Lead", "Update lead", "Id", "AskOptions", "LeadStatus", "Title", "MobilePhone",
                    "updateLeadScript", "updateLeadService", "subDomainService", "updateLeadMessage"],
    "view-lead": ["View Lead by Id", "View Lead by Id", "ID", "viewLeadbyIdService", "subDomainService",
                  "viewLeadbyIdMessage"],
    "list-leads": ["List All Leads", "List All Lead", "listAllLeadsService", "subDomainService", "listAllLeadsMessage"],
    "search-leads": ["Search Leads", "Search Leads", "Keyword", "searchLeadsService", "subDomainService",
                     "searchLeadsMessage"],
    "delete-lead": ["Delete Lead", "Delete Lead", "ID", "deleteLeadService", "deleteLeadMessage"],
}  # fmt: skip
"""The vendor's own table: the task's title, then its components, the intent first (facts, kore-platform 1.2)."""

TYPES = {
    "ClosedDate": "date",
    "StageofOpportunity": "list-of-values",
    "LeadStatus": "list-of-values",
    "AskOptions": "list-of-values",
    "MobilePhone": "phone-number",
    "Id": "custom",
    "ID": "custom",
}

ANNOTATION = re.compile(r"\[([^\]]+)\]\((\w+)\)")


def nodes(task: str, kind: type, **parameters):
    return [node for node in expanded(task, **parameters).walk() if isinstance(node, kind)]


def test_the_pack_has_the_vendors_seven_templates_and_five_for_any_object():
    assert sorted(TASKS) == sorted(VENDOR)
    assert sorted(pack().templates) == sorted([*TASKS, *RECORD_TASKS])
    assert pack().manifest.pairs == tuple("/".join(pair) for pair in PAIRS)


@pytest.mark.parametrize("task", TASKS)
def test_names_are_the_vendors(task):
    title, *names = VENDOR[task]
    dialog = expanded(task)
    assert dialog.title == {"en": title}
    for name in names:
        node = dialog.node(name.replace(" ", ""))
        assert " " not in name or node.label == {"en": name}
    assert isinstance(dialog.node(names[0].replace(" ", "")), IntentNode)
    listed = {name.replace(" ", "") for name in names}
    assert {node.id for node in dialog.walk() if isinstance(node, EntityNode)} <= listed


def test_only_delete_has_no_sub_domain_service():
    with_it = [task for task in TASKS if any(node.id == "subDomainService" for node in nodes(task, ServiceNode))]
    assert with_it == [task for task in TASKS if task != "delete-lead"]


@pytest.mark.parametrize("task", TASKS)
def test_intents_are_trained(task):
    (intent,) = nodes(task, IntentNode)
    utterances = intent.utterances["en"]
    assert len(utterances) >= 8
    assert len({text.casefold() for text in utterances}) == len(utterances)
    entities = {node.id for node in nodes(task, EntityNode)}
    annotated = {name for text in utterances for _, name in ANNOTATION.findall(text)}
    assert annotated <= entities
    assert bool(annotated) == bool(entities)


def test_no_two_intents_share_an_utterance():
    plain = Counter(
        ANNOTATION.sub(r"\1", text).casefold().strip(" .?!")
        for task in TASKS
        for node in nodes(task, IntentNode)
        for text in node.utterances["en"]
    )
    assert [text for text, count in plain.items() if count > 1] == []


@pytest.mark.parametrize("task", TASKS)
def test_annotated_values_fit_their_entities(task):
    dialog = expanded(task)
    for text in nodes(task, IntentNode)[0].utterances["en"]:
        for value, name in ANNOTATION.findall(text):
            entity = dialog.node(name)
            if entity.pattern:
                assert re.fullmatch(entity.pattern, value), text
            if entity.values:
                known = {word.casefold() for item in entity.values for word in words_of(item)}
                assert value.casefold() in known, text


def words_of(item):
    return (item.value, item.label.get("en", item.value), *item.synonyms.get("en", ()))


@pytest.mark.parametrize("task", TASKS)
def test_entities_ask_and_ask_again(task):
    for node in nodes(task, EntityNode):
        (prompt,), (error,) = node.prompt, node.error_prompt
        assert prompt.text["en"].endswith((".", "?"))
        assert len(prompt.text["en"]) <= 80
        assert error.text["en"].endswith("?")
        assert error.text != prompt.text
        assert node.retries == 3
        assert node.entity_type == TYPES.get(node.id, "string")
        assert node.personal_data is (node.entity_type in {"phone-number", "email"})


@pytest.mark.parametrize(("task", "entity", "field"), [
    ("create-opportunity", "StageofOpportunity", "Opportunity.StageName"),
    ("update-lead", "LeadStatus", "Lead.Status"),
])  # fmt: skip
def test_lists_come_from_the_orgs_describe(task, entity, field):
    name, key = field.split(".")
    active = [value.value for value in describe(name).field(key).active_values]
    described = expanded(task, describes=(name,)).node(entity)
    assert [value.value for value in described.values] == active
    # Without a describe: what a fresh org has. The describes of these tests are those of such orgs.
    assert [value.value for value in expanded(task).node(entity).values] == active


@pytest.mark.parametrize(("task", "entity"), [
    ("create-opportunity", "StageofOpportunity"), ("update-lead", "LeadStatus"), ("update-lead", "AskOptions"),
])  # fmt: skip
def test_no_word_means_two_values_of_a_list(task, entity):
    values = expanded(task).node(entity).values
    words = Counter(word for value in values for word in {known.casefold() for known in words_of(value)})
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize("text", [
    "00Q5g00000ABCDE", "00Q5g00000ABCDEEA5", "00q5g00000abcdeea5",
    "https://acme.lightning.force.com/lightning/r/Lead/00Q5g00000ABCDEEA5/view", "it is 00Q5g00000ABCDEEA5, please",
])  # fmt: skip
@pytest.mark.parametrize("task", ["update-lead", "view-lead", "delete-lead"])
def test_ids_are_found_in_what_users_type(task, text):
    pattern = expanded(task).node("Id" if task == "update-lead" else "ID").pattern
    assert re.search(pattern, text)[0].casefold() in {"00q5g00000abcde", "00q5g00000abcdeea5"}


@pytest.mark.parametrize("text", [
    "", "Ada", "00Q", "0065g00000ABCDEAA5", "00Q5g00000ABCD", "00Q5g00000ABCDEE", "00Q5g00000ABCDEEA5x",
    "00Q5g00000-BCDEEA5",
])  # fmt: skip
@pytest.mark.parametrize("task", ["update-lead", "view-lead", "delete-lead"])
def test_what_is_no_id_of_a_lead_is_asked_again(task, text):
    pattern = expanded(task).node("Id" if task == "update-lead" else "ID").pattern
    assert re.search(pattern, text) is None


@pytest.mark.parametrize("task", ["create-lead", "create-opportunity", "update-lead", "delete-lead"])
@pytest.mark.parametrize("pair", PAIRS, ids="/".join)
def test_nothing_is_written_unasked(task, pair):
    dialog = expanded(task, *pair)
    graph = DialogGraph(dialog)
    (write,) = [node for node in dialog.walk() if isinstance(node, ServiceNode) and node.method != "GET"]
    asked = [node.id for node in dialog.walk() if isinstance(node, ConfirmationNode) and node.id != "SignIn"]
    assert [node for node in asked if graph.dominates(node, write.id)] == asked
    assert len(asked) == 1


@pytest.mark.parametrize("task", ["create-lead", "create-opportunity", "update-lead"])
def test_reading_back_can_be_left_out(task):
    dialog = expanded(task, confirm=False)
    assert not [node.id for node in dialog.walk() if isinstance(node, ConfirmationNode)]
    assert "CancelMessage" not in {node.id for node in dialog.walk()}


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("pair", PAIRS, ids="/".join)
def test_only_users_who_authorize_meet_the_sign_in(task, pair):
    kind, app = pair
    dialog = expanded(task, kind, app)
    ids = {node.id for node in dialog.walk()}
    assert ({"signInScript", "SignIn", "SignInDeclined"} <= ids) is (kind == "allow-users")
    services = [node for node in dialog.walk() if isinstance(node, ServiceNode)]
    assert {service.profile for service in services} == {"acme-oauth" if app == "custom" else None}
    assert {service.host for service in services} == {"{{env.SALESFORCE_HOST}}"}
    assert {service.integration for service in services} == {"salesforce"}


@pytest.mark.parametrize("task", TASKS)
def test_the_gate_stands_right_before_the_first_call(task):
    dialog = expanded(task, "allow-users", "system")
    order = [node.id for node in dialog.walk() if isinstance(node, ServiceNode)]
    gate = dialog.node("signInScript")
    assert gate.transitions[-1].to == order[0]


@pytest.mark.parametrize("task", TASKS)
def test_dialogs_end_with_a_message(task):
    for node in expanded(task, "allow-users", "custom").walk():
        if any(transition.to == "end" for transition in node.transitions):
            assert isinstance(node, MessageNode), node.id


@pytest.mark.parametrize(
    ("options", "state", "link"),
    [
        ({}, "none", ""),
        ({"authorizationURL": ""}, "none", ""),
        ({"authorizationURL": "https://x"}, "needed", "https://x"),
    ],
)
def test_the_gate_asks_only_who_has_a_link(options, state, link):
    script = expanded("view-lead", "allow-users", "system").node("signInScript")
    assert isinstance(script, ScriptNode)
    context, _ = run(script.script, {}, options)
    assert context == {"salesforceSignIn": state, "salesforceSignInLink": link}


@pytest.mark.parametrize(("offset", "count", "more"), [
    (0, 10, "no"), (0, 11, "yes"), (1980, 11, "yes"), (1990, 11, "yes"), (2000, 11, "too far"), (2000, 10, "no"),
])  # fmt: skip
def test_paging_stops_where_salesforce_does(offset, count, more):
    dialog = expanded("list-leads")
    records = [{"Name": f"Lead {number}"} for number in range(count)]
    context = {
        "leadPage": {"offset": offset},
        "listAllLeadsService": {"response": {"statusCode": 200, "body": {"records": records}}},
    }
    context, _ = run(dialog.node("nextPageScript").script, context)
    assert context["leadPage"]["more"] == more
    assert context["leadPage"]["offset"] == offset + 10
    (response,) = dialog.node("listAllLeadsMessage").responses
    _, (said,) = run(response.script["en"], context)
    lines = said.split("\n")
    assert lines[0] == f"{offset + 1}. Lead 0"
    assert ('I can\'t go on further than this. To find a lead, say "search leads".' in lines) is (more == "too far")
