"""What the describes say of what a dialog asks of Salesforce. Without a describe nothing is said but "not checked"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from xogen.lint.facts import BotFacts, TaskFacts
from xogen.lint.known import Known
from xogen.lint.org_calls import WRITES, OrgCall, Written
from xogen.lint.rule import Problem, Unchecked
from xogen.lint.soql import Soql
from xogen.model.nearest import did_you_mean
from xogen.model.nodes import EntityNode
from xogen.model.references import references

if TYPE_CHECKING:
    from xogen.model.sfield import SField
    from xogen.model.sobject import SObject


class Described(NamedTuple):
    """A call and its object."""

    call: OrgCall
    sobject: SObject


class WrittenField(NamedTuple):
    """A field that a call writes, as the describe has it."""

    call: OrgCall
    sobject: SObject
    field: SField
    written: Written


class Given(NamedTuple):
    """A value that is known before the dialog runs: written out, or one of an entity's list."""

    text: str
    pointer: str
    node: str


def find_sobject(name: str, known: Known) -> SObject | None:
    """Return the object of a name, in any case, as Salesforce takes it."""
    sobjects = known.sobjects or {}
    if name in sobjects:
        return sobjects[name]
    other = next((each for each in sobjects if each.casefold() == name.casefold()), None)
    return sobjects[other] if other is not None else None


def no_describe(name: str, known: Known) -> Unchecked:
    """Say that nothing was checked, for want of a describe."""
    if known.sobjects is None:
        return Unchecked(f"there is no project here that has a describe of {name}")
    meant = did_you_mean(name, known.sobjects)
    return Unchecked(f"there is no describe of {name}{meant if len(meant) < 60 else ''}; xogen describe pull gets it")


def described(facts: TaskFacts, operations: frozenset[str], *, whole: bool = True) -> Iterator[Described | Unchecked]:
    """Yield the calls of some operations with their objects; ``whole`` also says what of a call is not to be seen."""
    for call in facts.org_calls:
        if call.operation not in operations:
            continue
        if call.unseen and (whole or not call.object):
            yield Unchecked(call.unseen)
        sobject = find_sobject(call.object, facts.known) if call.object else None
        if sobject is not None:
            yield Described(call, sobject)
        elif call.object:
            yield no_describe(call.object, facts.known)


def used_objects(facts: BotFacts) -> Iterator[SObject | Unchecked]:
    """Yield each described object that the dialogs of a bot use, once, by name, and what has no describe."""
    names = sorted({call.object for task in facts.tasks for call in task.org_calls if call.object})
    seen: set[str] = set()
    for name in names:
        sobject = find_sobject(name, facts.known)
        if sobject is None:
            yield no_describe(name, facts.known)
        elif sobject.name not in seen:
            seen.add(sobject.name)
            yield sobject


def written_fields(facts: TaskFacts, operations: frozenset[str] = WRITES) -> Iterator[WrittenField | Unchecked]:
    """Yield the fields that are written and that the describes have."""
    for item in described(facts, operations):
        if isinstance(item, Unchecked):
            yield item
            continue
        for written in item.call.written:
            field = item.sobject.find(written.field)
            if field is not None:
                yield WrittenField(item.call, item.sobject, field, written)


def resolve(sobject: SObject, path: str, known: Known) -> SField | Unchecked | str:
    """Follow a path such as ``Owner.Name`` from an object to its field.

    Returns:
        The field; what could not be checked; or, as a sentence, what is not there.
    """
    *relationships, last = path.split(".")
    for name in relationships:
        reference = sobject.parent(name)
        if reference is None:
            names = [each.relationship for each in sobject.fields_by_name.values() if each.relationship]
            return f"{sobject.name} has no relationship {name!r}{did_you_mean(name, names)}"
        targets = reference.reference_to
        if len(targets) != 1:
            return Unchecked(f"what stands behind {sobject.name}.{name}, which may be one of several objects")
        parent = find_sobject(targets[0], known)
        if parent is None:
            return no_describe(targets[0], known)
        sobject = parent
    field = sobject.find(last)
    return (
        field
        if field is not None
        else f"{sobject.name} has no field {last!r}{did_you_mean(last, sobject.fields_by_name)}"
    )


def refused_paths(
    facts: TaskFacts, named: Callable[[Soql], Iterable[str]], verb: str, is_fine: Callable[[SField], bool]
) -> Iterator[Problem | Unchecked]:
    """Yield the paths of a clause of a query whose fields Salesforce takes for other things, and not for this.

    Args:
        facts: the dialog.
        named: which paths of a query to look at.
        verb: what the query does with them: ``filter``.
        is_fine: whether a field can be used so.
    """
    for item in described(facts, frozenset({"query"})):
        if isinstance(item, Unchecked):
            yield item
            continue
        call, sobject = item
        for path in dict.fromkeys(named(call.query.soql)) if call.query is not None else ():
            found = resolve(sobject, path, facts.known)
            if isinstance(found, Unchecked):
                yield found
            elif not isinstance(found, str) and not is_fine(found) and call.query is not None:
                words = f"a query cannot {verb} by {sobject.name}.{path}"
                yield Problem(call.query.pointer, words, call.node.id)


def entity_behind(value: str, facts: TaskFacts) -> tuple[EntityNode, str] | None:
    """Return the entity, and the pointer to it, whose value is all that is sent; nothing for any other text."""
    found = references(value)
    if len(found) != 1 or value.strip() != value[found[0].start : found[0].end]:
        return None
    path = found[0].path
    if path is None or path[:2] != ("context", "entities") or len(path) != 3:
        return None
    return entity_named(path[2], facts)


def entity_named(name: str, facts: TaskFacts) -> tuple[EntityNode, str] | None:
    """Return the entity of a name, and the pointer to it."""
    place = facts.entity_places.get(name)
    return (place.node, place.pointer) if place is not None and place.node.type == "entity" else None


def given_values(written: Written, call: OrgCall, facts: TaskFacts) -> tuple[Given, ...]:
    """Return the values that a field may get, as far as they are known before the dialog runs."""
    if "{{" not in written.value:
        return (Given(written.value, written.pointer, call.node.id),) if written.value else ()
    behind = entity_behind(written.value, facts)
    if behind is None:
        return ()
    entity, pointer = behind
    return tuple(
        Given(value.value, f"{pointer}/values/{at}/value", entity.id) for at, value in enumerate(entity.values)
    )


def is_computed(sobject: SObject, field: SField) -> bool:
    """Whether Salesforce makes a field up itself: a formula, an auto number, a field that is made of others."""
    return field.calculated or field.auto_number or sobject.is_compound(field)


def listed(words: Sequence[str], most: int = 4) -> str:
    """Join some words for a message: ``a, b and 3 more``."""
    if len(words) <= most + 1:
        return ", ".join(words[:-1]) + f" and {words[-1]}" if len(words) > 1 else "".join(words)
    return f"{', '.join(words[:most])} and {len(words) - most} more"
