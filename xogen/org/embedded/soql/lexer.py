"""The words of a SOQL query. Literals become placeholders and names are quoted, so that the grammar sees neither.

String escapes are those of Salesforce (facts, salesforce section 2: SOQL injection): any other backslash is an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from xogen.org.embedded.soql.dates import date_literal
from xogen.org.embedded.store import LITERAL
from xogen.org.embedded.values import datetime_value
from xogen.org.embedded.wire import Refused, whole

LONGEST = 100_000
DEEPEST = 50

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<string>'(?:[^'\\]|\\[\s\S])*')
    |(?P<moment>\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d))?)
    |(?P<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.]))
    |(?P<word>[A-Za-z]\w*(?:\.[A-Za-z]\w*)*)
    |(?P<sign><=|>=|!=|<>|[=<>(),])""",
    re.VERBOSE,
)
_KEYWORDS = frozenset(
    "SELECT FROM WHERE AND OR NOT IN LIKE HAVING ASC DESC LIMIT OFFSET NULL TRUE FALSE BY".split()  # noqa: SIM905
)
_FUNCTIONS = frozenset({"COUNT", "SUM", "AVG", "MIN", "MAX", "COUNT_DISTINCT", "FIELDS"})
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|[\s\S])")


@dataclass(frozen=True, slots=True)
class Literal:
    """A value of the query: ``string``, ``date``, ``datetime`` or ``range`` (a date literal such as ``TODAY``)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """A token: its kind, its text as written, and where it starts."""

    kind: str
    text: str
    start: int

    def is_(self, *keywords: str) -> bool:
        """Whether it is one of these words, in any case."""
        return self.kind == "word" and self.text.upper() in keywords


@dataclass(frozen=True, slots=True)
class Query:
    """A query prepared for the grammar: ``text`` with ``:v0`` for its literals, which stand in ``literals``."""

    source: str
    text: str
    literals: dict[str, Literal]
    words: tuple[Word, ...]

    def start_of(self, text: str) -> int:
        """Return where a name is first written, in any case; the query's start when it is not."""
        return next((word.start for word in self.words if word.text.lower() == text.lower()), 0)


def malformed(source: str, start: int, message: str, code: str = "MALFORMED_QUERY") -> Refused:
    """Return a refusal as Salesforce writes it: the line, a mark under the place, row and column, and the message."""
    before = source[:start]
    row, column = before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1
    line = source.split("\n")[row - 1]
    shown = line[max(0, column - 60) : column + 20]
    mark = " " * (min(column, 61) - 1) + "^"
    return Refused(400, code, f"\n{shown}\n{mark}\nERROR at Row:{row}:Column:{column}\n{message}")


def prepare(source: str) -> Query:
    """Read the words of a query.

    Raises:
        Refused: ``MALFORMED_QUERY`` for what SOQL has no word for, ``QUERY_TOO_COMPLICATED`` for a giant.
    """
    if len(source) > LONGEST:
        raise Refused(
            400,
            "QUERY_TOO_COMPLICATED",
            "Query is either selecting too many fields or the filter conditions are too complicated.",
        )
    words = tuple(_words(source))
    _check_depth(source, words)
    literals: dict[str, Literal] = {}
    out: list[str] = []
    at = 0
    while at < len(words):
        taken, text = _rewritten(source, words, at, literals)
        out.append(text)
        at += taken
    return Query(source, " ".join(out), literals, words)


def _words(source: str) -> list[Word]:
    found, at = [], 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            what = "line 1:0 mismatched quotes" if source[at] == "'" else f"unexpected token: '{source[at]}'"
            raise malformed(source, at, what)
        at = match.end()
        kind = match.lastgroup or ""
        if kind != "space":
            found.append(Word(kind, match[0], match.start()))
            # LAST_N_DAYS:7 is one literal: a number follows the word without a space.
            number = re.compile(r":(\d+)").match(source, at) if kind == "word" else None
            if number:
                found[-1] = Word("word", match[0] + number[0], match.start())
                at = number.end()
    return found


