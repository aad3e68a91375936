"""The scripts of a dialog with their places, and what a review says of them: what rules on scripts go through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from xogen.graph.reads import line_pointer
from xogen.lint.texts import scripts
from xogen.script.review import Kind, Remark, review

if TYPE_CHECKING:
    from xogen.lint.facts import Placed


class ScriptOf(NamedTuple):
    """A script with its node, and the pointer to it from the document."""

    place: Placed
    pointer: str
    source: str

    def at(self, line: int) -> str:
        """Return the pointer to a line of it, from 1."""
        return line_pointer(self.pointer, self.source, line)


class Remarked(NamedTuple):
    """A remark with the node whose script it is about, and the pointer to the line from the document."""

    place: Placed
    pointer: str
    remark: Remark


def scripts_in(places: Iterable[Placed]) -> Iterator[ScriptOf]:
    """Yield the scripts of some nodes in their order."""
    for place in places:
        for script in scripts(place.node):
            yield ScriptOf(place, place.pointer + script.pointer, script.source)


def remarks_on(scripts: Iterable[ScriptOf]) -> Mapping[Kind, Sequence[Remarked]]:
    """Return what there is to say about some scripts, by its kind: there are many rules, and few remarks."""
    found: dict[Kind, list[Remarked]] = {}
    for script in scripts:
        for remark in review(script.source).remarks:
            found.setdefault(remark.kind, []).append(Remarked(script.place, script.at(remark.line), remark))
    return found
