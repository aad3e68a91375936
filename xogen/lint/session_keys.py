"""Which keys of the session a bot puts and reads, each with its first place."""

from __future__ import annotations

from xogen.lint.facts import BotFacts, TaskFacts
from xogen.lint.uses import Use
from xogen.model.references import COMPUTED

Key = tuple[str, str]
STORES = frozenset({"BotUserSession", "UserSession"})
"""The stores that scripts of the bot fill; the others come from outside."""
PLATFORM = frozenset({"UserVariant", "isReturningUser", "lastMessage"})
"""Keys that the platform sets itself (facts, kore-platform section 5)."""


class SessionKeys:
    """The session keys of a bot.

    Attributes:
        put: what is put, or written by its path, each with the dialog and the use that come first.
        read: the same of what is read.
        asked: what a script only asks for, so that it may be missing.
        computed_writes: the stores to which a script writes by a name that is only known when it runs.
        computed_reads: the stores that are read so, or handed on whole.
    """

    def __init__(self, facts: BotFacts) -> None:
        """Collect the uses of all dialogs."""
        self.put: dict[Key, tuple[TaskFacts, Use]] = {}
        self.read: dict[Key, tuple[TaskFacts, Use]] = {}
        self.asked: set[Key] = set()
        self.computed_writes: set[str] = set()
        self.computed_reads: set[str] = set()
        for task in facts.tasks:
            for use in task.uses_by_name.get(("context", "session"), ()):
                self._add(task, use)
            if any(use.kind == "read" for use in task.uses_by_name.get(("context",), ())):
                self.computed_reads |= STORES

    def _add(self, task: TaskFacts, use: Use) -> None:
        path = use.path
        stores = STORES if len(path) < 3 or path[2] == COMPUTED else STORES & {path[2]}
        for store in stores:
            key = path[3] if len(path) > 3 else COMPUTED
            is_write = use.kind in {"write", "delete"}
            if key == COMPUTED:
                (self.computed_writes if is_write else self.computed_reads).add(store)
            elif use.kind == "write":
                self.put.setdefault((store, key), (task, use))
            elif not is_write and use.in_script is not None and use.in_script.tested:
                self.asked.add((store, key))
            elif not is_write and key not in PLATFORM:
                self.read.setdefault((store, key), (task, use))
