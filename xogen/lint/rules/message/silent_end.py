"""A dialog that ends without a word."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, entity, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import END, EntityNode, ScriptNode, ServiceNode

ASK = entity("company", "keep")
KEEP = "context.company = context.entities.company;"


@rule(
    ("entity", "script", "service"),
    severity=Severity.INFO,
    summary="An end that no message comes before",
    rationale="""
        The platform advises that a dialog ends with a message. Without one the user does not learn that the work is
        done, and a dialog that ends in a script or service after a question can raise a spurious "Intent not found"
        event. Hidden dialogs and the insides of bot actions are left out.
    """,
    bad=bad(
        dialog(intent("company"), ASK, script("keep", KEEP, "end")),
        Flag("/nodes/2/transitions/0", "the dialog ends at the script keep without a message", "keep"),
    ),
    good=good(dialog(intent("company"), ASK, script("keep", KEEP, "done"), message("done", "Noted."))),
)
def silent_end(node: EntityNode | ScriptNode | ServiceNode, facts: TaskFacts) -> Iterator[Problem]:
    for index, transition in enumerate(node.transitions):
        if transition.to == END and not facts.task.hidden and facts.by_id[node.id].parent is None:
            words = f"the dialog ends at the {node.type} {node.component} without a message"
            yield Problem(f"/transitions/{index}", words)
