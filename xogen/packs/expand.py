"""A template and an authorized action become a dialog task. Pure: equal input gives an equal task."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from pydantic import ValidationError

from xogen.errors import TemplateError
from xogen.formats.explain import explain
from xogen.model.authorization import AuthorizedAction
from xogen.model.dialog import DialogTask
from xogen.model.nearest import did_you_mean
from xogen.model.sobject import SObject
from xogen.packs import overrides as replacing
from xogen.packs.admission import check_action
from xogen.packs.described import about, check_allowed, described_list, find_sobject
from xogen.packs.flow import Flow, Step, reading_order, settle
from xogen.packs.manifest import TaskTemplate
from xogen.packs.nodes import Builder, identifier
from xogen.packs.parameters import resolve
from xogen.packs.problems import InstallError
from xogen.packs.scope import Place, Scope, api_version, condition_of, flags, place_of, variables
from xogen.packs.specs import EntitySpec, IncludeSpec, IntentSpec, TaskHead
from xogen.packs.structure import node_problems


def expand(
    template: TaskTemplate,
    authorized: AuthorizedAction,
    *,
    name: str | None = None,
    parameters: Mapping[str, Any] | None = None,
    overrides: Mapping[str, Any] | None = None,
    sobjects: Mapping[str, SObject] | None = None,
    languages: Sequence[str] = ("en",),
) -> DialogTask:
    """Expand a template.

    Args:
        template: as the loader made it.
        authorized: the action that the dialog calls; ``authorize()`` makes it.
        name: the name it is installed under; the default is the template's own.
        parameters: what the template declares; the rest has defaults.
        overrides: ``{"nodes": {"firstName": {"prompt": "..."}}}``, also ``task`` and ``intent``.
        sobjects: the describes that the project has, by object.
        languages: the project's, the default first.

    Raises:
        ActionError: the pack does not work with this action or its pair.
        TemplateError: the template is wrong; names pack, task, node and key.
        InstallError: a parameter or an override does not fit; names the nearest.
    """
    check_action(template.pack, authorized, template.address)
    changes = overrides or {}
    replacing.check_parts(changes)
    values = resolve(template.spec.parameters, parameters or {}, template.address)
    seen = variables(template, authorized, name or template.name, values, languages)
    install = _Install(
        template=template,
        authorized=authorized,
        name=name or template.name,
        parameters=values,
        changes=changes,
        sobjects=sobjects or {},
        head=replacing.override_head(template.spec.task, template.data["task"], changes.get("task", {})),
        intent=replacing.override_intent(template.spec.intent, template.data["intent"], changes.get("intent", {})),
        scope=Scope(template.address, template.renderer, seen, template.pack.language, tuple(languages)),
        lists={key: value for key, value in values.items() if isinstance(value, list | tuple)},
    )
    _describe(install)
    return _checked(template, _task(install, _settled(install)))


@dataclass(frozen=True, slots=True)
class _Install:
    """One expansion: the template and everything that was said about it.

    ``scope.variables`` and ``lists`` (what ``for_each`` repeats for) are filled on the way.
    """

    template: TaskTemplate
    authorized: AuthorizedAction
    name: str
    parameters: Mapping[str, Any]
    changes: Mapping[str, Any]
    sobjects: Mapping[str, SObject]
    head: TaskHead
    intent: IntentSpec
    scope: Scope
    lists: dict[str, Sequence[Any]]

    def place(self, part: str, key: str, node: str | None = None) -> Place:
        overridden = frozenset({(part, key)} if key in self.changes.get(part, {}) else ())
        return Place(self.template.source, (part, key), node, overridden)


def _describe(install: _Install) -> None:
    """Fill in the object and, where the template wants them, what its describe says and the lists of its fields."""
    scope, spec = install.scope, install.template.spec
    name = scope.text(install.head.object or "", install.place("task", "object"))
    scope.variables["object"] = name
    if not spec.described:
        return
    chosen = next((key for key in spec.parameters if install.parameters[key] == name), "object")
    sobject = find_sobject(name, install.sobjects, ("parameters", chosen))
    fragments = install.template.fragments
    included = [fragments[item.fragment] for item in spec.nodes.values() if isinstance(item, IncludeSpec)]
    reserved = {*spec.nodes, *(node for part in included for node in part.spec.nodes), install.intent.name}
    check_allowed(sobject, install.head.operation, (wanted.purpose for wanted in spec.described.values()))
    for key, wanted in spec.described.items():
        named = install.parameters[wanted.named] if wanted.named else ()
        install.lists[key] = described_list(wanted, sobject, named, reserved)
    scope.variables["sobject"] = SimpleNamespace(**about(sobject))
    scope.variables["described"] = SimpleNamespace(**{key: install.lists[key] for key in spec.described})


def _holds(install: _Install) -> Callable[[str], bool]:
    """Return what says whether an ``only_if`` holds."""
    known = {**install.parameters, **install.lists, **flags(install.authorized)}

    def holds(only_if: str) -> bool:
        word, name = condition_of(only_if)
        if word == "several":
            return len(install.lists[name]) > 1
        return bool(known[name]) is not (word == "not")

    return holds


def _settled(install: _Install) -> Flow:
    scope = install.scope
    steps, entries = _steps(install.template, install.changes.get("nodes", {}))
    return settle(
        steps,
        entries,
        install.intent.next,
        holds=_holds(install),
        lists=install.lists,
        name_copy=lambda step, item: _copy_id(scope, step, item),
    )


def _steps(template: TaskTemplate, changes: Mapping[str, Any]) -> tuple[dict[str, Step], dict[str, str]]:
    """Return all nodes as written, fragments put in, overrides merged; and the entries of the includes."""
    steps: dict[str, Step] = {}
    entries: dict[str, str] = {}
    for node, spec in template.spec.nodes.items():
        steps[node] = Step(node, spec, template.source, node, template.scripts)
        if isinstance(spec, IncludeSpec):
            fragment = template.fragments[spec.fragment].spec
            file, scripts = template.fragments[spec.fragment].source, template.fragments[spec.fragment].scripts
            entries[node] = fragment.entry
            for inner, inside in fragment.nodes.items():
                steps[inner] = Step(inner, inside, file, inner, scripts, spec.exits)
    for node, change in changes.items():
        step = steps.get(node)
        if step is None:
            message = f"{template.address} has no node {node!r}{did_you_mean(node, steps)}"
            raise InstallError(message, ("override", "nodes", node))
        step.spec = replacing.override_node(step.spec, _written(template, node), change, node)
        step.overridden = replacing.changed_keys(change, node)
        _refuse_dangling(template, steps, step)
        if node in entries and isinstance(step.spec, IncludeSpec):
            for inner in template.fragments[step.spec.fragment].spec.nodes:
                steps[inner].exits = step.spec.exits
    return steps, entries


def _refuse_dangling(template: TaskTemplate, steps: Mapping[str, Step], step: Step) -> None:
    """Raise if an override names a node, an entity or a file that is not there."""
    own = step.file is template.source
    ids = template.spec.nodes if own else {node for node, other in steps.items() if other.file is step.file}
    entities = {node for node, other in steps.items() if isinstance(other.spec, EntitySpec)}
    task = template.spec if own else None
    for keys, message in node_problems(step.id, step.spec, {*ids, *step.exits}, entities, step.scripts, task):
        raise InstallError(f"{template.address}, node {step.id}: {message}", ("override", *keys))


def _written(template: TaskTemplate, node: str) -> object:
    """Return the parsed TOML of a node, wherever it is written."""
    tables: list[Any] = [template.data, *(fragment.data for fragment in template.fragments.values())]
    return next(table["nodes"][node] for table in tables if node in table.get("nodes", {}))


def _copy_id(scope: Scope, step: Step, item: object) -> str:
    if step.spec.id is None:
        label = item.get("name", "") if isinstance(item, Mapping) else str(item)
        return step.id + identifier(str(label))
    place = place_of(step, "id")
    text = scope.text(step.spec.id, place, item)
    if text.isidentifier() and text.isascii():
        return text
    raise scope.located(TemplateError(f"{text!r} is no identifier"), place)


def _task(install: _Install, flow: Flow) -> dict[str, Any]:
    template, scope, settings = install.template, install.scope, install.authorized.action.settings
    title = _title(install)
    scope.variables["task"].title = title[scope.languages[0]]
    version = api_version(template.pack, install.authorized)
    return {
        "name": install.name,
        "title": title,
        "description": scope.localised(install.head.summary, install.place("task", "summary")),
        "languages": scope.languages,
        "source": {
            "pack": template.pack.name,
            "template": template.name,
            "version": template.pack.version,
            "parameters": install.parameters,
        },
        "action": {
            "name": install.authorized.name,
            "authorization": settings.authorization.value,
            "app": settings.app.value,
            "edition": settings.edition,
            "profile": settings.profile,
            "api_version": version,
        },
        "nodes": _nodes(install, flow),
    }


def _title(install: _Install) -> Mapping[str, str]:
    """Return the template's title, or, under another name, that name as a title: dialogs stay unique."""
    if install.name != install.template.name and "title" not in install.changes.get("task", {}):
        return dict.fromkeys(install.scope.languages, humanised(install.name))
    return install.scope.localised(install.head.title, install.place("task", "title"))


