"""Running a query: rows become records, nested as their paths are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xogen.org.embedded.catalog import COMPOUND, NUMBER, Catalog, Field, Table
from xogen.org.embedded.records import compound
from xogen.org.embedded.soql.conditions import Statement
from xogen.org.embedded.soql.lexer import prepare
from xogen.org.embedded.soql.scope import Column
from xogen.org.embedded.soql.select import Aggregate, Child, Plan, Planner
from xogen.org.embedded.store import Store
from xogen.org.embedded.values import shown


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found: all of its records, or only their number for ``COUNT()``."""

    records: list[dict[str, Any]]
    total: int


@dataclass(frozen=True, slots=True)
class Runner:
    """What runs queries for one API version at one day."""

    catalog: Catalog
    store: Store
    today: date
    version: str

    def run(self, source: str, *, with_deleted: bool = False, among: Sequence[str] | None = None) -> Found:
        """Run a SOQL query.

        Args:
            source: the query.
            with_deleted: whether it sees the recycle bin.
            among: the only records it may find, by their ids; all when left out.

        Raises:
            Refused: with Salesforce's code.
        """
        plan = Planner(self.catalog, self.today, with_deleted).plan(prepare(source))
        if among is not None:
            inside = f'{plan.scope.base}."Id" IN (SELECT value FROM json_each(?))'
            plan.where.append(Statement(inside, [json.dumps(list(among))]))
        return self._found(plan, ())

    def _found(self, plan: Plan, values: Sequence[Any]) -> Found:
        if plan.count_only:
            statement = plan.statement("COUNT(*)")
            return Found([], int(self.store.rows(statement.sql, [*statement.values, *values])[0][0]))
        columns = _Columns(plan)
        statement = plan.statement(", ".join(columns.sql) or "1")
        rows = self.store.rows(statement.sql, [*statement.values, *values])
        records = [self._record(plan, columns, row) for row in rows]
        return Found(records, len(records))

    def _record(self, plan: Plan, columns: _Columns, row: Sequence[Any]) -> dict[str, Any]:
        if plan.grouped:
            return self._aggregated(plan, columns, row)
        key = row[columns.key(plan.scope.base)]
        record: dict[str, Any] = {"attributes": self._attributes(plan.scope.table, key)}
        for column in plan.fields:
            self._put(record, column, columns, row)
        for child in plan.children:
            record[child.name] = self._children(child, key)
        return record

    def _put(self, record: dict[str, Any], column: Column, columns: _Columns, row: Sequence[Any]) -> None:
        inner = record
        for name in column.path[:-1]:
            if row[columns.at(column.parent)] is None:
                inner.setdefault(name, None)
                return
            if inner.get(name) is None:
                inner[name] = {"attributes": self._attributes(column.table, row[columns.at(column.parent)])}
            inner = inner[name]
        inner[column.path[-1]] = columns.value(column, row)

    def _aggregated(self, plan: Plan, columns: _Columns, row: Sequence[Any]) -> dict[str, Any]:
        record: dict[str, Any] = {"attributes": {"type": "AggregateResult"}}
        for column in plan.fields:
            record[column.path[-1]] = columns.value(column, row)
        for item in plan.aggregates:
            record[item.name] = _aggregate_value(item, row[columns.at(item.sql)])
        return record

    def _children(self, child: Child, key: str) -> dict[str, Any] | None:
        found = self._found(child.plan, [key])
        return {"totalSize": found.total, "done": True, "records": found.records} if found.records else None

    def _attributes(self, table: Table, key: str) -> Mapping[str, str]:
        return {"type": table.name, "url": f"/services/data/v{self.version}/sobjects/{table.name}/{key}"}


class _Columns:
    """The columns of a statement: each expression once, and where it stands in a row."""

    def __init__(self, plan: Plan) -> None:
        self.sql: list[str] = []
        self._places: dict[str, int] = {}
        if not plan.grouped:
            self._add(f'{plan.scope.base}."Id"')
        for column in plan.fields:
            for part in self._parts(column):
                self._add(column.sql(part))
            if not plan.grouped:
                self._add(column.parent)
        for item in plan.aggregates:
            self._add(item.sql)

    def _parts(self, column: Column) -> tuple[Field | None, ...]:
        return column.table.parts(column.field.name) if column.field.type in COMPOUND else (None,)

    def _add(self, sql: str) -> None:
        if sql not in self._places:
            self._places[sql] = len(self.sql)
            self.sql.append(sql)

    def at(self, sql: str) -> int:
        return self._places[sql]

    def key(self, base: str) -> int:
        return self._places[f'{base}."Id"']

    def value(self, column: Column, row: Sequence[Any]) -> Any:
        if column.field.type not in COMPOUND:
            return shown(column.field, row[self.at(column.sql())])
        parts = {part.name: row[self.at(column.sql(part))] for part in column.table.parts(column.field.name)}
        return compound(column.table, parts, column.field)


def _aggregate_value(item: Aggregate, value: Any) -> Any:
    if item.of is not None and value is not None and item.of.type not in NUMBER:
        return shown(item.of, value)
    return value
