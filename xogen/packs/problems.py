"""Errors of packs that know their place, and the many-in-one error of a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xogen.errors import InputError, TemplateError
from xogen.formats.explain import Key, Keys, dotted
from xogen.formats.toml_source import toml_line
from xogen.packs.source import SourceFile


class InstallError(InputError):
    """A parameter or an override that does not fit its template. ``keys`` lead to it within ``[[install]]``.

    Whoever knows the file that the install stands in can say the line: ``where`` holds only the keys.
    """

    def __init__(self, message: str, keys: Sequence[Key], *, hint: str | None = None) -> None:
        """Keep the keys, and show them as the place."""
        super().__init__(message, where=dotted(keys), hint=hint)
        self.keys: Keys = tuple(keys)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at a place of a file of the pack."""

    file: SourceFile
    keys: Keys
    message: str

    @property
    def line(self) -> int:
        """The line of the place."""
        return toml_line(self.file.text, self.keys)

    @property
    def where(self) -> str:
        """``tasks/x/task.toml:12: nodes.a.next``."""
        return f"{self.file.path}:{self.line}: {dotted(self.keys)}".removesuffix(": ")


def all_of(problems: Sequence[Problem]) -> TemplateError:
    """Return one error that lists every problem, as ``where: what`` lines."""
    ordered = sorted(
        problems, key=lambda problem: (problem.file.path, problem.line, problem.keys and dotted(problem.keys))
    )
    more = "".join(f"\n{problem.where}: {problem.message}" for problem in ordered[1:])
    return TemplateError(f"{ordered[0].message}{more}", where=ordered[0].where)
