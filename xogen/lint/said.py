"""What the nodes of a dialog say, show and run, looked at once for all rules that ask of some of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from xogen.formats.pointers import to_pointer
from xogen.lint.texts import held, script_pointer
from xogen.model.nodes import Response

if TYPE_CHECKING:
    from xogen.lint.facts import Placed

SPEAKING: frozenset[str] = frozenset({"message", "entity", "confirmation"})
"""Kinds of nodes that have texts for the user."""
DEFAULT = "default"
"""The channel for all that have no response of their own."""


class Saying(NamedTuple):
    """A response, with its node, key and index there."""

    place: Placed
    key: str
    number: int
    response: Response

    def at(self, *keys: str) -> str:
        """Return the pointer from the document to a part of it."""
        return self.place.pointer + to_pointer((self.key, self.number, *keys))


class Said(NamedTuple):
    """What is said, in the order of the nodes.

    Attributes:
        responses: every response.
        elsewhere: the responses of each channel but that for all others.
        showing: the nodes in whose texts for the user ``{{`` stands.
        printing: the nodes that have scripts to speak to the user.
        scripted: the nodes of all kinds that hold JavaScript.
    """

    responses: Sequence[Saying]
    elsewhere: Mapping[str, Sequence[Saying]]
    showing: Sequence[Placed]
    printing: Sequence[Placed]
    scripted: Sequence[Placed]


def said_in(places: Iterable[Placed]) -> Said:
    """Sort what nodes say."""
    responses: list[Saying] = []
    elsewhere: dict[str, list[Saying]] = {}
    showing: list[Placed] = []
    printing: list[Placed] = []
    scripted: list[Placed] = []
    for place in places:
        node, every, scripts, referring, said = held(place.node)
        if scripts:
            scripted.append(place)
        if not every or node.type not in SPEAKING:
            continue
        if scripts:
            printing.append(place)
        if referring:
            showing.append(place)
        for key, index, response in said:
            saying = Saying(place, key, index, response)
            responses.append(saying)
            if response.channel != DEFAULT:
                elsewhere.setdefault(response.channel, []).append(saying)
    return Said(responses, elsewhere, showing, printing, scripted)


class Shown(NamedTuple):
    """A value that a node shows to the user; ``at`` is the pointer from the document to the text or the script's line.

    ``tested``: the script asks whether it is there; ``in_script``: a script prints it.
    """

    place: Placed
    path: tuple[str, ...]
    at: str
    tested: bool = False
    in_script: bool = False


def shown_in(said: Said) -> Iterator[Shown]:
    """Yield what texts refer to, then what scripts print."""
    from xogen.script.arguments import handed_to

    for place in said.showing:
        for text in held(place.node).referring:
            for reference in text.references:
                if reference.path is not None:
                    yield Shown(place, reference.path, place.pointer + text.pointer)
    for place in said.printing:
        for script in held(place.node).scripts:
            for use in handed_to(script.source, ("print",)) if "print" in script.source else ():
                at = script_pointer(place.pointer + script.pointer, script.source, use.line)
                yield Shown(place, use.path, at, use.tested > 0, in_script=True)
