"""The uses of the platform's objects, as they are found in the tree: what ``paths`` and ``flows`` are made from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

from xogen.model.references import COMPUTED
from xogen.script.chains import DECIDING, LONGEST, Chain, Spelling, climb, is_tested, usage_of
from xogen.script.run import Kind
from xogen.script.scopes import FREE, Scopes, Variable, bindings
from xogen.script.tree import ROOT

if TYPE_CHECKING:
    from xogen.script.tree import Tree

Path = tuple[str, ...]

STORES: frozenset[str] = frozenset({"BotUserSession", "UserSession", "UserContext", "BotContext", "EnterpriseContext"})
"""Session stores: by path under ``context.session``, or bare with get, put and delete of root keys."""
ROOTS: frozenset[str] = STORES | {"context", "env", "content", "koreUtil", "print"}

_METHODS: dict[str, Literal["read", "write", "delete"]] = {"get": "read", "put": "write", "delete": "delete"}
_USED = frozenset({"identifier", "shorthand_property_identifier"})
_ACCESS = frozenset({"member_expression", "subscript_expression"})
_MENTION = re.compile("|".join(sorted(ROOTS)))
_Spellings = tuple[Spelling | None, ...]


class Draft(NamedTuple):
    """One use: the path, the topmost node of the access, and where the steps are spelt."""

    path: Path
    kind: Kind
    node: int
    spellings: _Spellings
    tested: int = 0


Packed = list[tuple[Path, Kind, int, tuple[tuple[int, int, str, int, bool] | None, ...], int]]


def packed(drafts: Iterable[Draft]) -> Packed:
    """Return drafts as plain tuples, all of which are pickled in the time that a few named ones take."""
    return [
        (path, kind, node, tuple([each and each[:] for each in spellings]), tested)
        for path, kind, node, spellings, tested in drafts
    ]


def unpacked(plain: Packed) -> tuple[Draft, ...]:
    """Return what was packed."""
    return tuple(
        [
            Draft(path, kind, node, tuple([each and Spelling(*each) for each in spellings]), tested)
            for path, kind, node, spellings, tested in plain
        ]
    )


def canonical(path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the full path of a session value: ``BotUserSession.x`` is ``context.session.BotUserSession.x``."""
    return ("context", "session", *path) if path[0] in STORES else path


def mentions_roots(source: str) -> bool:
    """Whether a text holds a word without which no script uses an object of the platform."""
    return _MENTION.search(source) is not None


def drafts(tree: Tree, scopes: Scopes) -> tuple[Draft, ...]:
    """Return the uses in a tree, parents before children."""
    finder = _Finder(tree, scopes)
    finder.find()
    return tuple(finder.found)


