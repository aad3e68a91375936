"""References of a node under new component names: in texts, scripts, paths, headers and conditions, by parsed path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pydantic import JsonValue

from xogen.model.base import Localised
from xogen.model.conditions import AllOf, AnyOf, Condition, ContextTest, EntityTest
from xogen.model.nodes import (
    ConfirmationNode,
    DialogCallNode,
    EntityNode,
    MessageNode,
    Node,
    PlatformNode,
    Response,
    ScriptNode,
    ServiceNode,
    Transition,
)
from xogen.script.rename import rename_in_script, rename_in_text, rename_path


class Renaming(NamedTuple):
    """New names by old ones: entities (``context.entities.X``), and what stands right under ``context`` by its name."""

    entities: Mapping[str, str]
    services: Mapping[str, str]

    @classmethod
    def of(cls, nodes: Iterable[Node], names: Mapping[str, str]) -> Renaming:
        """Return the renaming that component names by node id mean."""
        entities: dict[str, str] = {}
        services: dict[str, str] = {}
        for node in nodes:
            new = names.get(node.id, node.component)
            if new == node.component:
                continue
            if isinstance(node, EntityNode):
                entities[node.component] = new
            # Services keep their response, and forms their link, under their own name.
            elif isinstance(node, ServiceNode) or (isinstance(node, PlatformNode) and node.type == "form"):
                services[node.component] = new
        return cls(entities, services)

    def __bool__(self) -> bool:
        """Whether anything changes at all."""
        return bool(self.entities or self.services)

    def text(self, text: str) -> str:
        """Rename in the ``{{...}}`` references of a text."""
        return rename_in_text(text, self.entities, self.services)

    def script(self, source: str) -> str:
        """Rename in JavaScript."""
        return rename_in_script(source, self.entities, self.services)

    def path(self, path: str) -> str:
        """Rename in a bare path, ``context.CreateLeadService.response.statusCode``; any other value stays."""
        return rename_path(path, self.entities, self.services) if path.startswith("context") else path

    def node(self, node: Node) -> Node:
        """Return the node with all its references renamed."""
        changes: dict[str, Any] = {"transitions": tuple(map(self._transition, node.transitions))}
        match node:
            case EntityNode():
                changes |= {"prompt": self._responses(node.prompt), "error_prompt": self._responses(node.error_prompt)}
                changes |= {"rules": self._values(node.rules)}
            case ConfirmationNode():
                changes |= {"prompt": self._responses(node.prompt)}
            case MessageNode():
                changes |= {"responses": self._responses(node.responses)}
            case ScriptNode():
                changes |= {"script": self.script(node.script)}
            case ServiceNode():
                changes |= self._request(node)
            case DialogCallNode():
                # Keys of inputs and values of outputs are paths of the called dialog.
                changes |= {
                    "inputs": {key: self.path(value) for key, value in node.inputs.items()},
                    "outputs": {self.path(key): value for key, value in node.outputs.items()},
                }
            case PlatformNode():
                changes |= {"properties": self._values(node.properties)}
        return node.model_copy(update=changes)

    def _request(self, node: ServiceNode) -> dict[str, Any]:
        record = node.record
        return {
            "host": self.text(node.host),
            "path": self.text(node.path),
            "headers": self._texts(node.headers),
            "body": None if node.body is None else self.text(node.body),
            "pre_processor": None if node.pre_processor is None else self.script(node.pre_processor),
            "post_processor": None if node.post_processor is None else self.script(node.post_processor),
            "record": record and record.model_copy(update={"fields": self._texts(record.fields)}),
        }

    def _texts(self, texts: Localised) -> Localised:
        return {key: self.text(text) for key, text in texts.items()}

    def _values(self, values: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
        """Rename in every string of a JSON object: the platform takes texts with references there, and bare paths."""
        whole: dict[str, Any] = {}
        todo: list[tuple[dict[str, Any] | list[Any], Iterable[tuple[Any, JsonValue]]]] = [(whole, values.items())]
        while todo:
            into, items = todo.pop()
            for key, value in items:
                made: Any = value
                if isinstance(value, str):
                    made = self.text(value) if "{{" in value else self.path(value)
                elif isinstance(value, Mapping):
                    made = {}
                    todo.append((made, value.items()))
                elif isinstance(value, list):
                    made = list(value)
                    todo.append((made, enumerate(value)))
                into[key] = made
        return whole

    def _responses(self, responses: tuple[Response, ...]) -> tuple[Response, ...]:
        return tuple(
            response.model_copy(
                update={
                    "text": self._texts(response.text),
                    "script": {language: self.script(source) for language, source in response.script.items()},
                }
            )
            for response in responses
        )

    def _transition(self, transition: Transition) -> Transition:
        if transition.when is None:
            return transition
        return transition.model_copy(update={"when": self._condition(transition.when)})

    def _condition(self, condition: Condition) -> Condition:
        match condition:
            case ContextTest():
                return self._context_test(condition)
            case EntityTest():
                return condition.model_copy(update={"value": self._value(condition.value)})
            case AllOf():
                return AllOf(all=tuple(map(self._context_test, condition.all)))
            case AnyOf():
                return AnyOf(any=tuple(map(self._context_test, condition.any)))
        return condition

    def _context_test(self, test: ContextTest) -> ContextTest:
        return test.model_copy(update={"context": self.path(test.context), "value": self._value(test.value)})

    def _value(self, value: str | None) -> str | None:
        """Rename in the value of a test, which may be a bare path."""
        return None if value is None else self.path(value)
