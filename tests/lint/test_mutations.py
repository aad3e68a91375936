"""One thing is broken in a good dialog: the rule that is about it says so, at its place, and no other rule does."""

# ruff: noqa: E501 - one line a finding reads best
from __future__ import annotations

import json
import re

import pytest

from tests.lint.mutate import bots, changed, found, places, reached, texts
from xogen.lint.registry import rules


def node(dialog, node_id):
    return next(each for each in dialog["nodes"] if each["id"] == node_id)


def put(node_id, **values):
    return lambda dialog: node(dialog, node_id).update(values)


def lead(node_id, index, to):
    return lambda dialog: node(dialog, node_id)["transitions"][index].update(to=to)


def drop(node_id, key, index=None):
    def change(dialog):
        if index is None:
            del node(dialog, node_id)[key]
        else:
            del node(dialog, node_id)[key][index]

    return change


def swap(node_id):
    def change(dialog):
        ways = node(dialog, node_id)["transitions"]
        ways[-1], ways[-2] = ways[-2], ways[-1]

    return change


def skip(node_id, to):
    """Take a node out: what led to it leads to the one after it."""

    def change(dialog):
        dialog["nodes"] = [each for each in dialog["nodes"] if each["id"] != node_id]
        for each in dialog["nodes"]:
            for way in each.get("transitions", ()):
                way["to"] = to if way["to"] == node_id else way["to"]

    return change


def rewrite(node_id, key, old, new):
    def change(dialog):
        each = node(dialog, node_id)
        text = json.dumps(each[key])
        assert old in text
        each[key] = json.loads(text.replace(old, new))

    return change


