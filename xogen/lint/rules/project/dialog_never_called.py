"""A hidden dialog that nothing starts."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot, component, dialog, node, said
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import Part
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
        where not all dialogs of the bot are known.
    """,
    bad=bad_export(
        bot(*COMPONENTS, dialogs=[*bot()["dialogs"], BYE]),
        Flag("/dialogs/1", "nothing calls the hidden dialog Say Goodbye"),
    ),
    good=good_export(bot(*COMPONENTS, dialogs=[*bot()["dialogs"], BYE], botEvents=END)),
)
def dialog_never_called(facts: BotFacts) -> Iterator[Problem]:
    dynamic = any(place.node.type == "dynamic-intent" for task in facts.tasks for place in task.placed)
    if dynamic or not facts.known.complete:
        return
    parts = _by_ref(facts)
    for task in facts.tasks:
        if not task.task.hidden or any(call.caller is not task for call in facts.calls_to(task)):
            continue
        part = parts.get(task.task.ref_id or "")
        if facts.wire is None or (part is not None and facts.wire.has_flows and not facts.wire.is_named(part)):
            yield Problem("", f"nothing calls the hidden dialog {task.task.name}", dialog=task)


def _by_ref(facts: BotFacts) -> dict[str, Part]:
    return {part.text("refId"): part for part in facts.wire.dialogs} if facts.wire else {}
