"""Every text of a node that can hold a reference, with its pointer: what the bot says, sends, runs and compares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from pydantic import JsonValue

from xogen.formats.pointers import escape
from xogen.model.conditions import AllOf, AnyOf, Condition, ContextTest, EntityTest
from xogen.model.nodes import (
    ConfirmationNode,
    DialogCallNode,
    EntityNode,
    MessageNode,
    Node,
    OpaqueNode,
    PlatformNode,
    Response,
    ScriptNode,
    ServiceNode,
)

_NO_REQUEST = frozenset({"localeData", "postProcessor", "preProcessor", "sampleResponse"})
TextKind = Literal["text", "script", "path"]


class Text(NamedTuple):
    """One text. ``pointer`` starts at the node.

    ``kind``: ``text`` holds ``{{...}}`` references, ``script`` is JavaScript, ``path`` is a bare ``context.x``.
    """

    pointer: str
    source: str
    kind: TextKind


def texts(node: Node) -> tuple[Text, ...]:
    """Return the texts of a node itself; the nodes inside a bot action have their own."""
    kept = _KEPT.get(id(node))
    return kept.every if kept is not None and kept.node is node else _keep(node).every


def scripts(node: Node) -> tuple[Text, ...]:
    """Return the JavaScript of a node."""
    kept = _KEPT.get(id(node))
    return kept.scripts if kept is not None and kept.node is node else _keep(node).scripts


class _Kept(NamedTuple):
    """The texts of a node. The node is kept with them, so that its identity stays its own."""

    node: Node
    every: tuple[Text, ...]
    scripts: tuple[Text, ...]


_KEPT: dict[int, _Kept] = {}
"""Dozens of rules ask for the texts of each node. Emptied by ``forget`` once a bot is checked."""
_MOST = 20_000


def forget() -> None:
    """Let go of the texts that were kept."""
    _KEPT.clear()


def _keep(node: Node) -> _Kept:
    every = tuple(_texts(node))
    kept = _Kept(node, every, tuple([text for text in every if text.kind == "script"]))
    if len(_KEPT) >= _MOST:
        forget()
    _KEPT[id(node)] = kept
    return kept


def _texts(node: Node) -> Iterator[Text]:
    yield from _of_kind(node)
    for index, transition in enumerate(node.transitions):
        if transition.when is not None:
            yield from _of_condition(transition.when, f"/transitions/{index}/when")


def script_pointer(pointer: str, source: str, line: int) -> str:
    """Return the pointer to a line (from 1) of a script: a script of several lines is a list in a dialog file."""
    return f"{pointer}/{line - 1}" if "\n" in source else pointer


def says_something(responses: Iterable[Response]) -> bool:
    """Whether one response at least has a text or a script that is not blank."""
    return any(text.strip() for each in responses for text in (*each.text.values(), *each.script.values()))


def responses_of(node: Node) -> Iterator[tuple[str, int, Response]]:
    """Yield what a node says, with the key and index of each response; nodes of other kinds say nothing."""
    match node:
        case MessageNode():
            said = [("responses", node.responses)]
        case EntityNode():
            said = [("prompt", node.prompt), ("error_prompt", node.error_prompt)]
        case ConfirmationNode():
            said = [("prompt", node.prompt)]
        case _:
            return
    for key, responses in said:
        for index, response in enumerate(responses):
            yield key, index, response


def _of_kind(node: Node) -> Iterator[Text]:
    match node:
        case EntityNode():
            yield from _of_responses("prompt", node.prompt)
            yield from _of_responses("error_prompt", node.error_prompt)
            yield from _of_json(node.rules, "/rules")
        case ConfirmationNode():
            yield from _of_responses("prompt", node.prompt)
        case MessageNode():
            yield from _of_responses("responses", node.responses)
        case ScriptNode():
            yield Text("/script", node.script, "script")
        case ServiceNode():
            yield from _of_service(node)
        case DialogCallNode():
            yield from _of_json(node.inputs, "/inputs")
            yield from _of_json(node.outputs, "/outputs")
        case PlatformNode():
            yield from _of_json(node.properties, "/properties")
        case OpaqueNode():
            yield from _of_json(node.raw, "/raw")
        case _:
            return


def _of_responses(key: str, responses: Sequence[Response]) -> Iterator[Text]:
    for index, response in enumerate(responses):
        at = f"/{key}/{index}"
        for language, text in response.text.items():
            yield Text(f"{at}/text/{escape(language)}", text, "text")
        for language, source in response.script.items():
            yield Text(f"{at}/script/{escape(language)}", source, "script")


def _of_service(node: ServiceNode) -> Iterator[Text]:
    for key, value in (("host", node.host), ("path", node.path), ("body", node.body)):
        if value:
            yield Text(f"/{key}", value, "text")
    for name, value in node.headers.items():
        yield Text(f"/headers/{escape(name)}", value, "text")
    for key, value in (("pre_processor", node.pre_processor), ("post_processor", node.post_processor)):
        if value:
            yield Text(f"/{key}", value, "script")
    # A service of the platform's own keeps its request as it stands: a data table in ``payload``.
    for key, held in node.properties.items():
        if key not in _NO_REQUEST:
            yield from _of_json(held, f"/properties/{escape(key)}")


def _of_json(value: JsonValue | Mapping[str, JsonValue] | Mapping[str, str], at: str) -> Iterator[Text]:
    """Yield every string of a JSON value, each as a text and as a path: the platform takes either."""
    todo: list[tuple[str, object]] = [(at, value)] if value else []
    while todo:
        here, current = todo.pop()
        if isinstance(current, str):
            yield Text(here, current, "text" if "{{" in current else "path")
        elif isinstance(current, Mapping):
            todo.extend((f"{here}/{escape(str(key))}", item) for key, item in reversed(list(current.items())))
        elif isinstance(current, list | tuple):
            todo.extend((f"{here}/{index}", item) for index, item in reversed(list(enumerate(current))))


def _of_condition(condition: Condition, at: str) -> Iterator[Text]:
    match condition:
        case ContextTest():
            yield from _of_test(condition, at)
        case EntityTest() if condition.value is not None:
            yield Text(f"{at}/value", condition.value, "path")
        case AllOf(all=tests):
            for index, test in enumerate(tests):
                yield from _of_test(test, f"{at}/all/{index}")
        case AnyOf(any=tests):
            for index, test in enumerate(tests):
                yield from _of_test(test, f"{at}/any/{index}")
        case _:
            return


def _of_test(test: ContextTest, at: str) -> Iterator[Text]:
    yield Text(f"{at}/context", test.context, "path")
    if test.value is not None:
        yield Text(f"{at}/value", test.value, "path")
