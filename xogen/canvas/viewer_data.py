"""What the viewer knows of a bot, as plain data: the properties of nodes, their ways, who reads and writes what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

from xogen.canvas.badges import Notes
from xogen.canvas.scene import safe_keys
from xogen.canvas.styles import KINDS
from xogen.canvas.text import clean, one_line
from xogen.canvas.words import Words
from xogen.diff.redact import HIDDEN, hides, redacted
from xogen.lint.facts import Document, TaskFacts
from xogen.lint.known import Known
from xogen.model.dialog import DialogTask
from xogen.model.finding import Finding
from xogen.model.nodes import (
    EXITS,
    BotActionNode,
    ConfirmationNode,
    DialogCallNode,
    EntityNode,
    IntentNode,
    MessageNode,
    Node,
    OpaqueNode,
    PlatformNode,
    Response,
    ScriptNode,
    ServiceNode,
    Transition,
)

_LONGEST = 20_000
"""Signs of one text that are shown; a lookup entity of a real bot holds 3,143 values."""
_EXIT_WORDS = {"end": "end of the dialog", "not-connected": "not connected", "return-to-flow": "return to flow"}

Json = dict[str, Any]


class Shown(NamedTuple):
    """One dialog of the viewer: the drawing, and the findings on it."""

    task: DialogTask
    svg: str
    path: str
    findings: Sequence[Finding] = ()
    notes: Notes | None = None


def dialog_data(shown: Shown, names: Mapping[str, int]) -> Json:
    """Return a dialog: its drawing, its nodes by their key in it, and its findings.

    Args:
        shown: the dialog.
        names: the number of each dialog by name and refId, so that calls can be followed.
    """
    task, words = shown.task, Words(shown.task)
    walked = tuple(task.walk())
    keys = safe_keys(node.id for node in walked)
    by_id = dict(reversed(list(zip((node.id for node in walked), keys, strict=True))))
    parents = {inner.id: node.id for node in walked if isinstance(node, BotActionNode) for inner in node.nodes}
    nodes: dict[str, Json] = {
        key: _node(node, words, by_id, parents.get(node.id), names) for node, key in zip(walked, keys, strict=True)
    }
    for key, uses in _uses(shown, by_id):
        nodes[key].update(uses)
    return {
        "name": task.name,
        "title": one_line(words.text(task.title)) or task.name,
        "about": clean(words.text(task.description)),
        "hidden": task.hidden,
        "svg": shown.svg,
        "nodes": nodes,
        "findings": [finding_data(finding, by_id) for finding in by_severity(shown.findings)],
    }


def by_severity(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return findings with the worst first."""
    return sorted(findings, key=lambda one: -one.severity)


def finding_data(finding: Finding, keys: Mapping[str, str] | None = None) -> Json:
    """Return a finding, with the key of its node in the drawing."""
    return {
        "severity": finding.severity.word,
        "rule": finding.rule,
        "message": clean(finding.message),
        "where": f"{finding.path}:{finding.line}",
        "node": (keys or {}).get(finding.node or "", ""),
    }


