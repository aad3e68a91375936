"""The uses of the platform's objects, as they are found in the tree: what ``paths`` and ``flows`` are made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from xogen.model.references import COMPUTED
from xogen.script.chains import LONGEST, Chain, Step, climb, is_tested, usage_of
from xogen.script.scopes import Scopes, Variable, bindings
from xogen.script.tree import field_of, is_field, literal_key, sign_of

if TYPE_CHECKING:
    from tree_sitter import Node

    from xogen.script.tree import Family

Path = tuple[str, ...]

STORES: frozenset[str] = frozenset({"BotUserSession", "UserSession", "UserContext", "BotContext", "EnterpriseContext"})
"""Session stores: by path under ``context.session``, or bare with get, put and delete of root keys."""
ROOTS: frozenset[str] = STORES | {"context", "env", "content", "koreUtil", "print"}

_METHODS: dict[str, Literal["read", "write", "delete"]] = {"get": "read", "put": "write", "delete": "delete"}
_USED = frozenset({"identifier", "shorthand_property_identifier"})
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


def drafts(family: Family, scopes: Scopes) -> Iterator[Draft]:
    """Yield the uses in a tree, parents before children."""
    return _Finder(family, scopes).uses()


class _Finder:
    """Finds uses in the order of the source, and learns on the way which names stand for a part of the context."""

    def __init__(self, family: Family, scopes: Scopes) -> None:
        self.family = family
        self.scopes = scopes
        self.aliases: dict[Variable, Path] = {}

    def uses(self) -> Iterator[Draft]:
        for node, kind in zip(self.family.nodes, self.family.kinds, strict=True):
            if kind == "variable_declarator":
                yield from self._declare(node.child_by_field_name("name"), field_of(node, "value"))
            elif kind == "assignment_expression":
                left = field_of(node, "left")
                if left is not None and left.type == "object_pattern":
                    yield from self._declare(left, field_of(node, "right"))
            elif kind in _USED and node.id not in self.scopes.declared:
                base = self._base(node)
                if base is not None:
                    steps = (Step(base[0], node),) if len(base) == 1 else (None,) * len(base)
                    yield from self._uses(climb(node, self.family), base, steps)

    def _base(self, name: Node) -> Path | None:
        """Return what a name stands for: a part of the context, or one of the platform's objects."""
        variable = self.scopes.variable(name)
        if variable[1]:  # declared by the script: it hides an object of the platform with its name
            return self.aliases.get(variable)
        return (variable[0],) if variable[0] in ROOTS else None

    def _declare(self, pattern: Node | None, value: Node | None) -> Iterator[Draft]:
        """Learn what the declared names stand for; what destructuring takes out counts as read."""
        base = self._value_path(value) if pattern is not None else None
        if pattern is None or base is None:
            return
        if pattern.type == "identifier":
            self._learn(pattern, base)
        elif pattern.type == "object_pattern":
            for bound in bindings(pattern):
                path = (*base, *bound.keys)
                steps = (*(None,) * (len(path) - 1), Step(path[-1], bound.node, bound.form))
                yield Draft(path, "read", bound.node, steps, len(path) if bound.default else 0)
                if bound.name is not None:
                    self._learn(bound.name, path)

    def _learn(self, name: Node, path: Path) -> None:
        variable = self.scopes.variable(name)
        if self.scopes.is_alias(variable) and COMPUTED not in path and len(path) <= LONGEST:
            self.aliases[variable] = path

    def _value_path(self, value: Node | None) -> Path | None:
        """Return the path a declared value is: a plain chain, or one with a default as in ``context.a || {}``."""
        if value is not None and value.type == "binary_expression" and sign_of(value) in {"||", "??"}:
            value = field_of(value, "left")
        first = value
        while first is not None and first.type in {"member_expression", "subscript_expression"}:
            first = field_of(first, "object")
        if value is None or first is None or first.type != "identifier":
            return None
        base = self._base(first)
        chain = climb(first, self.family)
        if base is None or base == ("print",) or chain.top != value:
            return None
        return (*base, *(step.name for step in chain.steps))

    def _uses(self, chain: Chain, base: Path, base_steps: tuple[Step | None, ...]) -> Iterator[Draft]:
        path = (*base, *(step.name for step in chain.steps))
        steps = (*base_steps, *chain.steps)
        usage = usage_of(chain.top, self.family)
        tested = next((len(base) + at for at, step in enumerate(chain.steps) if step.optional), 0)
        if usage == "call":
            yield self._called(chain, path, steps, tested)
            return
        if usage in {"read", "update"}:
            key = self._asked_for(chain.top)
            if key is not None:
                path, steps = (*path, key.name), (*steps, key)
            whole = len(path) if is_tested(chain.top, self.family) else 0
            yield Draft(path, "read", chain.top, steps, whole if key is not None else tested or whole)
        if usage != "read":
            yield Draft(path, "delete" if usage == "delete" else "write", chain.top, steps)

    def _asked_for(self, top: Node) -> Step | None:
        """Return the key in ``"key" in context.entities``."""
        node, parent = self.family.outer(top)
        if parent is None or parent.type != "binary_expression" or sign_of(parent) != "in":
            return None
        key = field_of(parent, "left")
        return _literal_step(key) if key is not None and is_field(parent, "right", node) else None

    def _called(self, chain: Chain, path: Path, steps: tuple[Step | None, ...], tested: int) -> Draft:
        """Read a call: a session store's get, put or delete, a platform function, or a method of a value."""
        if path[0] in {"print", "koreUtil"}:
            return Draft(path, "call", chain.top, steps)
        call = self.family.outer(chain.top)[1]
        argument = _first_argument(call)
        full = canonical(path)
        if len(full) == 4 and full[2] in STORES and full[3] in _METHODS:
            step = (_literal_step(argument) if argument is not None else None) or Step(COMPUTED, None, "computed")
            whole, method = (*path[:-1], step.name), _METHODS[full[3]]
            asked = method == "read" and call is not None and is_tested(call, self.family)
            return Draft(whole, method, chain.top, (*steps[:-1], step), len(whole) if asked else 0)
        if len(path) == 1:
            return Draft(path, "read", chain.top, steps)
        if path[-1] == "hasOwnProperty" and argument is not None and (key := _literal_step(argument)):
            return Draft((*path[:-1], key.name), "read", chain.top, (*steps[:-1], key), len(path))
        return Draft(path[:-1], "read", chain.top, steps[:-1], tested if tested < len(path) else 0)


def _first_argument(call: Node | None) -> Node | None:
    arguments = call.child_by_field_name("arguments") if call is not None else None
    return next(iter(arguments.named_children), None) if arguments is not None else None


def _literal_step(node: Node) -> Step | None:
    literal = literal_key(node)
    return Step(literal[0], literal[1], "number" if node.type == "number" else "string") if literal else None
