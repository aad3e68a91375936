"""Bot exports for tests: valid ones of every generation and node type, and ways to damage them.

Everything hangs on one ``random.Random``, so that a seed names a case: hypothesis draws seeds, and
``tests/tools/damage.py`` counts through them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from random import Random  # noqa: TID251 - seeded: a seed names its case for good
from typing import Any
from urllib.parse import quote
from uuid import UUID

from hypothesis import strategies as st

Json = dict[str, Any]

GENERATIONS = ("G1", "G2", "G3", "G4")
TYPES = (
    "entity", "message", "script", "service", "logic", "dialogAct", "botAction", "form", "agentTransfer",
    "generativeai", "searchai", "aiassist", "dynamicIntent", "webhook", "process", "somethingNew", "call", "subIntent",
)  # fmt: skip
ENTITY_TYPES = ("label", "list_of_values", "number", "date", "regex", "list_of_items_lookup", "hologram")
OPERATORS = ("eq", "neq", "gt", "gte", "lt", "lte", "cnt", "dne", "", "startsWith")
WORDS = ("name", "100% off", "{{context.entities.name}}", "Ünïcode 🎉", "", "a\nb", "%7B%7Benv.HOST%7D%7D", "it's")
SCRIPTS = (
    "context.x = context.entities.name;", "print('hi')", "if (", "", "return context.svc.response.body;",
    "BotUserSession.put('a', env.HOST)", "var m = {{context.y}};",
)  # fmt: skip


def dice(seed: int) -> Random:
    """Return what all choices of a case are drawn from."""
    return Random(seed)  # noqa: S311 - it makes tests, no secrets


seeds = st.integers(min_value=0, max_value=2**32 - 1)
"""A seed a case."""


def export(random: Random, generation: str | None = None) -> Json:
    """Return a valid export."""
    return _Builder(random, generation or random.choice(GENERATIONS)).bot()


def damaged(random: Random, data: Any) -> Any:
    """Return a copy with one to four values dropped, doubled, swapped, retyped or nested."""
    made = _copy(data)
    for _ in range(random.randint(1, 4)):
        places = list(_places(made))
        if not places:
            return made
        holder, key = random.choice(places)
        random.choice(_DAMAGES)(random, holder, key, places)
    return made


def cut(random: Random, text: str) -> bytes:
    """Return a text as bytes, some of them cut out, changed or doubled."""
    raw = bytearray(text.encode())
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(raw) or 1)
        length = random.choice((1, 1, 2, 30, len(raw)))
        match random.randrange(4):
            case 0:
                del raw[at : at + length]
            case 1:
                raw[at : at + 1] = bytes([random.randrange(256)])
            case 2:
                raw[at:at] = raw[at : at + min(length, 200)]
            case _:
                raw[at:at] = random.choice((b'"', b"{", b"]", b"\n<<<<<<< HEAD\n", b"\\ud800", b"1e999", b"NaN", b"["))
    return bytes(raw)


class _Builder:
    def __init__(self, random: Random, generation: str) -> None:
        self.random = random
        self.generation = generation
        self.languages = random.choice((["en"], ["en", "de"], ["ja", "en"]))
        self.components: list[Json] = []
        self.sentences: list[Json] = []
        self.patterns: list[Json] = []
        self.dialog_keys = [(self.id("dg"), self.uuid()) for _ in range(random.randint(1, 4))]
        self.intents = [self.component("intent", dialogId=own) for own, _ in self.dialog_keys]

    def uuid(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=5))

    def id(self, prefix: str) -> str:
        return f"{prefix}-{self.uuid()}"

    def word(self) -> str:
        return self.random.choice(WORDS)

    def encoded(self, text: str) -> str:
        return quote(text, safe="!'()*-._~") if self.random.random() < 0.6 else text

    def bot(self) -> Json:
        dialogs = [self.dialog(index) for index in range(len(self.dialog_keys))]
        bot: Json = {
            "_id": self.id("st"),
            "refId": self.uuid(),
            "defaultLanguage": self.languages[0],
            "supportedLanguages": self.languages,
            "localeData": {language: {"name": f"Bot {language}"} for language in self.languages},
            "dialogs": dialogs,
            "dialogComponents": self.components,
            "sentences": self.sentences,
            "patterns": self.patterns,
            "contentVariables": [],
            "forms": [],
            "exportOptions": {"tasks": ["botTask"], "nlpData": ["utterances"]},
        }
        marks = {
            "G1": {"confidenceConfigs": []},
            "G2": {"namespaces": [], "encryptedHash": "0" * 32},
            "G3": {"namespaces": [], "runCustomScript": {"enable": False}},
            "G4": {"appType": "unified", "tools": [], "runCustomScript": {"enable": False}},
        }
        bot |= marks[self.generation]
        form = self.random.random()
        if form < 0.05:
            return {"appDefinition": bot}
        if form < 0.1:
            for dialog in dialogs:
                del dialog["nodes"]
        return bot

    def dialog(self, index: int) -> Json:
        own, ref_id = self.dialog_keys[index]
        ids = ["intent0", *(f"nd-{self.uuid()}" for _ in range(self.random.randint(0, 6)))]
        nodes = [self.node("intent", ids[0], ids, self.intents[index])]
        nodes += [self.any_node(node_id, ids) for node_id in ids[1:]]
        for number in range(self.random.randint(0, 3)):
            self.sentences.append(
                {
                    "taskId": self.intents[index]["_id"],
                    "sentence": f"do {number} for Acme 🎉",
                    "entities": [{"startIndex": 9, "endIndex": 13, "entityId": nodes[-1].get("componentId")}],
                    "language": self.random.choice(self.languages),
                }
            )
        name = f"Dialog {index}"
        dialog: Json = {
            "_id": own,
            "refId": ref_id,
            "lname": name.lower(),
            "isHidden": self.random.random() < 0.3,
            "localeData": {language: {"name": name, "shortDesc": self.word()} for language in self.languages},
            "nodes": nodes,
        }
        if self.generation == "G4":
            dialog["sequences"] = [
                {"name": "s", "metadata": {"left": 10, "top": 20.5}, "nodes": [{"nodeId": each} for each in ids]}
            ]
        return dialog

    def any_node(self, node_id: str, ids: list[str]) -> Json:
        kind = self.random.choice(TYPES)
        if kind == "call":
            index = self.random.randrange(len(self.dialog_keys))
            stub = self.node("intent", node_id, ids, self.intents[index])
            stub["flowTaskId"] = self.dialog_keys[index][1]
            stub["contextMap"] = self.random.choice(("", "{}", '{"context.entities.a": "context.b"}', "nonsense"))
            return stub
        if kind == "subIntent":
            return self.node("intent", node_id, ids, self.component("intent"))
        component = self.component(kind)
        stub = self.node(kind, node_id, ids, component)
        if kind == "botAction":
            inner = [f"nd-{self.uuid()}" for _ in range(self.random.randint(0, 3))]
            made = [
                self.node(each, inner_id, inner, self.component(each))
                for inner_id in inner
                for each in [self.random.choice(("service", "script", "logic"))]
            ]
            component["nodes"] = made
            stub["nodes"] = [{key: each[key] for key in ("type", "nodeId", "componentId")} for each in made]
        return stub

    def node(self, kind: str, node_id: str, ids: list[str], component: Json) -> Json:
        place = {"left": self.random.choice((1038.5, -20, 100)), "top": self.random.randrange(2000)}
        stub: Json = {
            "type": kind,
            "nodeId": node_id,
            "componentId": component["_id"],
            "transitions": [*(self.way(kind, ids) for _ in range(self.random.randint(0, 3)))],
            "nodeOptions": {
                "promptOptions": self.random.choice(("required", "optional", "prompt")),
                "eventOptions": {"defaultMaxRetry": {"retry_limit": 5, "action": "endOfDialog"}},
            },
        }
        if kind != "dialogAct":
            stub["transitions"].append({"default": self.target(ids), "metadata": {"pathName": "", "color": "#676767"}})
        if self.random.random() < 0.7:
            stub[self.random.choice(("positionMeta", "metadata"))] = place
        return stub

    def target(self, ids: list[str]) -> str:
        return self.random.choice((*ids, "end", "END", "", "retToFlow"))

    def way(self, kind: str, ids: list[str]) -> Json:
        op, value = self.random.choice(OPERATORS), self.random.choice(("1", "true", "High", "", 3, None))
        context = f"context.{self.random.choice(('entities.name', 'svc.response.statusCode', 'x', 'a b['))}"
        test = {"context": context, "op": op, "value": value}
        tests: list[Json] = [
            test,
            {"field": self.random.choice(ids), "op": op, "value": value},
            {"field": self.random.choice(ids)},
            {"dialogAct": self.random.choice(("yes", "no"))},
            {"conjoin": self.random.choice(("and", "or", "xor")), "tests": [test, {**test, "value": "2"}]},
            {"op": "", "value": "", "intent": self.random.choice(ids)},
            {"context": "", "op": "", "value": ""},
            {"weather": "fine"},
        ]
        chosen = {"dialogAct": "yes"} if kind == "dialogAct" else self.random.choice(tests)
        return {"if": chosen, "then": self.target(ids), "metadata": {"pathName": self.word(), "connId": "dummy0"}}

    def component(self, kind: str, **more: object) -> Json:
        number = len(self.components)
        component: Json = {
            "_id": self.id("dc"),
            "refId": self.uuid(),
            "name": f"{kind}{number}",
            "type": kind,
            "localeData": {language: {"label": f"{kind}{number}"} for language in self.languages},
            "serviceNodeType": "custom",
            **more,
            **self.content(kind),
        }
        self.components.append(component)
        if kind in {"intent", "entity"}:
            self.patterns.append(
                {"refId": component["refId"], "taskType": kind, "localeData": {"en": {"patterns": ["make * lead"]}}}
            )
        return component

    def said(self) -> list[Json]:
        return [
            {
                "channel": self.random.choice(("default", "rtm")),
                "localeData": {
                    language: (
                        {"text": self.encoded(self.random.choice(SCRIPTS)), "type": "uxmap"}
                        if self.random.random() < 0.3
                        else {"text": self.encoded(self.word()), "type": "basic"}
                    )
                    for language in self.languages
                },
            }
            for _ in range(self.random.randint(0, 2))
        ]

    def content(self, kind: str) -> Json:
        match kind:
            case "message" | "dialogAct" | "form":
                return {"message": self.said()}
            case "script":
                return {"script": self.encoded(self.random.choice(SCRIPTS))}
            case "entity":
                return self.entity()
            case "service":
                return self.service()
            case "generativeai" | "searchai" | "aiassist":
                return {"generativeAI": {"settings": {"temperature": 0.3, "max_tokens": 100}, "prompt": self.word()}}
        return {}

    def entity(self) -> Json:
        values = [{"title": value.title(), "value": value, "synonyms": ["x"]} for value in ("high", "low")]
        allowed = self.random.choice(
            ({"values": values}, {"variable": "context.list", "titleKey": "t"}, {"values": []})
        )
        return {
            "entityType": self.random.choice(ENTITY_TYPES),
            "message": self.said(),
            "errorMessage": self.said(),
            "isArray": self.random.random() < 0.1,
            "piiDataEnabled": self.random.random() < 0.1,
            "localeData": {language: {"label": "e", "allowedValues": _copy(allowed)} for language in self.languages},
        }

    def service(self) -> Json:
        if self.random.random() < 0.2:
            method = self.random.choice(("insert", "query"))
            return {"serviceNodeType": "datatable", "payload": {"name": "t", "method": method, "resource": "dataTable"}}
        body = self.random.choice(("undefined", "%7B%22a%22%3A1%7D", '{"a": {{context.b}}}', "", "{{context.c}}"))
        return {
            "endPoint": {
                "host": self.random.choice(("api.example.com", "", "{{env.HOST}}")),
                "port": self.random.choice(("", "8080")),
                "path": self.random.choice(("/v1/x", "%7B%7Benv.HOST%7D%7D/x", "http://example.com/y")),
                "protocol": self.random.choice(("https", "http", "")),
                "method": self.random.choice(("get", "post", "put", "delete", "patch", "options")),
            },
            "headers": {"type": "raw", "value": self.random.choice(('{"A":"b","C":1}', "", "nonsense"))},
            "payload": {"type": "raw", "value": body},
            "idp": "none",
            "serviceAPITimeout": self.random.choice((20, 120, 500)),
            "timeOutError": {"closeConversation": True},
            "preProcessor": self.encoded(self.random.choice(SCRIPTS)),
        }


def config(random: Random) -> Json:
    """Return the ``config.json`` beside an export."""
    return {
        "name": "Bot",
        "envVariables": [
            {"key": key, "value": "v", "variableType": "env", "isSecured": random.random() < 0.5}
            for key in ("HOST", "KEY")
        ],
    }


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place of a value: what holds it and its key there."""
    todo = [data]
    while todo:
        item = todo.pop()
        inside = item.items() if isinstance(item, dict) else enumerate(item)
        for key, value in inside:
            yield item, key
            if isinstance(value, dict | list):
                todo.append(value)


