"""Two dialogs that are asked for in the same words."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.pointers import to_pointer
from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.utterances import spoken
from xogen.model.finding import Severity

DONE = message("done", "Done.")


@rule(
    "bot",
    severity=Severity.WARNING,
    summary="An utterance that two dialogs share",
    rationale="""
        The platform learns each dialog from its utterances. The same words for two dialogs teach it that it cannot
        tell them apart, and it asks the user which one is meant, or takes the wrong one. Case, spaces, punctuation
        and the marks of entity values make no difference.
    """,
    bad=bad(
        [
            dialog(intent("done", utterance="log a lead"), DONE),
            dialog(intent("done", "LogLead", utterance="Log a [lead](kind)!"), DONE, name="log-lead", title="Log Lead"),
        ],
        Flag(
            "/nodes/0/utterances/en/0",
            "'Log a lead!' is an utterance of the dialog create-lead too",
            "LogLead",
            "log-lead",
        ),
    ),
    good=good(
        [
            dialog(intent("done", utterance="add a lead"), DONE),
            dialog(intent("done", "LogCall", utterance="log a call"), DONE, name="log-call", title="Log Call"),
        ]
    ),
)
def utterance_shared(facts: BotFacts) -> Iterator[Problem]:
    owner: dict[tuple[str, str], str] = {}
    for task in facts.tasks:
        for node, pointer, _ in task.of_kind("intent"):
            if node.type != "intent":
                continue
            own = task.task.name
            for language, utterances in node.utterances.items():
                at = pointer + to_pointer(("utterances", language))
                for index, utterance in enumerate(utterances):
                    text, key = spoken(utterance)
                    first = owner.setdefault((language, key), own)
                    if first != own:
                        where, words = f"{at}/{index}", f"{text!r} is an utterance of the dialog {first} too"
                        yield Problem(where, words, node.id, dialog=task)
