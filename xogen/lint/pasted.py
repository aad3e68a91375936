"""User text that stands in a request as the user typed it: where, and what kind of text it is pasted into."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Literal, NamedTuple
from urllib.parse import unquote_plus

from xogen.lint.facts import BotFacts, Placed, TaskFacts
from xogen.lint.rule import Unchecked
from xogen.lint.user_text import MOST_CARRIED, Carried, Path, UserText
from xogen.model.references import references

Key = Literal["host", "path", "body"]
Language = Literal["a SOQL query", "a SOSL search", "the URL", "the body"]
_HOW: Mapping[Language, str] = {
    "a SOQL query": "escape quotes and backslashes, then encode it",
    "a SOSL search": "escape its reserved signs, then encode it",
    "the URL": "encode it with encodeURIComponent",
    "the body": "make the body in the pre-processor",
}
_SOQL = re.compile(r"\bselect\b.+\bfrom\b", re.IGNORECASE | re.DOTALL)
_SOSL = re.compile(r"\bfind\s*\{", re.IGNORECASE)
_FOR_URLS = frozenset({"encodeURIComponent", "encodeURI", "escape"})
"""Functions that make a text fit for a URL and leave a query in it as it was."""
_PLAIN = frozenset({"String", ".toString", ".trim", ".toLowerCase", ".toUpperCase", ".concat", ".join", ".slice"})
"""Functions that let quotes through. What any other function does is taken for escaping."""

MOST_PASTED = 200_000
"""Ways of user text into requests that are looked at in one dialog: a quarter of a second."""


class Pasted(NamedTuple):
    """One place: the dialog, the pointer and the node of the text or script line, and what is wrong in words.

    ``service`` is the name of the service whose request it is; ``language`` is what the text is pasted into.
    """

    dialog: TaskFacts
    pointer: str
    node: str
    words: str
    service: str
    language: Language


def pasted(facts: BotFacts, *keys: Key, once: bool = False) -> Iterator[Pasted | Unchecked]:
    """Yield each place at which user text gets into one of these parts of a request as it is.

    User text that goes from value to value for very long is not followed to its end; then it says so.

    Args:
        facts: the dialogs.
        keys: the parts.
        once: the first place of each request is enough.
    """
    for task in facts.tasks:
        if not task.services:
            continue
        requests = list(_requests(task, keys))
        if not requests:
            continue
        said = facts.user_text(task)
        left = MOST_PASTED
        ways = Ways(said)
        for place, texts in requests:
            every = (found for key, text in texts for found in _in_text(place, key, text, task, ways))
            for found in islice(every, left):
                left -= 1
                if found is not None:
                    yield found
                    if once:
                        break
        if not said.is_complete:
            yield Unchecked(f"where user text ends up: stopped after {MOST_CARRIED:,} values that carry it", task)
        if left <= 0:
            yield Unchecked(f"which requests hold user text: stopped after {MOST_PASTED:,} places", task)


def _requests(task: TaskFacts, keys: Collection[Key]) -> Iterator[tuple[Placed, Sequence[tuple[Key, str]]]]:
    """Yield the services that paste something into one of these parts, with what they paste into."""
    for place in task.of_kind("service"):
        node = place.node
        if node.type == "service":
            parts: Mapping[Key, str] = {"host": node.host, "path": node.path, "body": node.body or ""}
            # Only the context keeps what a script puts there: `env` and `content` can be read only.
            texts = [(key, text) for key in keys if "{{" in (text := parts[key]) and "context" in text]
            if texts:
                yield place, texts


class Ways:
    """How user text gets into the values of one dialog, without the ways on which it is escaped for anything."""

    def __init__(self, said: UserText) -> None:
        """Look at nothing yet: what many requests paste is looked at once."""
        self.said = said
        self._open: dict[Path, Sequence[Carried]] = {}

    def into(self, path: Path) -> Sequence[Carried]:
        """Return the ways into a value that may leave the text as it is."""
        if path not in self._open:
            harmless = _PLAIN | _FOR_URLS
            self._open[path] = [each for each in self.said.carried_by(path) if harmless.issuperset(each.through)]
        return self._open[path]


def _in_text(service: Placed, key: Key, text: str, task: TaskFacts, ways: Ways) -> Iterator[Pasted | None]:
    """Yield what is pasted into a text, and nothing in the place of what is escaped."""
    for reference in references(text):
        if reference.path is None:
            continue
        origin = ways.said.origin(reference.path)
        if origin is not None and ways.said.stands_raw(reference.path):
            yield _pasted(service, f"{service.pointer}/{key}", service.node.id, origin, _language(key, text), task)
            continue
        for carried in ways.into(reference.path):
            language = _language(key, text, carried.beside)
            is_raw = not _is_escaped(carried, language)
            yield _pasted(service, carried.pointer, carried.node, carried.origin, language, task) if is_raw else None


def _language(key: Key, text: str, beside: str = "") -> Language:
    """Return what a text is; ``beside`` are the texts that scripts join with what is pasted into it."""
    if key == "body":
        return "the body"
    plain = unquote_plus(f"{text} {beside}" if beside else text)
    return "a SOQL query" if _SOQL.search(plain) else "a SOSL search" if _SOSL.search(plain) else "the URL"


def _is_escaped(carried: Carried, language: Language) -> bool:
    not_enough = _PLAIN if language in {"the URL", "the body"} else _PLAIN | _FOR_URLS
    return not not_enough.issuperset(carried.through)


def _pasted(service: Placed, pointer: str, node: str, origin: str, language: Language, task: TaskFacts) -> Pasted:
    words = f"what the user says for {origin} stands in {language} as it is; {_HOW[language]}"
    return Pasted(task, pointer, node, words, service.node.component, language)