DELETE = "DeleteLead → ID → signInScript → readLeadService → leadToDeleteScript"
ORDER = "OrderStatus → orderNumber → readOrder"
TABLE = [
    # bot, what is broken, and each finding: rule, node, pointer, message, path
    ("order-status", drop("readOrder", "transitions", 2), [
        ("flow/missing-default", "readOrder", "/nodes/2", "no way out of readOrder is the default", ORDER),
        ("flow/unreachable-node", "sorry", "/nodes/6", "no path from the start leads to sorry", "")]),
    ("order-status", drop("readOrder", "transitions", 1), [
        ("flow/unreachable-node", "askAgain", "/nodes/4", "no path from the start leads to askAgain and to 2 nodes after it", "")]),
    ("order-status", swap("readOrder"), [
        ("flow/default-not-last", "readOrder", "/nodes/2/transitions/2", "'readOrder status is 404' is never tried: the default stands before it", ORDER)]),
    ("order-status", lead("readOrder", 2, "sory"), [
        ("flow/dangling-target", "readOrder", "/nodes/2/transitions/2/to", "there is no node 'sory'; did you mean 'sorry'?", ORDER),
        ("flow/unreachable-node", "sorry", "/nodes/6", "no path from the start leads to sorry", "")]),
    ("order-status", lead("readOrder", 2, "readOrder"), [
        ("flow/endless-loop", "readOrder", "/nodes/2", "a loop that never waits for the user: readOrder and back to readOrder", ORDER),
        ("flow/unreachable-node", "sorry", "/nodes/6", "no path from the start leads to sorry", "")]),
    ("order-status", lead("readOrder", 2, "end"), [
        ("message/silent-end", "readOrder", "/nodes/2/transitions/2", "the dialog ends at the service readOrder without a message", ORDER),
        ("flow/unreachable-node", "sorry", "/nodes/6", "no path from the start leads to sorry", "")]),
    ("order-status", lead("readOrder", 2, "not-connected"), [
        ("flow/dead-end", "readOrder", "/nodes/2/transitions/2", "this way out of readOrder is not connected", ORDER),
        ("flow/unreachable-node", "sorry", "/nodes/6", "no path from the start leads to sorry", "")]),
    ("order-status", lead("bye", 0, "orderNumber"), [
        ("entity/kept-in-loop", "orderNumber", "/nodes/1", "orderNumber still has its value on the way back, and is not asked again: orderNumber, readOrder, askAgain, bye and back to orderNumber", "OrderStatus → orderNumber")]),
    ("order-status", lead("askAgain", 0, "orderNumber"), [
        ("entity/kept-in-loop", "orderNumber", "/nodes/1", "orderNumber still has its value on the way back, and is not asked again: orderNumber, readOrder, askAgain and back to orderNumber", "OrderStatus → orderNumber"),
        ("flow/unreachable-node", "forget", "/nodes/7", "no path from the start leads to forget", "")]),
    ("order-status", put("found", responses=[{"text": {"en": "Sorry, our order system does not answer. Please try again later."}}]), [
        ("flow/equal-branches", "readOrder", "/nodes/2", "2 of 3 ways out of readOrder do the same: found and sorry are alike", ORDER)]),
    ("order-status", put("readOrder", name="findOrder"), [
        ("reference/unknown-service", "readOrder", "/nodes/2/transitions/0/when/context", "there is no service 'readOrder'; did you mean 'findOrder'?", "OrderStatus → orderNumber → findOrder"),
        ("reference/unknown-service", "found", "/nodes/3/responses/0/text/en", "there is no service 'readOrder'; did you mean 'findOrder'?", "OrderStatus → orderNumber → findOrder → found")]),
    ("order-status", put("orderNumber", name="number"), [
        ("entity/kept-in-loop", "orderNumber", "/nodes/1", "number still has its value on the way back, and is not asked again: number, readOrder, askAgain, forget and back to number", "OrderStatus → number"),
        ("reference/unknown-entity", "readOrder", "/nodes/2/path", "there is no entity 'orderNumber'; did you mean 'number'?", "OrderStatus → number → readOrder"),
        ("reference/unknown-entity", "found", "/nodes/3/responses/0/text/en", "there is no entity 'orderNumber'; did you mean 'number'?", "OrderStatus → number → readOrder → found"),
        ("reference/unknown-entity", "forget", "/nodes/7/script", "there is no entity 'orderNumber'; did you mean 'number'?", "OrderStatus → number → readOrder → askAgain → forget")]),
    ("order-status", put("orderNumber", entity_type="string"), [
        ("security/unescaped-user-text", "readOrder", "/nodes/2/path", "what the user says for orderNumber stands in the URL as it is; encode it with encodeURIComponent", ORDER)]),
    ("order-status", drop("orderNumber", "prompt"), [
        ("entity/missing-prompt", "orderNumber", "/nodes/1", "the entity orderNumber has no prompt", "OrderStatus → orderNumber")]),
    ("order-status", drop("orderNumber", "error_prompt"), [
        ("entity/missing-error-prompt", "orderNumber", "/nodes/1", "the entity orderNumber has no error prompt", "OrderStatus → orderNumber")]),
    ("order-status", put("readOrder", protocol="http"), [
        ("service/plain-http", "readOrder", "/nodes/2/protocol", "the service readOrder calls {{env.ORDERS_HOST}} over plain http", ORDER)]),
    ("order-status", put("readOrder", timeout=None), [
        ("service/missing-timeout", "readOrder", "/nodes/2", "the service readOrder has no timeout", ORDER)]),
    ("order-status", put("readOrder", method="DELETE"), [
        ("service/write-without-confirmation", "readOrder", "/nodes/2", "the service readOrder sends a DELETE, and a path leads there without a confirmation", ORDER)]),
    ("order-status", put("readOrder", method="DELETE", headers={}), [
        ("security/destructive-without-authorization", "readOrder", "/nodes/2", "the service readOrder sends a DELETE without an action, a profile or an Authorization header", ORDER),
        ("service/write-without-confirmation", "readOrder", "/nodes/2", "the service readOrder sends a DELETE, and a path leads there without a confirmation", ORDER)]),
    ("order-status", put("OrderStatus", utterances={}), [
        ("intent/untrained-intent", "OrderStatus", "/nodes/0", "the intent OrderStatus has no utterance and no pattern in en", "OrderStatus")]),
    ("order-status", rewrite("OrderStatus", "utterances", "(orderNumber)", "(order)"), [
        ("intent/unknown-annotation", "OrderStatus", "/nodes/0/utterances/en/1", "there is no entity 'order' in this dialog; did you mean 'orderNumber'?", "OrderStatus")]),
    ("order-status", rewrite("found", "responses", "{{context.readOrder", "TODO {{context.readOrder"), [
        ("message/placeholder-text", "found", "/nodes/3/responses/0/text/en", "this text still holds 'TODO'", f"{ORDER} → found")]),
    ("order-status", put("found", responses=[]), [
        ("message/empty-message", "found", "/nodes/3", "the message found says nothing", f"{ORDER} → found")]),
    ("order-status", drop("found", "transitions"), [
        ("flow/unconnected-message", "found", "/nodes/3", "the message found is not connected to anything, not even to end", f"{ORDER} → found")]),
    ("order-status", drop("askAgain", "transitions", 2), [
        ("flow/confirmation-without-fallback", "askAgain", "/nodes/4", "askAgain has ways for yes and no, and none for any other answer", f"{ORDER} → askAgain")]),
    ("pin-check", rewrite("tooOften", "transitions", "context.tries", "context.trys"), []),
    ("pin-check", rewrite("wrong", "responses", "That was not it.", "Try {{context.trys}}."), [
        ("reference/unknown-key", "wrong", "/nodes/6/responses/0/text/en", "nothing sets context.trys; did you mean 'tries'?", "CheckPin → start → pin → count → checkPin → tooOften → wrong")]),
    ("pin-check", drop("checkPin", "pre_processor"), [
        ("entity/never-used", "pin", "/nodes/2", "the value of the entity pin is never used", "CheckPin → start → pin"),
        ("reference/unknown-key", "checkPin", "/nodes/4/body", "nothing sets context.pinCheck; did you mean 'checkPin'?", "CheckPin → start → pin → count → checkPin")]),
    ("pin-check", rewrite("checkPin", "pre_processor", "context.pinCheck =", "context.pinCheck = ="), [
        ("script/syntax-error", "checkPin", "/nodes/4/pre_processor", "the script does not parse: unexpected token in expression: '=' (line 1, column 20)", "CheckPin → start → pin → count → checkPin")]),
    ("pin-check", lead("wrong", 0, "checkPin"), [
        ("flow/endless-loop", "checkPin", "/nodes/4", "a loop that never waits for the user: checkPin, tooOften, wrong and back to checkPin", "CheckPin → start → pin → count → checkPin"),
        ("reference/read-before-set", "checkPin", "/nodes/4/pre_processor", "the entity pin is not set on every path to here", "CheckPin → start → pin → count → checkPin → tooOften → wrong → checkPin")]),
    ("pin-check", put("agent", transitions=[{"to": "open"}]), [
        ("flow/agent-transfer-with-exits", "agent", "/nodes/9/transitions/0", "agent ends the dialog, so it cannot lead to open", "CheckPin → start → pin → count → checkPin → tooOften → handOver → agent")]),
    ("book-table", rewrite("what", "transitions", '"Day"', '"Date"'), [
        ("entity/impossible-value", "what", "/nodes/5/transitions/0", "the entity what is never 'Date'; there are: Day, People", "BookTable → day → people → note → ok → what")]),
    ("book-table", drop("what", "values"), [
        ("entity/list-without-values", "what", "/nodes/5", "the list of the entity what has no values", "BookTable → day → people → note → ok → what")]),
    ("book-table", rewrite("what", "transitions", '"People"', '"Day"'), [
        ("flow/duplicate-condition", "what", "/nodes/5/transitions/1", "'what is Day' is tested before, and leads to forgetDay then", "BookTable → day → people → note → ok → what")]),
    ("book-table", rewrite("ok", "prompt", "{{context.entities.people}}", "{{context.entities.what}}"), [
        ("reference/read-before-set", "ok", "/nodes/4/prompt/0/text/en", "the entity what is not set on every path to here", "BookTable → day → people → note → ok")]),
    ("rate-service", rewrite("stars", "transitions", '"2"', '"4.5"'), [
        ("flow/shadowed-condition", "stars", "/nodes/1/transitions/1", "'stars >= 4.5' is never reached: 'stars >= 4' before it holds whenever it does", "RateService → stars")]),
    ("loan-offer", rewrite("decide", "transitions", '"op": "lte", "value": "0.2"', '"op": "not-exists"'), []),
    ("opening-hours", rewrite("hours", "responses", '"de": "T', '"fr": "T'), [
        ("message/missing-language", "hours", "/nodes/1/responses/1", "the text of hours is not there in de", "OpeningHours → hours")]),
    ("transfer-money", rewrite("transfer", "body", '\\"amount\\": ', '\\"amount\\" '), [
        ("service/body-not-json", "transfer", "/nodes/4/body", "the body of the service transfer is not JSON: expecting ':' delimiter (line 1, column 11)", "TransferMoney → amount → verify → ok → transfer")]),
    ("transfer-money", put("verify", dialog="verify-usr"), [
        ("project/unknown-dialog", "verify", "/nodes/2", "there is no dialog 'verify-usr'; did you mean 'verify-user'?", "TransferMoney → amount → verify")]),
    ("find-product", rewrite("search", "pre_processor", "encodeURIComponent(context.entities.product)", "context.entities.product"), [
        ("security/unescaped-user-text", "search", "/nodes/2/pre_processor/1", "what the user says for product stands in the URL as it is; encode it with encodeURIComponent", "FindProduct → product → search")]),
    ("find-product", rewrite("list", "responses", "print(", "return ("), [
        ("script/message-never-prints", "list", "/nodes/3/responses/0/script/en", "the script never prints, so nothing is said", "FindProduct → product → search → list")]),
    ("count-leads", rewrite("count", "pre_processor", "safe(context.entities.company)", "context.entities.company"), [
        ("security/unescaped-user-text", "count", "/nodes/3/pre_processor/3", "what the user says for company stands in a SOQL query as it is; escape quotes and backslashes, then encode it", "CountLeads → state → company → count")]),
    ("cancel-order", skip("sure", "drop"), [
        ("service/write-without-confirmation", "drop", "/nodes/4", "the service drop deletes an Order, and a path leads there without a confirmation", "DropOrder → order → look → drop")]),
    ("cancel-order", skip("look", "sure"), [
        ("flow/unreachable-node", "signIn", "/nodes/2", "no path from the start leads to signIn", ""),
        ("security/destructive-without-authorization", "drop", "/nodes/4", "the service drop deletes an Order, and on a path to it nobody looks whether the user is signed in", "DropOrder → order → sure → drop")]),
    ("cancel-order", lead("signIn", 1, "sure"), [
        ("flow/same-answer", "signIn", "/nodes/3", "yes and no of signIn both lead to sure", "DropOrder → order → look → signIn"),
        ("security/destructive-without-authorization", "drop", "/nodes/5", "the service drop deletes an Order, and a user who does not say yes to signIn gets there too", "DropOrder → order → look → signIn → sure → drop")]),
    ("read-invoices", rewrite("readInvoices", "headers", "{{context.getToken.response.body.access_token}}", "00D5g000004Xyz1!AQ0AQExampleExample.1234567890"), [
        ("security/secret-literal", "readInvoices", "/nodes/2/headers/Authorization", "here stands a Salesforce access token; use {{env.NAME}}", "ReadInvoices → getToken → readInvoices")]),
    ("read-invoices", rewrite("show", "responses", "statusCode, body", "body"), [
        ("script/unknown-name", "show", "/nodes/3/responses/0/script/en/1", "nothing declares 'statusCode'", "ReadInvoices → getToken → readInvoices → show")]),
    ("read-invoices", rewrite("getToken", "transitions", '"to": "sorry"', '"to": "readInvoices"'), [
        ("flow/pointless-branch", "getToken", "/nodes/1", "all ways out of getToken lead to readInvoices", "ReadInvoices → getToken"),
        ("flow/unreachable-node", "sorry", "/nodes/4", "no path from the start leads to sorry", "")]),
    ("guess-number", skip("again", "pick"), [
        ("flow/trap", "pick", "/nodes/1", "no path leads from here to an end: pick, guess, judge, decide, lower and back to pick", "PlayGame → pick"),
        ("flow/unreachable-node", "bye", "/nodes/9", "no path from the start leads to bye", "")]),
    ("delete-lead", skip("ConfirmDelete", "deleteLeadService"), [
        ("service/write-without-confirmation", "deleteLeadService", "/nodes/7", "the service deleteLeadService deletes a Lead, and a path leads there without a confirmation", f"{DELETE} → deleteLeadService"),
        ("flow/unreachable-node", "CancelMessage", "/nodes/9", "no path from the start leads to CancelMessage", "")]),
    ("delete-lead", lead("deleteLeadService", -1, "deleteLeadService"), [
        ("flow/endless-loop", "deleteLeadService", "/nodes/8", "a loop that never waits for the user: deleteLeadService and back to deleteLeadService", f"{DELETE} → ConfirmDelete → deleteLeadService"),
        ("flow/unreachable-node", "deleteLeadMessage", "/nodes/9", "no path from the start leads to deleteLeadMessage", "")]),
    ("delete-lead", drop("deleteLeadService", "pre_processor"), [
        ("reference/unknown-key", "deleteLeadService", "/nodes/8/path", "nothing sets context.deleteLeadServiceRequest; did you mean 'deleteLeadService'?", f"{DELETE} → ConfirmDelete → deleteLeadService")]),
    ("create-lead", drop("CreateLeadService", "pre_processor"), [
        ("reference/unknown-key", "CreateLeadService", "/nodes/9/body", "nothing sets context.CreateLeadServiceRequest; did you mean 'CreateLeadService'?", "Createlead → firstName → lastName → companyName → ConfirmLead → signInScript → subDomainService → CreateLeadService")]),
    ("update-lead", put("MobilePhone", personal_data=False), [
        ("entity/sensitive-not-marked", "MobilePhone", "/nodes/5", "the entity MobilePhone asks for a phone number and is not marked as personal data", "Updatelead → Id → AskOptions → MobilePhone")]),
    ("search-leads", put("searchLeadsService", name="searchService"), [
        ("reference/unknown-service", "searchLeadsMessage", "/nodes/7/responses/0/script/en/102", "there is no service 'searchLeadsService'; did you mean 'searchService'?", "SearchLeads → Keyword → signInScript → subDomainService → searchService → searchLeadsMessage")]),
    ("create-lead", lambda dialog: dialog["action"].pop("profile"), [
        ("project/illegal-authorization", None, "/action", "the salesforce action uses a custom app without a profile", "")]),
    ("create-lead", lambda dialog: dialog["source"].update(version="0.0.1"), [
        ("project/template-behind", None, "/source/version", "this dialog is from salesforce 0.0.1, and 0.9 is installed", "")]),
]  # fmt: skip


