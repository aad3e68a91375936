"""References to variables that are not there: of the environment, of the content."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from xogen.lint.facts import BotFacts, TaskFacts
from xogen.lint.uses import Use
from xogen.model.references import COMPUTED


def unknown_names(facts: BotFacts, root: str, known: Collection[str]) -> Iterator[tuple[TaskFacts, Use, str]]:
    """Yield what reads a variable that is not known: the dialog, the first use in each node, and the name.

    Args:
        facts: the bot.
        root: ``env`` or ``content``.
        known: the names there are; a name that a script computes is passed over.
    """
    for task in facts.tasks:
        seen: set[tuple[str, str]] = set()
        for use in task.uses:
            name = use.path[1] if len(use.path) > 1 and use.path[0] == root else COMPUTED
            if name in known or name == COMPUTED or use.kind == "write" or (use.place.node.id, name) in seen:
                continue
            seen.add((use.place.node.id, name))
            yield task, use, name
