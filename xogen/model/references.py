"""References in text: ``{{context.entities.firstName}}``, ``{{env.HOST}}``, ``{{content.greeting}}``.

The platform replaces what stands between the braces by its value (facts, kore-platform section 5). Expressions such as
``{{koreUtil.autoTranslate('..')}}`` are references too, without a path.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

COMPUTED = "[*]"
"""The segment of a path whose name is only known when the dialog runs."""

_MARKS = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u0900-\u109f\u1780-\u17d3\u200c\u200d\u3099\u309a"
)
"""Signs that names of many scripts hold and that JavaScript takes, which ``\\w`` does not: vowels of Hindi and Thai."""
_NAME = rf"(?:[^\W\d]|\$)[\w${_MARKS}]*"
_ROOT = re.compile(rf"\s*({_NAME})")
_STEP = re.compile(
    rf"""\s*(?:
        \??\.\s*(?P<name>{_NAME})
      | (?:\?\.)?\[\s*(?:(?P<quote>["'`])(?P<key>(?:(?!(?P=quote))[^\\])*)(?P=quote)|(?P<index>\d+))\s*\]
      | (?:\?\.)?\[(?P<computed>[^\[\]"'`]*)\]
    )""",
    re.VERBOSE,
)

_DOTTED = re.compile(rf"{_NAME}(?:\.{_NAME})*")
"""A path as nearly all are written, so that to split it at its dots is enough."""
_SIMPLE = re.compile(r"\{\{[^{}]*\}\}")
"""A reference as nearly all are written, without braces inside."""


class Segment(NamedTuple):
    """One name of a path and the span that spells it, quotes not included; ``computed`` has no fixed name."""

    name: str
    start: int
    end: int


class TextReference(NamedTuple):
    """One reference. ``start`` and ``end`` include the braces; ``path`` is ``None`` for what is not a plain path."""

    start: int
    end: int
    expression: str
    path: tuple[str, ...] | None


def references(text: str) -> tuple[TextReference, ...]:
    """Return the references of a text in order.

    Args:
        text: what a person wrote; single braces (JSON) are no references.
    """
    # Most texts have none: they are not even to push others out of the cache.
    return _references(text) if "{{" in text else ()


@lru_cache(maxsize=8192)
def _references(text: str) -> tuple[TextReference, ...]:
    found = []
    for start, end in _spans(text)[0]:
        expression = text[start + 2 : end - 2].strip()
        found.append(TextReference(start, end, expression, parse_path(expression)))
    return tuple(found)


def unclosed(text: str) -> tuple[int, ...]:
    """Return the offset of each ``{{`` that no ``}}`` closes."""
    return tuple(_spans(text)[1]) if "{{" in text else ()


@lru_cache(maxsize=4096)
def parse_path(expression: str) -> tuple[str, ...] | None:
    """Return the segments of a plain path, ``("context", "entities", "X")``; ``None`` for any other expression.

    Bracket paths count (``context["X"].y``, ``context.list[0]``); a computed segment is ``[*]``.
    """
    if _DOTTED.fullmatch(expression):
        return tuple(expression.split("."))
    segments = path_segments(expression)
    return tuple([segment.name for segment in segments]) if segments else None


def path_segments(expression: str) -> tuple[Segment, ...]:
    """Return the segments of a plain path with their spans, or nothing."""
    root = _ROOT.match(expression)
    if root is None:
        return ()
    segments = [Segment(root[1], root.start(1), root.end(1))]
    at = root.end()
    while step := _STEP.match(expression, at):
        at = step.end()
        group = next(name for name in ("name", "key", "index", "computed") if step[name] is not None)
        segments.append(Segment(COMPUTED if group == "computed" else step[group], step.start(group), step.end(group)))
    return () if expression[at:].strip() else tuple(segments)


def _spans(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Return the spans of the references, and the offsets of unclosed ``{{``."""
    simple = [match.span() for match in _SIMPLE.finditer(text)]
    return (simple, []) if len(simple) == text.count("{{") else _matched(text)


def _matched(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Match all braces in one pass; a reference is two adjacent pairs."""
    partner: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(r"[{}]", text):
        if match[0] == "{":
            opened.append(match.start())
        elif opened:
            partner[opened.pop()] = match.start()
    spans: list[tuple[int, int]] = []
    for start in sorted(partner):
        inner = partner.get(start + 1)
        if inner is None or partner[start] != inner + 1 or partner.get(start + 2) == inner - 1:
            continue  # the last test: of three braces in a row the inner two are the reference
        if not spans or start >= spans[-1][1]:
            spans.append((start, partner[start] + 1))
    begun = {start for start, _ in spans}
    alone = set(opened)
    return spans, [at for at in opened if text.startswith("{{", at) and at + 1 not in begun and at - 1 not in alone]
