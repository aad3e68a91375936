"""A branch that a constant rules out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from xogen.formats.edits import Removal
from xogen.graph.constants import Constants, Test
from xogen.graph.dialog_graph import DialogGraph
from xogen.lint.examples import dialog, intent, message, node, script
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.logic import surely_differ
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.conditions import AnyOf, Condition
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

CLOSED = {"to": "closed", "when": {"context": "context.state", "op": "eq", "value": "closed"}}
CHECK = node("logic", "check", [CLOSED, {"to": "open"}])
ENDS = (message("open", "It is open."), message("closed", "It is closed."))
COMPUTED = "context.state = context.session.BotUserSession.shut ? 'closed' : 'open';"


@rule(
    "task",
    needs="conditional",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="A branch that a constant rules out",
    rationale="""
        On every path to here the value is the same: a script has set it to a constant, or a condition on the way has
        found it to be so, and nothing has changed it since. This way asks for another value and is never taken. Mostly
        the script was meant to compute the value, or the condition to ask for another.
    """,
    bad=bad(
        dialog(intent("set"), script("set", "context.state = 'open';", "check"), CHECK, *ENDS),
        Flag(
            "/nodes/2/transitions/0",
            "'state is closed' never holds: context.state is 'open' on every path to here",
            "check",
        ),
    ),
    good=good(dialog(intent("set"), script("set", COMPUTED, "check"), CHECK, *ENDS)),
)
def dead_branch(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    graph = facts.graph
    constants = graph.constants
    if not constants.tests:
        return
    for (owner, index), sources in _tried(graph).items():
        when = graph.nodes[owner].transitions[index].when
        excluded = [_excluded(when, constants.tests[owner, index], constants, source) for source in sources]
        if when is not None and excluded[0] is not None and None not in excluded:
            words = f"{facts.words(when)!r} never holds: {excluded[0]} on every path to here"
            here = f"{facts.by_id[owner].pointer}/transitions/{index}"
            yield Problem(here, words, owner, fix=unsafe("remove what is never taken", Removal(here)))
    if not constants.is_settled:
        yield Unchecked("whether constants rule out branches: stopped after following the dialog's loops for long")
    if not constants.is_complete:
        yield Unchecked(
            "whether constants rule out branches: the dialog tests so many values that only some are followed"
        )


def _tried(graph: DialogGraph) -> Mapping[tuple[str, int], Sequence[str]]:
    """Return where each test for a literal is tried, of those that the start reaches."""
    found: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for edge in graph.edges:
        if (edge.owner, edge.index) in graph.constants.tests and edge.source in graph.reachable:
            found[edge.owner, edge.index].append(edge.source)
    return found


def _excluded(when: Condition | None, tests: Sequence[Test], constants: Constants, source: str) -> str | None:
    """Say which value keeps a condition from holding, or nothing."""
    known = [(path, op, value, constants.at_exit(source, path)) for path, op, value in tests]
    found = [
        f"{'.'.join(path)} is {held!r}"
        for path, op, value, held in known
        if held is not None and (surely_differ(held, value) if op == "eq" else op == "neq" and held == value)
    ]
    if isinstance(when, AnyOf) and len(found) < len(when.any):
        return None
    return found[0] if found else None
