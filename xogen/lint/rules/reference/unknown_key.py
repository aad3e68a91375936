"""A value of the context that nothing sets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from xogen.graph.assignment import PLATFORM_KEYS
from xogen.graph.effects import OPAQUE
from xogen.graph.reads import Read
from xogen.lint.examples import dialog, entity, intent, message, script
from xogen.lint.facts import BotFacts, TaskFacts
from xogen.lint.preset import preset_paths
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.references import COMPUTED

ASK = entity("amount", "compute", "Which amount?", entity_type="number")
COMPUTE = script("compute", "context.total = context.entities.amount * 1.19;", "done")


@rule(
    "bot",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="A value of the context that nothing sets",
    rationale="""
        No script of the bot writes this key, and no call of the dialog sets it: a text has a hole, a request asks for
        nothing. Mostly a script was removed, or the key renamed in one place. Conditions, and scripts that look whether
        the value is there, are fine; so are session values, which come from anywhere. Of the places in one node the
        first is shown.
    """,
    bad=bad(
        dialog(intent("amount"), ASK, COMPUTE, message("done", "That makes {{context.totals}} Euro.")),
        Flag("/nodes/3/responses/0/text/en", "nothing sets context.totals; did you mean 'total'?", "done"),
    ),
    good=good(dialog(intent("amount"), ASK, COMPUTE, message("done", "That makes {{context.total}} Euro."))),
)
def unknown_key(facts: BotFacts) -> Iterator[Problem | Unchecked]:
    written = {unit[1] for task in facts.tasks for unit in task.graph.assignment.written} | PLATFORM_KEYS | {COMPUTED}
    for task in facts.tasks:
        sought = _sought(task, written, _preset(task, facts))
        found = [each for name, reads in sought.items() for each in _untested(task, name, reads)]
        unknown = {(node, key): pointer for pointer, key, node in reversed(found)}
        doubt = _doubt(task, facts) if unknown else None
        for (node, key), pointer in unknown.items():
            if doubt is None:
                words = f"nothing sets context.{key}{task.did_you_mean('context key', key, _written(task))}"
                yield Problem(pointer, words, node, dialog=task)
            else:
                yield Unchecked(f"whether anything sets context.{key} is not known: {doubt}", task)


def _sought(task: TaskFacts, written: Collection[str], preset: Collection[str]) -> Mapping[str, Sequence[Read]]:
    """Return the reads of each node that take a key for granted which is not known."""
    found: dict[str, list[Read]] = {}
    components = task.components
    for name, reads in task.graph.assignment.reads.items():
        for read in reads:
            path = read.path
            if len(path) < 2 or path[1] in written or path[1] in components or path[1] in preset:
                continue
            if _is_sought(read):
                found.setdefault(name, []).append(read)
    return found


def _untested(task: TaskFacts, name: str, unknown: Sequence[Read]) -> Iterator[tuple[str, str, str]]:
    """Yield each place of a node that takes an unknown key for granted: its pointer, the key and the node."""
    if name not in task.graph.reachable:
        return
    # A script that asks once knows that it may be missing.
    reads = task.graph.assignment.reads[name]
    asked = {read.path[1] for read in reads if read.line is not None and read.path[0] == "context" and read.tested}
    for read in unknown:
        if read.path[1] not in asked:
            yield task.by_id[name].pointer + read.pointer, read.path[1], name


def _is_sought(read: Read) -> bool:
    """Whether a read takes a value of the context for granted; an answer that nobody gives is another rule's."""
    return read.path[0] == "context" and not (read.tested or read.after_write or read.path[2:3] == ("response",))


def _written(task: TaskFacts) -> set[str]:
    """Return the keys that a dialog sets, for itself or by what calls give back."""
    return {unit[1] for unit in task.graph.assignment.written} - PLATFORM_KEYS


def _preset(task: TaskFacts, facts: BotFacts) -> set[str]:
    """Return the keys that calls of a dialog set beforehand."""
    return {path[1] for path in preset_paths(task, facts) if len(path) > 1}


def _doubt(task: TaskFacts, facts: BotFacts) -> str | None:
    """Say what may set keys that we do not see."""
    if any(use.kind == "write" and use.path[:2] == ("context", COMPUTED) for use in task.uses):
        return "a script sets keys by computed names"
    if task.task.hidden and not facts.calls_to(task) and not facts.known.complete:
        return "a dialog that calls this hidden one may set it"
    at_hand = {call.place.node.id for call in facts.calls_of(task) if call.called is not None}
    for place in task.placed:
        if place.node.type in OPAQUE and place.node.type != "agent-transfer" and place.node.id not in at_hand:
            return f"the {place.node.type} node {place.node.component} may set it"
    return None
