"""A call that deletes something for anybody."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.calls import is_destructive, verb
from xogen.lint.examples import Data, confirmation, dialog, entity, intent, message, script, service
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.app import AuthorizationType
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import ServiceNode

USERS = {"name": "salesforce", "authorization": "allow-users", "app": "system", "edition": "developer"}
DELETE: Data = service(
    "delete",
    "done",
    "failed",
    status="204",
    method="DELETE",
    path="/services/data/v67.0/sobjects/Lead/{{context.id}}",
    pre_processor="context.id = encodeURIComponent(context.entities.lead);",
    integration="salesforce",
    record={"object": "Lead", "operation": "delete"},
)
SURE = confirmation("sure", "delete", "stopped", "Delete {{context.entities.lead}}?")
REST = (message("done", "It is gone."), message("failed", "That did not work."), message("stopped", "It stays."))
LOOK = "const link = koreUtil.getCurrentOptions()?.authorizationURL || '';\ncontext.link = link;"
ASK = confirmation("signIn", "sure", "stopped", "Please sign in: {{context.link}}. Done?")


@rule(
    "service",
    severity=Severity.ERROR,
    summary="A destructive call that is reached without authorization",
    rationale="""
        What a dialog deletes, it deletes with somebody's rights. A call that belongs to no action, names no
        authorization profile and sends no Authorization header has none. Where each user authorizes, every path goes
        through a script that looks whether the user has to sign in
        (`koreUtil.getCurrentOptions().authorizationURL`), and only the yes of the question that shows the link leads
        on: otherwise the first call of a user who is not signed in fails in the middle of the dialog (inferred).
    """,
    bad=bad(
        dialog(intent("lead"), entity("lead", "sure", "Which lead?"), SURE, DELETE, *REST, action=USERS),
        Flag(
            "/nodes/3",
            "the service delete deletes a Lead, and on a path to it nobody looks whether the user is signed in",
            "delete",
        ),
    ),
    good=good(
        dialog(
            intent("lead"),
            entity("lead", "look", "Which lead?"),
            script("look", LOOK, [{"to": "signIn", "when": {"context": "context.link"}}, {"to": "sure"}]),
            ASK,
            SURE,
            DELETE,
            *REST,
            action=USERS,
        )
    ),
)
def destructive_without_authorization(node: ServiceNode, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    if not is_destructive(node) or node.id not in facts.graph.reachable:
        return
    missing = _missing(node, facts.task)
    if missing is not None:
        yield Problem("", f"the service {node.component} {verb(node)} {missing}")
    if not _users_sign_in(node, facts.task):
        return
    what = f"the service {node.component} {verb(node)}"
    way = facts.sign_in.way_around(node.id)
    if way is None:
        for question, past in facts.sign_in.ways_past(node.id):
            words = f"{what}, and a user who does not say yes to {facts.name(question)} gets there too"
            yield Problem("", words, witness=past)
    elif facts.task.hidden:
        yield Unchecked("this dialog is hidden, and whether those that call it have the user sign in is not known")
    else:
        yield Problem("", f"{what}, and on a path to it nobody looks whether the user is signed in", witness=way)


def _missing(node: ServiceNode, task: DialogTask) -> str | None:
    """Say what is missing when a call has nobody's rights."""
    has_header = any(name.lower() == "authorization" for name in node.headers)
    if node.profile or has_header:
        return None
    if node.integration is None:
        return "without an action, a profile or an Authorization header"
    if task.action is not None and task.action.name != node.integration:
        return f"by the action {node.integration}, and the dialog is authorized for {task.action.name} only"
    return None


def _users_sign_in(node: ServiceNode, task: DialogTask) -> bool:
    """Whether the call is one of an action that each user authorizes."""
    action = task.action
    if action is None or action.authorization != AuthorizationType.ALLOW_USERS:
        return False
    return node.integration == action.name or (action.profile is not None and node.profile == action.profile)
