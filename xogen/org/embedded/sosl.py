"""Searching: SOSL and the parameterized search. Every word of the term must be a word of the record.

Real search knows synonyms, spelling and lag; this finds whole words, with ``*`` and ``?``, AND and OR, at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from xogen.org.embedded.catalog import Field, Table
from xogen.org.embedded.soql.run import Runner
from xogen.org.embedded.store import DELETED, quoted
from xogen.org.embedded.wire import Refused

MOST = 2000
_FIND = re.compile(r"\s*FIND\s*\{((?:[^{}\\]|\\[\s\S])*)\}\s*([\s\S]*)", re.IGNORECASE)
_IN = re.compile(r"IN\s+(ALL|NAME|EMAIL|PHONE|SIDEBAR)\s+FIELDS\s*([\s\S]*)", re.IGNORECASE)
_RETURNING = re.compile(r"RETURNING\s+([\s\S]*)", re.IGNORECASE)
_OBJECT = re.compile(
    r"\s*([A-Za-z]\w*)\s*(?:\(((?:[^()']|'(?:[^'\\]|\\[\s\S])*'|\((?:[^()])*\))*)\))?\s*(,|$|LIMIT\s+(\d+)\s*$)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s(?:WHERE|ORDER\s+BY|LIMIT|OFFSET)\s", re.IGNORECASE)
_TEXT = frozenset({"string", "textarea", "phone", "email", "url", "picklist", "combobox"})
_KINDS: Mapping[str, frozenset[str]] = {"PHONE": frozenset({"phone"}), "EMAIL": frozenset({"email"})}


@dataclass(frozen=True, slots=True)
class Asked:
    """One object to search: which fields to return, and the rest of its query."""

    table: Table
    fields: str = "Id"
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """A search made ready."""

    words: str
    """A word a line; ``|`` between alternatives."""
    within: str
    objects: tuple[Asked, ...]
    most: int = MOST


def run(runner: Runner, search: Search) -> list[dict[str, Any]]:
    """Return the records that a search finds, object by object in the order asked.

    Raises:
        Refused: a field or a condition is not there.
    """
    found: list[dict[str, Any]] = []
    for asked in search.objects:
        keys = _keys(runner, asked.table, search)
        found += runner.run(f"SELECT {asked.fields} FROM {asked.table.name}{asked.tail}", among=keys).records
    return found[: search.most]


def _keys(runner: Runner, table: Table, search: Search) -> list[str]:
    columns = [quoted(field.name) for field in table.columns if _searched(field, search.within)]
    if not columns:
        return []
    text = " || ' ' || ".join(f"COALESCE({name}, '')" for name in columns)
    sql = f'SELECT "Id" FROM {quoted(table.name)} WHERE "{DELETED}" = 0 AND sosl_found({text}, ?)'
    return [row["Id"] for row in runner.store.rows(sql, (search.words,))]


def _searched(field: Field, within: str) -> bool:
    if within == "NAME":
        return field.is_("nameField") or field.raw.get("compoundFieldName") == "Name"
    return field.type in _KINDS.get(within, _TEXT)


def words_of(term: str) -> str:
    """Return the words of a term, as ``Search`` holds them.

    Raises:
        Refused: ``MALFORMED_SEARCH`` when nothing of at least two characters is left.
    """
    # A sign that is escaped is no wildcard and no operator: it only parts words.
    plain = re.sub(r"\\[\s\S]", " ", term)
    words = re.findall(r"[\w*?]+", plain)
    if sum(len(word.strip("*?")) for word in words) < 2:
        raise Refused(400, "MALFORMED_SEARCH", f"search term must be longer than one character: {term}")
    alternatives = " ".join(word for word in words if word.upper() != "AND")
    return "|".join("\n".join(part.split()) for part in re.split(r"(?i)(?<!\S)OR(?!\S)", alternatives) if part.strip())


def parse(runner: Runner, source: str) -> Search:
    """Read a SOSL search.

    Raises:
        Refused: ``MALFORMED_SEARCH``, ``INVALID_TYPE``.
    """
    match = _FIND.fullmatch(source)
    if match is None:
        raise Refused(400, "MALFORMED_SEARCH", "No search term found. The search term must be enclosed in braces.")
    words, rest = words_of(match[1]), match[2]
    within = _IN.fullmatch(rest)
    if within:
        rest = within[2]
    returning = _RETURNING.fullmatch(rest)
    limit = re.fullmatch(r"(?:LIMIT\s+(\d+)\s*)?", rest, re.IGNORECASE)
    if returning is None and limit is None:
        raise Refused(400, "MALFORMED_SEARCH", f"unexpected token: {rest.split(maxsplit=1)[0]}")
    field = within[1].upper() if within else "ALL"
    if returning is None:
        return Search(words, field, _everything(runner), int(limit[1] or MOST) if limit else MOST)
    objects, most = [], MOST
    for table, inner, most_text in _objects(runner, returning[1]):
        objects.append(_asked(table, inner))
        most = int(most_text or most)
    return Search(words, field, tuple(objects), most)


def _everything(runner: Runner) -> tuple[Asked, ...]:
    return tuple(Asked(table) for table in runner.catalog if table.can("searchable") and table.can("queryable"))


def _objects(runner: Runner, text: str) -> Iterator[tuple[Table, str, str | None]]:
    at = 0
    while at < len(text):
        match = _OBJECT.match(text, at)
        if match is None or match.end() == at:
            raise Refused(400, "MALFORMED_SEARCH", f"unexpected token: {text[at : at + 20]}")
        yield _searchable(runner, match[1]), match[2] or "Id", match[4]
        at = match.end()


def _searchable(runner: Runner, name: str) -> Table:
    table = runner.catalog.entity(name)
    if not table.can("searchable"):
        raise Refused(400, "INVALID_TYPE_FOR_OPERATION", f"entity type {table.name} does not support search")
    return table


def _asked(table: Table, inner: str) -> Asked:
    tail = _TAIL.search(inner)
    return Asked(table, inner[: tail.start()] if tail else inner, inner[tail.start() :] if tail else "")


def parameterized(runner: Runner, asked: Mapping[str, Any]) -> Search:
    """Read a parameterized search; its term needs no escaping.

    Args:
        runner: what runs it.
        asked: ``q``, ``in``, ``sobjects`` (names, or objects with ``name``, ``fields``, ``where``, ``limit``),
            ``fields``, ``defaultLimit``, ``overallLimit``.

    Raises:
        Refused: no term, or an object or field that is not there.
    """
    term = asked.get("q")
    if not isinstance(term, str) or not term.strip():
        raise Refused(400, "MALFORMED_SEARCH", "No search term found. The search term must be enclosed in braces.")
    most = asked.get("overallLimit")
    sobjects = asked.get("sobjects") or ()
    objects = tuple(_parameter(runner, item, asked) for item in sobjects) or _everything(runner)
    within = str(asked.get("in") or "ALL").upper()
    return Search(words_of(re.sub(r"[^\w*?]", " ", term)), within, objects, most if isinstance(most, int) else MOST)


def _parameter(runner: Runner, item: Any, asked: Mapping[str, Any]) -> Asked:
    details = item if isinstance(item, Mapping) else {"name": str(item)}
    table = _searchable(runner, str(details.get("name")))
    fields = [str(name) for name in details.get("fields") or asked.get("fields") or ["Id"]]
    limit = details.get("limit") or asked.get("defaultLimit")
    where = f" WHERE {details['where']}" if details.get("where") else ""
    return Asked(table, ", ".join(fields), where + (f" LIMIT {limit}" if isinstance(limit, int) else ""))
