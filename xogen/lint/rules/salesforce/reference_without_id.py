"""A reference that gets something that is no id."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import entity
from xogen.lint.facts import TaskFacts
from xogen.lint.known import Known
from xogen.lint.org_examples import create, field, from_entity, knows, saving, sobject
from xogen.lint.org_facts import WrittenField, entity_behind, find_sobject, given_values, listed, written_fields
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.record_id import KEY_PREFIXES, is_record_id

ASKED = frozenset({"custom", "list-of-values", "list-lookup", "composite"})
"""A pattern that fits ids, or a list that was made of records: what these give is up to their author."""
PARENT = field("AccountId", "reference", referenceTo=["Account"], relationshipName="Account", length=18)
KNOWN = knows(sobject("Contact", PARENT), sobject("Account", keyPrefix="001"))


@rule(
    "task",
    needs="asking-org",
    severity=Severity.ERROR,
    summary="A reference to a record that gets no id",
    rationale="""
        A field such as `AccountId` takes the id of a record (MALFORMED_ID, INVALID_CROSS_REFERENCE_KEY), and nobody
        knows ids by heart: ask for a name, find the record, let the user choose among several, and send its id. An
        entity with a pattern for ids, or a list of records, may do as a last resort. The first three characters of an
        id say what kind of record it is, so an id of another object is found, too. What a script puts in is known only
        when the dialog runs.
    """,
    bad=bad(
        saving(create("Contact", AccountId=from_entity("company")), entity("company", "sure")),
        Flag(
            "/nodes/3/record/fields/AccountId",
            "Contact.AccountId takes the id of an Account, and the entity company (string) asks a person",
            "save",
        ),
        known=KNOWN,
    ),
    good=good(saving(create("Contact", AccountId="00190000001pPvHAAU")), known=KNOWN),
)
def reference_without_id(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    for item in written_fields(facts):
        if isinstance(item, Unchecked):
            yield item
            continue
        if item.field.type != "reference":
            continue
        takes = f"{item.sobject.name}.{item.field.name} takes the id of {_one_of(item.field.reference_to)}"
        behind = entity_behind(item.written.value, facts)
        if behind is not None and behind[0].entity_type not in ASKED:
            asked = f"the entity {behind[0].component} ({behind[0].entity_type}) asks a person"
            yield Problem(item.written.pointer, f"{takes}, and {asked}", item.call.node.id)
        for given in given_values(item.written, item.call, facts):
            wrong = _wrong(item, given.text, facts.known)
            if wrong:
                yield Problem(given.pointer, f"{takes}, and {given.text!r} is {wrong}", given.node)


def _wrong(item: WrittenField, text: str, known: Known) -> str | None:
    if not is_record_id(text):
        return "none"
    objects = item.field.reference_to
    kind = _kind(text[:3], known)
    if kind is not None and objects and kind not in objects:
        return f"that of {_one_of((kind,))}"
    return None


def _kind(prefix: str, known: Known) -> str | None:
    """Return the object whose ids begin like this: by the describes, else as in every org."""
    described = (find_sobject(name, known) for name in known.sobjects or ())
    own = next((each.name for each in described if each is not None and each.key_prefix == prefix), None)
    return own or KEY_PREFIXES.get(prefix)


def _one_of(names: tuple[str, ...]) -> str:
    if not names:
        return "a record"
    words = listed(names).replace(" and ", " or ")
    return f"an {words}" if words[0] in "AEIO" else f"a {words}"
