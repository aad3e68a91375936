"""Checks on the whole, on components, on training data and variables."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, unquote

from tests.formats.invariant import Json, Package, holds

TOP_LEVEL = """
    _id refId type purpose defaultLanguage supportedLanguages languagePreferences isNLEnabled localeData
    interruptOptions detectMultiIntent isCsMatchEnabled botEvents actions alerts dialogs dialogComponents
    knowledgeTasks koraResponses customTemplates paramMaps taskDgParamMaps idpConfigurations
    sentences mlParams contentVariables exportOptions
"""
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
ENCODED_ALWAYS = ("script", "preProcessor", "postProcessor")


# --- the whole -------------------------------------------------------------------------------------------------------


@holds(real=True)
def the_minimum_of_keys_is_there(package: Package) -> Iterator[str]:
    """27 keys are in 66 of 66 exports."""
    yield from (key for key in TOP_LEVEL.split() if key not in package.bot)


@holds(real=True)
def the_generation_can_be_told(package: Package) -> Iterator[str]:
    """XO 11 has appType "unified", XO 10 has runCustomScript and never both."""
    if (package.bot.get("appType") == "unified") != (package.platform == "xo11"):
        yield f"appType {package.bot.get('appType')!r}"
    if ("runCustomScript" in package.bot) != (package.platform == "xo10"):
        yield "runCustomScript"


@holds(real=False)
def no_hash_is_made_up(package: Package) -> Iterator[str]:
    yield from (key for key in ("encryptedHash", "latestEncryptedHash") if key in package.bot)


@holds(real=True)
def ids_have_their_prefix_and_are_unique(package: Package) -> Iterator[str]:
    """Ids are st-, dg-, dc-, ns-, ap- and a UUID; refIds are UUIDs of version 5."""
    bot = package.bot
    rows = [
        ("st", [bot]),
        ("dg", bot["dialogs"]),
        ("dc", bot["dialogComponents"]),
        ("ns", bot["namespaces"]),
        ("ap", bot["idpConfigurations"]),
    ]
    for prefix, items in rows:
        for item in items:
            if not re.fullmatch(rf"{prefix}-{UUID}", item["_id"]):
                yield f"_id {item['_id']}"
            if not re.fullmatch(UUID, item["refId"]) or item["refId"][14] != "5":
                yield f"refId {item['refId']}"
        for key in ("_id", "refId"):
            yield from (f"{key} {value} twice" for value, n in Counter(i[key] for i in items).items() if n > 1)


@holds(real=True)
def export_options_name_the_dialogs(package: Package) -> Iterator[str]:
    """Of the bot's dialogs every one (11 of 11 exports, which name the drafts of some, too)."""
    chosen = package.bot["exportOptions"]["subTasks"]["dialogs"]
    yield from (dialog["_id"] for dialog in package.bot["dialogs"] if dialog["_id"] not in chosen)


@holds(real=True)
def namespaces_are_there(package: Package) -> Iterator[str]:
    """vNameSpace of dialogs and variables is the refId of a namespace (11 of 11)."""
    known = {item["refId"] for item in package.bot["namespaces"]}
    for item in [*package.bot["dialogs"], *package.config["envVariables"]]:
        if not item["vNameSpace"] or not set(item["vNameSpace"]) <= known:
            yield f"{item.get('lname') or item.get('key')}: {item['vNameSpace']}"


@holds(real=True)
def events_name_dialogs(package: Package) -> Iterator[str]:
    """208 of 208 event tasks and 60 of 60 default dialogs resolve by refId."""
    known = {dialog["refId"] for dialog in package.bot["dialogs"]}
    tasks = [event.get("task") for event in package.bot["botEvents"].values()]
    yield from (str(task) for task in [*tasks, package.bot.get("defaultDialogId")] if task and task not in known)


# --- components ------------------------------------------------------------------------------------------------------


@holds(real=True)
def scripts_are_percent_encoded(package: Package) -> Iterator[str]:
    """Byte for byte as encodeURIComponent does it: 261 of 261 scripts, and all that print."""
    for component in package.bot["dialogComponents"]:
        texts = [component[key] for key in ENCODED_ALWAYS if component.get(key)]
        texts += [item["text"] for item in _said(component) if item["type"] == "uxmap"]
        yield from (component["name"] for text in texts if quote(unquote(text), safe="!'()*-._~") != text)


