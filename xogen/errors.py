"""Every error a person can see, and the exit code each one means.

XogenError                 3  wrong input, the default
├── InputError             3  a file or value is wrong; says what, where and what to do
│   ├── NotFoundError      3  a file, project, template or name that is not there
│   ├── ActionError        3  an action step that is not legal in the action's state
│   └── TemplateError      3  a pack or template that cannot be used
├── UsageError             2  the command line itself is wrong
├── StaleError             1  ``--check`` found something to do
├── FindingsError          1  findings at or above ``--fail-on``
└── MachineError           4  no renderer, no network, a folder that cannot be written

A message is one line that says what is wrong and where; ``hint`` is the line that says what to do.
"""

from __future__ import annotations

from typing import ClassVar


class XogenError(Exception):
    """The root. ``exit_code`` stands on the class, so one handler in ``cli`` serves all."""

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, *, hint: str | None = None, where: str | None = None) -> None:
        """Say what is wrong.

        Args:
            message: one line: what is wrong.
            hint: one line: what to do about it.
            where: file, line and key, in the form ``xogen.toml:12: actions.salesforce.edition``.
        """
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.where = where

    def __str__(self) -> str:
        """Return ``where: message`` and, on a second line, the hint."""
        first = f"{self.where}: {self.message}" if self.where else self.message
        return f"{first}\n  {self.hint}" if self.hint else first


class InputError(XogenError):
    """Something a person wrote is wrong."""


class NotFoundError(InputError):
    """A file, project, template or name that is not there."""


class ActionError(InputError):
    """A step that is not legal in the action's present state."""


class TemplateError(InputError):
    """A pack or a template that cannot be used as it is."""


class UsageError(XogenError):
    """The command line itself is wrong."""

    exit_code = 2


class StaleError(XogenError):
    """``--check`` found something that ``generate`` would change."""

    exit_code = 1


class FindingsError(XogenError):
    """Findings at or above the level that ``--fail-on`` names."""

    exit_code = 1


class MachineError(XogenError):
    """The machine cannot do it: no renderer, no network, a folder that cannot be written."""

    exit_code = 4