_OTHERS: tuple[Any, ...] = (
    None, True, False, 0, -1, 3.5, 10**30, "", "x", "end", "%", "%zz%E0%A4%A", "context.", "{{", [], {}, [[]], [{}],
    [None], ["x"], {"": None}, {"en": []}, {"en": None}, {"en": "x"}, [1, "a", {}],
)  # fmt: skip


def _drop(_random: Random, holder: Any, key: Any, _places: list[Any]) -> None:
    if _has(holder, key):
        del holder[key]


def _retype(random: Random, holder: Any, key: Any, _places: list[Any]) -> None:
    if _has(holder, key):
        holder[key] = _copy(random.choice(_OTHERS))


def _swap(random: Random, holder: Any, key: Any, places: list[Any]) -> None:
    other, at = random.choice(places)
    if _has(holder, key) and _has(other, at):
        one, two = _copy(holder[key]), _copy(other[at])
        holder[key] = two
        if _has(other, at):
            other[at] = one


def _double(_random: Random, holder: Any, key: Any, _places: list[Any]) -> None:
    if isinstance(holder, list) and _has(holder, key):
        holder.insert(key, _copy(holder[key]))


def _nest(random: Random, holder: Any, key: Any, _places: list[Any]) -> None:
    if _has(holder, key):
        for _ in range(random.choice((1, 2, 50, 210))):
            holder[key] = [holder[key]] if random.random() < 0.5 else {"en": holder[key]}


def _copy(value: Any) -> Any:
    return json.loads(json.dumps(value))


def _has(holder: Any, key: Any) -> bool:
    return key in holder if isinstance(holder, dict) else key < len(holder)


_Damage = Callable[[Random, Any, Any, list[Any]], None]
_DAMAGES: tuple[_Damage, ...] = (
    _drop,
    _drop,
    _retype,
    _retype,
    _swap,
    _double,
    _nest,
)


def written(data: Mapping[str, Any]) -> str:
    """Return an export as its file: four spaces, no escapes."""
    return json.dumps(data, indent=4, ensure_ascii=False)
