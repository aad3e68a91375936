"""Checks on dialogs, nodes, transitions, bot actions and sequences."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from tests.formats.invariant import Package, holds

OPTIONS = """
    transitionType promptOptions transitionMode inputHandlingOptions reuseOptions isRetriesExceeded contextTags
    reuseMarkedupPhrases noAutoCorrection notForReuse userInputCorrection interruptOptions customTags
"""
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
NODE_ID = re.compile(rf"(?:[a-zA-Z]+\d+|nd-(?:[a-z]{{3}}-)?{UUID}|FallbackMsg)\Z")
EXITS = {"end", "", "retToFlow"}


# --- dialogs and nodes -----------------------------------------------------------------------------------------------


@holds(real=True)
def dialog_names_are_unique(package: Package) -> Iterator[str]:
    """lname is the lower-cased name of the default language (495 of 495)."""
    language = package.bot["defaultLanguage"]
    for dialog in package.bot["dialogs"]:
        if dialog["lname"] != dialog["localeData"][language]["name"].lower():
            yield f"{dialog['lname']} is not the lower-cased name"
    yield from (f"{n} twice" for n, count in Counter(d["lname"] for d in package.bot["dialogs"]).items() if count > 1)


@holds(real=True)
def the_entry_is_the_dialogs_own_intent(package: Package) -> Iterator[str]:
    """intent0 is the first node, and its component names the dialog (495 of 495)."""
    for dialog in package.bot["dialogs"]:
        first = dialog["nodes"][0]
        component = package.components.get(first["componentId"], {})
        if (first["nodeId"], first["type"]) != ("intent0", "intent"):
            yield f"{dialog['lname']} starts with {first['nodeId']}"
        if component.get("dialogId") != dialog["_id"]:
            yield f"{dialog['lname']}: the entry's component names {component.get('dialogId')}"


@holds(real=True)
def intents_are_called_as_their_dialogs(package: Package) -> Iterator[str]:
    names = {d["_id"]: {lang: item["name"] for lang, item in d["localeData"].items()} for d in package.bot["dialogs"]}
    for component in package.bot["dialogComponents"]:
        if component["type"] == "intent" and "dialogId" in component:
            said = {language: item["intent"] for language, item in component["localeData"].items()}
            if names.get(component["dialogId"]) != said:
                yield f"{component['name']}: {said}"


@holds(real=True)
def every_node_has_its_component(package: Package) -> Iterator[str]:
    """3,224 of 3,224 nodes and 299 of 299 inner ones, of the node's type."""
    known = package.components
    for where, nodes in package.levels():
        for node in nodes:
            component = known.get(node["componentId"])
            if component is None or component["type"] != node["type"]:
                yield f"{where}: {node['nodeId']}"


@holds(real=False)
def every_component_has_its_node(package: Package) -> Iterator[str]:
    """The builder keeps components of deleted nodes; a fresh package has none."""
    used = {node["componentId"] for _, nodes in package.levels() for node in nodes}
    yield from (item["name"] for id_, item in package.components.items() if id_ not in used)


@holds(real=True)
def component_names_are_unique(package: Package) -> Iterator[str]:
    """Whatever their case and type: no duplicate in 2,782 components; 2 are no identifiers."""
    names = [item["name"] for item in package.bot["dialogComponents"]]
    yield from (f"{name} twice" for name, n in Counter(name.casefold() for name in names).items() if n > 1)
    yield from (f"{name} is no identifier" for name in names if not re.fullmatch(r"[A-Za-z_$][\w$]*", name))


@holds(real=True)
def node_ids_are_unique_and_of_a_known_form(package: Package) -> Iterator[str]:
    for where, nodes in package.levels():
        ids = [node["nodeId"] for node in nodes]
        yield from (f"{where}: {id_} twice" for id_, n in Counter(ids).items() if n > 1)
        yield from (f"{where}: {id_}" for id_ in ids if not NODE_ID.match(id_))


@holds(real=True)
def a_call_leads_to_a_dialog(package: Package) -> Iterator[str]:
    """flowTaskId is a dialog's refId (265 of 265), and the component is that dialog's own intent (262 of 262)."""
    dialogs = {dialog["refId"]: dialog for dialog in package.bot["dialogs"]}
    for dialog, node in package.nodes():
        if node["type"] != "intent" or node["nodeId"] == "intent0" or "flowTaskId" not in node:
            continue
        called = dialogs.get(node["flowTaskId"])
        if called is None or package.components[node["componentId"]].get("dialogId") != called["_id"]:
            yield f"{dialog['lname']}: {node['nodeId']}"
        for key in ("contextMap", "postContextMap"):
            if key in node and not isinstance(json.loads(node[key]), dict):
                yield f"{dialog['lname']}: {node['nodeId']}: {key}"


@holds(real=True)
def a_node_has_what_every_node_has(package: Package) -> Iterator[str]:
    """type, nodeId, componentId, transitions, nodeOptions; a place; the 14 stable options."""
    for dialog, node in package.nodes():
        where = f"{dialog['lname']}: {node['nodeId']}"
        yield from (f"{where}: no {key}" for key in ("transitions", "nodeOptions", "positionMeta") if key not in node)
        yield from (f"{where}: no {key}" for key in OPTIONS.split() if key not in node.get("nodeOptions", {}))
        if set(node.get("positionMeta", {})) != {"left", "top"}:
            yield f"{where}: place"


