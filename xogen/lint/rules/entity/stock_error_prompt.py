"""Error prompts that nobody wrote."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, entity, intent, message, say
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.stock import is_stock
from xogen.lint.wire_data import few
from xogen.model.finding import Severity

DONE = message("done", "I will call you on {{context.entities.day}}.")
SENTENCE = (
    "I'm sorry, I am unable to recognize the date you entered. Please enter the date again, in the YYYY-MM-DD format."
)


@rule(
    "bot",
    severity=Severity.INFO,
    summary="Error prompts that are still the platform's own sentence",
    rationale="""
        The platform fills in a sentence such as "I'm sorry, I am unable to recognize the string. Please enter again."
        Users do not know what a string is, and hear the same sentence at every question. Say what you expect. 87 % of
        real error prompts are of this kind, so it is said once a bot.
    """,
    bad=bad(
        dialog(
            intent("day"),
            entity("day", "done", "On which day?", entity_type="date", error_prompt=[say(SENTENCE)]),
            DONE,
        ),
        Flag("", "1 of 1 error prompts is the platform's own sentence: day"),
    ),
    good=good(dialog(intent("day"), entity("day", "done", "On which day?", entity_type="date"), DONE)),
)
def stock_error_prompt(facts: BotFacts) -> Iterator[Problem]:
    prompts: dict[tuple[str, str | None], bool] = {}
    for task in facts.tasks:
        for node, _, _ in task.of_kind("entity"):
            if node.type == "entity" and node.error_prompt:
                said = [text for response in node.error_prompt for text in response.text.values()]
                prompts[node.component, node.ref_id] = any(map(is_stock, said))
    stock = [name for (name, _), is_own in prompts.items() if is_own]
    if stock:
        are = "is" if len(stock) == 1 else "are"
        yield Problem(
            "", f"{len(stock)} of {len(prompts)} error prompts {are} the platform's own sentence: {few(stock)}"
        )
