"""A call of another API version than its describe or its action."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.formats.edits import Edit
from xogen.lint.facts import BotFacts, Placed
from xogen.lint.fix import Fix, unsafe
from xogen.lint.known import Known
from xogen.lint.org_examples import create, field, knows, saving, sobject
from xogen.lint.org_facts import find_sobject, listed, no_describe
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import Node

VERSION = re.compile(r"/services/data/v(\d{1,3}(?:\.\d)?)(?:/|$)")
LEAD_59 = sobject("Lead", field("Company"), urls={"describe": "/services/data/v59.0/sobjects/Lead/describe"})
LEAD_67 = sobject("Lead", field("Company"), urls={"describe": "/services/data/v67.0/sobjects/Lead/describe"})


@rule(
    "bot",
    severity=Severity.INFO,
    summary="A call of another API version than its describe or its action",
    rationale="""
        Fields, objects and error codes come with versions: what a describe of an older version does not show may be
        there, and what one of a newer version shows may not. Pull the describe again after changing `api_version`. A
        call of another version than its action's is a warning: usually one of the two was forgotten.
    """,
    bad=bad(
        saving(create("Lead", Company="Acme")),
        Flag("", "the describe of Lead is of API version 59.0, and calls are of 67.0"),
        known=knows(LEAD_59),
    ),
    good=good(saving(create("Lead", Company="Acme")), known=knows(LEAD_67)),
)
def api_version_differs(facts: BotFacts) -> Iterator[Problem | Unchecked]:
    for task in facts.tasks:
        action = task.task.action
        for place in task.placed if action is not None and action.api_version else ():
            version = _version(place.node)
            if action is not None and version not in {None, action.api_version}:
                words = f"this call is of API version {version}, and the action is set to {action.api_version}"
                fix = _fix(place, action.api_version)
                here = f"{place.pointer}/path"
                yield Problem(here, words, place.node.id, dialog=task, severity=Severity.WARNING, fix=fix)
    for name, versions in sorted(_called(facts).items()):
        yield from _described(name, versions, facts.known)


def _fix(place: Placed, version: str | None) -> Fix | None:
    match = VERSION.search(place.node.path) if place.node.type == "service" else None
    if match is None or version is None:
        return None
    path = match.string[: match.start(1)] + version + match.string[match.end(1) :]
    return unsafe(f"call version {version}", Edit(f"{place.pointer}/path", path))


def _called(facts: BotFacts) -> dict[str, set[str]]:
    """Return the versions with which each object is called."""
    found: dict[str, set[str]] = {}
    for call in (call for task in facts.tasks for call in task.org_calls):
        version = _version(call.node)
        if call.object and version is not None:
            found.setdefault(call.object, set()).add(version)
    return found


def _described(name: str, versions: set[str], known: Known) -> Iterator[Problem | Unchecked]:
    sobject = find_sobject(name, known)
    if sobject is None:
        yield no_describe(name, known)
        return
    origin = known.origins.get(sobject.name)
    described = (origin.api_version if origin else None) or sobject.api_version
    if described is None:
        yield Unchecked(f"the API version of the describe of {sobject.name} is not known")
    elif versions != {described}:
        calls = f"calls are of {listed(sorted(versions))}"
        yield Problem("", f"the describe of {sobject.name} is of API version {described}, and {calls}")


def _version(node: Node) -> str | None:
    match = VERSION.search(node.path) if node.type == "service" else None
    return None if match is None else match[1] if "." in match[1] else f"{match[1]}.0"
