"""WHERE and HAVING: each condition checked by the type of its field, then written for SQLite.

In SOQL a null is unequal to every value, so ``!=``, ``NOT IN`` and ``NOT`` find it; SQL would lose it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlglot import expressions as exp

from xogen.org.embedded.catalog import NUMBER, Field
from xogen.org.embedded.ids import canonical
from xogen.org.embedded.soql.dates import span
from xogen.org.embedded.soql.lexer import Literal, malformed
from xogen.org.embedded.soql.scope import Column, Scope
from xogen.org.embedded.store import LITERAL
from xogen.org.embedded.wire import Refused

Sub = Callable[[exp.Expr, str], "Statement"]
_SIGNS: dict[type[exp.Expr], str] = {
    exp.EQ: "=", exp.NEQ: "<>", exp.GT: ">", exp.GTE: ">=", exp.LT: "<", exp.LTE: "<=",
}  # fmt: skip
_ORDERLESS = frozenset({"boolean", "multipicklist"})


@dataclass(slots=True)
class Statement:
    """SQL with its values, in the order of their marks."""

    sql: str = ""
    values: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class Conditions:
    """What turns conditions into SQL. ``today`` is for date literals; ``sub`` translates a semi-join."""

    scope: Scope
    today: date
    sub: Sub
    aggregate: Callable[[exp.Expr], tuple[str, Field | None]]

    def write(self, node: exp.Expr) -> Statement:
        """Return a condition as SQL that is 0 or 1, never null. Depth is limited by the lexer.

        Raises:
            Refused: what SOQL does not know, or a value that does not fit its field.
        """
        match node:
            case exp.Paren():
                return self.write(node.this)
            case exp.And() | exp.Or():
                return self._joined(node)
            case exp.Not():
                inner = self.write(node.this)
                return Statement(f"(NOT {inner.sql})", inner.values)
            case exp.In():
                return self._in(node)
            case exp.Like():
                return self._like(node)
            case exp.EQ() | exp.NEQ() | exp.GT() | exp.GTE() | exp.LT() | exp.LTE():
                return self._compared(node)
            case exp.Anonymous() if str(node.this).upper() in {"INCLUDES", "EXCLUDES"}:
                return self._picked(node)
        raise self._unexpected(node)

    def _joined(self, node: exp.Connector) -> Statement:
        parts = list(node.flatten(unnest=False))
        if isinstance(node, exp.Or) and any(isinstance(part, exp.And) for part in parts):
            raise malformed(self.scope.query.source, self.scope.query.start_of("or"), "unexpected token: 'OR'")
        written = [self.write(part) for part in parts]
        word = " AND " if isinstance(node, exp.And) else " OR "
        return Statement(
            f"({word.join(part.sql for part in written)})", [value for part in written for value in part.values]
        )

    def _unexpected(self, node: exp.Expr) -> Refused:
        return malformed(self.scope.query.source, 0, f"unexpected token: '{node.key.upper()}'")

    def _left(self, node: exp.Expr) -> tuple[str, Field | None, str]:
        """Return the left side: its SQL, its field (``None``: a count), and how the query calls it."""
        if isinstance(node, exp.Column):
            column = self.filterable(node.name)
            return column.sql(), column.field, node.name
        sql, of = self.aggregate(node)
        return sql, of, sql

    def filterable(self, name: str) -> Column:
        """Find a field that may stand in a condition."""
        column = self.scope.column(name)
        if not column.field.is_("filterable", absent=True) or not column.field.stored:
            start = self.scope.query.start_of(name)
            message = f"field '{column.field.name}' can not be filtered in a query call"
            raise malformed(self.scope.query.source, start, message, "INVALID_FIELD")
        return column

    def _compared(self, node: exp.Expr) -> Statement:
        sql, of, name = self._left(node.this)
        sign, right = _SIGNS[type(node)], node.expression
        if isinstance(right, exp.Null):
            if sign not in {"=", "<>"}:
                raise self._bad_operator(name, "invalid operator with null")
            return Statement(f"({sql} IS {'NOT ' if sign == '<>' else ''}NULL)")
        if of is not None and of.type in _ORDERLESS and sign not in {"=", "<>"}:
            raise self._bad_operator(name, f"invalid operator on {of.type} field")
        value = self._value(of, name, right)
        if isinstance(value, Literal):
            return self._in_span(sql, sign, value, of)
        if sign == "<>":
            return Statement(f"({sql} IS NOT ?)", [value])
        return Statement(f"COALESCE({sql} {sign} ?, 0)", [value])

    def _in_span(self, sql: str, sign: str, literal: Literal, of: Field | None) -> Statement:
        try:
            first, after = span(literal.text, self.today)
        except (ValueError, OverflowError):
            raise self._bad_operator(literal.text, f"Invalid date: {literal.text}", "INVALID_DATE_FORMAT") from None
        ending = "T00:00:00.000+0000" if of is not None and of.type == "datetime" else ""
        begin, end = f"{first}{ending}", f"{after}{ending}"
        inside = f"COALESCE({sql} >= ? AND {sql} < ?, 0)"
        forms: dict[str, tuple[str, list[Any]]] = {
            "=": (inside, [begin, end]),
            "<>": (f"(NOT {inside})", [begin, end]),
            "<": (f"COALESCE({sql} < ?, 0)", [begin]),
            ">=": (f"COALESCE({sql} >= ?, 0)", [begin]),
            ">": (f"COALESCE({sql} >= ?, 0)", [end]),
            "<=": (f"COALESCE({sql} < ?, 0)", [end]),
        }
        return Statement(*forms[sign])

    def _like(self, node: exp.Expr) -> Statement:
        sql, of, name = self._left(node.this)
        literal = self._literal(node.expression)
        if of is None or of.type in {"id", "reference"}:
            raise self._bad_operator(name, "invalid operator on id field")
        if of.type in NUMBER | {"boolean", "date", "datetime", "time", "multipicklist"} or literal is None:
            raise self._bad_operator(name, f"invalid operator on {of.type} field")
        if literal.kind != "string":
            raise self._mismatch(of, name)
        return Statement(f"soql_like({sql}, ?)", [literal.text])

    def _in(self, node: exp.Expr) -> Statement:
        sql, of, name = self._left(node.this)
        query = node.args.get("query")
        if query is not None:
            inner = self.sub(query.this if isinstance(query, exp.Subquery) else query, name)
            return Statement(f"COALESCE({sql} IN ({inner.sql}), 0)", inner.values)
        parts: list[Statement] = []
        for item in node.expressions:
            value = None if isinstance(item, exp.Null) else self._value(of, name, item)
            parts.append(self._in_span(sql, "=", value, of) if isinstance(value, Literal) else Statement("", [value]))
        written = [part.sql or f"({sql} IS ?)" for part in parts]
        return Statement(f"({' OR '.join(written)})", [value for part in parts for value in part.values])

    def _picked(self, node: exp.Expr) -> Statement:
        first, *wanted = node.expressions
        sql, of, name = self._left(first)
        if of is None or of.type != "multipicklist":
            raise self._bad_operator(name, f"{str(node.this).lower()} operator only valid on multipicklist field")
        values = [self._value(of, name, item) for item in wanted]
        written = " OR ".join(f"soql_picked({sql}, ?)" for _ in values)
        return Statement(f"({'NOT ' if str(node.this).upper() == 'EXCLUDES' else ''}({written}))", values)

    def _literal(self, node: exp.Expr) -> Literal | None:
        if isinstance(node, exp.Placeholder):
            return self.scope.query.literals.get(node.name)
        return None

    def _value(self, of: Field | None, name: str, node: exp.Expr) -> Any:
        """Return a value that fits a field; a ``Literal`` is a span of days."""
        literal = self._literal(node)
        kind = of.type if of is not None else "double"
        if kind in NUMBER:
            number = _number(node)
            if number is None:
                raise self._mismatch(of, name)
            return number
        if kind == "boolean":
            if not isinstance(node, exp.Boolean):
                raise self._mismatch(of, name)
            return int(node.this)
        if literal is None:
            raise self._mismatch(of, name)
        if kind in {"date", "datetime"}:
            if literal.kind not in {kind, "range"}:
                raise self._mismatch(of, name)
            return literal if literal.kind == "range" else literal.text
        return self._text(of, name, literal)

    def _text(self, of: Field | None, name: str, literal: Literal) -> str:
        if literal.kind != "string":
            raise self._mismatch(of, name)
        if LITERAL in literal.text:
            raise self._bad_operator(name, "Illegal character sequence in string literal.", "MALFORMED_QUERY")
        if of is not None and of.type in {"id", "reference"}:
            key = canonical(literal.text)
            if key is None:
                raise self._bad_operator(name, f"invalid ID field: {literal.text}")
            return key
        return literal.text

    def _mismatch(self, of: Field | None, name: str) -> Refused:
        kind = of.type if of is not None else "double"
        enclosed = kind not in NUMBER | {"boolean", "date", "datetime", "time"}
        shown = {"datetime": "dateTime", "picklist": "string", "id": "string", "reference": "string"}.get(kind, kind)
        message = (
            f"value of filter criterion for field '{name}' must be of type {shown}"
            f" and should {'' if enclosed else 'not '}be enclosed in quotes"
        )
        return malformed(self.scope.query.source, self.scope.query.start_of(name), message, "INVALID_FIELD")

    def _bad_operator(self, name: str, message: str, code: str = "INVALID_QUERY_FILTER_OPERATOR") -> Refused:
        return malformed(self.scope.query.source, self.scope.query.start_of(name), message, code)


def _number(node: exp.Expr) -> float | None:
    sign = -1 if isinstance(node, exp.Neg) else 1
    inner = node.this if isinstance(node, exp.Neg) else node
    if isinstance(inner, exp.Literal) and not inner.is_string:
        return sign * float(inner.this)
    return None
