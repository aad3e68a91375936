"""Text with references, taken apart: ``"Lead/{{context.entities.Id | text}}"`` is a string and a reference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xogen.errors import TemplateError
from xogen.model.nearest import did_you_mean
from xogen.model.references import COMPUTED, references, unclosed
from xogen.packs.encoders import FILTERS
from xogen.packs.environment import javascript

_FILTERED = re.compile(r"(?P<expression>.*?)(?P<filters>(?:(?<!\|)\|(?!\|)\s*[A-Za-z_]\w*\s*)*)", re.DOTALL)
_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reference:
    """One ``{{...}}``: its expression without filters, the path if it is one, the filters in order."""

    expression: str
    path: tuple[str, ...] | None
    filters: tuple[str, ...]

    @property
    def from_environment(self) -> bool:
        """Whether it is a variable of the bot: nothing a user typed, and the platform fills it in anywhere."""
        return self.path is not None and self.path[0] == "env"

    @property
    def plain(self) -> str:
        """The reference as the platform knows it, without filters."""
        return "{{" + self.expression + "}}"

    @property
    def script(self) -> str:
        """The expression for a script. What may be missing on the way is asked for with ``?.``."""
        if self.path is None or COMPUTED in self.path:
            return f"({self.expression})"
        # The first two always exist: context, env; context.entities.
        safe = 2 if self.path[:2] == ("context", "entities") else 1
        text = self.path[0]
        for index, name in enumerate(self.path[1:], 1):
            if _IDENTIFIER.fullmatch(name):
                text += f".{name}" if index <= safe else f"?.{name}"
            else:
                key = name if name.isdigit() else javascript(name)
                text += f"[{key}]" if index <= safe else f"?.[{key}]"
        return text


Piece = str | Reference


def pieces(text: str) -> tuple[Piece, ...]:
    """Take a text apart.

    Raises:
        TemplateError: a brace that is not closed, or a filter that does not exist; the caller adds the place.
    """
    if "{{" not in text:
        return (text,) if text else ()
    if unclosed(text):
        raise TemplateError("{{ is not closed by }}")
    found: list[Piece] = []
    at = 0
    for reference in references(text):
        if reference.start > at:
            found.append(text[at : reference.start])
        found.append(_reference(reference.expression, reference.path))
        at = reference.end
    if at < len(text):
        found.append(text[at:])
    return tuple(found)


def without_filters(text: str) -> str:
    """Return a text in which every reference stands as the platform knows it."""
    return "".join(piece if isinstance(piece, str) else piece.plain for piece in pieces(text))


def sole(parts: Sequence[Piece]) -> Reference | None:
    """Return the reference that is the whole text, if it is one."""
    return parts[0] if len(parts) == 1 and isinstance(parts[0], Reference) else None


def _reference(expression: str, path: tuple[str, ...] | None) -> Reference:
    if path is not None:
        return Reference(expression, path, ())
    match = _FILTERED.fullmatch(expression)
    filters = tuple(name.strip() for name in match["filters"].split("|")[1:]) if match else ()
    for name in filters:
        if name not in FILTERS:
            raise TemplateError(f"unknown filter {name!r}{did_you_mean(name, FILTERS)}")
    if not match or not filters:
        return Reference(expression, None, ())
    inner = match["expression"].strip()
    known = references("{{" + inner + "}}")
    return Reference(inner, known[0].path if known else None, filters)
