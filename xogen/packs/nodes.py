"""One node of a template to one node of the dialog, as data: pydantic makes the values of a whole task at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xogen.errors import InputError, TemplateError
from xogen.formats.explain import Key
from xogen.model.authorization import AuthorizedAction
from xogen.model.references import parse_path
from xogen.model.sobject import SObject
from xogen.packs.conditions import condition
from xogen.packs.described import asked, find_sobject
from xogen.packs.flow import Flow, Step
from xogen.packs.leaves import Data, Path, map_leaves
from xogen.packs.manifest import PackManifest
from xogen.packs.pieces import Reference
from xogen.packs.records import record_of
from xogen.packs.requests import RequestError, prepare
from xogen.packs.scope import Place, Scope, place_of
from xogen.packs.specs import (
    Branch,
    ConfirmationSpec,
    EntitySpec,
    LogicSpec,
    MessageSpec,
    ScriptSpec,
    ServiceSpec,
    TaskHead,
)
from xogen.packs.texts import Say, Says, pick
from xogen.packs.values import offered

_PERSONAL = frozenset({"email", "phone-number"})


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds the nodes of one expansion."""

    flow: Flow
    scope: Scope
    head: TaskHead
    sobjects: Mapping[str, SObject]
    lists: Mapping[str, Sequence[Any]]
    authorized: AuthorizedAction
    pack: PackManifest

    def node(self, step: Step) -> dict[str, Any]:
        """Return a node as data.

        Raises:
            TemplateError: a string that cannot be rendered, or a request that cannot be made up.
        """
        spec = step.spec
        match spec:
            case EntitySpec():
                own = self._entity(step, spec)
            case ConfirmationSpec():
                own = self._confirmation(step, spec)
            case ServiceSpec():
                own = self._service(step, spec)
            case MessageSpec():
                own = {"responses": self._says(step, _responses(spec), _message_key(spec))}
            case ScriptSpec():
                own = {"script": self._script(step, spec.script, "script")}
            case LogicSpec():
                own = {}
            case _:
                raise AssertionError(spec.type)
        return {
            "type": spec.type,
            "id": step.id,
            "label": self.scope.localised(spec.label, place_of(step, "label"), step.item),
            **own,
            "transitions": self._transitions(step),
        }

    def _entity(self, step: Step, spec: EntitySpec) -> dict[str, Any]:
        pattern = spec.pattern and self._text(step, spec.pattern, "pattern")
        personal = spec.entity_type in _PERSONAL if spec.personal_data is None else spec.personal_data
        return {
            "entity_type": spec.entity_type,
            "personal_data": personal,
            "multiple": spec.multiple,
            "pattern": pattern,
            "values": offered(step, spec, self.scope, self.sobjects, self.lists),
            **self._described(step, spec),
            "prompt": self._says(step, spec.prompt, "prompt"),
            "error_prompt": self._says(step, spec.error_prompt, "error_prompt"),
            "required": spec.required,
            "retries": spec.retries,
            "rules": self._data(spec.rules, place_of(step, "rules"), step.item) if spec.rules else {},
        }

    def _described(self, step: Step, spec: EntitySpec) -> dict[str, Any]:
        """Return what the describe of its field says about an entity; what the author wrote wins."""
        name, _, field = (self._text(step, spec.field, "field") if spec.field else "").partition(".")
        if not name:
            return {}
        place = place_of(step, "field")
        try:
            sobject = find_sobject(name, self.sobjects, ("parameters",))
            own = asked(sobject, field, self.scope.languages, self.sobjects)
        except InputError as error:
            raise self.scope.located(error, place, hint=error.hint) from None
        return {key: value for key, value in own.items() if key not in spec.model_fields_set}

    def _confirmation(self, step: Step, spec: ConfirmationSpec) -> dict[str, Any]:
        words = self.scope.words
        return {
            "prompt": self._says(step, spec.prompt, "prompt"),
            "yes_synonyms": words(spec.yes_synonyms, place_of(step, "yes_synonyms"), step.item),
            "no_synonyms": words(spec.no_synonyms, place_of(step, "no_synonyms"), step.item),
        }

    def _service(self, step: Step, spec: ServiceSpec) -> dict[str, Any]:
        path = self._text(step, spec.path, "path")
        query = {key: self._text(step, _plain(value), "query", key) for key, value in spec.query.items()}
        headers = {name: self._text(step, value, "headers", name) for name, value in spec.headers.items()}
        body = self._body(step, spec)
        try:
            request = prepare(step.id, path, query, headers, body)
        except RequestError as fault:
            raise self.scope.located(fault, place_of(step, *fault.keys)) from None
        host = spec.host if spec.host is not None else self.pack.host
        before = self._script(step, spec.pre_processor, "pre_processor") if spec.pre_processor else ""
        after = self._script(step, spec.post_processor, "post_processor") if spec.post_processor else None
        fields = body if isinstance(body, Mapping) else {}
        return {
            "integration": self.authorized.name,
            "sub_type": step.id,
            "profile": self.authorized.action.settings.profile,
            "method": spec.method,
            "protocol": spec.protocol,
            "host": self._text(step, host, "host"),
            "path": request.path,
            "headers": request.headers,
            "body": request.body,
            "pre_processor": "\n".join(part for part in (before, request.script) if part) or None,
            "post_processor": after,
            "timeout": spec.timeout,
            "close_on_timeout": spec.close_on_timeout,
            "record": record_of(spec, self.head, self.scope.variables["object"], path, query, fields),
        }

    def _body(self, step: Step, spec: ServiceSpec) -> dict[str, Any] | Reference | None:
        if spec.body_from is not None:
            written = self._text(step, spec.body_from, "body_from")
            path = parse_path(written)
            if path is None:
                fault = TemplateError("must be a path such as context.x")
                raise self.scope.located(fault, place_of(step, "body_from"))
            return Reference(written, path, ())
        if not spec.body and not spec.body_for_each:
            return None
        body: dict[str, Any] = self._data(spec.body, place_of(step, "body"), step.item)
        for parameter, fields in spec.body_for_each.items():
            place = place_of(step, "body_for_each", parameter)
            for item in self.lists[parameter]:
                named = {self.scope.text(key, place / key, item): value for key, value in fields.items()}
                body.update(self._data(named, place, item))
        return body

    def _transitions(self, step: Step) -> list[dict[str, Any]]:
        spec = step.spec
        ways: list[dict[str, Any]] = []
        if isinstance(spec, ConfirmationSpec):
            ways += [
                {"to": self.flow.target(step, spec.yes), "when": {"answer": "yes"}},
                {"to": self.flow.target(step, spec.no), "when": {"answer": "no"}},
            ]
        for index, branch in enumerate(spec.branches):
            place = place_of(step, "branches", index)
            ways.append(self._branch(step, branch, place, self.flow.target(step, branch.next), step.item))
        for name, branch in spec.branches_for_each.items():
            place = place_of(step, "branches_for_each", name)
            to = self.flow.each_target(step, name, branch.next)
            ways += [self._branch(step, branch, place, *each) for each in zip(to, self.lists[name], strict=True)]
        if spec.next is not None:
            ways.append({"to": self.flow.target(step, spec.next)})
        return ways

    def _branch(self, step: Step, branch: Branch, place: Place, to: str, item: object) -> dict[str, Any]:
        def fill(text: str) -> str:
            return self.scope.text(text, place, item)

        label = branch.label and fill(pick(branch.label, self.scope.languages[0], self.scope.home))
        return {
            "to": to,
            "when": condition(branch, step.id, fill),
            "label": label,
        }

    def _text(self, step: Step, source: str, key: str, *below: Key) -> str:
        if "<%" not in source:
            return source
        return self.scope.text(source, place_of(step, key, *below), step.item)

    def _data(self, data: Data, place: Place, item: object) -> Data:
        def fill(path: Path, leaf: Data) -> Data:
            at = place
            for key in path:
                at /= key
            return self.scope.value(leaf, at, item) if isinstance(leaf, str) else leaf

        return map_leaves(data, fill)

    def _script(self, step: Step, name: str, key: str) -> str:
        place = place_of(step, key)
        return self.scope.script(step.scripts[self.scope.text(name, place, step.item)], place, step.item)

    def _says(self, step: Step, says: Says, key: str) -> list[dict[str, Any]]:
        place = place_of(step, key)
        return [self._say(step, say, place) for say in says]

    def _say(self, step: Step, say: Say, place: Place) -> dict[str, Any]:
        if say.text is not None:
            return {"channel": say.channel, "text": self.scope.localised(say.text, place, step.item)}
        names = {lang: pick(say.script or {}, lang, self.scope.home) for lang in self.scope.languages}
        scripts = {lang: self.scope.script(step.scripts[name], place, step.item) for lang, name in names.items()}
        return {"channel": say.channel, "script": scripts}


def _responses(spec: MessageSpec) -> Says:
    return spec.responses or (Say(text=spec.text, script=spec.script),)


def _message_key(spec: MessageSpec) -> str:
    return "text" if spec.text is not None else "script" if spec.script is not None else "responses"


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def identifier(text: str) -> str:
    """Return text as an identifier: ``Opportunity Name`` is ``OpportunityName``."""
    words = re.findall(r"[A-Za-z0-9_]+", text)
    joined = "".join(word[:1].upper() + word[1:] for word in words) or "Item"
    return joined if not joined[0].isdigit() else f"_{joined}"
