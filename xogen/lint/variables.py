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
            path = use.path
            if path[0] != root or len(path) < 2 or path[1] in known or path[1] == COMPUTED or use.kind == "write":
                continue
            node, name = use.place.node.id, path[1]
            if (node, name) in seen:
                continue
            seen.add((node, name))
            yield task, use, name
