"""The answer of a service that the dialog does not call."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, intent, message, service
from xogen.lint.facts import BotFacts, TaskFacts
from xogen.lint.renaming import service_renamed
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.lint.uses import Use
from xogen.model.finding import Severity
from xogen.model.nodes import PlatformNode, ServiceNode
from xogen.model.references import COMPUTED

RESPONSE = ("response",)
ANSWERING = (ServiceNode, PlatformNode)
FAILED = message("failed", "That did not work.")


def _done(name: str) -> Data:
    return message("done", f"The first lead is {{{{context.{name}.response.body.Name}}}}.")


@rule(
    "bot",
    severity=Severity.ERROR,
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
        unknown = list(_unknown(task))
        if not unknown:
            continue
        reached, is_complete = _called(task, facts)
        elsewhere = {name for called in reached for name in _names(called)}
        services = task.services
        for pointer, name, node in unknown:
            if name in elsewhere:
                continue
            if not is_complete:
                yield Unchecked(f"whether a dialog that is called has the service {name!r} is not known", task)
            else:
                words = f"there is no service {name!r}{task.did_you_mean(name, services)}"
                fix = service_renamed(task.by_id[node], name, task.only_nearest(name, services))
                yield Problem(pointer, words, node, dialog=task, fix=fix)


def _unknown(task: TaskFacts) -> Iterator[tuple[str, str, str]]:
    """Yield the first place of each node that reads an answer that nothing in the dialog gives, with name and node."""
    answers = {name: uses for name, uses in _answers(task).items() if name not in task.services}
    own = {COMPUTED, *_names(task)} if answers else set()
    for name, uses in answers.items():
        first = {use.place.node.id: use.pointer for use in reversed(uses)} if name not in own else {}
        yield from ((pointer, name, node) for node, pointer in first.items())


def _answers(task: TaskFacts) -> dict[str, list[Use]]:
    """Return the reads of answers, by what gives them."""
    found = {}
    for start, uses in task.uses_by_name.items():
        if start[0] == "context" and len(start) > 1:
            reads = [use for use in uses if use.path[2:3] == RESPONSE and use.kind != "write"]
            if reads:
                found[start[1]] = reads
    return found


def _names(task: TaskFacts) -> set[str]:
    """Return what may stand right under ``context`` with an answer: the platform's nodes, and what scripts write."""
    nodes = {place.node.component for place in task.placed if isinstance(place.node, ANSWERING)}
    index = task.uses_by_name.items()
    return nodes | {start[1] for start, uses in index if len(start) > 1 and any(use.kind == "write" for use in uses)}


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
