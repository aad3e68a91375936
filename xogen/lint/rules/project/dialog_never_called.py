"""A hidden dialog that nothing starts."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot, component, dialog, node, said
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.model.finding import Severity

BYE = dialog(2, "bye", "Say Goodbye", node("intent", "intent0", 3, "bye"), node("message", "bye", 4))
COMPONENTS = (
    component(3, "intent", "SayGoodbye", dialogId="dg-2"),
    component(4, "message", "bye", message=[said("Bye!")]),
)
END = {"CONVERSATION_END": {"enabled": True, "action": "triggerDialog", "task": "ref-bye"}}


@rule(
    "bot",
    severity=Severity.WARNING,
    summary="A hidden dialog that nothing calls",
    rationale="""
        Users cannot ask for a hidden dialog, so another dialog, an event or a tool has to start it. Nothing does:
        either it is left over, or a call was forgotten. Nothing is said where a dynamic intent may call any dialog, and
        of dialogs that come from no export: which events start them is not known.
    """,
    bad=bad_export(
        bot(*COMPONENTS, dialogs=[*bot()["dialogs"], BYE]),
        Flag("/dialogs/1", "nothing calls the hidden dialog Say Goodbye"),
    ),
    good=good_export(bot(*COMPONENTS, dialogs=[*bot()["dialogs"], BYE], botEvents=END)),
)
def dialog_never_called(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.origin
    dynamic = any(task.of_kind("dynamic-intent") for task in facts.tasks)
    if wire is None or dynamic or not wire.has_flows:
        return
    places = {ref_id: number for number, ref_id in enumerate(wire.dialogs.ref_ids)}
    for task in facts.tasks:
        place = places.get(task.task.ref_id or "") if task.task.hidden else None
        if place is None or any(call.caller is not task for call in facts.calls_to(task)):
            continue
        if not wire.is_named(wire.dialogs.part(place)):
            yield Problem("", f"nothing calls the hidden dialog {task.task.name}", dialog=task)
