"""A template in a few words: what ``xogen templates list`` and ``show`` print."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue

from xogen.model.base import Owned
from xogen.packs.manifest import TaskTemplate, TemplatePack
from xogen.packs.specs import (
    AnySpec,
    ConfirmationSpec,
    EntitySpec,
    IncludeSpec,
    MessageSpec,
    ParameterSpec,
    ScriptSpec,
    ServiceSpec,
)
from xogen.packs.texts import Says, pick

_VALUE = re.compile(r"<%=-?\s*([\w.\[\]]+)[^%]*%>")
_BLOCK = re.compile(r"<%-?\s*(?:if|for)\b.*<%-?\s*end(?:if|for)\s*-?%>", re.DOTALL)
_STATEMENT = re.compile(r"<%.*?%>", re.DOTALL)
_WORDS = {
    "sobject.one": "an object",
    "sobject.the": "the object",
    "sobject.plural": "objects",
    **dict.fromkeys(("sobject.label", "sobject.key"), "Object"),
    **dict.fromkeys(("sobject.words", "parameters.object", "object"), "object"),
}
"""What stands for values that only an install knows."""


class TemplateLine(Owned):
    """One line of the list."""

    template: str
    title: str
    summary: str
    action: str
    version: str
    origin: str


class ParameterLine(Owned):
    """One parameter."""

    name: str
    type: str
    default: JsonValue = None
    required: bool = False
    choices: tuple[JsonValue, ...] = ()
    help: str = ""


class NodeLine(Owned):
    """One node as it is written: what it is about, where it leads by default, and when it is there."""

    id: str
    type: str
    about: str = ""
    next: str | None = None
    only_if: str | None = None
    for_each: str | None = None
    fragment: str | None = None


class TemplateSummary(TemplateLine):
    """Everything a user wants to know before installing a template."""

    object: str | None = None
    operation: str | None = None
    authorizations: tuple[str, ...] = ()
    variables: Mapping[str, str] = {}
    parameters: tuple[ParameterLine, ...] = ()
    utterances: tuple[str, ...] = ()
    nodes: tuple[NodeLine, ...] = ()


def list_line(pack: TemplatePack, template: TaskTemplate) -> TemplateLine:
    """Return a template's line of the list."""
    return TemplateLine(**_line(pack, template))


def summarise(pack: TemplatePack, template: TaskTemplate) -> TemplateSummary:
    """Return a template's parameters and nodes, those of fragments where they are included."""
    spec, home = template.spec, template.pack.language
    nodes = [NodeLine(id=as_written(spec.intent.name), type="intent", next=spec.intent.next)]
    for node, item in spec.nodes.items():
        nodes.append(_node(node, item, home))
        if isinstance(item, IncludeSpec):
            inside = template.fragments[item.fragment].spec.nodes
            nodes += [_node(inner, each, home, item.fragment) for inner, each in inside.items()]
    return TemplateSummary(
        **_line(pack, template),
        object=spec.task.object and as_written(spec.task.object),
        operation=spec.task.operation,
        authorizations=pack.manifest.pairs or pack.manifest.other_kinds,
        variables={name: variable.hint for name, variable in pack.manifest.env.items()},
        parameters=tuple(_parameter(name, item) for name, item in spec.parameters.items()),
        utterances=tuple(as_written(each) for each in pick(spec.intent.utterances, home, home)),
        nodes=tuple(nodes),
    )


def _line(pack: TemplatePack, template: TaskTemplate) -> dict[str, Any]:
    head, home = template.spec.task, template.pack.language
    return {
        "template": template.address,
        "title": as_written(pick(head.title, home, home)),
        "summary": as_written(pick(head.summary, home, home)) if head.summary else "",
        "action": template.pack.action,
        "version": template.pack.version,
        "origin": pack.origin,
    }


def _parameter(name: str, spec: ParameterSpec) -> ParameterLine:
    return ParameterLine(
        name=name,
        type=spec.type,
        default=spec.default,
        required=spec.default is None,
        choices=spec.choices,
        help=spec.help,
    )


def _node(node: str, spec: AnySpec, home: str, fragment: str | None = None) -> NodeLine:
    return NodeLine(
        id=node,
        type=spec.type,
        about=_about(spec, home),
        next=spec.yes if isinstance(spec, ConfirmationSpec) else spec.next,
        only_if=spec.only_if,
        for_each=spec.for_each,
        fragment=fragment,
    )


def _about(spec: AnySpec, home: str) -> str:
    match spec:
        case EntitySpec():
            return f"{spec.entity_type}: {_said(spec.prompt, home)}"
        case ConfirmationSpec():
            return _said(spec.prompt, home)
        case ServiceSpec():
            return f"{spec.method} {spec.path}"
        case MessageSpec():
            said = spec.text or spec.script
            return pick(said, home, home) if said else _said(spec.responses, home)
        case ScriptSpec():
            return spec.script
        case IncludeSpec():
            return f"fragment {spec.fragment}"
    return ""


def _said(says: Says, home: str) -> str:
    if not says:
        return ""
    said = says[0].text or says[0].script or {}
    return as_written(pick(said, home, home))


def as_written(text: str) -> str:
    """Return a text of a template as people read it before anything is filled in: ``Create an object``."""
    words = _VALUE.sub(lambda match: _WORDS.get(match[1], f"<{match[1].rpartition('.')[2]}>"), _BLOCK.sub("…", text))
    return " ".join(_STATEMENT.sub("…", words).split())
