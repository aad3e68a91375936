"""The grammar of a query, by sqlglot; whatever SQL has beyond SOQL is refused."""

from __future__ import annotations

import sqlglot
from sqlglot import expressions as exp
from sqlglot.errors import ParseError, TokenError

from xogen.org.embedded.soql.lexer import Query, malformed
from xogen.org.embedded.wire import Refused

_CLAUSES = frozenset({"expressions", "from_", "where", "group", "having", "order", "limit", "offset", "kind"})
_NODES = (
    exp.Select, exp.From, exp.Table, exp.TableAlias, exp.Identifier, exp.Column, exp.Alias, exp.Subquery, exp.Where,
    exp.Group, exp.Having, exp.Order, exp.Ordered, exp.Limit, exp.Offset, exp.Literal, exp.Null, exp.Boolean,
    exp.Placeholder, exp.Paren, exp.And, exp.Or, exp.Not, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.In,
    exp.Like, exp.Neg, exp.Anonymous, exp.Count, exp.Sum, exp.Avg, exp.Min, exp.Max,
)  # fmt: skip


def parse(query: Query) -> exp.Select:
    """Return the tree of a query.

    Raises:
        Refused: ``MALFORMED_QUERY``, with the word that is not understood.
    """
    try:
        tree = sqlglot.parse_one(query.text) if query.text else None
    except ParseError as error:
        raise _unexpected(query, error) from None
    except (TokenError, RecursionError):
        raise malformed(query.source, 0, "unexpected token") from None
    if not isinstance(tree, exp.Select):
        first = query.words[0].text if query.words else "<EOF>"
        raise malformed(query.source, 0, f"unexpected token: '{first}'")
    for node in tree.walk():
        _check(query, node)
    return tree


def _check(query: Query, node: exp.Expr) -> None:
    if not isinstance(node, _NODES):
        raise malformed(query.source, query.start_of(node.key), f"unexpected token: '{node.key.upper()}'")
    if isinstance(node, exp.Select):
        extra = sorted(key for key, value in node.args.items() if value and key not in _CLAUSES)
        if extra or node.args.get("kind"):
            raise malformed(
                query.source, query.start_of((extra or ["kind"])[0]), f"unexpected token: '{(extra or ['AS'])[0]}'"
            )
        if not node.args.get("from_") or not isinstance(node.args["from_"].this, exp.Table):
            raise malformed(query.source, len(query.source), "unexpected token: '<EOF>'")
        if not node.expressions:
            raise malformed(query.source, query.start_of("from"), "unexpected token: 'FROM'")
    if isinstance(node, exp.Group) and not all(isinstance(item, exp.Column) for item in node.expressions):
        raise malformed(query.source, query.start_of("group"), "unexpected token: 'GROUP'")
    if isinstance(node, exp.Limit | exp.Offset) and not _counts(node.expression):
        raise malformed(query.source, query.start_of(node.key), f"unexpected token: '{node.key.upper()}'")


def _counts(node: exp.Expr | None) -> bool:
    return isinstance(node, exp.Literal) and not node.is_string and node.this.isdecimal() and len(node.this) < 10


def _unexpected(query: Query, error: ParseError) -> Refused:
    details = error.errors[0] if error.errors else {}
    text = str(details.get("highlight") or "").strip('"')
    start = query.start_of(text) if text else len(query.source)
    return malformed(query.source, start, f"unexpected token: '{text or '<EOF>'}'")