def _check_depth(source: str, words: tuple[Word, ...]) -> None:
    depth = 0
    for word in words:
        depth += {"(": 1, ")": -1}.get(word.text, 0) if word.kind == "sign" else 0
        if depth > DEEPEST:
            raise malformed(source, word.start, "query is too deeply nested", "QUERY_TOO_COMPLICATED")


def _rewritten(source: str, words: tuple[Word, ...], at: int, literals: dict[str, Literal]) -> tuple[int, str]:
    """Return how many words were taken, and what the grammar reads for them."""
    word = words[at]
    if word.kind == "string":
        return 1, _placed(literals, Literal("string", unescaped(source, word)))
    if word.kind == "moment":
        return 1, _placed(literals, _moment(source, word))
    if word.kind != "word":
        return 1, "<>" if word.text == "!=" else word.text
    following = words[at + 1] if at + 1 < len(words) else Word("end", "", len(source))
    if word.is_("NOT") and following.is_("LIKE"):
        raise malformed(source, following.start, f"unexpected token: '{following.text}'")
    if _is_keyword(words, at, following):
        # Nulls come first in SOQL, in both directions.
        nulls = " NULLS FIRST" if word.is_("DESC") and not following.is_("NULLS") else ""
        return 1, word.text.upper() + nulls
    if word.text.upper() in _FUNCTIONS and following.text == "(":
        return _function(words, at)
    if following.is_("INCLUDES", "EXCLUDES") and at + 2 < len(words) and words[at + 2].text == "(":
        return 3, f'{following.text.upper()}("{word.text}",'
    if date_literal(word.text) and at and words[at - 1].kind == "sign":
        return 1, _placed(literals, Literal("range", word.text.upper()))
    if ":" in word.text:
        raise malformed(source, word.start, f"unexpected token: '{word.text}'")
    return 1, f'"{word.text}"'


def _is_keyword(words: tuple[Word, ...], at: int, following: Word) -> bool:
    word = words[at]
    if at and words[at - 1].is_("FROM"):
        return False
    if word.is_("GROUP", "ORDER"):
        return following.is_("BY")
    if word.is_("NULLS", "FIRST", "LAST"):
        return word.is_("NULLS") or words[at - 1].is_("NULLS")
    return word.text.upper() in _KEYWORDS


def _function(words: tuple[Word, ...], at: int) -> tuple[int, str]:
    name = words[at].text.upper()
    if name == "FIELDS" and len(words) > at + 3:
        return 4, f'"FIELDS({words[at + 2].text.upper()})"'
    if name == "COUNT" and len(words) > at + 2 and words[at + 2].text == ")":
        return 3, "COUNT_ALL()"
    return 1, name


def _placed(literals: dict[str, Literal], literal: Literal) -> str:
    name = f"v{len(literals)}"
    literals[name] = literal
    return f":{name}"


def unescaped(source: str, word: Word) -> str:
    r"""Return the text of a string literal. ``\%`` and ``\_`` become ``LITERAL`` and the sign: LIKE reads them."""

    def plain(match: re.Match[str]) -> str:
        sign = match[1]
        if sign in "%_":
            return LITERAL + sign
        if len(sign) == 5:
            return whole(chr(int(sign[1:], 16)))
        if sign.lower() in _ESCAPES:
            return _ESCAPES[sign.lower()]
        raise malformed(source, word.start, f"Illegal character sequence '{match[0]}' in string literal.")

    return _ESCAPE.sub(plain, whole(word.text[1:-1]).replace(LITERAL, "\ufffd"))


def _moment(source: str, word: Word) -> Literal:
    from datetime import date

    if "T" in word.text:
        stored = datetime_value(word.text)
        if stored:
            return Literal("datetime", stored)
    else:
        try:
            return Literal("date", date.fromisoformat(word.text).isoformat())
        except ValueError:
            pass
    raise malformed(source, word.start, f"Invalid date: {word.text}", "INVALID_DATE_FORMAT")
