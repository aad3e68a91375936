"""What queries compare fields with: fixed values, and values of entities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from xogen.lint.facts import TaskFacts
from xogen.lint.org_calls import OrgCall
from xogen.lint.org_facts import Given, described, entity_named, resolve
from xogen.lint.rule import Unchecked
from xogen.lint.soql import Comparison
from xogen.model.nodes import EntityNode
from xogen.script.literals import HOLE

if TYPE_CHECKING:
    from xogen.model.sfield import SField
    from xogen.model.sobject import SObject

_ENTITY = re.compile(r"""\bcontext\s*\.\s*entities\s*\??(?:\.\s*([\w$]+)|\[\s*["']([^"']+)["']\s*\])""")


class ComparedField(NamedTuple):
    """A field that a query compares, as the describe has it. ``sobject`` is the one that the query asks for."""

    call: OrgCall
    sobject: SObject
    field: SField
    comparison: Comparison


def compared_fields(facts: TaskFacts) -> Iterator[ComparedField | Unchecked]:
    """Yield the fields that queries compare with values and that the describes have; functions of them are left out."""
    for item in described(facts, frozenset({"query"})):
        if isinstance(item, Unchecked):
            yield item
            continue
        query = item.call.query
        for comparison in query.soql.compared if query else ():
            found = resolve(item.sobject, comparison.path, facts.known)
            if isinstance(found, Unchecked):
                yield found
            elif not isinstance(found, str) and comparison.plain:
                yield ComparedField(item.call, item.sobject, found, comparison)


def given_in_query(asked: ComparedField, facts: TaskFacts) -> Iterator[Given]:
    """Yield the values that are known before the dialog runs: fixed texts, and the values of an entity's list."""
    for value in asked.comparison.values:
        if not value.quoted:
            continue
        if not value.holes:
            yield Given(value.text, asked.call.pointer, asked.call.node.id)
        elif value.text == HOLE:
            for entity, pointer in entities_in(asked, value.holes, facts):
                for at, each in enumerate(entity.values):
                    yield Given(each.value, f"{pointer}/values/{at}/value", entity.id)


def entities_in(asked: ComparedField, holes: tuple[int, ...], facts: TaskFacts) -> Iterator[tuple[EntityNode, str]]:
    """Yield the entities whose values stand in some holes of a query, with the pointers to them."""
    expressions = asked.call.query.holes if asked.call.query else ()
    for hole in holes:
        for match in _ENTITY.finditer(expressions[hole] if hole < len(expressions) else ""):
            found = entity_named(match[1] or match[2], facts)
            if found is not None:
                yield found
