from __future__ import annotations

import copy
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.formats import package_invariants as invariants
from tests.formats import package_keys, samples
from tests.formats.samples import first_call, package, read, start_task
from tests.snapshots import JsonFile
from tests.tools import key_inventory
from xogen.formats.package import PackagedTask, build_package, zip_package
from xogen.model.nodes import EntityNode, MessageNode, ScriptNode

ROOT = Path(__file__).parent.parent.parent
EXPORTS = sorted((ROOT / "tests" / "fixtures" / "exports").glob("*/botDefinition.json"))
EVERY_PACKAGE = [(platform, *pair) for platform in samples.PLATFORMS for pair in samples.PAIRS]


# --- what always holds -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.parent.name)
def test_the_invariants_hold_in_real_exports(path):
    config = json.loads((path.parent / "config.json").read_text(encoding="utf-8"))
    real = invariants.Package(json.loads(path.read_text(encoding="utf-8")), config, "xo10")
    assert invariants.run(real, invariants.REAL) == []


@pytest.mark.parametrize(("platform", "kind", "app"), EVERY_PACKAGE)
def test_a_package_has_what_every_export_has_and_nothing_else(platform, kind, app):
    files = package(platform, kind, app)
    invariants.check_package(files, platform)
    package_keys.check_keys(files, platform)


def test_every_entry_of_the_list_of_extra_keys_is_needed():
    used = set()
    for platform, kind, app in EVERY_PACKAGE:
        for row in package_keys.rows(package(platform, kind, app), platform):
            if not package_keys.seen(row):
                used.update(package_keys.listed(row))
    listed = {f"key: {entry['kind']}: {key}" for entry in package_keys.EXTRA["key"] for key in entry["keys"]}
    listed |= {f"kind: {name}" for entry in package_keys.EXTRA["kind"] for name in entry["names"]}
    assert listed == used
    assert all(entry["reason"] for group in package_keys.EXTRA.values() for entry in group)


def test_the_inventory_is_that_of_the_exports():
    fresh = key_inventory.written(key_inventory.inventory(key_inventory.read_exports()))
    assert key_inventory.TARGET.read_text(encoding="utf-8") == fresh


# --- each check can fail ---------------------------------------------------------------------------------------------


def ways(bot, kind):
    return next(n["transitions"] for d in bot["dialogs"] for n in d["nodes"] if n["type"] == kind)


def damage(bot, config, check):  # noqa: C901, PLR0912, PLR0915 - one case a check
    dialog, parts = bot["dialogs"][0], bot["dialogComponents"]
    ticket = next(item for item in parts if item["name"] == "CreateTicket0001")
    match check:
        case "the_minimum_of_keys_is_there":
            del bot["koraResponses"]
        case "the_generation_can_be_told":
            bot["appType"] = "unified"
        case "no_hash_is_made_up":
            bot["encryptedHash"] = "0" * 32
        case "ids_have_their_prefix_and_are_unique":
            parts[1]["refId"] = parts[0]["refId"]
        case "export_options_name_the_dialogs":
            bot["exportOptions"]["subTasks"]["dialogs"].pop()
        case "namespaces_are_there":
            dialog["vNameSpace"] = [bot["namespaces"][0]["_id"]]
        case "events_name_dialogs":
            bot["defaultDialogId"] = dialog["_id"]
        case "dialog_names_are_unique":
            dialog["lname"] = "Create a Ticket"
        case "the_entry_is_the_dialogs_own_intent":
            dialog["nodes"].reverse()
        case "intents_are_called_as_their_dialogs":
            dialog["localeData"]["de"]["name"] = "Anders"
        case "every_node_has_its_component":
            dialog["nodes"][1]["componentId"] = dialog["nodes"][0]["componentId"]
        case "every_component_has_its_node":
            parts.append({**parts[0], "name": "left"} | {"_id": "dc-0"})
        case "component_names_are_unique":
            parts[1]["name"] = parts[0]["name"].upper()
        case "node_ids_are_unique_and_of_a_known_form":
            dialog["nodes"][1]["nodeId"] = "subject"
        case "a_call_leads_to_a_dialog":
            first_call(bot)["flowTaskId"] = dialog["_id"]
        case "a_node_has_what_every_node_has":
            del dialog["nodes"][2]["nodeOptions"]["reuseOptions"]
        case "cards_do_not_overlap":
            dialog["nodes"][1]["positionMeta"] = dialog["nodes"][2]["positionMeta"]
        case "one_default_comes_last":
            ways(bot, "entity").reverse()
        case "a_confirmation_has_yes_and_no":
            ways(bot, "dialogAct")[0]["if"]["dialogAct"] = "no"
        case "targets_are_there":
            ways(bot, "message")[-1]["default"] = "nd-msg-gone"
        case "the_end_is_said":
            ways(bot, "message")[-1]["default"] = ""
        case "conditions_are_of_a_known_form":
            ways(bot, "entity")[0]["if"]["field"] = "intent0"
        case "bot_actions_are_where_the_generation_has_them":
            next(n for n in dialog["nodes"] if n["type"] == "botAction")["type"] = "service"
        case "both_lists_of_a_bot_action_agree":
            next(n for n in dialog["nodes"] if n["type"] == "botAction")["nodes"][0]["nodeId"] += "0"
        case "conditions_stand_on_the_outer_node":
            next(p for p in parts if p["type"] == "botAction")["nodes"][0]["transitions"].insert(
                0, {"if": {}, "then": ""}
            )
        case "sequences_partition_the_nodes":
            dialog["sequences"] = []
        case "scripts_are_percent_encoded":
            ticket["preProcessor"] += " "
        case "texts_are_percent_encoded":
            ticket["endPoint"]["path"] = "/{{x}}"
        case "something_is_said_on_the_default_channel":
            del next(p for p in parts if p["type"] == "message")["message"][0]["localeData"]["de"]
        case "a_service_is_complete":
            ticket["headers"]["value"] = "[]"
        case "profiles_are_there":
            ticket["idp"] = "other"
        case "a_template_service_names_its_action":
            ticket["integrationId"] = "other"
        case "references_to_services_and_entities_resolve":
            next(p for p in parts if p["type"] == "dialogAct")["message"][0]["localeData"]["en"]["text"] = (
                "%7B%7Bcontext.entities.subject%7D%7D"
            )
        case "patterns_are_there_for_every_intent_and_entity":
            bot["patterns"].pop()
        case "sentences_are_those_of_intents":
            next(s for s in bot["sentences"] if s["entities"])["entities"][0]["endIndex"] += 100
        case "config_has_its_two_keys":
            config["settings"] = {}
        case "secured_variables_are_empty":
            next(v for v in config["envVariables"] if v["isSecured"])["value"] = "s3cret"
        case "every_variable_that_is_used_is_there":
            config["envVariables"] = []
        case "no_secret_is_written":
            bot["idpConfigurations"][0]["fields"][3]["value"] = "s3cret"