def _uses(shown: Shown, keys: Mapping[str, str]) -> Iterator[tuple[str, Json]]:
    """Yield which context keys each node reads and writes."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for use in TaskFacts(Document(shown.path, shown.task), Known()).uses:
        if use.path[0] == "context" and len(use.path) > 1:
            kind = "reads" if use.kind == "read" else "writes"
            depth = 4 if use.path[1] == "session" else 3 if use.path[1] == "entities" else 2
            path = ".".join(use.path[:depth])
            found.setdefault(keys[use.place.node.id], {}).setdefault(kind, {})[path] = None
    for key, uses in found.items():
        yield key, {kind: sorted(paths) for kind, paths in uses.items()}


def _node(node: Node, words: Words, keys: Mapping[str, str], parent: str | None, names: Mapping[str, int]) -> Json:
    facts = [("id", node.id)] if words.name(node) != node.id else []
    facts += [("component", node.component)] if node.component not in (node.id, words.name(node)) else []
    facts += [("in bot action", words.by_id.get(parent, parent))] if parent else []
    data: Json = {"kind": node.type, "word": KINDS[node.type].word, "name": one_line(words.name(node))}
    data["facts"] = [[name, _text(value)] for name, value in (*facts, *_facts(node, words))]
    data["texts"] = [text for text in _texts(node) if text["text"]]
    data["ways"] = [
        {
            "when": _when(way, node, words),
            "to": keys.get(way.to, ""),
            "name": one_line(words.by_id.get(way.to, _EXIT_WORDS.get(way.to, way.to))),
            "lost": way.to not in keys and way.to not in EXITS,
        }
        for way in node.transitions
    ]
    if isinstance(node, DialogCallNode):
        called = names.get(node.dialog_ref_id or "", names.get(node.dialog))
        data["calls"] = -1 if called is None else called
    return {key: value for key, value in data.items() if value not in ([], "", None)}


def _when(way: Transition, node: Node, words: Words) -> str:
    if way.when is not None:
        return one_line(words.condition(way.when, node))
    return "else" if len(node.transitions) > 1 else ""


def _facts(node: Node, words: Words) -> Iterator[tuple[str, str]]:
    match node:
        case EntityNode():
            yield from _entity_facts(node, words)
        case ServiceNode():
            yield from _service_facts(node)
        case DialogCallNode():
            yield "calls", node.dialog
            yield from ((f"passes {key}", value) for key, value in node.inputs.items())
            yield from ((f"takes {key}", value) for key, value in node.outputs.items())
        case PlatformNode():
            yield from ((key, str(value)) for key, value in sorted(node.properties.items()) if value not in ("", None))
        case OpaqueNode():
            yield "type on the platform", node.wire_type


def _entity_facts(node: EntityNode, words: Words) -> Iterator[tuple[str, str]]:
    yield "type", node.entity_type
    yield "required", node.required
    yield "tries", str(node.retries)
    yield "personal data", "yes" if node.personal_data else "no"
    if node.pattern:
        yield "pattern", node.pattern
    if node.values:
        yield "values", "\n".join(words.text(value.label) or value.value for value in node.values)


def _service_facts(node: ServiceNode) -> Iterator[tuple[str, str]]:
    yield "request", f"{node.method} {_url(node)}"
    if node.integration:
        yield "integration", node.integration
    if node.profile:
        yield "profile", node.profile
    for name, value in node.headers.items():
        yield f"header {name}", HIDDEN if hides((name,), value) else value
    yield "timeout", "none" if node.timeout is None else f"{node.timeout} s"


def _url(node: ServiceNode) -> str:
    return f"{node.protocol}://{node.host}{unquote(node.path)}" if node.host else unquote(node.path)


def _texts(node: Node) -> Iterator[Json]:
    """Yield what a node says, asks, sends and runs, each with its language and channel, code marked as such."""
    match node:
        case IntentNode():
            for language, utterances in node.utterances.items():
                yield _said("utterances", "\n".join(utterances), language)
        case EntityNode():
            yield from _responses("prompt", node.prompt)
            yield from _responses("error prompt", node.error_prompt)
        case ConfirmationNode():
            yield from _responses("prompt", node.prompt)
        case MessageNode():
            yield from _responses("message", node.responses)
        case ScriptNode():
            yield _said("script", node.script, code=True)
        case ServiceNode():
            yield _said("pre-processor", node.pre_processor or "", code=True)
            yield _said("body", node.body or "", code=True)
            yield _said("post-processor", node.post_processor or "", code=True)


def _responses(what: str, responses: Sequence[Response]) -> Iterator[Json]:
    for response in responses:
        for language, text in response.text.items():
            yield _said(what, text, language, response.channel)
        for language, script in response.script.items():
            yield _said(what, script, language, response.channel, code=True)


def _said(what: str, text: str, language: str = "", channel: str = "", *, code: bool = False) -> Json:
    said = {"what": what, "text": _text(text), "language": language, "channel": channel, "code": code}
    return {key: value for key, value in said.items() if value or key == "text"}


def _text(text: str) -> str:
    shown = redacted(clean(text))
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}\n… {len(shown) - _LONGEST} more signs"
