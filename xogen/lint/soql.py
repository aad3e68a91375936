"""What a SOQL query names: its object, the fields it selects, filters by and sorts by, and the values it compares.

The grammar is read as far as rules ask for it. What is not understood gives nothing: the rules then say that they did
not check the query. ``HOLE`` stands for a part that is only known when the dialog runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from xogen.script.literals import HOLE

_TOKEN = re.compile(
    rf"""\s*(?:
        (?P<text>'(?:[^'\\]|\\.)*')
      | (?P<name>[A-Za-z_{HOLE}][\w{HOLE}]*(?:\.[A-Za-z_{HOLE}][\w{HOLE}]*)*(?::\d+)?)
      | (?P<number>[-+]?\d[\w:.+{HOLE}-]*)
      | (?P<sign><=|>=|!=|<>|=|<|>|[(),])
    )""",
    re.VERBOSE | re.DOTALL,
)
_CLAUSES = frozenset(
    {"FROM", "USING", "WHERE", "WITH", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FOR", "ALL", "UPDATE"}
)
_COMPARES = frozenset({"=", "!=", "<>", "<", ">", "<=", ">=", "LIKE", "IN", "INCLUDES", "EXCLUDES"})
_JOINS = frozenset({"AND", "OR", "NOT"})


class Value(NamedTuple):
    """What a field is compared with. ``holes`` are positions in the query's list of holes."""

    text: str
    quoted: bool
    holes: tuple[int, ...] = ()


class Comparison(NamedTuple):
    """One comparison of a WHERE: ``Status IN ('Open', 'Closed')``. The operator is in capitals.

    ``plain`` is false for a function of the field, whose values are of another kind: ``CALENDAR_YEAR(CreatedDate)``.
    """

    path: str
    operator: str
    values: tuple[Value, ...]
    plain: bool = True


class Soql(NamedTuple):
    """One query. Paths are as written, less an alias: ``Name``, ``Owner.Name``. ``inner`` are its semi-joins."""

    object: str
    selected: tuple[str, ...] = ()
    compared: tuple[Comparison, ...] = ()
    sorted_by: tuple[str, ...] = ()
    grouped_by: tuple[str, ...] = ()
    inner: tuple[Soql, ...] = ()

    @property
    def filtered(self) -> tuple[str, ...]:
        """The paths that the WHERE compares."""
        return tuple(each.path for each in self.compared)


class _Token(NamedTuple):
    kind: str
    text: str
    holes: tuple[int, ...]

    @property
    def word(self) -> str:
        return self.text.upper() if self.kind in {"name", "sign"} else ""

    @property
    def is_path(self) -> bool:
        return self.kind == "name" and not self.holes


def read_soql(text: str) -> Soql | None:
    """Read a query, or return ``None`` for what is none or is not understood."""
    tokens = _tokens(text)
    waiting = [tokens] if tokens else []
    found: list[Soql] = []
    nested: list[list[_Token]] = []
    while waiting:
        query = _query(waiting.pop(0), nested)
        if query is None:
            return None
        found.append(query)
        waiting += nested
        nested.clear()
    if not found:
        return None
    return found[0]._replace(inner=tuple(found[1:]))


def _tokens(text: str) -> list[_Token] | None:
    tokens = []
    at = holes = 0
    stripped = text.rstrip()
    while at < len(stripped):
        match = _TOKEN.match(stripped, at)
        if match is None or match.lastgroup is None:
            return None
        word = match[match.lastgroup]
        inside = tuple(range(holes, holes + word.count(HOLE)))
        holes += len(inside)
        tokens.append(_Token(match.lastgroup, word, inside))
        at = match.end()
    return tokens


