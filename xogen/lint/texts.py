"""Every text of a node that can hold a reference, with its pointer: what the bot says, sends, runs and compares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from pydantic import JsonValue

from xogen.model.conditions import AllOf, AnyOf, Condition, ContextTest, EntityTest
from xogen.model.nodes import (
    ConfirmationNode,
    DialogCallNode,
    EntityNode,
    MessageNode,
    Node,
    OpaqueNode,
    PlatformKind,
    PlatformNode,
    Response,
    ScriptNode,
    ServiceNode,
)
from xogen.model.pointers import escape
from xogen.model.references import TextReference, references

_NO_REQUEST = frozenset({"localeData", "postProcessor", "preProcessor", "sampleResponse"})
TextKind = Literal["text", "script", "path"]


class Text(NamedTuple):
    """One text. ``pointer`` starts at the node.

    ``kind``: ``text`` holds ``{{...}}`` references, which are read already; ``script`` is JavaScript; ``path`` is a
    bare ``context.x``.
    """

    pointer: str
    source: str
    kind: TextKind
    references: tuple[TextReference, ...] = ()


KeyedResponse = tuple[str, int, Response]
"""A response with its key and index in the node."""


class Held(NamedTuple):
    """The texts of a node. The node is held with them, so that its identity stays its own.

    Attributes:
        node: the node.
        every: all its texts; the nodes inside a bot action have their own.
        scripts: the JavaScript among them.
        referring: those in which ``{{`` stands: few texts, and all that rules on references need.
        said: what it says; nodes of other kinds say nothing.
    """

    node: Node
    every: tuple[Text, ...]
    scripts: tuple[Text, ...]
    referring: tuple[Text, ...]
    said: tuple[KeyedResponse, ...]


def held(node: Node) -> Held:
    """Return the texts of a node, sorted."""
    kept = _KEPT.get(id(node))
    return kept if kept is not None and kept.node is node else _keep(node)


def texts(node: Node) -> tuple[Text, ...]:
    """Return the texts of a node itself; the nodes inside a bot action have their own."""
    return held(node).every


def scripts(node: Node) -> tuple[Text, ...]:
    """Return the JavaScript of a node."""
    return held(node).scripts


def referring(node: Node) -> tuple[Text, ...]:
    """Return the texts of a node in which ``{{`` stands."""
    return held(node).referring


def responses_of(node: Node) -> tuple[KeyedResponse, ...]:
    """Return what a node says, with the key and index of each response."""
    return held(node).said


_KEPT: dict[int, Held] = {}
"""Dozens of rules ask for the texts of each node. Emptied by ``forget`` once a bot is checked."""
_MOST = 20_000


def forget() -> None:
    """Let go of the texts that were kept."""
    _KEPT.clear()


def _keep(node: Node) -> Held:
    said: list[KeyedResponse] = []
    every: list[Text] = []
    say = _SAY.get(node.type)
    if say is not None:
        say(node, said)
        _add_said(said, every)
    add = _ADD.get(node.type)
    if add is not None:
        add(node, every)
    for index, transition in enumerate(node.transitions):
        when = transition.when
        if when is not None:
            _add_condition(when, f"/transitions/{index}/when", every)
    scripts: list[Text] = []
    referring: list[Text] = []
    for text in every:
        kind = text.kind
        if kind == "script":
            scripts.append(text)
        elif kind == "text" and "{{" in text.source:
            referring.append(text)
    if len(_KEPT) >= _MOST:
        forget()
    kept = _KEPT[id(node)] = Held(node, tuple(every), tuple(scripts), tuple(referring), tuple(said))
    return kept


def says_something(responses: Iterable[Response]) -> bool:
    """Whether one response at least has a text or a script that is not blank."""
    for each in responses:
        for said in (each.text, each.script):
            for text in said.values():
                if text and not text.isspace():
                    return True
    return False


def _say(node: MessageNode, said: list[KeyedResponse]) -> None:
    for index, response in enumerate(node.responses):
        said.append(("responses", index, response))


def _ask(node: EntityNode | ConfirmationNode, said: list[KeyedResponse]) -> None:
    for index, response in enumerate(node.prompt):
        said.append(("prompt", index, response))
    if node.type == "entity":
        for index, response in enumerate(node.error_prompt):
            said.append(("error_prompt", index, response))


def _add_said(said: list[KeyedResponse], found: list[Text]) -> None:
    for key, index, response in said:
        for language, text in response.text.items():
            at = _said_at(key, index, "text", language)
            found.append(Text(at, text, "text", references(text) if "{{" in text else ()))
        for language, source in response.script.items():
            found.append(Text(_said_at(key, index, "script", language), source, "script"))


@lru_cache(maxsize=4096)
def _said_at(key: str, index: int, form: str, language: str) -> str:
    """Return the pointer to a text of a response: all nodes of a bot share a handful."""
    return f"/{key}/{index}/{form}/{escape(language)}"


def _text(pointer: str, source: str) -> Text:
    return Text(pointer, source, "text", references(source) if "{{" in source else ())


def _add_script(node: ScriptNode, found: list[Text]) -> None:
    found.append(Text("/script", node.script, "script"))


def _add_rules(node: EntityNode, found: list[Text]) -> None:
    if node.rules:
        _add_json(node.rules, "/rules", found)


def _add_service(node: ServiceNode, found: list[Text]) -> None:
    for key, value in (("host", node.host), ("path", node.path), ("body", node.body)):
        if value:
            found.append(_text(f"/{key}", value))
    for name, value in node.headers.items():
        found.append(_text(f"/headers/{escape(name)}", value))
    for key, value in (("pre_processor", node.pre_processor), ("post_processor", node.post_processor)):
        if value:
            found.append(Text(f"/{key}", value, "script"))
    # A service of the platform's own keeps its request as it stands: a data table in ``payload``.
    for key, held in node.properties.items():
        if key not in _NO_REQUEST:
            _add_json(held, f"/properties/{escape(key)}", found)


def _add_call(node: DialogCallNode, found: list[Text]) -> None:
    _add_json(node.inputs, "/inputs", found)
    _add_json(node.outputs, "/outputs", found)


def _add_properties(node: PlatformNode, found: list[Text]) -> None:
    _add_json(node.properties, "/properties", found)


def _add_raw(node: OpaqueNode, found: list[Text]) -> None:
    _add_json(node.raw, "/raw", found)


def _add_json(value: JsonValue | Mapping[str, JsonValue] | Mapping[str, str], at: str, found: list[Text]) -> None:
    """Add every string of a JSON value, each as a text or as a path: the platform takes either."""
    todo: list[tuple[str, object]] = [(at, value)] if value else []
    while todo:
        here, current = todo.pop()
        if isinstance(current, str):
            found.append(_text(here, current) if "{{" in current else Text(here, current, "path"))
        elif isinstance(current, Mapping):
            todo.extend([(f"{here}/{escape(str(key))}", item) for key, item in reversed(list(current.items()))])
        elif isinstance(current, list | tuple):
            todo.extend([(f"{here}/{index}", item) for index, item in reversed(list(enumerate(current)))])


def _add_condition(when: Condition, at: str, found: list[Text]) -> None:
    if isinstance(when, ContextTest):
        _add_test(when, at, found)
    elif isinstance(when, EntityTest):
        if when.value is not None:
            found.append(Text(f"{at}/value", when.value, "path"))
    elif isinstance(when, AllOf):
        for index, test in enumerate(when.all):
            _add_test(test, f"{at}/all/{index}", found)
    elif isinstance(when, AnyOf):
        for index, test in enumerate(when.any):
            _add_test(test, f"{at}/any/{index}", found)


def _add_test(test: ContextTest, at: str, found: list[Text]) -> None:
    found.append(Text(f"{at}/context", test.context, "path"))
    if test.value is not None:
        found.append(Text(f"{at}/value", test.value, "path"))


_SAY: Mapping[str, Callable[..., None]] = {"message": _say, "entity": _ask, "confirmation": _ask}
_ADD: Mapping[str, Callable[..., None]] = {
    "entity": _add_rules,
    "script": _add_script,
    "service": _add_service,
    "dialog-call": _add_call,
    "opaque": _add_raw,
    **dict.fromkeys(get_args(PlatformKind), _add_properties),
}
"""What adds the texts of a node beside those that it says, by its kind."""