@holds(real=False)
def texts_are_percent_encoded(package: Package) -> Iterator[str]:
    """Exports have both forms in one field (2,893 encoded, 2,259 plain); a writer encodes always."""
    for component in package.bot["dialogComponents"]:
        texts = [item["text"] for item in _said(component)]
        if "endPoint" in component:
            texts.append(component["payload"]["value"])
            if re.search(r"[{}]", component["endPoint"]["path"]):
                yield f"{component['name']}: braces in the path"
        yield from (component["name"] for text in texts if quote(unquote(text), safe="!'()*-._~") != text)


@holds(real=True)
def something_is_said_on_the_default_channel(package: Package) -> Iterator[str]:
    """No exception in 2,190 messages; every language of the bot has its text; only two types."""
    languages = set(package.bot["supportedLanguages"])
    for component in package.bot["dialogComponents"]:
        for key in ("message", "errorMessage"):
            said = component.get(key)
            if said and all(item["channel"] != "default" for item in said):
                yield f"{component['name']}: {key}"
            yield from (f"{component['name']}: {key}" for i in said or () if not languages <= set(i["localeData"]))
        if any(item["type"] not in {"basic", "uxmap"} for item in _said(component)):
            yield f"{component['name']}: type"
        if component["type"] in {"message", "dialogAct"} and not component["message"]:
            yield f"{component['name']}: says nothing"


def _said(component: Json) -> list[Json]:
    items = [*component.get("message", []), *component.get("errorMessage", [])]
    return [text for item in items for text in item["localeData"].values()]


@holds(real=True)
def a_service_is_complete(package: Package) -> Iterator[str]:
    """endPoint, payload, headers, idp on all custom services; headers are JSON in a text (140 of 140)."""
    for component in package.bot["dialogComponents"]:
        if component["type"] != "service" or component["serviceNodeType"] != "custom":
            continue
        endpoint = component["endPoint"]
        if not isinstance(json.loads(component["headers"]["value"]), dict):
            yield f"{component['name']}: headers"
        if endpoint["method"] not in {"get", "post", "put", "delete", "patch"}:
            yield f"{component['name']}: method"
        if bool(endpoint["host"]) != bool(endpoint["protocol"]) or not endpoint["path"]:
            yield f"{component['name']}: address"
        if component["payload"]["type"] != "raw" or not component["payload"]["value"]:
            yield f"{component['name']}: payload"


@holds(real=True)
def profiles_are_there(package: Package) -> Iterator[str]:
    """idp is "none" or the name of a profile; authRequired goes with it."""
    known = {item["name"] for item in package.bot["idpConfigurations"]}
    for component in package.bot["dialogComponents"]:
        idp = component.get("idp", "none")
        if idp != "none" and idp not in known:
            yield f"{component['name']}: {idp}"
        if component.get("authRequired", False) != (idp != "none"):
            yield f"{component['name']}: authRequired"


@holds(real=True)
def a_template_service_names_its_action(package: Package) -> Iterator[str]:
    """integrationId is an integration of the bot, and goes with subType (1 of 1)."""
    known = {item["integrationName"] for item in package.bot["preBuiltIntegrations"]}
    for component in package.bot["dialogComponents"]:
        if ("integrationId" in component) != ("subType" in component):
            yield component["name"]
        if component.get("integrationId") is not None and component["integrationId"] not in known:
            yield f"{component['name']}: {component['integrationId']}"


@holds(real=False)
def references_to_services_and_entities_resolve(package: Package) -> Iterator[str]:
    """One reference in all exports does not: a service was renamed."""
    texts = list(_texts([package.bot["dialogComponents"], package.bot["dialogs"]]))
    services = {item["name"] for item in package.bot["dialogComponents"] if item["type"] == "service"}
    entities = {item["name"] for item in package.bot["dialogComponents"] if item["type"] == "entity"}
    written = {name for text in texts for name in re.findall(r"context\.entities\.(\w+)\s*=(?!=)", text)}
    for text in texts:
        for name in re.findall(r"\bcontext\.(\w+)\.response\b", text):
            if name not in services:
                yield f"service {name}"
        for name in re.findall(r"\bcontext\.entities\.(\w+)", text):
            if name not in entities | written:
                yield f"entity {name}"