def at(pointer, data):
    """What a pointer leads to."""
    for key in pointer.split("/")[1:]:
        plain = key.replace("~1", "/").replace("~0", "~")
        data = data[int(plain)] if isinstance(data, list) else data[plain]
    return data


def assert_placed(dialogs, findings):
    """Line and column of each finding are where its file holds what its pointer leads to."""
    files = {f"dialogs/{data['name']}.json": text for data, text in zip(dialogs, texts(dialogs), strict=True)}
    for each in findings:
        text = files[each.path]
        start = sum(len(line) + 1 for line in text.split("\n")[: each.line - 1]) + each.column - 1
        value, end = json.JSONDecoder().raw_decode(text, start)
        if text.startswith(": ", end):  # a member of an object is placed at its key
            assert value == each.pointer.rpartition("/")[2]
            value = json.JSONDecoder().raw_decode(text, end + 2)[0]
        assert value == at(each.pointer, json.loads(text))


@pytest.mark.parametrize(("bot", "change", "expected"), TABLE)
def test_the_right_rule_says_so_and_no_other(bot, change, expected):
    dialogs = changed(bot, change)
    findings = found(dialogs)
    said = [(each.rule, each.node, each.pointer, each.message, " → ".join(each.witness)) for each in findings]
    assert said == expected
    assert_placed(dialogs, findings)