@pytest.mark.parametrize("check", sorted(invariants.CHECKS))
def test_a_damaged_package_is_noticed(check):
    files = package()
    bot, config = read(files), json.loads(files["config.json"])
    before = copy.deepcopy((bot, config))
    damage(bot, config, check)
    assert (bot, config) != before, "no damage is known for this check"
    assert invariants.run(invariants.Package(bot, config, "xo10"), [check])


def test_sequences_that_lack_a_node_are_noticed():
    files = package("xo11")
    bot = read(files, "xo11")
    bot["dialogs"][0]["sequences"][-1]["nodes"].pop()
    found = invariants.run(
        invariants.Package(bot, json.loads(files["config.json"]), "xo11"), ["sequences_partition_the_nodes"]
    )
    assert found == ["sequences_partition_the_nodes: create a ticket"]


def test_an_invented_key_is_noticed():
    files = dict(package())
    bot = read(files)
    bot["dialogs"][0]["nodes"][1]["nodeOptions"]["loopLimit"] = 3
    files["botDefinition.json"] = json.dumps(bot)
    with pytest.raises(AssertionError, match=r"node entity: nodeOptions\.loopLimit: number"):
        package_keys.check_keys(files, "xo10")


# --- bytes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("platform", samples.PLATFORMS)
def test_definition_as_reviewed(platform, snapshot):
    assert package(platform)[invariants.DEFINITIONS[platform]] == snapshot(extension_class=JsonFile)


def test_config_as_reviewed(snapshot):
    assert package()["config.json"] == snapshot(extension_class=JsonFile)


def test_form_of_the_text():
    text = package()["botDefinition.json"]
    assert text.startswith('{\n    "_id": "st-')
    assert "“" not in text  # in messages everything is encoded
    assert '"title": "Ticket anlegen"' not in text
    assert '"name": "Ticket anlegen"' in text
    assert json.dumps(json.loads(text), indent=4, ensure_ascii=False) + "\n" == text


def test_equal_input_gives_equal_bytes_whatever_the_hash_seed():
    code = (
        "import hashlib\n"
        "from tests.formats import samples\n"
        "from xogen.formats.package import build_package, zip_package\n"
        "for platform in samples.PLATFORMS:\n"
        "    files = build_package(samples.bot(platform), samples.tasks())\n"
        "    print(hashlib.sha256(zip_package(files)).hexdigest())"
    )
    expected = [hashlib.sha256(zip_package(package(platform))).hexdigest() for platform in samples.PLATFORMS]
    for seed in ("0", "1"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split() == expected


def test_the_zip_holds_the_files_and_no_time():
    files = package()
    with zipfile.ZipFile(io.BytesIO(zip_package(files))) as archive:
        assert archive.namelist() == ["botDefinition.json", "config.json"]
        assert {name: archive.read(name).decode() for name in files} == files
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert zip_package(files) == zip_package(dict(reversed(list(files.items()))))


def test_ids_hang_on_the_projects_id_and_not_on_its_name():
    renamed = samples.bot().model_copy(update={"name": "another"})
    other = samples.bot().model_copy(update={"id": "another"})
    ids = [dialog["refId"] for dialog in read(package())["dialogs"]]
    assert [dialog["refId"] for dialog in read(build_package(renamed, samples.tasks()))["dialogs"]] == ids
    assert [dialog["refId"] for dialog in read(build_package(other, samples.tasks()))["dialogs"]] != ids


def test_another_dialog_changes_no_id_of_the_first():
    ticket = start_task(EntityNode(id="e"), ScriptNode(id="s", script="context.a = 1;"))
    alone = read(build_package(samples.bot(app="system"), [PackagedTask(task=ticket)]))["dialogs"][0]
    other = PackagedTask(task=start_task(MessageNode(id="m"), name="b", title="B"), names={"Start": "Start0002"})
    both = read(build_package(samples.bot(app="system"), [other, PackagedTask(task=ticket)]))["dialogs"][1]
    assert both == alone
