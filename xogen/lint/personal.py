"""Personal data and secrets that users are asked for: which entities hold them, and what scripts make of them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from xogen.lint.path_index import PathIndex
from xogen.lint.texts import scripts
from xogen.model.nodes import EntityNode
from xogen.script.flows import context_flows

if TYPE_CHECKING:
    from xogen.lint.facts import TaskFacts

Path = tuple[str, ...]
ENTITIES = ("context", "entities")
NAMED = re.compile(
    r"passw(?:or)?d|passcode|passphrase|pass_?word|\bpin(?:\b|code)|cvv|cvc|\bssn\b|social ?security|\botp\b"
    r"|one ?time ?(?:password|code)|account (?:sid|number|no|id)\b|card ?number|iban|passport"
)
"""Names, split into words, of what nobody should read in a log."""
CHOSEN = frozenset({"list-of-values", "list-lookup", "date", "date-time"})
"""Types whose values are no secret whatever their name."""
HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_|(?<=[A-Za-z])(?=\d)")
PLAIN = {"encodeURIComponent", "encodeURI", "escape", ".trim", ".toString", "String", "JSON.stringify"}
"""Functions that leave a value readable."""


def secret_word(node: EntityNode) -> str | None:
    """Return the word of an entity's name that says that it holds a secret, or nothing."""
    return None if node.entity_type in CHOSEN else _word(node.component)


@lru_cache(maxsize=8192)
def _word(name: str) -> str | None:
    found = NAMED.search(HUMPS.sub(" ", name).lower())
    return found[0].strip() if found else None


class Personal:
    """Which paths of the context hold what users told of themselves.

    Attributes:
        holders: the entity that each path holds the value of, by the path.
    """

    def __init__(self, facts: TaskFacts, *, secrets_only: bool = False) -> None:
        """Find the entities and follow them through scripts.

        Args:
            facts: the dialog.
            secrets_only: leave out what is marked as personal data and is no password, code or number of an account.
        """
        marked = [
            node.component
            for node, _, _ in facts.of_kind("entity")
            if node.type == "entity" and _counts(node, secrets_only=secrets_only)
        ]
        self.holders: dict[Path, str] = {(*ENTITIES, name): name for name in marked}
        if self.holders:
            self._follow(facts)

    def _follow(self, facts: TaskFacts) -> None:
        """Follow values into other keys: only as they are, for what a function makes of one may be harmless."""
        flows = PathIndex(
            (flow.source, flow.target)
            for place in facts.placed
            for script in scripts(place.node)
            for flow in context_flows(script.source)
            if PLAIN.issuperset(flow.through)
        )
        waiting = list(self.holders)
        while waiting:
            path = waiting.pop()
            for target in flows.under(path):
                if target not in self.holders:
                    self.holders[target] = self.holders[path]
                    waiting.append(target)

    def held_by(self, path: Path) -> str | None:
        """Return the entity whose value a path holds, or that it is a part of."""
        return next(
            (self.holders[path[:length]] for length in range(len(path), 1, -1) if path[:length] in self.holders), None
        )


def _counts(node: EntityNode, *, secrets_only: bool) -> bool:
    return secret_word(node) is not None or (node.personal_data and not secrets_only)
