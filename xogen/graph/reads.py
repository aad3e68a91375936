"""What a node reads of the context, and where: texts, scripts, requests, conditions.

Pointers start at the node. A script of several lines is a list of lines in a dialog file, so line N of it stands at
``/script/N-1``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from xogen.model.conditions import AllOf, AnyOf, Condition, ContextTest, EntityTest
from xogen.model.nodes import (
    ConfirmationNode,
    DialogCallNode,
    EntityNode,
    MessageNode,
    Node,
    Response,
    ScriptNode,
    ServiceNode,
)
from xogen.model.references import parse_path, references
from xogen.script.paths import ROOTS, PathUse, canonical, context_paths

Phase = Literal["entry", "request", "response", "exit"]
"""When a node reads: at its entry; after its pre-processor; after the answer; when it is left."""


class Read(NamedTuple):
    """One read.

    Attributes:
        path: the full path; session values under ``context.session``.
        pointer: from the node, down to the line of a script.
        phase: when in the node it happens.
        line: line in the script, from 1; ``None`` outside scripts.
        column: column in the script's line, from 1.
        tested: length of the part that the script or condition itself asks for before it goes on; 0 when none.
        after_write: the script has set the value itself before, on every way.
        transition: index of the transition whose condition reads.
    """

    path: tuple[str, ...]
    pointer: str
    phase: Phase = "entry"
    line: int | None = None
    column: int | None = None
    tested: int = 0
    after_write: bool = False
    transition: int | None = None


class ScriptPlace(NamedTuple):
    """A script of a node: its pointer, its source, when it runs, and whether it runs on every visit."""

    pointer: str
    source: str
    phase: Phase
    always: bool


class TextPlace(NamedTuple):
    """A text of a node that may hold references."""

    pointer: str
    text: str
    phase: Phase


def escape(key: str) -> str:
    """Return a key as a step of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


def line_pointer(pointer: str, source: str, line: int) -> str:
    """Return the pointer to a line (from 1) of a script."""
    return f"{pointer}/{line - 1}" if "\n" in source else pointer


def scripts_of(node: Node) -> tuple[ScriptPlace, ...]:
    """Return the scripts of a node in the order in which they stand."""
    if isinstance(node, ScriptNode):
        return (ScriptPlace("/script", node.script, "entry", always=True),)
    if isinstance(node, ServiceNode):
        return tuple(_processors(node))
    if any(response.script for _, responses in _responses(node) for response in responses):
        return tuple(_said(node))
    return ()


def texts_of(node: Node) -> tuple[TextPlace, ...]:
    """Return the texts of a node in the order in which they stand; conditions are not among them."""
    return tuple(_texts(node))


def reads_of(node: Node, components: Mapping[str, str] | None = None) -> tuple[Read, ...]:
    """Return what a node itself reads, conditions of its transitions included.

    Args:
        node: any node; what stands inside a bot action is read by the inner nodes.
        components: component name by node id, for conditions on entities, which name the node.
    """
    found = [read for place in texts_of(node) for read in _text_reads(place)]
    for script in scripts_of(node):
        found.extend(_script_reads(script))
    if isinstance(node, DialogCallNode):
        for key, value in node.inputs.items():
            found.extend(_value_reads(value, f"/inputs/{escape(key)}", "entry"))
    for index, transition in enumerate(node.transitions):
        if transition.when is not None:
            at = f"/transitions/{index}/when"
            found.extend(_condition_reads(transition.when, at, index, components or {}))
    return tuple(found)


def _responses(node: Node) -> tuple[tuple[str, Sequence[Response]], ...]:
    match node:
        case MessageNode():
            return (("responses", node.responses),)
        case EntityNode():
            return ("prompt", node.prompt), ("error_prompt", node.error_prompt)
        case ConfirmationNode():
            return (("prompt", node.prompt),)
        case _:
            return ()


def _said(node: Node) -> Iterator[ScriptPlace]:
    for key, responses in _responses(node):
        for index, response in enumerate(responses):
            alone = isinstance(node, MessageNode) and len(responses) == 1 and len(response.script) == 1
            for language, source in response.script.items():
                yield ScriptPlace(f"/{key}/{index}/script/{escape(language)}", source, "entry", alone)


def _processors(node: ServiceNode) -> Iterator[ScriptPlace]:
    if node.pre_processor:
        yield ScriptPlace("/pre_processor", node.pre_processor, "entry", always=True)
    if node.post_processor:
        yield ScriptPlace("/post_processor", node.post_processor, "response", always=True)


def _texts(node: Node) -> Iterator[TextPlace]:
    for key, responses in _responses(node):
        for index, response in enumerate(responses):
            for language, text in response.text.items():
                yield TextPlace(f"/{key}/{index}/text/{escape(language)}", text, "entry")
    if isinstance(node, ServiceNode):
        for key, value in (("host", node.host), ("path", node.path)):
            yield TextPlace(f"/{key}", value, "request")
        for header, value in node.headers.items():
            yield TextPlace(f"/headers/{escape(header)}", value, "request")
        if node.body is not None:
            yield TextPlace("/body", node.body, "request")


def _text_reads(place: TextPlace) -> Iterator[Read]:
    for reference in references(place.text):
        if reference.path is not None:
            yield Read(canonical(reference.path), place.pointer, place.phase)
            continue
        for use in context_paths(reference.expression):
            if use.kind == "read":
                yield Read(canonical(use.path), place.pointer, place.phase, tested=_full_tested(use))


def _script_reads(script: ScriptPlace) -> Iterator[Read]:
    for use in context_paths(script.source):
        if use.kind == "read":
            yield Read(
                path=canonical(use.path),
                pointer=line_pointer(script.pointer, script.source, use.line),
                phase=script.phase,
                line=use.line,
                column=use.column,
                tested=_full_tested(use),
                after_write=use.after_write,
            )


def _full_tested(use: PathUse) -> int:
    """Return how much of the full path is tested: a bare ``BotUserSession.x`` is two segments longer in full."""
    return use.tested + len(canonical(use.path)) - len(use.path) if use.tested else 0


def _condition_reads(when: Condition, at: str, index: int, components: Mapping[str, str]) -> Iterator[Read]:
    match when:
        case ContextTest():
            yield from _test_reads(when, at, index)
        case EntityTest():
            path = ("context", "entities", components.get(when.entity, when.entity))
            yield Read(path, f"{at}/entity", "exit", tested=len(path), transition=index)
        case AllOf():
            for number, test in enumerate(when.all):
                yield from _test_reads(test, f"{at}/all/{number}", index)
        case AnyOf():
            for number, test in enumerate(when.any):
                yield from _test_reads(test, f"{at}/any/{number}", index)
        case _:
            return


def _test_reads(test: ContextTest, at: str, index: int) -> Iterator[Read]:
    path = parse_path(test.context)
    if path is not None:
        # A condition on what is not set does not hold and is no error (inferred: there is an operator not-exists).
        full = canonical(path)
        yield Read(full, f"{at}/context", "exit", tested=len(full), transition=index)
    if test.value is not None:
        for read in _value_reads(test.value, f"{at}/value", "exit"):
            yield read._replace(tested=len(read.path), transition=index)


def _value_reads(value: str, pointer: str, phase: Phase) -> Iterator[Read]:
    """Read a value that the platform takes as a text with references or as a bare path."""
    path = parse_path(value)
    if path is not None and len(path) > 1 and path[0] in ROOTS:
        yield Read(canonical(path), pointer, phase)
    else:
        yield from _text_reads(TextPlace(pointer, value, phase))
