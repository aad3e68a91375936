"""A call that presets an entity that the called dialog does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, entity, intent, message, node
from xogen.lint.facts import BotFacts, TaskFacts
from xogen.lint.known import Known
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.pointers import escape
from xogen.model.references import COMPUTED, parse_path

NUMBER = re.compile(r"\d{4}\Z")
"""What an installed dialog adds to its names: a caller may be written with the plain ones."""
ENTITIES = ("context", "entities")
WHOLE = Known(complete=True)
PAY = dialog(
    intent("amount", "PayBill", utterance="pay a bill"),
    entity("amount", "paid", "How much?", entity_type="number"),
    message("paid", "I have noted {{context.entities.amount}}."),
    name="pay-bill",
    title="Pay Bill",
)


def _call(target: str) -> Data:
    value = "context.session.BotContext.due"
    return node("dialog-call", "pay", "end", dialog="pay-bill", inputs={f"context.entities.{target}": value})


@rule(
    "bot",
    severity=Severity.WARNING,
    summary="A call that presets an entity that the called dialog does not have",
    rationale="""
        The value gets lost, and the called dialog asks the user for what the bot knows. The platform's own tutorial has
        this slip: a dialog with the entity AmountToTransfer is called with `context.entities.Amount`.
    """,
    bad=bad(
        [dialog(intent("pay"), _call("amout")), PAY],
        Flag(
            "/nodes/1/inputs/context.entities.amout",
            "pay-bill has no entity 'amout'; did you mean 'amount'?",
            "pay",
            "create-lead",
        ),
        known=WHOLE,
    ),
    good=good([dialog(intent("pay"), _call("amount")), PAY], known=WHOLE),
)
def unknown_input(facts: BotFacts) -> Iterator[Problem]:
    for call in facts.calls:
        if call.called is None or not call.called.document.flows:
            continue
        known = {place.node.component for place in call.called.of_kind("entity")} if call.node.inputs else set()
        plain = {NUMBER.sub("", name) for name in known}
        for key in call.node.inputs:
            path = parse_path(key)
            if path is None or path[:2] != ENTITIES or len(path) < 3 or path[2] == COMPUTED:
                continue
            if path[2] not in known | plain and path[2] not in _used(call.called):
                meant = call.caller.did_you_mean("input", path[2], known)
                words = f"{call.called.task.name} has no entity {path[2]!r}{meant}"
                pointer = f"{call.place.pointer}/inputs/{escape(key)}"
                yield Problem(pointer, words, call.node.id, dialog=call.caller)


def _used(task: TaskFacts) -> set[str]:
    """Return the names of entities that a dialog reads without having them: what it was called with."""
    return {use.path[2] for use in task.uses_by_name.get(ENTITIES, ()) if len(use.path) > 2}