@holds(real=True)
def cards_do_not_overlap(package: Package) -> Iterator[str]:
    """No two nodes of a dialog are nearer than 200 in one way and 100 in the other."""
    for dialog in package.bot["dialogs"]:
        known = [(node["nodeId"], node["positionMeta"]) for node in dialog["nodes"] if "positionMeta" in node]
        for (one, place), (other, there) in combinations(known, 2):
            if abs(place["left"] - there["left"]) < 200 and abs(place["top"] - there["top"]) < 100:
                yield f"{dialog['lname']}: {one} and {other}"


# --- transitions -----------------------------------------------------------------------------------------------------


@holds(real=True)
def one_default_comes_last(package: Package) -> Iterator[str]:
    """On every node type but dialogAct (110 of 148 dialogAct nodes have none)."""
    for where, nodes in package.levels():
        for node in nodes:
            places = [index for index, way in enumerate(node["transitions"]) if "default" in way]
            last = len(node["transitions"]) - 1
            if places != [last] and not (node["type"] == "dialogAct" and not places):
                yield f"{where}: {node['nodeId']}: default at {places} of {last + 1}"


@holds(real=True)
def a_confirmation_has_yes_and_no(package: Package) -> Iterator[str]:
    """148 of 148."""
    for dialog, node in package.nodes():
        if node["type"] == "dialogAct":
            answers = [way["if"]["dialogAct"] for way in node["transitions"] if "dialogAct" in way.get("if", {})]
            if sorted(answers) != ["no", "yes"]:
                yield f"{dialog['lname']}: {node['nodeId']}: {answers}"


@holds(real=True)
def targets_are_there(package: Package) -> Iterator[str]:
    """0 of 4,100 transitions dangle."""
    for where, nodes in package.levels():
        known = {node["nodeId"] for node in nodes} | EXITS
        for node in nodes:
            for way in node["transitions"]:
                target = way["default"] if "default" in way else way["then"]
                if target not in known:
                    yield f"{where}: {node['nodeId']}: {target}"


@holds(real=False)
def the_end_is_said(package: Package) -> Iterator[str]:
    """The builder leaves "" for what is not connected (395 of 4,100); we say "end"."""
    for where, nodes in package.levels():
        for node in nodes:
            for way in node["transitions"]:
                if (way["default"] if "default" in way else way["then"]) == "":
                    yield f"{where}: {node['nodeId']}"


@holds(real=True)
def conditions_are_of_a_known_form(package: Package) -> Iterator[str]:
    """field, context, dialogAct, conjoin or intent; values are texts; fields and intents are nodes of the dialog."""
    for where, nodes in package.levels():
        known = {node["nodeId"]: node["type"] for node in nodes}
        for node in nodes:
            for test in (way["if"] for way in node["transitions"] if "if" in way):
                form = [key for key in ("field", "context", "dialogAct", "conjoin", "intent") if key in test]
                if len(form) != 1:
                    yield f"{where}: {node['nodeId']}: {test}"
                if "field" in test and known.get(test["field"]) != "entity":
                    yield f"{where}: {node['nodeId']}: {test['field']} is no entity"
                if "intent" in test and known.get(test["intent"]) != "intent":
                    yield f"{where}: {node['nodeId']}: {test['intent']} is no intent"
                for part in [test, *test.get("tests", [])]:
                    if not isinstance(part.get("value", ""), str):
                        yield f"{where}: {node['nodeId']}: value {part['value']!r}"


# --- bot actions and sequences ---------------------------------------------------------------------------------------


@holds(real=True)
def bot_actions_are_where_the_generation_has_them(package: Package) -> Iterator[str]:
    """XO 10: no service, script or logic node outside of one; XO 11: no bot action."""
    refused = {"service", "script", "logic"} if package.platform == "xo10" else {"botAction"}
    yield from (f"{dialog['lname']}: {node['nodeId']}" for dialog, node in package.nodes() if node["type"] in refused)


@holds(real=True)
def both_lists_of_a_bot_action_agree(package: Package) -> Iterator[str]:
    """The same nodes and components in both (276 of 276)."""
    for dialog, node in package.nodes():
        if node["type"] == "botAction":
            inside = package.components[node["componentId"]]["nodes"]
            lists = [[(i["nodeId"], i["componentId"], i["type"]) for i in items] for items in (node["nodes"], inside)]
            if sorted(lists[0]) != sorted(lists[1]) or not inside:
                yield f"{dialog['lname']}: {node['nodeId']}"
            if any("transitions" in item for item in node["nodes"]):
                yield f"{dialog['lname']}: {node['nodeId']}: transitions in the list of uses"


@holds(real=False)
def conditions_stand_on_the_outer_node(package: Package) -> Iterator[str]:
    for component in package.bot["dialogComponents"]:
        for node in component.get("nodes", []):
            if [next(iter(way)) for way in node["transitions"]] != ["default"]:
                yield f"{component['name']}: {node['nodeId']}"


@holds(real=True)
def sequences_partition_the_nodes(package: Package) -> Iterator[str]:
    """85 of 85 dialogs of XO 11: every node once; the first sequence is intent0's."""
    for dialog in package.bot["dialogs"]:
        if package.platform == "xo10":
            if "sequences" in dialog:
                yield f"{dialog['lname']} has sequences"
            continue
        listed = [node["nodeId"] for sequence in dialog["sequences"] for node in sequence["nodes"]]
        if sorted(listed) != sorted(node["nodeId"] for node in dialog["nodes"]):
            yield dialog["lname"]
        if [s["nodeId"] for s in dialog["sequences"]][:1] != ["intent0"] or listed[:1] != ["intent0"]:
            yield f"{dialog['lname']}: the first sequence is not intent0's"
