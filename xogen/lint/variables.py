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
        for start, uses in task.uses_by_name.items():
            if start[0] != root or len(start) < 2 or start[1] in known or start[1] == COMPUTED:
                continue
            seen: set[str] = set()
            for use in uses:
                node = use.place.node.id
                if use.kind != "write" and node not in seen:
                    seen.add(node)
                    yield task, use, start[1]
