"""Which values of the context a script reads, writes and deletes, and where.

Followed are member and literal bracket access, ``?.``, destructuring, and names that are declared once as a part of the
context (``const r = context.Service.response``). What cannot be told from the text is the segment ``[*]``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from xogen.model.references import COMPUTED, path_segments, references
from xogen.script.certainty import Certainty, Effect, certainty
from xogen.script.chains import Chain, Step, climb, is_tested, usage_of
from xogen.script.scopes import Scopes, bindings, scopes_of
from xogen.script.syntax import neutralise
from xogen.script.tree import Offsets, field_of, literal_key, outer, parse, text_of, walk

if TYPE_CHECKING:
    from tree_sitter import Node

STORES: frozenset[str] = frozenset({"BotUserSession", "UserSession", "UserContext", "BotContext", "EnterpriseContext"})
"""Session stores: by path under ``context.session``, or bare with get, put and delete of root keys."""
ROOTS: frozenset[str] = STORES | {"context", "env", "content", "koreUtil", "print"}

_METHODS: dict[str, Literal["read", "write", "delete"]] = {"get": "read", "put": "write", "delete": "delete"}
Kind = Literal["read", "write", "delete", "call"]


@dataclass(frozen=True, slots=True)
class Spelling:
    """Where a script spells one segment of a path, and how: as ``.name``, ``["name"]``, or in a pattern."""

    start: int
    end: int
    form: str
    after: int
    optional: bool = False


@dataclass(frozen=True, slots=True)
class PathUse:
    """One use of a path.

    ``certain``: a write or call that happens on every way through the script.
    ``after_write``: a read that follows the script's own write of the value.
    ``tested``: length of the shortest part that the script asks for (``if (context.a)``, ``context.a?.b``), else 0.
    ``spellings``: where the segments stand; ``None`` for those that an alias stands for.
    """

    path: tuple[str, ...]
    kind: Kind
    start: int
    end: int
    line: int
    column: int
    certain: bool = False
    after_write: bool = False
    tested: int = 0
    spellings: tuple[Spelling | None, ...] = ()


def canonical(path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the full path of a session value: ``BotUserSession.x`` is ``context.session.BotUserSession.x``."""
    return ("context", "session", *path) if path[0] in STORES else path


@lru_cache(maxsize=2048)
def context_paths(source: str) -> tuple[PathUse, ...]:
    """Return the uses of the platform's objects in a script, in the order of the source.

    Args:
        source: JavaScript; a script that does not parse gives what can be read of it. ``{{...}}`` references in it
            count as reads.
    """
    plain = neutralise(source)
    tree = parse(plain)
    offsets = Offsets(plain)
    drafts = list(_drafts(tree.root_node, scopes_of(tree.root_node)))
    effects: dict[int, list[Effect]] = defaultdict(list)
    for draft in drafts:
        effects[draft.node.id].append((draft.kind, canonical(draft.path)))
    sure = certainty(tree.root_node, {key: tuple(value) for key, value in effects.items()})
    uses = [_finish(draft, sure, offsets) for draft in drafts]
    uses.extend(_in_references(source, offsets))
    return tuple(sorted(uses, key=lambda use: (use.start, use.end, use.kind, use.path)))


@dataclass(frozen=True, slots=True)
class _Draft:
    path: tuple[str, ...]
    kind: Kind
    node: Node
    steps: tuple[Step | None, ...]
    tested: int = 0


def _drafts(root: Node, scopes: Scopes) -> Iterator[_Draft]:
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


def _declare(declarator: Node, scopes: Scopes, aliases: dict[str, tuple[str, ...]]) -> Iterator[_Draft]:
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
            yield _Draft(path, "read", bound.node, steps, len(path) if bound.default else 0)
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


def _uses(chain: Chain, base: tuple[str, ...], base_steps: tuple[Step | None, ...]) -> Iterator[_Draft]:
    path = (*base, *(step.name for step in chain.steps))
    steps = (*base_steps, *chain.steps)
    usage = usage_of(chain.top)
    tested = next((len(base) + at for at, step in enumerate(chain.steps) if step.optional), 0)
    if usage == "call":
        yield _called(chain, path, steps, tested)
    elif usage == "update":
        yield _Draft(path, "read", chain.top, steps, tested or (len(path) if is_tested(chain.top) else 0))
        yield _Draft(path, "write", chain.top, steps)
    elif usage in {"write", "delete"}:
        yield _Draft(path, "write" if usage == "write" else "delete", chain.top, steps)
    else:
        yield _Draft(path, "read", chain.top, steps, tested or (len(path) if is_tested(chain.top) else 0))


def _called(chain: Chain, path: tuple[str, ...], steps: tuple[Step | None, ...], tested: int) -> _Draft:
    """Read a call: a session store's get, put or delete, a platform function, or a method of a value."""
    if path[0] in {"print", "koreUtil"}:
        return _Draft(path, "call", chain.top, steps)
    full = canonical(path)
    if len(full) == 4 and full[2] in STORES and full[3] in _METHODS:
        key = _first_argument(chain.top)
        step = Step(key[0], key[1], "string") if key else Step(COMPUTED, None, "computed")
        full_path, method = (*path[:-1], step.name), _METHODS[full[3]]
        call = outer(chain.top)[1]
        asked = method == "read" and call is not None and is_tested(call)
        return _Draft(full_path, method, chain.top, (*steps[:-1], step), len(full_path) if asked else 0)
    if len(path) == 1:
        return _Draft(path, "read", chain.top, steps)
    return _Draft(path[:-1], "read", chain.top, steps[:-1], tested if tested < len(path) else 0)


def _first_argument(function: Node) -> tuple[str, Node] | None:
    _, call = outer(function)
    arguments = call.child_by_field_name("arguments") if call is not None else None
    if arguments is None or not arguments.named_children:
        return None
    return literal_key(arguments.named_children[0])


def _finish(draft: _Draft, sure: Certainty, offsets: Offsets) -> PathUse:
    start, end = offsets.character(draft.node.start_byte), offsets.character(draft.node.end_byte)
    line, column = offsets.place(start)
    return PathUse(
        path=draft.path,
        kind=draft.kind,
        start=start,
        end=end,
        line=line,
        column=column,
        certain=draft.kind in {"write", "call"} and canonical(draft.path) in sure.paths,
        after_write=draft.kind == "read" and draft.node.id in sure.after_write,
        tested=draft.tested,
        spellings=tuple(_spelling(step, offsets) for step in draft.steps),
    )


def _spelling(step: Step | None, offsets: Offsets) -> Spelling | None:
    if step is None or step.node is None:
        return None
    start, end = offsets.character(step.node.start_byte), offsets.character(step.node.end_byte)
    return Spelling(start, end, step.form, offsets.character(step.after), step.optional)


def _in_references(source: str, offsets: Offsets) -> Iterator[PathUse]:
    """Yield the reads of ``{{...}}`` references that stand in the script, in strings or bare."""
    for reference in references(source):
        if reference.path is None or reference.path[0] not in ROOTS:
            continue
        base = source.index(reference.expression, reference.start)
        spellings = tuple(
            Spelling(base + part.start, base + part.end, "reference", base + part.start)
            for part in path_segments(reference.expression)
        )
        line, column = offsets.place(reference.start)
        yield PathUse(reference.path, "read", reference.start, reference.end, line, column, spellings=spellings)
