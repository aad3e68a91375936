"""A session key that is put and never read."""

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
    summary="A session key that is put and never read",
    rationale="""
        No dialog of the bot reads it. A channel or an agent's desktop may do so, which no export shows; if none does,
        the key is left over, or misspelt where it is read. Of each key the first place is shown. Checked where the
        whole bot is at hand: in exports, and folders that were imported from one.
    """,
    bad=bad_export(
        scripted(f"{PUT}\nBotUserSession.put('tier', 2, 20);", PLAN),
        Flag("/dialogComponents/2/script", "no dialog reads BotUserSession.tier", "keep"),
    ),
    good=good_export(scripted(PUT, PLAN)),
)
def session_key_never_read(facts: BotFacts) -> Iterator[Problem | Unchecked]:
    if facts.origin is None or not facts.known.complete:
        return
    keys = SessionKeys(facts)
    for (store, key), (task, use) in keys.put.items():
        if store in keys.computed_reads:
            yield Unchecked(f"whether {store}.{key} is read: a script reads keys of {store} by computed names")
        elif (store, key) not in keys.read and (store, key) not in keys.asked:
            yield Problem(use.pointer, f"no dialog reads {store}.{key}", use.place.node.id, dialog=task)
