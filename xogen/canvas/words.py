"""What the bot's texts, references and conditions read like on a card."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xogen.model.base import Localised
from xogen.model.conditions import Condition, ContextTest, EntityTest, IntentTest, in_words
from xogen.model.counted import counted
from xogen.model.dialog import DialogTask
from xogen.model.nodes import BotActionNode, DialogCallNode, Node, NodeBase, Response

_REFERENCE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_ROOTS = re.compile(r"^(?:context\.)?(?:entities\.|session\.(?:BotUserSession|BotContext|UserSession|UserContext)\.)?")
_MADE_ID = re.compile(r"(?:nd-\w+-|undefined)?[0-9a-f]{8}-[0-9a-f]{4}-|[a-z]+\d+$", re.IGNORECASE)
"""Ids that the platform made up, which tell a reader nothing: ``nd-dlg-380412df-...``, ``message12``."""
_COMPARED = re.compile(r"(?:[!=]==?|\bcase)\s*[\"']?([1-5]\d\d)\b")
_FROM = re.compile(r">=\s*[\"']?([1-5])00\b")


class Words:
    """Reads one task: its default language, and its nodes' display names by component name and by id."""

    def __init__(self, task: DialogTask) -> None:
        """Collect the names of all nodes of ``task``."""
        self.language = task.language if task.languages else "en"
        self.by_id: dict[str, str] = {}
        self.names: dict[str, str] = {}
        for node in task.walk():
            shown = self.name(node)
            self.by_id.setdefault(node.id, shown)
            for known in (node.component, node.id):
                if known != shown:
                    self.names.setdefault(known, shown)

    def text(self, localised: Localised) -> str:
        """Return the text in the task's language, or the first there is."""
        if self.language in localised:
            return localised[self.language]
        return next(iter(localised.values())) if localised else ""

    def name(self, node: NodeBase) -> str:
        """Return what a card calls a node: its label, or else its id.

        Where the platform made up the id, it is the component's name, or the dialog that is called.
        """
        if node.label:
            label = self.text(node.label)
            if label:
                return label
        if not _MADE_ID.match(node.id):
            return node.id
        return node.dialog if node.name is None and isinstance(node, DialogCallNode) else node.component

    def chips(self, text: str) -> str:
        """Show references short: ``{{context.entities.firstName}}`` as ``‹firstName›``."""
        return _REFERENCE.sub(self._chip, text) if "{{" in text else text

    def _chip(self, match: re.Match[str]) -> str:
        return f"‹{self.path(match[1])}›"

    def path(self, path: str) -> str:
        """Shorten a path of the context object: ``context.Svc.response.body.Name`` is ``Svc Name``."""
        short = _ROOTS.sub("", path, count=1)
        short = short.replace(".response.statusCode", " status").replace(".response.body.", " ")
        return self._renamed(short)

    def _renamed(self, text: str) -> str:
        return _NAME.sub(lambda match: self.names.get(match[0], match[0]), text) if self.names else text

    def condition(self, condition: Condition, node: Node | None = None) -> str:
        """Say a condition; its subject is left out where it is the node that branches."""
        if isinstance(condition, EntityTest):
            condition = condition.model_copy(update={"entity": self.by_id.get(condition.entity, condition.entity)})
        elif isinstance(condition, IntentTest):
            condition = condition.model_copy(update={"intent": self.by_id.get(condition.intent, condition.intent)})
        words = self._renamed(in_words(condition))
        for own in self._own(node):
            if words.startswith(f"{own} ") and len(words) > len(own) + 1:
                return words[len(own) + 1 :]
        return words

    def _own(self, node: Node | None) -> Iterable[str]:
        if node is None:
            return ()
        inner = node.nodes if isinstance(node, BotActionNode) else ()
        return [self.name(one) for one in (node, *inner)]

    def response(self, responses: Iterable[Response]) -> tuple[str, str]:
        """Return the text and the script of the response on the default channel, or else of the first."""
        chosen = first_response(responses)
        return (self.text(chosen.text), self.text(chosen.script)) if chosen else ("", "")


def first_response(responses: Iterable[Response]) -> Response | None:
    """Return the first response on the default channel, or the first of all."""
    ordered = sorted(responses, key=lambda response: response.channel != "default")
    return ordered[0] if ordered else None


def statuses(script: str) -> tuple[str, ...]:
    """Return the statuses a script tells apart, in order: ``("201", "400", "5xx")``."""
    if "status" not in script.casefold():
        return ()
    return (*sorted(set(_COMPARED.findall(script)) | {f"{hundred}xx" for hundred in _FROM.findall(script)}),)


def line_count(script: str) -> str:
    """Say how long a script is: ``41 lines``."""
    count = script.strip("\n").count("\n") + 1 if script.strip() else 0
    return counted(count, "line")


def status_tone(test: ContextTest) -> str | None:
    """Return ``good`` or ``bad`` for a test of a service's status, ``None`` for any other test."""
    if not test.context.endswith(".response.statusCode") or test.value is None:
        return None
    success = test.value.startswith("2") if test.op in {"eq", "neq"} else test.value in {"299", "300", "399", "400"}
    negated = test.op in {"neq", "gt", "gte"}
    return "good" if success != negated else "bad"
