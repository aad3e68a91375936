"""What the nodes of a dialog say, show and run, looked at once for all rules that ask of some of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from xogen.formats.pointers import to_pointer
from xogen.graph.reads import line_pointer
from xogen.lint.texts import held
from xogen.model.nodes import Response
from xogen.script.arguments import handed_to

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
        speaking: the nodes that have texts for the user.
        elsewhere: the responses of each channel but that for all others.
        translated: the responses with texts in several languages.
        varied: the nodes with several responses in one place: variants, or texts for several channels.
        referring: the nodes of all kinds in whose texts ``{{`` stands.
        showing: those of them that have texts for the user.
        printing: the nodes that have scripts to speak to the user.
        scripted: the nodes of all kinds that hold JavaScript.
    """

    speaking: Sequence[Placed]
    elsewhere: Mapping[str, Sequence[Saying]]
    translated: Sequence[Saying]
    varied: Sequence[Placed]
    referring: Sequence[Placed]
    showing: Sequence[Placed]
    printing: Sequence[Placed]
    scripted: Sequence[Placed]


def said_in(places: Iterable[Placed]) -> Said:
    """Sort what nodes say."""
    speaking: list[Placed] = []
    elsewhere: dict[str, list[Saying]] = {}
    translated: list[Saying] = []
    varied: list[Placed] = []
    referring: list[Placed] = []
    scripted: list[Placed] = []
    for place in places:
        _, every, scripts, references, said = held(place.node)
        if scripts:
            scripted.append(place)
        if references:
            referring.append(place)
        if not every or not said:
            continue
        speaking.append(place)
        is_varied = False
        for key, index, response in said:
            if response.channel != DEFAULT:
                elsewhere.setdefault(response.channel, []).append(Saying(place, key, index, response))
            if len(response.text) > 1:
                translated.append(Saying(place, key, index, response))
            is_varied = is_varied or index > 0
        if is_varied:
            varied.append(place)
    showing = [place for place in referring if place.node.type in SPEAKING]
    printing = [place for place in scripted if place.node.type in SPEAKING]
    return Said(speaking, elsewhere, translated, varied, referring, showing, printing, scripted)


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
    for place in said.showing:
        for text in held(place.node).referring:
            for reference in text.references:
                if reference.path is not None:
                    yield Shown(place, reference.path, place.pointer + text.pointer)
    for place in said.printing:
        for script in held(place.node).scripts:
            for use in handed_to(script.source, ("print",)) if "print" in script.source else ():
                at = line_pointer(place.pointer + script.pointer, script.source, use.line)
                yield Shown(place, use.path, at, use.tested > 0, in_script=True)
