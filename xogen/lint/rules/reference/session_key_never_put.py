"""A session key that is read and never put."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, Unchecked, bad_export, good_export, rule
from xogen.lint.scripted_examples import scripted
from xogen.lint.session_keys import SessionKeys
from xogen.model.finding import Severity

PUT = "BotUserSession.put('plan', 'gold', 20);"
PLAN = "Your plan: {{context.session.BotUserSession.plan}}"


@rule(
    "bot",
    severity=Severity.INFO,
    reads_scripts=True,
    summary="A session key that is read and never put",
    rationale="""
        No script of the bot puts it. A channel, a web page or another bot may do so, which no export shows; if none
        does, the key is misspelt here, or where it is put. Of each key the first place is shown. Checked where the
        whole bot is at hand: in exports, and folders that were imported from one. Keys that the platform sets itself
        are known.
    """,
    bad=bad_export(
        scripted(PUT, PLAN.replace("plan", "plam")),
        Flag(
            "/dialogComponents/1/message/0/localeData/en/text",
            "no script puts BotUserSession.plam; did you mean 'plan'?",
            "hello",
        ),
    ),
    good=good_export(scripted(PUT, PLAN)),
)
def session_key_never_put(facts: BotFacts) -> Iterator[Problem | Unchecked]:
    if facts.origin is None or not facts.known.complete:
        return
    keys = SessionKeys(facts)
    for (store, key), (task, use) in keys.read.items():
        if store in keys.computed_writes:
            yield Unchecked(f"whether {store}.{key} is put: a script puts keys of {store} by computed names")
        elif (store, key) not in keys.put:
            known = {name for other, name in keys.put if other == store}
            meant = task.did_you_mean("session key", key, known) if known else ""
            yield Problem(use.pointer, f"no script puts {store}.{key}{meant}", use.place.node.id, dialog=task)
