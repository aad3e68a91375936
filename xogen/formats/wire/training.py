"""What the NLP engine learns from: sentences of intents, and an entry of patterns for every intent and entity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xogen.formats.wire.scope import TaskScope
from xogen.model.nearest import did_you_mean
from xogen.model.nodes import EntityNode, IntentNode

_MARKED = re.compile(r"\[([^\[\]]*)\]\(([A-Za-z_$][\w$]*)\)")


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence without its marks, and where each entity's value stands: start, end (exclusive), node id."""

    text: str
    marks: tuple[tuple[int, int, str], ...]


def read_utterance(marked: str) -> Utterance:
    """Read ``log a lead for [Acme](companyName)``. Positions count UTF-16 units, as JavaScript does (inferred)."""
    text = ""
    marks = []
    after = 0
    for match in _MARKED.finditer(marked):
        text += marked[after : match.start()]
        start = _units(text)
        text += match[1]
        marks.append((start, _units(text), match[2]))
        after = match.end()
    return Utterance(text + marked[after:], tuple(marks))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def patterns(scope: TaskScope) -> Iterator[dict[str, Any]]:
    """Yield an entry for each intent and entity, also where there is no pattern (1006 of 1006)."""
    seen: set[str] = set()
    for node in scope.task.walk():
        component = scope.component_id(node) if isinstance(node, IntentNode | EntityNode) else None
        if component is None or component in seen:
            continue
        seen.add(component)
        written = node.patterns if isinstance(node, IntentNode) else {}
        yield {
            "localeData": {
                language: {"patterns": list(written[language])} if language in written else {}
                for language in scope.bot.languages
            },
            "refId": scope.component_ref_id(node),
            "taskName": node.component,
            "taskType": node.type,
            "nodeType": "dialog",
        }


def sentences(scope: TaskScope) -> Iterator[dict[str, Any]]:
    """Yield every utterance in the languages of the bot, each once.

    Raises:
        InputError: a mark names an entity that the dialog does not have.
    """
    entities = {node.id: node for node in scope.task.walk() if isinstance(node, EntityNode)}
    for node in scope.task.walk():
        if not isinstance(node, IntentNode):
            continue
        for language in scope.bot.languages:
            for marked in dict.fromkeys(node.utterances.get(language, ())):
                utterance = read_utterance(marked)
                for _, _, name in utterance.marks:
                    if name not in entities:
                        raise scope.error(
                            node,
                            f"the utterance {marked!r} marks {name!r}, which is no entity of the dialog"
                            f"{did_you_mean(name, entities)}",
                            "the form is [value](entity)",
                        )
                yield {
                    "_id": scope.ids.digits("sentence", scope.task.name, node.id, language, marked),
                    "taskId": scope.component_id(node),
                    "sentence": utterance.text,
                    # The dialog's name, which may have spaces, not the component's.
                    "taskName": scope.title,
                    "type": "DialogIntent",
                    "entities": [
                        {"startIndex": start, "endIndex": end, "entityId": scope.component_id(entities[name])}
                        for start, end, name in utterance.marks
                    ],
                    "language": language,
                }
