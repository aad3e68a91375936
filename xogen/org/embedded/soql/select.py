"""SELECT: the fields, aggregates and child queries of a query, and the SQL that finds them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from sqlglot import expressions as exp

from xogen.org.embedded.catalog import NUMBER, Catalog, Field
from xogen.org.embedded.soql.conditions import Conditions, Statement, Sub
from xogen.org.embedded.soql.grammar import parse
from xogen.org.embedded.soql.lexer import Query, malformed
from xogen.org.embedded.soql.scope import Column, Scope
from xogen.org.embedded.store import DELETED, quoted
from xogen.org.embedded.wire import Refused

FURTHEST_OFFSET = 2000
_AGGREGATES: dict[type[exp.Expr], str] = {
    exp.Count: "COUNT",
    exp.Sum: "SUM",
    exp.Avg: "AVG",
    exp.Min: "MIN",
    exp.Max: "MAX",
}


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A computed column and the name it is answered under."""

    sql: str
    name: str
    of: Field | None


@dataclass(frozen=True, slots=True)
class Child:
    """A query for the records that belong to each one found."""

    name: str
    plan: Plan
    reference: Field


@dataclass(slots=True)
class Plan:
    """A query made ready: what to run, and what its rows mean."""

    scope: Scope
    fields: list[Column] = field(default_factory=list)
    aggregates: list[Aggregate] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    count_only: bool = False
    grouped: bool = False
    where: list[Statement] = field(default_factory=list)
    group: list[str] = field(default_factory=list)
    having: Statement | None = None
    order: list[str] = field(default_factory=list)
    limit: int | None = None
    offset: int = 0

    def statement(self, columns: str) -> Statement:
        """Return the SQL that selects ``columns``."""
        sql, values = f"SELECT {columns} FROM {self.scope.sources}", []
        if self.where:
            sql += " WHERE " + " AND ".join(part.sql for part in self.where)
            values += [value for part in self.where for value in part.values]
        if self.group:
            sql += f" GROUP BY {', '.join(self.group)}"
        if self.having:
            sql += f" HAVING {self.having.sql}"
            values += self.having.values
        order = self.order if self.grouped else [*self.order, f'{self.scope.base}."Id"']
        if order and not self.count_only:
            sql += f" ORDER BY {', '.join(order)}"
        sql += f" LIMIT {-1 if self.limit is None else self.limit} OFFSET {self.offset}"
        return Statement(sql, values)


