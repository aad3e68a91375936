"""The records, in SQLite: a table an object, a column a field, in memory or in a file.

Texts compare as in Salesforce: in any case, unless the field says that its case counts.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from xogen.errors import InputError
from xogen.org.embedded.catalog import Catalog, Field, Table

DELETED = "_deleted"
LITERAL = "\ufffe"
"""Before a sign of a LIKE pattern that means itself. No text has it: it is not a character."""
_WITH_CASE = frozenset({"id", "reference"})
_OWN_TABLES = """
CREATE TABLE IF NOT EXISTS "_counter" (object TEXT PRIMARY KEY, last INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS "_grant" (family TEXT PRIMARY KEY, user TEXT, client TEXT, scope TEXT, revoked INTEGER);
CREATE TABLE IF NOT EXISTS "_token" (
  digest TEXT PRIMARY KEY, kind TEXT, family TEXT, ends REAL, used INTEGER, redirect TEXT, challenge TEXT);
"""


class Store:
    """All rows of the org."""

    def __init__(self, catalog: Catalog, path: Path | None = None) -> None:
        """Open the file, or a store in memory, and give every field of the catalog a column.

        Raises:
            InputError: the file is no SQLite database.
        """
        if path is not None:
            # It holds what people typed: nobody else's business.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self._db = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._db.create_collation("ANYCASE", _compare)
        self._db.create_function("soql_like", 2, _like, deterministic=True)
        self._db.create_function("soql_picked", 2, _picked, deterministic=True)
        self._db.create_function("sosl_found", 2, _found, deterministic=True)
        try:
            self._db.executescript(_OWN_TABLES)
            with self.all_or_nothing():
                for table in catalog:
                    self._prepare(table)
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise InputError(f"cannot keep records in this file: {error}", where=str(path)) from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _prepare(self, table: Table) -> None:
        """Make a table, or give one of an older describe the columns that it lacks."""
        name = quoted(table.name)
        columns = {field.name.lower(): f"{quoted(field.name)}{_collation(field)}" for field in table.columns}
        known = {row["name"].lower() for row in self._db.execute(f"PRAGMA table_info({name})")}
        if not known:
            own = f'"{DELETED}" INTEGER NOT NULL DEFAULT 0'
            self._db.execute(f"CREATE TABLE {name} ({', '.join([own, *columns.values()])})")
        for key in columns.keys() - known if known else ():
            self._db.execute(f"ALTER TABLE {name} ADD COLUMN {columns[key]}")
        index = quoted(f"{table.name}.Id")
        self._db.execute(f'CREATE UNIQUE INDEX IF NOT EXISTS {index} ON {name} ("Id")')

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Undo everything that was written inside when it ends by an exception."""
        self._db.execute("SAVEPOINT step")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK TO step")
            raise
        finally:
            self._db.execute("RELEASE step")

    def next_number(self, name: str) -> int:
        """Count: 1 the first time a name is asked for, and never a number twice."""
        self._db.execute(
            'INSERT INTO "_counter" VALUES (?, 1) ON CONFLICT (object) DO UPDATE SET last = last + 1', (name,)
        )
        row = self._db.execute('SELECT last FROM "_counter" WHERE object = ?', (name,)).fetchone()
        return int(row["last"])

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """Run a statement with its values and return all rows."""
        return self._db.execute(sql, values).fetchall()

    def row(self, table: Table, key: str) -> dict[str, Any] | None:
        """Return the columns of a record, a deleted one too."""
        found = self.rows(f'SELECT * FROM {quoted(table.name)} WHERE "Id" = ?', (key,))
        return dict(found[0]) if found else None

    def insert(self, table: Table, values: Mapping[str, Any]) -> None:
        """Write a new record."""
        names = ", ".join(quoted(name) for name in values)
        marks = ", ".join("?" for _ in values)
        self.rows(f"INSERT INTO {quoted(table.name)} ({names}) VALUES ({marks})", tuple(values.values()))

    def update(self, table: Table, key: str, values: Mapping[str, Any]) -> None:
        """Write over columns of a record."""
        if values:
            sets = ", ".join(f"{quoted(name)} = ?" for name in values)
            self.rows(f'UPDATE {quoted(table.name)} SET {sets} WHERE "Id" = ?', (*values.values(), key))


def quoted(name: str) -> str:
    """Return a name of a table or a column for a statement."""
    return '"' + name.replace('"', '""') + '"'


def _collation(field: Field) -> str:
    return "" if field.type in _WITH_CASE or field.is_("caseSensitive") else " COLLATE ANYCASE"


def _compare(left: str, right: str) -> int:
    one, other = left.casefold(), right.casefold()
    return (one > other) - (one < other)


@lru_cache(maxsize=256)
def _pattern(like: str) -> re.Pattern[str]:
    parts = re.findall(rf"{LITERAL}[\s\S]|[\s\S]", like)
    wild = {"%": ".*", "_": "."}
    text = "".join(wild.get(part) or re.escape(part[-1]) for part in parts)
    return re.compile(text, re.DOTALL | re.IGNORECASE)


def _like(value: object, like: str) -> int:
    return int(value is not None and _pattern(like).fullmatch(str(value)) is not None)


def _picked(value: object, wanted: str) -> int:
    picked = {part.casefold() for part in str(value or "").split(";")}
    return int(all(part.casefold() in picked for part in wanted.split(";")))


def _found(value: object, words: str) -> int:
    """Whether a text has all words (lines, ``*`` and ``?`` are wild) of one of the alternatives (between ``|``)."""
    text = str(value or "").casefold()
    return int(any(all(_word(word).search(text) for word in part.split("\n")) for part in words.split("|")))


@lru_cache(maxsize=256)
def _word(word: str) -> re.Pattern[str]:
    wild = {"*": r"\w*", "?": r"\w"}
    text = "".join(wild.get(sign) or re.escape(sign) for sign in word.casefold())
    return re.compile(rf"(?<!\w){text}(?!\w)")
