"""Component names in a package: the platform wants them unique in a bot, and its own templates number them.

Seen in the one installed template that real exports show: entity ``accountSid0001``, service ``sendSmsService0001``,
its bot action ``sendSmsService0001_Action01``, intent ``SendSms``. Names are unique case-insensitively across all
types (0 duplicates in 2,782 components).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from xogen.model.dialog import DialogTask

Names = Mapping[str, str]
"""Component name by node id."""

_NUMBERED = re.compile(r"(?:\d{4}|_Action\d{2})\Z")


def allocate(task: DialogTask, counters: Mapping[str, int], known: Names) -> tuple[Names, Mapping[str, int]]:
    """Give every component of a task its name in the bot.

    Args:
        task: with plain names.
        counters: the last number given out for each base name (case folded) by all earlier allocations of the project.
        known: earlier allocations for this task's nodes, which stay as they are.

    Returns:
        The names by node id, and the counters after them. A number is never given out twice, so that a package never
        takes over a component that another dialog had. The first intent of a name keeps it plain.
    """
    numbers = dict(counters)
    names: dict[str, str] = {}
    shared: dict[tuple[str, str], str] = {}
    for node in task.walk():
        if node.type == "dialog-call":  # it uses the called dialog's intent
            continue
        plain = node.component
        given = known.get(node.id) or shared.get((node.type, plain))
        if given is None:
            base = plain.casefold()
            number = numbers[base] = numbers.get(base, 0) + 1
            first_intent = node.type == "intent" and number == 1 and not _NUMBERED.search(plain)
            given = plain if first_intent else f"{plain}{number:04}"
        names[node.id] = shared[node.type, plain] = given
    return names, dict(sorted(numbers.items()))


def bot_action_name(component: str) -> str:
    """Return the name of the bot action that wraps a component: ``sendSmsService0001_Action01``."""
    return f"{component}_Action01"