BOTS = pytest.mark.parametrize("bot", bots())
FAULTS = [
    ("entity", {"error_prompt": []}, "entity/missing-error-prompt", ""),
    ("entity", {"prompt": []}, "entity/missing-prompt", ""),
    ("service", {"protocol": "http"}, "service/plain-http", "/protocol"),
    ("service", {"timeout": None}, "service/missing-timeout", ""),
    ("message", {"responses": []}, "message/empty-message", ""),
    ("confirmation", {"prompt": [{"text": {"en": "FIXME"}}]}, "message/placeholder-text", "/prompt/0/text/en"),
]


@BOTS
def test_nothing_is_wrong_as_it_is(bot):
    assert found(bots()[bot]) == []


@pytest.mark.parametrize(("kind", "values", "rule", "pointer"), FAULTS, ids=[fault[2] for fault in FAULTS])
@BOTS
def test_a_fault_of_one_node_is_one_finding(bot, kind, values, rule, pointer):
    for number, index, each in places(bot, kind):
        dialogs = changed(bot, put(each["id"], **values), number)
        # A text that is gone may have been the only one that read a value, or that showed a link.
        others = {"entity/never-used", "service/status-not-checked", "security/destructive-without-authorization"}
        others |= {"reference/key-never-read", "reference/session-key-never-read", "service/answer-never-read"}
        every = found(dialogs)
        richer = [finding for finding in every if rule in rules()[finding.rule].says_more_than]
        if richer:
            assert {finding.node for finding in richer} == {each["id"]}
            assert rule not in {finding.rule for finding in every}
            continue
        findings = [finding for finding in every if finding.rule == rule or finding.rule not in others]
        assert [(finding.rule, finding.node, finding.pointer) for finding in findings] == [
            (rule, each["id"], f"/nodes/{index}{pointer}")
        ]
        assert_placed(dialogs, findings)


