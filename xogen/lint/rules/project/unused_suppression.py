"""Something that is allowed and does not happen, or settings for dialogs that are not there."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Removal
from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.fix import safe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.suppressions import Suppressions
from xogen.model.finding import Severity

WHY = {"entity/never-used": "the sales team reads it in the transcripts"}
DONE = message("done", "Thank you.")
USED = message("done", "I noted {{context.entities.title}}.")


@rule(
    "run",
    severity=Severity.WARNING,
    summary="Something is allowed that does not happen",
    rationale="""
        A node or a dialog may allow a rule and say why: `"allow": {"entity/never-used": "..."}`. Once nothing is found
        there any more, the entry only hides what comes next: remove it. The same goes for an override in the settings
        that fits no dialog. What was not checked in this run is not called unused.
    """,
    bad=bad(
        dialog(intent("title"), entity("title", "done", "Which title?", allow=WHY), USED),
        Flag("/nodes/1/allow/entity~1never-used", "entity/never-used is allowed for title, and not found", "title"),
    ),
    good=good(dialog(intent("title"), entity("title", "done", "Which title?", allow=WHY), DONE)),
)
def unused_suppression(suppressions: Suppressions) -> Iterator[Problem]:
    for entry in suppressions.unused():
        where = entry.dialog.name(entry.node) if entry.node is not None else "the dialog"
        words = f"{entry.name} is allowed for {where}, and not found"
        fix = safe("remove the entry", Removal(entry.pointer))
        yield Problem(entry.pointer, words, entry.node, dialog=entry.dialog, fix=fix)
    for index, override in suppressions.idle_overrides():
        patterns = ", ".join((*override.paths, *override.dialogs))
        yield Problem("", f"overrides[{index}] of the lint settings fits no dialog: {patterns}")
