"""What a rule found: who, how bad, what, where, and the path that leads there."""

from __future__ import annotations

from enum import IntEnum

from xogen.model.base import Owned


class Severity(IntEnum):
    """How bad a finding is; greater is worse."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The word that reports and settings use: ``info``, ``warning``, ``error``."""
        return self.name.lower()


class Finding(Owned):
    """One finding. ``line`` and ``column`` count from 1; ``pointer`` is an RFC 6901 JSON pointer into ``path``.

    ``witness`` holds the node names from the start to the place, at most 12, the middle counted. ``script_line`` is the
    line within a script whose file holds it in one line. ``anchor`` names the place by what survives a new export
    (refId or name of the dialog, component, field without indices), as a pointer: for baselines and fingerprints.
    """

    rule: str
    severity: Severity
    message: str
    path: str
    line: int = 1
    column: int = 1
    pointer: str = ""
    dialog: str | None = None
    node: str | None = None
    witness: tuple[str, ...] = ()
    script_line: int | None = None
    anchor: str = ""


class NotChecked(Owned):
    """What could not be checked, and why. Never changes the exit code, never passes for clean."""

    rule: str
    path: str
    reason: str
