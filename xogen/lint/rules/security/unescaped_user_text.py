"""What the user says, pasted into a request as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import unquote_plus

from xogen.lint.examples import Data, dialog, entity, intent, message, service
from xogen.lint.facts import BotFacts, Placed
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.user_text import Carried, UserText
from xogen.model.finding import Severity
from xogen.model.nodes import ServiceNode
from xogen.model.references import references

Place = Literal["a SOQL query", "a SOSL search", "the URL", "the body"]
HOW: dict[Place, str] = {
    "a SOQL query": "escape quotes and backslashes, then encode it",
    "a SOSL search": "escape its reserved signs, then encode it",
    "the URL": "encode it with encodeURIComponent",
    "the body": "make the body in the pre-processor",
}
SOQL, SOSL = re.compile(r"\bselect\b.+\bfrom\b", re.IGNORECASE | re.DOTALL), re.compile(r"\bfind\s*\{", re.IGNORECASE)
FOR_URLS = frozenset({"encodeURIComponent", "encodeURI", "escape"})
"""Functions that make a text fit for a URL and leave a query in it as it was."""
PLAIN = frozenset({"String", ".toString", ".trim", ".toLowerCase", ".toUpperCase", ".concat", ".join", ".slice"})
"""Functions that let quotes through. What any other function does is taken for escaping."""
ASK = entity("keyword", "find", "Which name?")
DONE, FAILED = message("done", "I have looked."), message("failed", "That did not work.")
RAW = "/services/data/v67.0/query?q=SELECT Id FROM Lead WHERE Name = '{{context.entities.keyword}}'"
SAFE = "/services/data/v67.0/query?q={{context.query}}"
ESCAPED = """const name = context.entities.keyword.replace(/[\\\\']/g, "\\\\$&");
context.query = encodeURIComponent("SELECT Id FROM Lead WHERE Name = '" + name + "'");"""


def _find(path: str, **more: str) -> Data:
    return service("find", "done", "failed", path=path, **more)


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="What the user says, pasted into a request as it is",
    rationale="""
        The platform puts the text in the place of `{{...}}` and does nothing else (inferred). A quote then ends the
        string of a query, so that the user writes the rest of it; `&`, `/` and `?` make another URL; a quote or a line
        break makes a body that is no JSON. Prepare the value in the service's pre-processor and refer to the result.
        Dates, numbers and list values are formed by the platform and are not judged.
    """,
    bad=bad(
        dialog(
            intent("keyword"),
            ASK,
            _find(RAW),
            DONE,
            FAILED,
        ),
        Flag(
            "/nodes/2/path",
            "what the user says for keyword stands in a SOQL query as it is; "
            "escape quotes and backslashes, then encode it",
            "find",
        ),
    ),
    good=good(dialog(intent("keyword"), ASK, _find(SAFE, pre_processor=ESCAPED), DONE, FAILED)),
)
def unescaped_user_text(facts: BotFacts) -> Iterator[Problem]:
    for task in facts.tasks:
        requests = [(place, place.node) for place in task.placed if isinstance(place.node, ServiceNode)]
        said = UserText(task, facts.calls_to(task)) if requests else None
        for place, node in requests:
            for key, text in (("host", node.host), ("path", node.path), ("body", node.body or "")):
                for pointer, words, where in _in_text(place, key, text, said) if said else ():
                    yield Problem(pointer, words, where, dialog=task)


def _in_text(service: Placed, key: str, text: str, said: UserText) -> Iterator[tuple[str, str, str]]:
    """Yield pointer, message and node for each reference that is not safe where it stands."""
    for reference in references(text):
        if reference.path is None:
            continue
        origin = said.origin(reference.path)
        if origin is not None and said.stands_raw(reference.path):
            where = _place(key, text)
            yield f"{service.pointer}/{key}", _words(origin, where), service.node.id
            continue
        for carried in said.carried_by(reference.path):
            where = _place(key, f"{text} {carried.beside}")
            if not _is_escaped(carried, where):
                yield carried.pointer, _words(carried.origin, where), carried.node


def _place(key: str, text: str) -> Place:
    if key == "body":
        return "the body"
    plain = unquote_plus(text)
    return "a SOQL query" if SOQL.search(plain) else "a SOSL search" if SOSL.search(plain) else "the URL"


def _is_escaped(carried: Carried, where: Place) -> bool:
    not_enough = PLAIN | FOR_URLS if where.endswith(("query", "search")) else PLAIN
    return any(function not in not_enough for function in carried.through)


def _words(origin: str, where: Place) -> str:
    return f"what the user says for {origin} stands in {where} as it is; {HOW[where]}"
