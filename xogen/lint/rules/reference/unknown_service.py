"""The answer of a service that the dialog does not call."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import get_args

from xogen.lint.examples import Data, dialog, intent, message, service
from xogen.lint.facts import BotFacts, TaskFacts
from xogen.lint.renaming import service_renamed
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.lint.uses import ROOTS, Use
from xogen.model.finding import Severity
from xogen.model.nodes import PlatformKind
from xogen.model.references import COMPUTED

ANSWERING = ("service", *get_args(PlatformKind))
FAILED = message("failed", "That did not work.")


def _done(name: str) -> Data:
    return message("done", f"The first lead is {{{{context.{name}.response.body.Name}}}}.")


@rule(
    "bot",
    severity=Severity.ERROR,
    reads_scripts=True,
    summary="The answer of a service that the dialog does not have",
    rationale="""
        An answer is kept under the name of its service node: `context.<service>.response`. Whoever renames the node and
        forgets a message gets an empty answer, or a script that fails, and the platform says nothing. The services of
        dialogs that this one calls are known too. Of the places in one node the first is shown.
    """,
    bad=bad(
        dialog(intent("readLead"), service("readLead", "done", "failed"), _done("readLeads"), FAILED),
        Flag("/nodes/2/responses/0/text/en", "there is no service 'readLeads'; did you mean 'readLead'?", "done"),
    ),
    good=good(dialog(intent("readLead"), service("readLead", "done", "failed"), _done("readLead"), FAILED)),
)
def unknown_service(facts: BotFacts) -> Iterator[Problem | Unchecked]:
    for task in facts.tasks:
        answers = _answers(task)
        unknown = answers.keys() - _given(task, answers.keys()) if answers else set()
        if not unknown:
            continue
        reached, is_complete = _called(task, facts)
        for name in sorted(unknown.difference(*(_given(called, unknown) for called in reached))):
            if not is_complete:
                yield Unchecked(f"whether a dialog that is called has the service {name!r} is not known", task)
                continue
            first = {use.place.node.id: use for use in reversed(answers[name])}
            for node, use in first.items():
                words = f"there is no service {name!r}{task.did_you_mean('service', name, task.services)}"
                fix = service_renamed(task.by_id[node], name, task.only_nearest("service", name, task.services))
                yield Problem(use.pointer, words, node, dialog=task, fix=fix)


def _answers(task: TaskFacts) -> dict[str, list[Use]]:
    """Return the reads of answers that no service of the dialog gives, by what they name."""
    found = {}
    for start, uses in task.uses_by_name.items():
        if start[0] == "context" and len(start) > 1 and start[1] != COMPUTED and start[1] not in task.services:
            reads = [use for use in uses if len(use.path) > 2 and use.path[2] == "response" and use.kind != "write"]
            if reads:
                found[start[1]] = reads
    return found


def _given(task: TaskFacts, names: Collection[str]) -> set[str]:
    """Return which names may stand right under ``context`` with an answer: nodes, and what scripts write."""
    nodes = {place.node.component for kind in ANSWERING for place in task.of_kind(kind)}
    index = task.uses_by_name
    written = {name for name in names for root in ROOTS if _has_write(index.get((root, name), ()))}
    return nodes.intersection(names) | written


def _has_write(uses: Sequence[Use]) -> bool:
    return any(use.kind == "write" for use in uses)


def _called(task: TaskFacts, facts: BotFacts) -> tuple[list[TaskFacts], bool]:
    """Return the dialogs that are called from here on, and whether all of them are at hand."""
    reached: dict[int, TaskFacts] = {}
    is_complete = True
    waiting = [task]
    while waiting:
        for call in facts.calls_of(waiting.pop()):
            if call.called is None:
                is_complete = False
            elif id(call.called) not in reached:
                reached[id(call.called)] = call.called
                waiting.append(call.called)
    return list(reached.values()), is_complete