def _query(tokens: Sequence[_Token], nested: list[list[_Token]]) -> Soql | None:
    clauses = _clauses(tokens)
    source = clauses.get("FROM", [])
    if not source or not source[0].is_path or any(token.text == "," for token in source):
        return None
    name = source[0].text
    prefixes = {name.casefold(), *(token.text.casefold() for token in source[1:] if token.word != "AS")}
    selected, aliases = _selected(clauses.get("SELECT", []))
    order = [path for path in _listed(clauses.get("ORDER", [])[1:]) if path.casefold() not in aliases]
    compared = tuple(_compared(clauses.get("WHERE", []), nested))
    return Soql(
        name,
        tuple(_plain(path, prefixes) for path in selected),
        tuple(each._replace(path=_plain(each.path, prefixes)) for each in compared),
        tuple(_plain(path, prefixes) for path in order),
        tuple(_plain(path, prefixes) for path in _listed(clauses.get("GROUP", [])[1:])),
    )


def _plain(path: str, prefixes: set[str]) -> str:
    first, dot, rest = path.partition(".")
    return rest if dot and first.casefold() in prefixes else path


def _clauses(tokens: Sequence[_Token]) -> dict[str, list[_Token]]:
    """Sort the tokens by the clause they stand in; those in parentheses belong to the clause around them."""
    clauses: dict[str, list[_Token]] = {}
    if not tokens or tokens[0].word != "SELECT":
        return clauses
    current: list[_Token] = clauses.setdefault("SELECT", [])
    depth = 0
    for token in tokens[1:]:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth == 0 and token.word in _CLAUSES and token.word not in clauses and (current or token.word != "FROM"):
            current = clauses.setdefault(token.word, [])
        else:
            current.append(token)
    return clauses


def _selected(tokens: Sequence[_Token]) -> tuple[list[str], set[str]]:
    """Return the selected paths, those inside functions too, and the aliases."""
    paths: list[str] = []
    aliases: set[str] = set()
    for item in _items(tokens):
        head = item[0]
        if head.text == "(" or head.word == "TYPEOF" or (head.word == "FIELDS" and len(item) > 1):
            continue
        paths += _paths(item[:1] if len(item) > 1 and item[1].is_path else item)
        if len(item) > 1 and item[-1].is_path:
            aliases.add(item[-1].text.casefold())
    return paths, aliases


def _listed(tokens: Sequence[_Token]) -> list[str]:
    """Return the plain paths of ORDER BY or GROUP BY; functions are left out."""
    return [item[0].text for item in _items(tokens) if item[0].is_path and (len(item) == 1 or item[1].text != "(")]


def _items(tokens: Sequence[_Token]) -> Iterator[list[_Token]]:
    item: list[_Token] = []
    depth = 0
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.text == "," and depth == 0:
            if item:
                yield item
            item = []
        else:
            item.append(token)
    if item:
        yield item


def _paths(tokens: Sequence[_Token]) -> list[str]:
    """Return the names that are no function and no alias after a function."""
    after = [token.text for token in tokens[1:]] + [""]
    found = []
    for index, token in enumerate(tokens):
        if token.is_path and after[index] != "(" and not (index and tokens[index - 1].text == ")"):
            found.append(token.text)
    return found


def _compared(tokens: Sequence[_Token], nested: list[list[_Token]]) -> Iterator[Comparison]:
    left: list[_Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token.word in _COMPARES:
            values, at = _values(tokens, at, nested)
            called = any(one.is_path and other.text == "(" for one, other in pairwise(left))
            for path in _paths(left):
                yield Comparison(path, token.word, values, plain=not called)
            left = []
        elif token.word not in _JOINS:
            left.append(token)


def _values(tokens: Sequence[_Token], at: int, nested: list[list[_Token]]) -> tuple[tuple[Value, ...], int]:
    """Return the values from here on, and where they end."""
    if at >= len(tokens) or tokens[at].text != "(":
        return (tuple(_value(token) for token in tokens[at : at + 1]), at + 1)
    depth, end = 1, at + 1
    while end < len(tokens) and depth:
        depth += {"(": 1, ")": -1}.get(tokens[end].text, 0)
        end += 1
    inner = list(tokens[at + 1 : end - 1])
    if inner and inner[0].word == "SELECT":
        nested.append(inner)
        return (), end
    return tuple(_value(token) for token in inner if token.text != ","), end


def _value(token: _Token) -> Value:
    quoted = token.kind == "text"
    text = re.sub(r"\\(.)", r"\1", token.text[1:-1], flags=re.DOTALL) if quoted else token.text
    return Value(text, quoted, token.holes)
