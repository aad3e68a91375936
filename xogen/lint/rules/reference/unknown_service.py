"""The answer of a service that the dialog does not call."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, intent, message, service
from xogen.lint.facts import BotFacts, TaskFacts
from xogen.lint.renaming import service_renamed
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import PlatformNode, ServiceNode
from xogen.model.references import COMPUTED

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
        answers = list(_answers(task))
        own = _names(task) if answers else set()
        unknown = [answer for answer in answers if answer[1] not in own]
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


def _answers(task: TaskFacts) -> Iterator[tuple[str, str, str]]:
    """Yield the first place of each node that reads an answer, with the service's name and the node."""
    seen: set[tuple[str, str]] = set()
    for use in task.uses:
        path = use.path
        if len(path) < 3 or path[2] != "response" or path[0] != "context" or path[1] == COMPUTED or use.kind == "write":
            continue
        node = use.place.node.id
        if (node, path[1]) not in seen:
            seen.add((node, path[1]))
            yield use.pointer, path[1], node


def _names(task: TaskFacts) -> set[str]:
    """Return what may stand right under ``context`` with an answer: the platform's nodes, and what scripts write."""
    kinds = (ServiceNode, PlatformNode)
    nodes = {place.node.component for place in task.placed if isinstance(place.node, kinds)}
    return nodes | {use.path[1] for use in task.uses if use.kind == "write" and len(use.path) > 1}


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
