"""Ids that hang on the project and on names, in the forms that exports show: equal input, equal ids.

Incremental import merges by ``refId``, so a package that is built again updates what it made before.
"""

from __future__ import annotations

import hashlib
from uuid import UUID, uuid5

_SPACE = UUID("68cb9764-8b1a-51b9-b20c-a9d25212c3a0")
"""Never to change: every refId of every project hangs on it."""


class Ids:
    """The ids of one project. A key is a path of names: ``("dialog", "create-lead", "node", "firstName")``."""

    __slots__ = ("_space",)

    def __init__(self, project: str) -> None:
        """Take the project's id, which survives a change of its name."""
        self._space = uuid5(_SPACE, project)

    def ref(self, *key: str) -> str:
        """Return a ``refId``: a UUID of version 5."""
        return str(uuid5(self._space, "\0".join(key)))

    def own(self, prefix: str, *key: str) -> str:
        """Return an ``_id`` such as ``dc-<uuid>``."""
        return f"{prefix}-{self.ref('_id', prefix, *key)}"

    def node(self, abbreviation: str, *key: str) -> str:
        """Return a node id such as ``nd-msg-<uuid>``; the builder's have version 4, and so have these."""
        return f"nd-{abbreviation}-{self._version_4('node', *key)}"

    def inner_node(self, *key: str) -> str:
        """Return the id of a node inside a bot action: ``nd-<uuid>``, version 5."""
        return f"nd-{self.ref('inner', *key)}"

    def connection(self, *key: str) -> str:
        """Return the ``connId`` of a transition."""
        return f"dummy-{self._version_4('connection', *key)}"

    def digits(self, *key: str) -> str:
        """Return 24 hexadecimal digits, the ``_id`` of a sentence."""
        return self._digest(*key).hex()[:24]

    def _version_4(self, *key: str) -> UUID:
        return UUID(bytes=self._digest(*key)[:16], version=4)

    def _digest(self, *key: str) -> bytes:
        return hashlib.sha256(self._space.bytes + "\0".join(key).encode()).digest()