class _Finder:
    """Finds uses in the order of the source, and learns on the way which names stand for a part of the context."""

    def __init__(self, tree: Tree, scopes: Scopes) -> None:
        self.tree = tree
        self.scopes = scopes
        self.aliases: dict[Variable, Path] = {}
        self.found: list[Draft] = []

    def find(self) -> None:
        tree = self.tree
        for node in self._candidates():
            kind = tree.kinds[node]
            if kind == "variable_declarator":
                self._declare(tree.child(node, "name"), tree.inner(node, "value"))
            elif kind == "assignment_expression":
                left = tree.inner(node, "left")
                if tree.kinds[left] == "object_pattern":
                    self._declare(left, tree.inner(node, "right"))
            elif kind in _USED and (base := self._base(node)) is not None:
                self._use(climb(tree, node), base, node)

    def _candidates(self) -> list[int]:
        """Return the nodes that may be a use, or give a part of the context a name."""
        of, words, scopes = self.tree.of, self.tree.words, self.scopes.scopes
        found = {node for word in words if word in ROOTS or word in scopes for node in words[word]}
        found -= self.scopes.declared
        if found:
            found.update(of.get("variable_declarator", ()))
            if "object_pattern" in of:
                found.update(of.get("assignment_expression", ()))
        return sorted(found)

    def _base(self, name: int) -> Path | None:
        """Return what a name stands for: a part of the context, or one of the platform's objects."""
        variable = self.scopes.variable(name)
        if variable[1] != FREE:  # declared by the script: it hides an object of the platform with its name
            return self.aliases.get(variable)
        return variable[:1] if variable[0] in ROOTS else None

    def _declare(self, pattern: int, value: int) -> None:
        """Learn what the declared names stand for; what destructuring takes out counts as read."""
        tree = self.tree
        kind = tree.kinds[pattern]
        base = self._value_path(value) if kind in {"identifier", "object_pattern"} else None
        if base is None:
            return
        if kind == "identifier":
            self._learn(pattern, base)
            return
        for bound in bindings(tree, pattern):
            path = (*base, *bound.keys)
            place = Spelling(tree.starts[bound.node], tree.ends[bound.node], bound.form, 0)
            spellings = (*(None,) * (len(path) - 1), place)
            self.found.append(Draft(path, "read", bound.node, spellings, len(path) if bound.default else 0))
            if bound.name != ROOT:
                self._learn(bound.name, path)

    def _learn(self, name: int, path: Path) -> None:
        variable = self.scopes.variable(name)
        if self.scopes.is_alias(variable) and COMPUTED not in path and len(path) <= LONGEST:
            self.aliases[variable] = path

    def _value_path(self, value: int) -> Path | None:
        """Return the path a declared value is: a plain chain, or one with a default as in ``context.a || {}``."""
        tree = self.tree
        kinds = tree.kinds
        if kinds[value] == "binary_expression" and tree.signs.get(value) in {"||", "??"}:
            value = tree.inner(value, "left")
        first = value
        while kinds[first] in _ACCESS:
            first = tree.inner(first, "object")
        base = self._base(first) if kinds[first] == "identifier" else None
        if base is None or base == ("print",):
            return None
        chain = climb(tree, first)
        return (*base, *chain.names) if chain.top == value else None

    def _use(self, chain: Chain, base: Path, first: int) -> None:
        tree, top, found = self.tree, chain.top, self.found
        path = (*base, *chain.names)
        is_spelt = len(base) == 1  # otherwise an alias stands for the first segments
        begin = Spelling(tree.starts[first], tree.ends[first], "property", 0) if is_spelt else None
        spellings = (*(begin,) * len(base), *chain.spellings)
        tested = len(base) + chain.optional if chain.optional >= 0 else 0
        if tree.kinds[tree.parents[chain.outer]] not in DECIDING:
            found.append(Draft(path, "read", top, spellings, tested))
            return
        usage = usage_of(tree, chain.outer)
        if usage == "call":
            found.append(self._called(chain, path, spellings, tested))
            return
        if usage in {"read", "update"}:
            key = self._asked_for(chain.outer)
            asked = is_tested(tree, chain.outer)
            if key is None:
                found.append(Draft(path, "read", top, spellings, tested or (len(path) if asked else 0)))
            else:
                path, spellings = (*path, key[0]), (*spellings, key[1])
                found.append(Draft(path, "read", top, spellings, len(path) if asked else 0))
        if usage != "read":
            found.append(Draft(path, "delete" if usage == "delete" else "write", top, spellings))

    def _asked_for(self, node: int) -> tuple[str, Spelling] | None:
        """Return the key in ``"key" in context.entities``."""
        tree = self.tree
        parent = tree.parents[node]
        if tree.signs.get(parent) != "in" or tree.fields[node] != "right":
            return None
        return self._literal(tree.inner(parent, "left")) if tree.kinds[parent] == "binary_expression" else None

    def _called(self, chain: Chain, path: Path, spellings: _Spellings, tested: int) -> Draft:
        """Read a call: a session store's get, put or delete, a platform function, or a method of a value."""
        tree, top = self.tree, chain.top
        if path[0] in {"print", "koreUtil"}:
            return Draft(path, "call", top, spellings)
        call = tree.parents[chain.outer]
        arguments = tree.child(call, "arguments")
        # The first of them is the node that follows, if there is one.
        key = self._literal(arguments + 1) if tree.after[arguments] > arguments + 1 and arguments else None
        full = canonical(path)
        if len(full) == 4 and full[2] in STORES and full[3] in _METHODS:
            name, spelling = key or (COMPUTED, None)
            whole, method = (*path[:-1], name), _METHODS[full[3]]
            asked = method == "read" and is_tested(tree, tree.outer(call)[0])
            return Draft(whole, method, top, (*spellings[:-1], spelling), len(whole) if asked else 0)
        if len(path) == 1:
            return Draft(path, "read", top, spellings)
        if path[-1] == "hasOwnProperty" and key is not None:
            return Draft((*path[:-1], key[0]), "read", top, (*spellings[:-1], key[1]), len(path))
        return Draft(path[:-1], "read", top, spellings[:-1], tested if tested < len(path) else 0)

    def _literal(self, node: int) -> tuple[str, Spelling] | None:
        """Return the key that a literal spells, and where."""
        tree = self.tree
        literal = tree.literal_key(node)
        if literal is None:
            return None
        form = "number" if tree.kinds[node] == "number" else "string"
        return literal[0], Spelling(tree.starts[literal[1]], tree.ends[literal[1]], form, 0)
