"""The uses of the platform's objects, as they are found in the tree: what ``paths`` and ``flows`` are made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from xogen.model.references import COMPUTED
from xogen.script.chains import Chain, Step, climb, is_tested, usage_of
from xogen.script.scopes import Scopes, bindings, scopes_of
from xogen.script.tree import field_of, literal_key, outer, text_of, walk

if TYPE_CHECKING:
    from tree_sitter import Node

STORES: frozenset[str] = frozenset({"BotUserSession", "UserSession", "UserContext", "BotContext", "EnterpriseContext"})
"""Session stores: by path under ``context.session``, or bare with get, put and delete of root keys."""
ROOTS: frozenset[str] = STORES | {"context", "env", "content", "koreUtil", "print"}

_METHODS: dict[str, Literal["read", "write", "delete"]] = {"get": "read", "put": "write", "delete": "delete"}
Kind = Literal["read", "write", "delete", "call"]


@dataclass(frozen=True, slots=True)
class Draft:
    """One use: the path, the topmost node of the access, and the steps that spell it."""

    path: tuple[str, ...]
    kind: Kind
    node: Node
    steps: tuple[Step | None, ...]
    tested: int = 0


def canonical(path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the full path of a session value: ``BotUserSession.x`` is ``context.session.BotUserSession.x``."""
    return ("context", "session", *path) if path[0] in STORES else path


def drafts(root: Node) -> Iterator[Draft]:
    """Yield the uses in a tree, parents before children."""
    scopes = scopes_of(root)
    aliases: dict[str, tuple[str, ...]] = {}
    for node in walk(root):
        if node.type == "variable_declarator":
            yield from _declare(node, scopes, aliases)
        elif node.type in {"identifier", "shorthand_property_identifier"} and node.id not in scopes.declared:
            name = text_of(node)
            if name in aliases:
                yield from _uses(climb(node), aliases[name], (None,) * len(aliases[name]))
            elif name in ROOTS and not scopes.hidden(node):
                yield from _uses(climb(node), (name,), (Step(name, node),))


def _declare(declarator: Node, scopes: Scopes, aliases: dict[str, tuple[str, ...]]) -> Iterator[Draft]:
    """Learn what the declared names stand for; what destructuring takes out counts as read."""
    name, value = declarator.child_by_field_name("name"), field_of(declarator, "value")
    if name is None or value is None:
        return
    base = _value_path(value, scopes, aliases)
    if base is None:
        return
    if name.type == "identifier":
        _learn(text_of(name), base, scopes, aliases)
    elif name.type == "object_pattern":
        for bound in bindings(name):
            path = (*base, *bound.keys)
            steps = (*(None,) * (len(path) - 1), Step(path[-1], bound.node, bound.form))
            yield Draft(path, "read", bound.node, steps, len(path) if bound.default else 0)
            if bound.name is not None:
                _learn(bound.name, path, scopes, aliases)


def _learn(name: str, path: tuple[str, ...], scopes: Scopes, aliases: dict[str, tuple[str, ...]]) -> None:
    if scopes.is_alias(name) and COMPUTED not in path:
        aliases[name] = path


def _value_path(value: Node, scopes: Scopes, aliases: dict[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    """Return the path a declared value is: a plain chain, or one with a default as in ``context.a || {}``."""
    operator = value.child_by_field_name("operator")
    if value.type == "binary_expression" and operator is not None and operator.type in {"||", "??"}:
        return _value_path_of_chain(field_of(value, "left"), scopes, aliases)
    return _value_path_of_chain(value, scopes, aliases)


def _value_path_of_chain(
    value: Node | None, scopes: Scopes, aliases: dict[str, tuple[str, ...]]
) -> tuple[str, ...] | None:
    first = value
    while first is not None and first.type in {"member_expression", "subscript_expression"}:
        first = field_of(first, "object")
    if value is None or first is None or first.type != "identifier":
        return None
    name = text_of(first)
    chain = climb(first)
    if chain.top.start_byte > value.start_byte or chain.top.end_byte < value.end_byte:
        return None
    if name in aliases:
        base = aliases[name]
    elif name in ROOTS - {"print"} and not scopes.hidden(first):
        base = (name,)
    else:
        return None
    return (*base, *(step.name for step in chain.steps))


def _uses(chain: Chain, base: tuple[str, ...], base_steps: tuple[Step | None, ...]) -> Iterator[Draft]:
    path = (*base, *(step.name for step in chain.steps))
    steps = (*base_steps, *chain.steps)
    usage = usage_of(chain.top)
    tested = next((len(base) + at for at, step in enumerate(chain.steps) if step.optional), 0)
    if usage == "call":
        yield _called(chain, path, steps, tested)
    elif usage == "update":
        yield Draft(path, "read", chain.top, steps, tested or (len(path) if is_tested(chain.top) else 0))
        yield Draft(path, "write", chain.top, steps)
    elif usage in {"write", "delete"}:
        yield Draft(path, "write" if usage == "write" else "delete", chain.top, steps)
    else:
        yield Draft(path, "read", chain.top, steps, tested or (len(path) if is_tested(chain.top) else 0))


def _called(chain: Chain, path: tuple[str, ...], steps: tuple[Step | None, ...], tested: int) -> Draft:
    """Read a call: a session store's get, put or delete, a platform function, or a method of a value."""
    if path[0] in {"print", "koreUtil"}:
        return Draft(path, "call", chain.top, steps)
    full = canonical(path)
    if len(full) == 4 and full[2] in STORES and full[3] in _METHODS:
        key = _first_argument(chain.top)
        step = Step(key[0], key[1], "string") if key else Step(COMPUTED, None, "computed")
        full_path, method = (*path[:-1], step.name), _METHODS[full[3]]
        call = outer(chain.top)[1]
        asked = method == "read" and call is not None and is_tested(call)
        return Draft(full_path, method, chain.top, (*steps[:-1], step), len(full_path) if asked else 0)
    if len(path) == 1:
        return Draft(path, "read", chain.top, steps)
    return Draft(path[:-1], "read", chain.top, steps[:-1], tested if tested < len(path) else 0)


def _first_argument(function: Node) -> tuple[str, Node] | None:
    _, call = outer(function)
    arguments = call.child_by_field_name("arguments") if call is not None else None
    if arguments is None or not arguments.named_children:
        return None
    return literal_key(arguments.named_children[0])