def lost(dialog):
    """The nodes that can no longer be reached, but for those that the user enters by what they say."""
    return {each["id"] for each in dialog["nodes"] if each["type"] != "intent"} - reached(dialog)


@BOTS
def test_a_way_that_leads_nowhere_is_told_where_it_stands(bot):
    for number, index, each in places(bot):
        for way in range(len(each.get("transitions", ()))):
            dialogs = changed(bot, lead(each["id"], way, "nowhere"), number)
            findings = found(dialogs)
            first, *rest = sorted(findings, key=lambda finding: finding.rule)
            assert (first.rule, first.pointer) == ("flow/dangling-target", f"/nodes/{index}/transitions/{way}/to")
            assert {finding.rule for finding in rest} <= {"flow/unreachable-node"}
            assert {finding.node for finding in rest} <= lost(dialogs[number])
            assert bool(rest) == bool(lost(dialogs[number])) or bot == "small-talk"


@BOTS
def test_a_default_before_a_condition_is_told_at_what_comes_after_it(bot):
    for number, index, each in places(bot):
        ways = each.get("transitions", ())
        if len(ways) > 1 and "when" not in ways[-1]:
            dialogs = changed(bot, swap(each["id"]), number)
            said = [(finding.rule, finding.pointer) for finding in found(dialogs)]
            assert ("flow/default-not-last", f"/nodes/{index}/transitions/{len(ways) - 1}") in said
            # What is asked on one way only may now be missing on the other.
            assert {rule for rule, _ in said} <= {"flow/default-not-last", "reference/read-before-set"}


