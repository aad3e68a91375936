"""What a node reads of the context, and where: texts, scripts, requests, conditions.

Pointers start at the node. A script of several lines is a list of lines in a dialog file, so line N of it stands at
``/script/N-1``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from xogen.model.conditions import AllOf, AnyOf, Condition, ContextTest, EntityTest
from xogen.model.nodes import (
    Node,
    Response,
    ServiceNode,
)
from xogen.model.pointers import escape
from xogen.model.references import parse_path, references
from xogen.script.paths import ROOTS, PathUse, canonical, context_paths

Phase = Literal["entry", "request", "response", "exit"]
"""When a node reads: at its entry; after its pre-processor; after the answer; when it is left."""
_SAYING: Mapping[str, tuple[str, ...]] = {
    "message": ("responses",),
    "entity": ("prompt", "error_prompt"),
    "confirmation": ("prompt",),
}
"""Where nodes of each kind keep what they say."""
_REFERRING: frozenset[str] = frozenset({*_SAYING, "service"})
"""Kinds with texts that may hold references."""


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


def line_pointer(pointer: str, source: str, line: int) -> str:
    """Return the pointer to a line (from 1) of a script: a script of several lines is a list in a dialog file."""
    return f"{pointer}/{line - 1}" if "\n" in source else pointer


def scripts_of(node: Node) -> tuple[ScriptPlace, ...]:
    """Return the scripts of a node in the order in which they stand."""
    if node.type == "script":
        return (ScriptPlace("/script", node.script, "entry", always=True),)
    if node.type == "service":
        return tuple(_processors(node))
    for key in _SAYING.get(node.type, ()):
        for response in getattr(node, key):
            if response.script:
                return tuple(_said(node))
    return ()


def texts_of(node: Node) -> Sequence[TextPlace]:
    """Return the texts of a node that hold references, in the order in which they stand.

    Conditions are not among them, nor the inputs of a call.
    """
    if node.type == "service":
        return [TextPlace(at, text, "request") for at, text in _request(node) if text and "{{" in text]
    return [
        TextPlace(f"/{key}/{index}/text/{escape(language)}", text, "entry")
        for key in _SAYING.get(node.type, ())
        for index, response in enumerate(getattr(node, key))
        for language, text in response.text.items()
        if "{{" in text
    ]


def reads_of(
    node: Node,
    components: Mapping[str, str] | None = None,
    scripts: Sequence[ScriptPlace] | None = None,
    conditions: Sequence[tuple[int, Condition]] | None = None,
) -> tuple[Read, ...]:
    """Return what a node itself reads, conditions of its transitions included.

    Args:
        node: any node; what stands inside a bot action is read by the inner nodes.
        components: component name by node id, for conditions on entities, which name the node.
        scripts: its scripts, where they are at hand.
        conditions: the conditions of its transitions by their indices, where they are at hand.
    """
    if conditions is None:
        conditions = [(index, way.when) for index, way in enumerate(node.transitions) if way.when is not None]
    found: list[Read] = []
    if node.type in _REFERRING:
        for pointer, text, phase in texts_of(node):
            _add_text_reads(found, text, pointer, phase)
    for script in scripts_of(node) if scripts is None else scripts:
        found.extend(_script_reads(script))
    if node.type == "dialog-call":
        for key, value in node.inputs.items():
            _add_value_reads(found, value, f"/inputs/{escape(key)}", "entry")
    for index, when in conditions:
        _add_condition_reads(found, when, f"/transitions/{index}/when", index, components or {})
    return tuple(found)


def _said(node: Node) -> Iterator[ScriptPlace]:
    for key in _SAYING[node.type]:
        responses: Sequence[Response] = getattr(node, key)
        for index, response in enumerate(responses):
            alone = node.type == "message" and len(responses) == 1 and len(response.script) == 1
            for language, source in response.script.items():
                yield ScriptPlace(f"/{key}/{index}/script/{escape(language)}", source, "entry", alone)


def _processors(node: ServiceNode) -> Iterator[ScriptPlace]:
    if node.pre_processor:
        yield ScriptPlace("/pre_processor", node.pre_processor, "entry", always=True)
    if node.post_processor:
        yield ScriptPlace("/post_processor", node.post_processor, "response", always=True)


def _request(node: ServiceNode) -> Iterator[tuple[str, str | None]]:
    yield "/host", node.host
    yield "/path", node.path
    for header, value in node.headers.items():
        yield f"/headers/{escape(header)}", value
    yield "/body", node.body


def _add_text_reads(found: list[Read], text: str, pointer: str, phase: Phase) -> None:
    for reference in references(text):
        if reference.path is not None:
            found.append(Read(canonical(reference.path), pointer, phase))
            continue
        uses = [use for use in context_paths(reference.expression) if use.kind == "read"]
        found += [Read(canonical(use.path), pointer, phase, tested=_full_tested(use)) for use in uses]


def _script_reads(script: ScriptPlace) -> Iterator[Read]:
    pointer, source, phase, _ = script
    for use in context_paths(source):
        if use.kind == "read":
            yield Read(
                canonical(use.path),
                line_pointer(pointer, source, use.line),
                phase,
                use.line,
                use.column,
                _full_tested(use),
                use.after_write,
            )


def _full_tested(use: PathUse) -> int:
    """Return how much of the full path is tested: a bare ``BotUserSession.x`` is two segments longer in full."""
    return use.tested + len(canonical(use.path)) - len(use.path) if use.tested else 0


def _add_condition_reads(
    found: list[Read], when: Condition, at: str, index: int, components: Mapping[str, str]
) -> None:
    if isinstance(when, ContextTest):
        _add_test_reads(found, when, at, index)
    elif isinstance(when, EntityTest):
        path = ("context", "entities", components.get(when.entity, when.entity))
        found.append(Read(path, f"{at}/entity", "exit", tested=len(path), transition=index))
    elif isinstance(when, AllOf):
        for number, test in enumerate(when.all):
            _add_test_reads(found, test, f"{at}/all/{number}", index)
    elif isinstance(when, AnyOf):
        for number, test in enumerate(when.any):
            _add_test_reads(found, test, f"{at}/any/{number}", index)


def _add_test_reads(found: list[Read], test: ContextTest, at: str, index: int) -> None:
    path = parse_path(test.context)
    if path is not None:
        # A condition on what is not set does not hold and is no error (inferred: there is an operator not-exists).
        full = canonical(path)
        found.append(Read(full, f"{at}/context", "exit", tested=len(full), transition=index))
    if test.value is not None and ("{{" in test.value or "." in test.value or "[" in test.value):
        compared: list[Read] = []
        _add_value_reads(compared, test.value, f"{at}/value", "exit")
        found += [read._replace(tested=len(read.path), transition=index) for read in compared]


def _add_value_reads(found: list[Read], value: str, pointer: str, phase: Phase) -> None:
    """Read a value that the platform takes as a text with references or as a bare path."""
    path = parse_path(value)
    if path is not None and len(path) > 1 and path[0] in ROOTS:
        found.append(Read(canonical(path), pointer, phase))
    else:
        _add_text_reads(found, value, pointer, phase)