def _nodes(install: _Install, flow: Flow) -> list[dict[str, Any]]:
    scope, intent, first = install.scope, install.intent, flow.target(None, install.intent.next)
    builder = Builder(
        flow, scope, install.head, install.sobjects, install.lists, install.authorized, install.template.pack
    )
    built = {step.id: builder.node(step) for step in flow.steps.values()}

    def follow(node: str) -> list[str]:
        step = flow.steps.get(node)
        return flow.ways(step) if step else []

    def at(key: str) -> Place:
        return install.place("intent", key, intent.name)

    name = scope.text(intent.name, at("name"))
    if not (name.isidentifier() and name.isascii()):
        raise scope.located(TemplateError(f"{name!r} is no identifier"), at("name"))
    entry = {
        "type": "intent",
        "id": name,
        "label": scope.localised(intent.label, at("label")),
        "utterances": scope.words(intent.utterances, at("utterances")),
        "patterns": scope.words(intent.patterns, at("patterns")),
        "transitions": [{"to": first}],
    }
    return [entry, *(built[node] for node in reading_order(first, follow, built) if node in built)]


def humanised(name: str) -> str:
    """Return a name as a title: ``new-lead`` is ``New lead``."""
    words = name.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _checked(template: TaskTemplate, data: dict[str, Any]) -> DialogTask:
    try:
        return DialogTask.model_validate(data)
    except ValidationError as error:
        fault = explain(error, DialogTask, path=template.source.path, line_of=lambda _: 1)
        raise TemplateError(f"{template.address} gives no dialog: {fault.message}", where=fault.where) from None
