"""An object that the org does not have."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.facts import TaskFacts
from xogen.lint.org_examples import create, field, knows, saving, sobject
from xogen.lint.org_facts import find_sobject, no_describe
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nearest import did_you_mean

KNOWN = knows(sobject("Lead", field("Company")), objects=frozenset({"Account", "Lead"}))


@rule(
    "task",
    needs="asking-org",
    severity=Severity.ERROR,
    summary="An object that the org does not have",
    rationale="""
        Salesforce answers with NOT_FOUND or INVALID_TYPE, and the dialog goes its failure path each time. Custom
        objects end in `__c`, and those of a package begin with its namespace. `xogen describe pull` notes the names of
        all objects that the describing user may see; without that list an object that has no describe is not checked.
    """,
    bad=bad(
        saving(create("Leed", Company="Acme")),
        Flag("/nodes/2/record/object", "the org has no object 'Leed'; did you mean 'Lead'?", "save"),
        known=KNOWN,
    ),
    good=good(saving(create("Lead", Company="Acme")), known=KNOWN),
)
def unknown_object(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    known = facts.known
    for call in facts.org_calls:
        name = call.object
        if not name:
            yield Unchecked(call.unseen or "")
        elif find_sobject(name, known) is not None:
            continue
        elif known.objects is None:
            yield no_describe(name, known)
        elif name.casefold() not in {each.casefold() for each in known.objects}:
            words = f"the org has no object {name!r}{did_you_mean(name, known.objects)}"
            yield Problem(call.pointer, words, call.node.id)
