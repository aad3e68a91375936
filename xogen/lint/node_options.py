"""What an export sets for a node in its place in the dialog, beyond what the model has a name for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xogen.formats.pointers import split_pointer
from xogen.lint.facts import TaskFacts

_NONE: Mapping[str, Any] = {}


def node_options(facts: TaskFacts, pointer: str) -> Mapping[str, Any]:
    """Return the ``nodeOptions`` of a node; nothing for a dialog that comes from no export.

    Args:
        facts: the dialog.
        pointer: to the node, in the dialog.
    """
    bot, locate = facts.known.bot, facts.document.locate
    if bot is None or locate is None:
        return _NONE
    at: Any = bot.data
    for key in split_pointer(locate(pointer).removeprefix(bot.prefix)):
        at = at[int(key)] if isinstance(at, list) else at[key]
    options = at.get("nodeOptions")
    return options if isinstance(options, Mapping) else _NONE