@BOTS
def test_a_service_under_another_name_is_told_wherever_its_answer_is_read(bot):
    for number, _, each in places(bot, "service"):
        name = each["id"]
        dialogs = changed(bot, put(name, name=f"{name}Renamed"), number)
        nodes = dialogs[number]["nodes"]
        readers = {other["id"] for other in nodes if re.search(rf"\bcontext\.{name}\b", json.dumps(other))}
        said = [finding for finding in found(dialogs) if finding.rule == "reference/unknown-service"]
        assert {finding.node for finding in said} == readers
        assert len(said) == len(readers)


@BOTS
def test_a_path_is_one_that_the_dialog_takes(bot):
    for number, index, _ in places(bot):
        dialogs = changed(bot, lambda dialog, index=index: dialog["nodes"][index].pop("transitions", None), number)
        nodes = dialogs[number]["nodes"]
        if any("nodes" in each for each in nodes):
            continue  # inside a bot action a path goes through nodes of its own
        steps = {(each["id"], way["to"]) for each in nodes for way in each.get("transitions", ())}
        for finding in found(dialogs):
            if finding.dialog == dialogs[number]["name"] and finding.witness:
                assert finding.witness[0] == nodes[0]["id"]
                shown = {
                    step for step in zip(finding.witness, finding.witness[1:], strict=False) if "…" not in "".join(step)
                }
                assert shown <= steps
                assert len(finding.witness) <= 12
