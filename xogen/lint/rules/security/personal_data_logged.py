"""Personal data in a log."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.graph.reads import line_pointer
from xogen.lint.examples import dialog, entity, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import scripts
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.script.arguments import handed_to
from xogen.script.paths import canonical

LOGS = ("koreDebugger", "console")
ASK = entity("pin", "keep", "Your PIN?", entity_type="number", personal_data=True)
DONE = message("done", "Thank you.")
CHECK = "context.ok = context.entities.pin > 999;"


@rule(
    "task",
    needs="scripted",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="Personal data in a log",
    rationale="""
        The platform redacts what is marked as personal data where it writes transcripts itself; what a script logs, it
        logs as it is (inferred). Developers and whoever reads the logs then have the value. Passwords, codes and
        numbers of accounts are told by the entity's name, too. Values are followed through scripts as long as they
        stay readable.
    """,
    bad=bad(
        dialog(intent("pin"), ASK, script("keep", "koreDebugger.log('pin ' + context.entities.pin);", "done"), DONE),
        Flag("/nodes/2/script", "the log gets what the user says for pin", "keep"),
    ),
    good=good(
        dialog(
            intent("pin"),
            ASK,
            script(
                "keep",
                f"koreDebugger.log('got a pin');\n{CHECK}",
                [{"to": "done", "when": {"context": "context.ok"}}, {"to": "wrong"}],
            ),
            DONE,
            message("wrong", "That is no PIN."),
        )
    ),
)
def personal_data_logged(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    if not facts.of_kind("entity"):
        return
    for place in facts.said.scripted:
        for each in scripts(place.node):
            for use in handed_to(each.source, LOGS):
                name = facts.personal.held_by(canonical(use.path))
                if name is not None:
                    pointer = place.pointer + line_pointer(each.pointer, each.source, use.line)
                    yield Problem(pointer, f"the log gets what the user says for {name}", place.node.id)
