"""A call of a dialog that the bot does not have."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Edit
from xogen.lint.examples import dialog, intent, message, node
from xogen.lint.facts import BotFacts
from xogen.lint.fix import unsafe
from xogen.lint.known import Known
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nearest import did_you_mean, only_nearest

WHOLE = Known(complete=True)
DONE = message("done", "Done.")
LOG_CALL = dialog(intent("done", "LogCall", utterance="log a call"), DONE, name="log-call", title="Log Call")


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A call of a dialog that is not there",
    rationale="""
        When the conversation gets there, the task fails ("unavailable sub-dialog"). Whether a dialog is there can only
        be said where all dialogs of the bot are known; for single files it is not checked.
    """,
    bad=bad(
        [dialog(intent("call"), node("dialog-call", "call", "done", dialog="log-cal"), DONE), LOG_CALL],
        Flag("/nodes/1", "there is no dialog 'log-cal'; did you mean 'log-call'?", "call", "create-lead"),
        known=WHOLE,
    ),
    good=good(
        [dialog(intent("call"), node("dialog-call", "call", "done", dialog="log-call"), DONE), LOG_CALL], known=WHOLE
    ),
)
def unknown_dialog(facts: BotFacts) -> Iterator[Problem | Unchecked]:
    names = {task.task.name for task in facts.tasks}
    for call in facts.calls:
        name = call.node.dialog
        if call.called is not None:
            continue
        if facts.known.complete:
            words = f"there is no dialog {name!r}{did_you_mean(name, names)}"
            meant = only_nearest(name, names) if call.node.dialog_ref_id is None else None
            fix = None if meant is None else unsafe(f"call {meant}", Edit(f"{call.place.pointer}/dialog", meant))
            yield Problem(call.place.pointer, words, call.node.id, dialog=call.caller, fix=fix)
        else:
            reason = f"whether there is a dialog {name!r}: not all dialogs of the bot were given"
            yield Unchecked(reason, dialog=call.caller)