def _texts(value: Any) -> Iterator[str]:
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            yield unquote(item)
        elif isinstance(item, list | dict):
            todo.extend(item.values() if isinstance(item, dict) else item)


# --- training and variables ------------------------------------------------------------------------------------------


@holds(real=True)
def patterns_are_there_for_every_intent_and_entity(package: Package) -> Iterator[str]:
    """By refId, also where there is no pattern (1006 of 1006)."""
    wanted = {
        (item["refId"], item["name"], item["type"])
        for item in package.bot["dialogComponents"]
        if item["type"] in {"intent", "entity"}
    }
    given = [(item["refId"], item["taskName"], item["taskType"]) for item in package.bot["patterns"]]
    yield from (f"missing: {name}" for _, name, _ in sorted(wanted - set(given)))
    yield from (f"of nothing: {name}" for _, name, _ in sorted(set(given) - wanted))
    yield from (f"twice: {item[1]}" for item, count in Counter(given).items() if count > 1)


@holds(real=True)
def sentences_are_those_of_intents(package: Package) -> Iterator[str]:
    """4,501 of 4,501; marked entities are entity components, their places lie in the sentence."""
    known = package.components
    for item in package.bot["sentences"]:
        if known.get(item["taskId"], {}).get("type") != "intent":
            yield f"{item['sentence']}: {item['taskId']}"
        if not re.fullmatch(r"[0-9a-f]{24}", item["_id"]) or item["language"] not in package.bot["supportedLanguages"]:
            yield f"{item['sentence']}: id or language"
        length = len(item["sentence"].encode("utf-16-le")) // 2
        for mark in item["entities"]:
            if known.get(mark["entityId"], {}).get("type") != "entity":
                yield f"{item['sentence']}: {mark['entityId']}"
            if not 0 <= mark["startIndex"] < mark["endIndex"] <= length:
                yield f"{item['sentence']}: {mark}"
    ids = Counter(item["_id"] for item in package.bot["sentences"])
    yield from (f"{id_} twice" for id_, count in ids.items() if count > 1)


@holds(real=True)
def config_has_its_two_keys(package: Package) -> Iterator[str]:
    """66 of 66: name and envVariables; the bot's own name."""
    if set(package.config) != {"name", "envVariables"}:
        yield str(sorted(package.config))
    if package.config["name"] != package.bot["localeData"][package.bot["defaultLanguage"]]["name"]:
        yield package.config["name"]


@holds(real=True)
def secured_variables_are_empty(package: Package) -> Iterator[str]:
    """15 of 15; every variable has the nine keys, and stands once."""
    nine = {"key", "value", "variableType", "hint", "scope", "group", "propagateValue", "vNameSpace", "isSecured"}
    for item in package.config["envVariables"]:
        if set(item) != nine:
            yield f"{item['key']}: {sorted(set(item) ^ nine)}"
        if item.get("isSecured") and item["value"]:
            yield item["key"]
    names = Counter(item["key"] for item in package.config["envVariables"])
    yield from (f"{name} twice" for name, count in names.items() if count > 1)


@holds(real=False)
def every_variable_that_is_used_is_there(package: Package) -> Iterator[str]:
    known = {item["key"] for item in package.config["envVariables"]}
    used = {name for text in _texts(package.bot) for name in re.findall(r"(?<![\w$.])env\.([A-Za-z_]\w*)", text)}
    yield from sorted(used - known)


@holds(real=False)
def no_secret_is_written(package: Package) -> Iterator[str]:
    for profile in package.bot["idpConfigurations"]:
        for field in profile["fields"]:
            if field["key"] in {"clientId", "clientSecret"} and not re.fullmatch(r"\{\{env\.\w+\}\}", field["value"]):
                yield f"{profile['name']}: {field['key']}"