@dataclass(frozen=True, slots=True)
class Planner:
    """What plans queries over a catalog, at one day."""

    catalog: Catalog
    today: date
    with_deleted: bool = False

    def plan(self, query: Query) -> Plan:
        """Plan a query.

        Raises:
            Refused: it is no SOQL, or asks for what is not there.
        """
        tree = parse(query)
        table = self.catalog.entity(tree.args["from_"].this.name)
        plan = self._select(query, tree, Scope(self.catalog, query, table, tree.args["from_"].this.alias or None))
        if not table.can("queryable"):
            raise malformed(
                query.source, 0, f"entity type {table.name} does not support query", "INVALID_TYPE_FOR_OPERATION"
            )
        return plan

    def _select(self, query: Query, tree: exp.Select, scope: Scope) -> Plan:
        plan = Plan(scope)
        plan.grouped = bool(tree.args.get("group"))
        for item in tree.expressions:
            self._item(plan, item)
        plan.grouped = plan.grouped or bool(plan.aggregates)
        conditions = Conditions(scope, self.today, self._semi_join(query), lambda node: self._aggregate(scope, node))
        if not self.with_deleted:
            plan.where.append(Statement(f'{scope.base}."{DELETED}" = 0'))
        if tree.args.get("where"):
            plan.where.append(conditions.write(tree.args["where"].this))
        self._group(plan, tree, conditions)
        self._order(plan, tree)
        self._range(plan, tree)
        self._check_fields(plan)
        return plan

    def _item(self, plan: Plan, item: exp.Expr) -> None:
        scope, alias, node = plan.scope, item.alias, item.this if isinstance(item, exp.Alias) else item
        if isinstance(node, exp.Column) and node.name.startswith("FIELDS("):
            plan.fields += self._all_fields(scope, node.name)
        elif isinstance(node, exp.Column):
            if alias and not plan.grouped:
                start = scope.query.start_of(alias)
                raise malformed(scope.query.source, start, "only aggregate expressions use field aliasing")
            column = scope.column(node.name)
            plan.fields.append(replace(column, path=(alias,)) if alias else column)
        elif isinstance(node, exp.Subquery) and isinstance(node.this, exp.Select):
            plan.children.append(self._child(scope, node.this))
        elif isinstance(node, exp.Anonymous) and node.this == "COUNT_ALL":
            plan.count_only = True
        else:
            sql, of = self._aggregate(scope, node)
            plan.aggregates.append(Aggregate(sql, alias or f"expr{len(plan.aggregates)}", of))

    def _all_fields(self, scope: Scope, asked: str) -> list[Column]:
        which = asked.removeprefix("FIELDS(").removesuffix(")")
        if which not in {"ALL", "STANDARD", "CUSTOM"}:
            raise malformed(scope.query.source, 0, f"unexpected token: '{which}'")
        wanted = {"ALL": {True, False}, "STANDARD": {False}, "CUSTOM": {True}}[which]
        return [scope.column(item.name) for item in scope.table.fields.values() if item.is_("custom") in wanted]

    def _aggregate(self, scope: Scope, node: exp.Expr) -> tuple[str, Field | None]:
        name = _AGGREGATES.get(type(node))
        inner, distinct = node.this, ""
        if isinstance(node, exp.Anonymous) and node.this == "COUNT_DISTINCT" and len(node.expressions) == 1:
            name, inner, distinct = "COUNT", node.expressions[0], "DISTINCT "
        if name is None or not isinstance(inner, exp.Column):
            raise malformed(scope.query.source, 0, f"unexpected token: '{node.key.upper()}'")
        column = scope.column(inner.name)
        if name in {"SUM", "AVG"} and column.field.type not in NUMBER:
            start = scope.query.start_of(inner.name)
            message = f"field {column.field.name} does not support aggregate operator {name}"
            raise malformed(scope.query.source, start, message)
        return f"{name}({distinct}{column.sql()})", None if name == "COUNT" else column.field

    def _child(self, scope: Scope, tree: exp.Select) -> Child:
        name = tree.args["from_"].this.name
        child = scope.table.children.get(name.lower())
        table = self.catalog.find(child[0]) if child else None
        reference = table.find(child[1]) if child and table else None
        if table is None or reference is None:
            start = scope.query.start_of(name)
            message = f"Didn't understand relationship '{name}' in FROM part of query call."
            raise malformed(scope.query.source, start, message, "INVALID_TYPE")
        inner = self._select(scope.query, tree, Scope(self.catalog, scope.query, table, None))
        inner.where.append(Statement(f"{inner.scope.base}.{quoted(reference.name)} = ?"))
        return Child(name, inner, reference)

    def _semi_join(self, query: Query) -> Sub:
        def translate(tree: exp.Expr, name: str) -> Statement:
            if not isinstance(tree, exp.Select) or len(tree.expressions) != 1:
                raise malformed(query.source, query.start_of(name), "semi join sub-selects query exactly one field")
            from_ = tree.args["from_"].this
            scope = Scope(self.catalog, query, self.catalog.entity(from_.name), from_.alias or None, "s")
            inner = self._select(query, tree, scope)
            return inner.statement(inner.fields[0].sql()) if inner.fields else Statement("SELECT NULL")

        return translate

    def _group(self, plan: Plan, tree: exp.Select, conditions: Conditions) -> None:
        group = tree.args.get("group")
        for item in group.expressions if group else ():
            column = plan.scope.column(item.name)
            if not column.field.is_("groupable", absent=True):
                start = plan.scope.query.start_of(item.name)
                message = f"field '{column.field.name}' can not be grouped in a query call"
                raise malformed(plan.scope.query.source, start, message)
            plan.group.append(column.sql())
        if tree.args.get("having"):
            plan.having = conditions.write(tree.args["having"].this)

    def _order(self, plan: Plan, tree: exp.Select) -> None:
        order = tree.args.get("order")
        for item in order.expressions if order else ():
            if isinstance(item.this, exp.Column):
                sql = self._sortable(plan, item.this.name).sql()
            else:
                sql, _ = self._aggregate(plan.scope, item.this)
            nulls = "DESC" if item.args.get("nulls_first") else "ASC"
            plan.order += [f"{sql} IS NULL {nulls}", f"{sql} {'DESC' if item.args.get('desc') else 'ASC'}"]

    def _sortable(self, plan: Plan, name: str) -> Column:
        column = plan.scope.column(name)
        if not column.field.is_("sortable", absent=True) or not column.field.stored:
            start = plan.scope.query.start_of(name)
            message = f"field '{column.field.name}' can not be sorted in a query call"
            raise malformed(plan.scope.query.source, start, message)
        return column

    def _range(self, plan: Plan, tree: exp.Select) -> None:
        limit, offset = tree.args.get("limit"), tree.args.get("offset")
        plan.limit = int(limit.expression.this) if limit else None
        plan.offset = int(offset.expression.this) if offset else 0
        if plan.offset > FURTHEST_OFFSET:
            raise Refused(400, "NUMBER_OUTSIDE_VALID_RANGE", f"Maximum SOQL offset allowed is {FURTHEST_OFFSET}")

    def _check_fields(self, plan: Plan) -> None:
        source = plan.scope.query.source
        paths = [column.path for column in plan.fields]
        twice = next((path for at, path in enumerate(paths) if path in paths[:at]), None)
        if twice:
            raise malformed(
                source,
                plan.scope.query.start_of(".".join(twice)),
                f"duplicate field selected: {twice[-1]}",
                "INVALID_FIELD",
            )
        loose = [column for column in plan.fields if plan.grouped and column.sql() not in plan.group]
        if loose:
            name = ".".join(loose[0].path)
            raise malformed(source, plan.scope.query.start_of(name), f"Field must be grouped or aggregated: {name}")
        if plan.count_only and (plan.fields or plan.aggregates or plan.children):
            raise malformed(source, 0, "Grouped field should not be aggregated: COUNT()")
