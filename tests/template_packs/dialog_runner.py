"""Walks a dialog task offline, as a conversation says: who speaks, what is called, what Salesforce answers.

No more of the platform than these tests need: prompts, retries without end, no question whose answer is known
(inferred), conditions by equality and existence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from xogen.model.conditions import AnswerTest, ContextTest, EntityTest
from xogen.model.dialog import DialogTask
from xogen.model.nodes import (
    EXITS,
    BotActionNode,
    ConfirmationNode,
    EntityNode,
    LogicNode,
    MessageNode,
    Node,
    Response,
    ScriptNode,
    ServiceNode,
)
from xogen.model.references import references
from xogen.script.engine import run_script

ENV = {"SALESFORCE_HOST": "acme.my.salesforce.com"}
YES = frozenset({"yes", "y"})
NO = frozenset({"no", "n"})


class ConversationError(AssertionError):
    """The dialog did something else than the conversation says."""


@dataclass(frozen=True)
class Sent:
    """A request as it goes over the wire."""

    method: str
    url: str
    body: str | None

    @property
    def line(self) -> str:
        return f"{self.method} {urlsplit(self.url).path}"

    @property
    def query(self) -> dict[str, str]:
        text = urlsplit(self.url).query
        parsed = parse_qs(text, strict_parsing=True, keep_blank_values=True) if text else {}
        return {key: values[0] for key, values in parsed.items()}


def look_up(path: Sequence[str], context: Mapping[str, Any]) -> Any:
    value: Any = {"context": context, "env": ENV}
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def paste(text: str, context: Mapping[str, Any]) -> str:
    """Put values in as the platform does: as they are, nothing encoded (inferred)."""
    out, at = "", 0
    for reference in references(text):
        assert reference.path is not None, f"no plain path: {reference.expression}"
        value = look_up(reference.path, context)
        assert value is not None, f"{reference.expression} is not set"
        out += text[at : reference.start] + str(value)
        at = reference.end
    return out + text[at:]


def run(
    script: str, context: dict[str, Any], options: Mapping[str, Any] | None = None
) -> tuple[dict[str, Any], tuple[str, ...]]:
    result = run_script(script, context, env=ENV, options=options or {})
    assert result.error is None, result.error
    return result.context, result.printed


def request_of(node: ServiceNode, context: dict[str, Any]) -> tuple[Sent, dict[str, Any]]:
    """What a service sends, after its pre-processor."""
    if node.pre_processor:
        context, _ = run(node.pre_processor, context)
    url = paste(f"{node.protocol}://{node.host}{node.path}", context)
    return Sent(node.method, url, paste(node.body, context) if node.body else None), context


def spoken(responses: Sequence[Response], context: dict[str, Any]) -> str:
    (response,) = responses
    if response.text:
        return paste(response.text["en"], context)
    _, printed = run(response.script["en"], context)
    assert len(printed) == 1, printed
    return printed[0]


@dataclass
class Talk:
    """One run of a dialog against the steps of a conversation."""

    task: DialogTask
    steps: list[dict[str, Any]]
    options: Mapping[str, Any] = field(default_factory=dict)
    context: dict[str, Any] = field(default_factory=lambda: {"entities": {}})
    heard: int = 0
    """How many steps of the conversation have happened."""

    def run(self) -> None:
        self._walk(self.task.nodes[0].transitions[-1].to)
        if self.steps:
            raise ConversationError(f"the dialog ended before {self.steps[0]}")

    def _walk(self, at: str) -> None:
        for _ in range(200):
            if at in EXITS:
                return
            node = self.task.node(at)
            answer = self._visit(node)
            at = self._next(node, answer)
        raise ConversationError(f"no end in sight at {at}")

    def _take(self, *kinds: str) -> dict[str, Any]:
        if not self.steps or not set(kinds) & set(self.steps[0]):
            raise ConversationError(f"the dialog wants {' or '.join(kinds)}, the conversation has {self.steps[:1]}")
        self.heard += 1
        return self.steps.pop(0)

    def _says(self, text: str) -> None:
        expected = self._take("bot")
        said = {"bot": text}
        if text.startswith('{"type":"template"'):
            payload = json.loads(text)["payload"]
            (button,) = payload["buttons"]
            said = {"bot": payload["text"], "link": button["url"], "title": button["title"]}
        if "title" not in expected:  # a conversation may leave the button's title out
            said.pop("title", None)
        if said != expected:
            raise ConversationError(f"said {said}, expected {expected}")

    def _visit(self, node: Node) -> str | None:
        match node:
            case BotActionNode():
                self._walk(node.nodes[0].id)
            case EntityNode():
                self._ask(node)
            case ConfirmationNode():
                self._says(spoken(node.prompt, self.context))
                return self._answer(node)
            case ServiceNode():
                self._call(node)
            case ScriptNode():
                self.context, _ = run(node.script, self.context, self.options)
            case MessageNode():
                self._says(spoken(node.responses, self.context))
            case LogicNode():
                pass
            case _:
                raise ConversationError(f"{node.type} is not walked here")
        return None

    def _ask(self, node: EntityNode) -> None:
        known = self.context.setdefault("entities", {}).get(node.component)
        if known is not None and known != "":
            return
        prompt = node.prompt
        while True:
            self._says(spoken(prompt, self.context))
            value = understood(node, self._take("user")["user"])
            if value is not None:
                self.context["entities"][node.component] = value
                return
            prompt = node.error_prompt

    def _answer(self, node: ConfirmationNode) -> str | None:
        said = self._take("user")["user"].casefold()
        if said in YES | {word.casefold() for word in node.yes_synonyms.get("en", ())}:
            return "yes"
        if said in NO | {word.casefold() for word in node.no_synonyms.get("en", ())}:
            return "no"
        return None

    def _call(self, node: ServiceNode) -> None:
        sent, self.context = request_of(node, self.context)
        expected = self._take("call")
        if sent.line != expected["call"]:
            raise ConversationError(f"called {sent.line}, expected {expected['call']}")
        if sent.query != expected.get("query", {}):
            raise ConversationError(f"asked {sent.query}, expected {expected.get('query', {})}")
        body = json.loads(sent.body) if sent.body is not None else None
        if body != expected.get("sent"):
            raise ConversationError(f"sent {body}, expected {expected.get('sent')}")
        response = {"statusCode": expected["status"], "body": expected.get("body", "")}
        self.context[node.component] = {"response": response}

    def _next(self, node: Node, answer: str | None) -> str:
        for transition in node.transitions:
            if transition.when is None or self._holds(transition.when, answer):
                return transition.to
        raise ConversationError(f"no way out of {node.id}")

    def _holds(self, when: Any, answer: str | None) -> bool:
        match when:
            case AnswerTest():
                return when.answer == answer
            case EntityTest():
                value = self.context.get("entities", {}).get(self.task.node(when.entity).component)
            case ContextTest():
                value = look_up(when.context.split("."), self.context)
            case _:
                raise ConversationError(f"{when} is not walked here")
        if when.op == "exists":
            return value is not None
        return (str(value) == when.value) is (when.op == "eq")


def understood(node: EntityNode, said: str) -> str | int | list[str] | None:
    """The value that the platform makes of an answer; ``None`` is asked again."""
    if node.multiple:
        values = [understood(node.model_copy(update={"multiple": False}), word) for word in said.split(", ")]
        return None if None in values else values
    if node.entity_type == "number":
        return int(said) if re.fullmatch(r"-?\d+", said) else said if re.fullmatch(r"-?\d+\.\d+", said) else None
    if node.values:
        for value in node.values:
            known = {value.value, value.label.get("en", value.value), *value.synonyms.get("en", ())}
            if said.casefold() in {word.casefold() for word in known}:
                return value.value
        return None
    if node.pattern:
        found = re.search(node.pattern, said)
        return found[0] if found else None
    return said
