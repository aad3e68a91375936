"""Every text of a node that can hold a reference, with its pointer: what the bot says, sends, runs and compares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from pydantic import JsonValue

from xogen.formats.pointers import to_pointer
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

TextKind = Literal["text", "script", "path"]


class Text(NamedTuple):
    """One text. ``pointer`` starts at the node.

    ``kind``: ``text`` holds ``{{...}}`` references, ``script`` is JavaScript, ``path`` is a bare ``context.x``.
    """

    pointer: str
    source: str
    kind: TextKind


def texts(node: Node) -> Iterator[Text]:
    """Yield the texts of a node itself; the nodes inside a bot action have their own."""
    yield from _of_kind(node)
    for index, transition in enumerate(node.transitions):
        if transition.when is not None:
            yield from _of_condition(transition.when, ("transitions", index, "when"))


def scripts(node: Node) -> Iterator[Text]:
    """Yield the JavaScript of a node."""
    return (text for text in texts(node) if text.kind == "script")


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
            yield from _of_json(node.rules, ("rules",))
        case ConfirmationNode():
            yield from _of_responses("prompt", node.prompt)
        case MessageNode():
            yield from _of_responses("responses", node.responses)
        case ScriptNode():
            yield Text("/script", node.script, "script")
        case ServiceNode():
            yield from _of_service(node)
        case DialogCallNode():
            yield from _of_json(dict(node.inputs), ("inputs",))
            yield from _of_json(dict(node.outputs), ("outputs",))
        case PlatformNode():
            yield from _of_json(node.properties, ("properties",))
        case OpaqueNode():
            yield from _of_json(node.raw, ("raw",))
        case _:
            return


def _of_responses(key: str, responses: Sequence[Response]) -> Iterator[Text]:
    for index, response in enumerate(responses):
        for language, text in response.text.items():
            yield Text(to_pointer((key, index, "text", language)), text, "text")
        for language, source in response.script.items():
            yield Text(to_pointer((key, index, "script", language)), source, "script")


def _of_service(node: ServiceNode) -> Iterator[Text]:
    for key, value in (("host", node.host), ("path", node.path), ("body", node.body)):
        if value:
            yield Text(f"/{key}", value, "text")
    for name, value in node.headers.items():
        yield Text(to_pointer(("headers", name)), value, "text")
    for key, value in (("pre_processor", node.pre_processor), ("post_processor", node.post_processor)):
        if value:
            yield Text(f"/{key}", value, "script")


def _of_json(value: JsonValue | Mapping[str, JsonValue], at: tuple[str | int, ...]) -> Iterator[Text]:
    """Yield every string of a JSON value, each as a text and as a path: the platform takes either."""
    todo: list[tuple[tuple[str | int, ...], object]] = [(at, value)]
    while todo:
        keys, current = todo.pop()
        if isinstance(current, str):
            yield Text(to_pointer(keys), current, "text" if "{{" in current else "path")
        elif isinstance(current, Mapping):
            todo.extend(((*keys, str(key)), item) for key, item in reversed(list(current.items())))
        elif isinstance(current, list | tuple):
            todo.extend(((*keys, index), item) for index, item in reversed(list(enumerate(current))))


def _of_condition(condition: Condition, at: tuple[str | int, ...]) -> Iterator[Text]:
    match condition:
        case ContextTest():
            yield from _of_test(condition, at)
        case EntityTest() if condition.value is not None:
            yield Text(to_pointer((*at, "value")), condition.value, "path")
        case AllOf(all=tests):
            for index, test in enumerate(tests):
                yield from _of_test(test, (*at, "all", index))
        case AnyOf(any=tests):
            for index, test in enumerate(tests):
                yield from _of_test(test, (*at, "any", index))
        case _:
            return


def _of_test(test: ContextTest, at: tuple[str | int, ...]) -> Iterator[Text]:
    yield Text(to_pointer((*at, "context")), test.context, "path")
    if test.value is not None:
        yield Text(to_pointer((*at, "value")), test.value, "path")
