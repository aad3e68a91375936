"""What can be wrong in a template before anything is rendered: names that lead nowhere. All of it is found at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from xogen.formats.explain import Keys
from xogen.model.nearest import did_you_mean
from xogen.model.nodes import EXITS
from xogen.packs.encoders import FILTERS
from xogen.packs.flow import targets
from xogen.packs.leaves import leaves
from xogen.packs.manifest import Fragment
from xogen.packs.parameters import misfit
from xogen.packs.problems import Problem
from xogen.packs.scope import FLAGS, condition_of
from xogen.packs.source import SourceFile
from xogen.packs.specs import (
    AnySpec,
    Branch,
    EntitySpec,
    IncludeSpec,
    MessageSpec,
    ScriptSpec,
    ServiceSpec,
    TaskSpec,
)
from xogen.packs.texts import ANY, Says

_FILTER = re.compile(r"\{\{[^{}|]*\|\s*(\w+)\s*\}\}")

Found = Iterator[tuple[Keys, str]]


def task_problems(
    spec: TaskSpec, source: SourceFile, scripts: Collection[str], fragments: Mapping[str, Fragment]
) -> list[Problem]:
    """Return what is wrong in a ``task.toml``."""
    ids = set(spec.nodes)
    found: list[tuple[Keys, str]] = []
    for name, parameter in spec.parameters.items():
        wrong = None if parameter.default is None else misfit(parameter, parameter.default)
        if wrong:
            found.append((("parameters", name, "default"), wrong))
        if name in FLAGS:
            found.append((("parameters", name), f"{name!r} is the name of a built-in flag"))
    included = {
        node: fragments[item.fragment]
        for node, item in spec.nodes.items()
        if isinstance(item, IncludeSpec) and item.fragment in fragments
    }
    entities = {node for node, item in spec.nodes.items() if isinstance(item, EntitySpec)}
    entities |= {
        node for part in included.values() for node, item in part.spec.nodes.items() if isinstance(item, EntitySpec)
    }
    found += _includes(spec, fragments, included)
    if spec.intent.name in ids:
        found.append((("intent", "name"), f"a node is named {spec.intent.name!r}, too"))
    found += _target(("intent", "next"), spec.intent.next, ids)
    for node, item in spec.nodes.items():
        found += node_problems(node, item, ids, entities, scripts, spec)
    for name, described in spec.described.items():
        if name in spec.parameters:
            found.append((("described", name), f"a parameter is named {name!r}, too"))
        if described.named is not None and getattr(spec.parameters.get(described.named), "type", "") != "list":
            lists = [key for key, parameter in spec.parameters.items() if parameter.type == "list"]
            message = f"there is no list parameter {described.named!r}{did_you_mean(described.named, lists)}"
            found.append((("described", name, "named"), message))
        if spec.task.object is None:
            found.append((("described", name), "whose? The task names no object"))
    return [Problem(source, keys, message) for keys, message in found]


def fragment_problems(fragment: Fragment) -> list[Problem]:
    """Return what is wrong in a fragment."""
    spec = fragment.spec
    known = {*spec.nodes, *spec.exits}
    entities = {node for node, item in spec.nodes.items() if isinstance(item, EntitySpec)}
    found: list[tuple[Keys, str]] = []
    if spec.entry not in spec.nodes:
        found.append((("entry",), f"the fragment has no node {spec.entry!r}{did_you_mean(spec.entry, spec.nodes)}"))
    for index, name in enumerate(spec.exits):
        if name in spec.nodes or name in EXITS:
            found.append((("exits", index), f"{name!r} is the name of a node or of an end"))
    for node, item in spec.nodes.items():
        found += node_problems(node, item, known, entities, fragment.scripts, None)
    return [Problem(fragment.source, keys, message) for keys, message in found]


def _includes(spec: TaskSpec, fragments: Mapping[str, Fragment], included: Mapping[str, Fragment]) -> Found:
    owner: dict[str, str] = {spec.intent.name: "the intent", **dict.fromkeys(spec.nodes, "a node of the task")}
    for node, item in spec.nodes.items():
        if not isinstance(item, IncludeSpec):
            continue
        fragment = included.get(node)
        if fragment is None:
            message = f"the pack has no fragment {item.fragment!r}{did_you_mean(item.fragment, fragments)}"
            yield ("nodes", node, "fragment"), message
            continue
        exits = set(fragment.spec.exits)
        for key in sorted(item.exits.keys() - exits - {"next"}):
            yield ("nodes", node, key), f"the fragment {fragment.name} has no exit {key!r}{did_you_mean(key, exits)}"
        for key in sorted(exits - item.exits.keys()):
            yield ("nodes", node), f"does not say where the exit {key!r} of {fragment.name} leads"
        for inner in fragment.spec.nodes:
            if inner in owner:
                yield ("nodes", node), f"the fragment {fragment.name} has a node {inner!r}, which is {owner[inner]}"
            owner[inner] = f"a node of the fragment {fragment.name}"


def node_problems(
    node: str,
    spec: AnySpec,
    ids: Collection[str],
    entities: Collection[str],
    scripts: Collection[str],
    task: TaskSpec | None,
) -> Found:
    """Yield the keys and the fault of each name of a node that leads nowhere.

    Args:
        node: its id.
        spec: the node.
        ids: what its targets may name.
        entities: what its branches may ask.
        scripts: the files beside it.
        task: whose parameters and lists it may use; a fragment knows none.
    """
    at = ("nodes", node)
    parameters, lists = (task.parameters, list_names(task)) if task else ((), ())
    for key, to in targets(spec):
        match = re.fullmatch(r"branches\[(\d+)\]\.next", key)
        yield from _target((*at, "branches", int(match[1]), "next") if match else (*at, *key.split(".")), to, ids)
    for index, branch in enumerate(spec.branches):
        yield from _branch((*at, "branches", index), branch, spec, ids, entities)
    for name, branch in spec.branches_for_each.items():
        yield from _branch((*at, "branches_for_each", name), branch, spec, ids, entities)
    yield from _filters(at, spec)
    for keys, name in _script_names(spec):
        if "<%" not in name and name not in scripts:
            yield (*at, *keys), f"there is no file {name!r} beside it{did_you_mean(name, scripts)}"
    if (
        isinstance(spec, EntitySpec)
        and spec.values_from is not None
        and spec.values_from.count(".") != 1
        and "<%" not in spec.values_from
    ):
        yield (*at, "values_from"), 'is written "Object.Field"'
    yield from _conditions(at, spec, parameters, lists)


def _filters(at: Keys, spec: AnySpec) -> Found:
    """The platform knows no filters: they are for requests, which are made up here."""
    data = spec.model_dump(exclude={"path", "query", "headers", "body", "body_for_each"}, exclude_defaults=True)
    for path, leaf in leaves(data):
        if isinstance(leaf, str) and "|" in leaf and "{{" in leaf:
            for match in _FILTER.finditer(leaf):
                if match[1] in FILTERS:
                    keys = tuple(key for key in path if key != ANY)
                    yield (
                        (*at, *keys),
                        f"the filter {match[1]!r} has no place here: only in path, query, headers and body",
                    )


def _target(keys: Keys, to: str, ids: Collection[str]) -> Found:
    if to not in ids and to not in EXITS:
        yield keys, f"there is no node {to!r}{did_you_mean(to, {*ids, 'end'})}"


def _branch(keys: Keys, branch: Branch, spec: AnySpec, ids: Collection[str], entities: Collection[str]) -> Found:
    if branch.status is not None and branch.service is None and not isinstance(spec, ServiceSpec):
        yield (*keys, "status"), "whose? Only a service has a status of its own; add service"
    if branch.service is not None and "<%" not in branch.service and branch.service not in ids:
        yield (*keys, "service"), f"there is no node {branch.service!r}{did_you_mean(branch.service, ids)}"
    if branch.entity is not None and "<%" not in branch.entity and branch.entity not in entities:
        yield (*keys, "entity"), f"there is no entity {branch.entity!r}{did_you_mean(branch.entity, entities)}"


def _conditions(at: Keys, spec: AnySpec, parameters: Collection[str], lists: Collection[str]) -> Found:
    # A fragment does not know the parameters of the tasks that include it.
    if spec.only_if is not None:
        word, name = condition_of(spec.only_if)
        known = lists if word == "several" else {*FLAGS, *parameters, *lists}
        what = "list" if word == "several" else "parameter or flag"
        if name not in known:
            yield (*at, "only_if"), f"there is no {what} {name!r}{did_you_mean(name, known)}"
    wanted = [("for_each", spec.for_each)] if spec.for_each else []
    wanted += [("branches_for_each", name) for name in spec.branches_for_each]
    if isinstance(spec, ServiceSpec):
        wanted += [("body_for_each", name) for name in spec.body_for_each]
    if isinstance(spec, EntitySpec):
        wanted += [("values_for_each", name) for name in spec.values_for_each]
    for key, wanted_name in wanted:
        if wanted_name not in lists:
            yield (*at, key), f"there is no list parameter {wanted_name!r}{did_you_mean(wanted_name, lists)}"


def list_names(task: TaskSpec) -> set[str]:
    """Return what ``for_each`` may repeat for: list parameters and lists of described fields."""
    return {name for name, item in task.parameters.items() if item.type == "list"} | set(task.described)


def _script_names(spec: AnySpec) -> Iterator[tuple[Keys, str]]:
    if isinstance(spec, ScriptSpec):
        yield ("script",), spec.script
    if isinstance(spec, MessageSpec):
        for name in (spec.script or {}).values():
            yield ("script",), name
        yield from _say_scripts("responses", spec.responses)
    if isinstance(spec, ServiceSpec):
        for key in ("pre_processor", "post_processor"):
            if getattr(spec, key) is not None:
                yield (key,), getattr(spec, key)
    if isinstance(spec, EntitySpec):
        yield from _say_scripts("error_prompt", spec.error_prompt)
    if hasattr(spec, "prompt"):
        yield from _say_scripts("prompt", spec.prompt)


def _say_scripts(key: str, says: Says) -> Iterator[tuple[Keys, str]]:
    for index, say in enumerate(says):
        for name in (say.script or {}).values():
            yield (key, index, "script"), name


def script_names(spec: AnySpec) -> set[str]:
    """Return the names of the script files that a node uses."""
    return {name for _, name in _script_names(spec)}
