"""An environment variable that the bot does not have."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import calling, config, service, variable
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.variables import unknown_names
from xogen.model.finding import Severity

READS = calling(service(3, "readLeads"))


@rule(
    "bot",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="An environment variable that `config.json` does not have",
    rationale="""
        A variable that is not there, or not in the dialog's namespace, gives "variable not found" when the conversation
        gets here. Checked only where `config.json` is at hand; it holds every variable of the bot, secured ones without
        their value. Of the places in one node the first is shown.
    """,
    bad=bad_export(
        READS,
        Flag("/dialogComponents/2/endPoint/host", "there is no variable env.HOST; did you mean 'HOSTS'?", "service0"),
        config=config(variable("HOSTS", "acme.example.com")),
    ),
    good=good_export(READS, config=config(variable("HOST", "acme.example.com"))),
)
def unknown_variable(facts: BotFacts) -> Iterator[Problem]:
    bot = facts.known.bot or facts.known.origin
    if bot is None or bot.variables is None:
        return
    known = {variable.key for variable in bot.variables}
    for task, use, name in unknown_names(facts, "env", known):
        words = f"there is no variable env.{name}{task.did_you_mean('variable', name, known)}"
        yield Problem(use.pointer, words, use.place.node.id, dialog=task)
