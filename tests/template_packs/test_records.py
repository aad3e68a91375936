"""The five templates for any object: clean for every object, pair and platform, and several in one bot."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from tests.formats.package_invariants import check_package
from tests.formats.package_keys import check_keys
from tests.snapshots import JsonFile
from tests.template_packs.salesforce_pack import (
    OBJECTS,
    PAIRS,
    RECORD_TASKS,
    TASKS,
    authorized,
    describe,
    expanded,
    pack,
)
from xogen.formats.dialog_json import dump_dialog, load_dialog
from xogen.formats.package import BotSettings, PackagedTask, build_package
from xogen.formats.platform import for_platform
from xogen.graph.dialog_graph import DialogGraph
from xogen.lint.facts import Document
from xogen.lint.known import Known
from xogen.lint.runner import lint
from xogen.model.names import allocate
from xogen.model.nodes import ConfirmationNode, EntityNode, IntentNode, MessageNode, ScriptNode, ServiceNode
from xogen.packs.expand import expand
from xogen.script.syntax import check_syntax

NAMES = ("Account", "Contact", "Case", "Opportunity", "Event", "Custom__c")
ALL = [(task, name) for task in RECORD_TASKS for name in NAMES]
VERSIONS = Known(pack_versions={"salesforce": pack().manifest.version})
ANNOTATION = re.compile(r"\[([^\]]+)\]\((\w+)\)")


def installed(task, name, kind="pre-authorize", app="system", **parameters):
    """A template for an object, under the name that somebody would give it."""
    file = f"{task.removesuffix('-record')}-{name.removesuffix('__c').lower()}"
    settings = {"object": name, **parameters}
    sobjects = {name: describe(name)}
    return expand(pack().templates[task], authorized(kind, app), name=file, parameters=settings, sobjects=sobjects)


def findings(*tasks):
    report = lint([Document(f"{task.name}.json", task, dump_dialog(task)) for task in tasks], known=VERSIONS)
    return [(item.rule, item.message) for item in report.findings if item.severity.word != "info"]


def all_of(task, kind):
    return [node for node in task.walk() if isinstance(node, kind)]


@pytest.mark.parametrize(("task", "name"), ALL)
def test_dialog(task, name, snapshot):
    dialog = installed(task, name)
    text = dump_dialog(dialog)
    assert load_dialog(text, "dialog.json") == dialog
    assert text == snapshot(extension_class=JsonFile)


@pytest.mark.parametrize("pair", PAIRS, ids="/".join)
@pytest.mark.parametrize(("task", "name"), ALL)
def test_dialog_is_clean(task, name, pair):
    dialog = installed(task, name, *pair)
    assert findings(dialog) == []
    for node in all_of(dialog, ScriptNode):
        assert check_syntax(node.script) is None


@pytest.mark.parametrize("platform", ["xo10", "xo11"])
@pytest.mark.parametrize("pair", PAIRS, ids="/".join)
@pytest.mark.parametrize(("task", "name"), ALL)
def test_a_platform_changes_no_finding(task, name, pair, platform):
    assert findings(for_platform(installed(task, name, *pair), platform)) == []


@pytest.mark.parametrize("platform", ["xo10", "xo11"])
@pytest.mark.parametrize("pair", PAIRS, ids="/".join)
def test_package_of_all_of_them(pair, platform):
    counters: dict[str, int] = {}
    packaged = []
    for task, name in ALL:
        dialog = installed(task, name, *pair)
        names, counters = allocate(dialog, counters, {})
        packaged.append(PackagedTask(task=dialog, names=names))
    bot = BotSettings(id="records", name="Records", platform=platform, actions=(authorized(*pair).action,))
    files = build_package(bot, packaged)
    assert all(dialog.task.title["en"] in "".join(map(str, files.values())) for dialog in packaged)
    check_package(files, platform)
    check_keys(files, platform)


def test_all_of_them_in_one_bot_are_told_apart():
    dialogs = [installed(task, name) for task, name in ALL] + [expanded(task) for task in TASKS]
    assert [message for rule, message in findings(*dialogs) if rule == "naming/utterance-shared"] == []
    mine = dialogs[: len(ALL)]
    assert findings(*mine) == []
    assert len({dialog.nodes[0].id for dialog in mine}) == len(mine)
    assert len({dialog.title["en"] for dialog in mine}) == len(mine)


@pytest.mark.parametrize(("first", "second"), list(combinations(NAMES, 2)))
def test_two_installs_share_no_component(first, second):
    one, other = installed("update-record", first), installed("update-record", second)
    names, counters = allocate(one, {}, {})
    more, _ = allocate(other, counters, {})
    assert not {name.casefold() for name in names.values()} & {name.casefold() for name in more.values()}
    assert findings(one, other) == []


@pytest.mark.parametrize(("task", "name"), ALL)
def test_intents_are_trained(task, name):
    dialog = installed(task, name)
    (intent,) = all_of(dialog, IntentNode)
    spoken = {ANNOTATION.sub(r"\1", text).casefold() for text in intent.utterances["en"]}
    assert len(spoken) == len(intent.utterances["en"]) >= 8
    annotated = [mark for text in intent.utterances["en"] for mark in ANNOTATION.findall(text)]
    assert annotated
    for value, entity in annotated:
        node = dialog.node(entity)
        assert not node.pattern or re.fullmatch(node.pattern, value)
        labels = {item.label.get("en", item.value) for item in node.values}
        assert not labels or value in labels


@pytest.mark.parametrize(("task", "name"), ALL)
def test_entities_ask_and_ask_again(task, name):
    for node in all_of(installed(task, name), EntityNode):
        if node.id == "RecordNumber":
            continue
        (prompt,), (error,) = node.prompt, node.error_prompt
        assert prompt.text["en"].endswith((".", "?"))
        assert len(prompt.text["en"]) <= 100
        assert error.text["en"].endswith("?")
        assert error.text != prompt.text
        assert not re.search(r"\bId\b|__c", prompt.text["en"])
        assert node.personal_data is (node.entity_type in {"phone-number", "email"})


@pytest.mark.parametrize("task", ["create-record", "update-record", "delete-record"])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("pair", PAIRS, ids="/".join)
def test_nothing_is_written_unasked(task, name, pair):
    dialog = installed(task, name, *pair)
    graph = DialogGraph(dialog)
    (write,) = [node for node in all_of(dialog, ServiceNode) if node.method != "GET"]
    (question,) = [node.id for node in all_of(dialog, ConfirmationNode) if node.id != "SignIn"]
    assert graph.dominates(question, write.id)


@pytest.mark.parametrize(("task", "name"), ALL)
@pytest.mark.parametrize("pair", PAIRS, ids="/".join)
def test_the_gate_stands_right_before_the_first_call(task, name, pair):
    dialog = installed(task, name, *pair)
    ids = {node.id for node in dialog.walk()}
    assert ({"signInScript", "SignIn", "SignInDeclined"} <= ids) is (pair[0] == "allow-users")
    services = all_of(dialog, ServiceNode)
    if pair[0] == "allow-users":
        assert dialog.node("signInScript").transitions[-1].to == services[0].id
    assert {service.profile for service in services} == {"acme-oauth" if pair[1] == "custom" else None}
    assert {service.host for service in services} == {"{{env.SALESFORCE_HOST}}"}


@pytest.mark.parametrize(("task", "name"), ALL)
def test_dialogs_end_with_a_message(task, name):
    for node in installed(task, name, "allow-users", "custom").walk():
        if any(transition.to == "end" for transition in node.transitions):
            assert isinstance(node, MessageNode), node.id


@pytest.mark.parametrize("name", NAMES)
def test_rules_are_told_what_a_service_does(name):
    create, update = installed("create-record", name), installed("update-record", name)
    record = create.node("createRecordService").record
    assert (record.object, record.operation) == (name, "create")
    fields = describe(name).fields_by_name
    assert set(record.fields) <= set(fields)
    assert {field.name for field in fields.values() if field.required_on_create} <= set(record.fields)
    change = update.node("updateRecordService").record
    assert (change.object, change.operation) == (name, "update")
    assert all(fields[field].updateable for field in change.fields)
    for task, node, operation in (
        ("find-record", "searchRecordsService", "search"),
        ("view-record", "viewRecordService", "read"),
        ("delete-record", "deleteRecordService", "delete"),
        ("delete-record", "findRecordsService", "query"),
    ):
        told = installed(task, name).node(node).record
        assert (told.object, told.operation) == (name, operation)


@pytest.mark.parametrize("name", NAMES)
def test_lists_send_values_and_show_labels(name):
    sobject = describe(name)
    lists = [each for each in sobject.fields_by_name.values() if each.type == "picklist" and each.createable]
    if not lists:
        return
    dialog = installed("create-record", name, fields=[each.name for each in lists if not each.required_on_create])
    asked = {node.label["en"]: node for node in all_of(dialog, EntityNode) if node.entity_type == "list-of-values"}
    for field in lists:
        node = asked.get(field.label) or asked[f"{field.label} ({field.name})"]
        assert [item.value for item in node.values] == [item.value for item in field.active_values]
        assert [item.label.get("en", item.value) for item in node.values] == [
            item.label for item in field.active_values
        ]


def test_every_describe_at_hand_is_tried():
    assert {path.stem for path in OBJECTS.glob("*.json")} == {*NAMES, "Lead", "OpportunityContactRole"}
