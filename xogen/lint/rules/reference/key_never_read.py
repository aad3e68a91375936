"""A key of the context that is written and never read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xogen.graph.assignment import PLATFORM_KEYS
from xogen.lint.facts import BotFacts, TaskFacts
from xogen.lint.rule import Flag, Problem, Unchecked, bad_export, good_export, rule
from xogen.lint.scripted_examples import scripted
from xogen.lint.uses import Use
from xogen.model.finding import Severity
from xogen.model.references import COMPUTED, parse_path

TOTAL = "That makes {{context.total}}."


@rule(
    "bot",
    severity=Severity.INFO,
    reads_scripts=True,
    summary="A key of the context that is written and never read",
    rationale="""
        A script works something out that no text, no request, no condition and no other script of the bot uses. It is
        left over, or what should use it has another name for it. Of each key the first place is shown. Checked
        where the whole bot is at hand: in exports, and folders that were imported from one.
    """,
    bad=bad_export(
        scripted("context.total = 2;\ncontext.tax = 1;", TOTAL),
        Flag("/dialogComponents/2/script", "nothing reads context.tax", "keep"),
    ),
    good=good_export(scripted("context.total = 2;", TOTAL)),
)
def key_never_read(facts: BotFacts) -> Iterator[Problem | Unchecked]:
    written = _written(facts) if facts.origin and facts.known.complete else {}
    if not written:
        return
    read = _read(facts)
    if COMPUTED in read:
        yield Unchecked("which keys are read: a script reads keys by computed names, or hands the context on whole")
        return
    for key, (task, use) in written.items():
        if key not in read:
            yield Problem(use.pointer, f"nothing reads context.{key}", use.place.node.id, dialog=task)


def _written(facts: BotFacts) -> Mapping[str, tuple[TaskFacts, Use]]:
    found: dict[str, tuple[TaskFacts, Use]] = {}
    for task in facts.tasks:
        for start, uses in task.uses_by_name.items():
            if start[0] != "context" or len(start) < 2 or start[1] in found or start[1] in task.components:
                continue
            first = next((use for use in uses if use.kind == "write"), None)
            if first is not None and start[1] not in PLATFORM_KEYS and start[1] != COMPUTED:
                found[start[1]] = task, first
    return found


def _read(facts: BotFacts) -> frozenset[str]:
    """Return the keys that are read, and ``[*]`` where any may be."""
    given = (parse_path(value) for call in facts.calls for value in (*call.node.inputs.values(), *call.node.outputs))
    return facts.read_keys.union(path[1] for path in given if path is not None and len(path) > 1)
