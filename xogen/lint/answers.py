"""Which nodes read the answers of services, by the service's name: what several rules on services ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from xogen.graph.dialog_graph import DialogGraph
from xogen.graph.reads import Read

_NONE: Mapping[str, Sequence[Read]] = {}


class Answers:
    """The reads of ``context.<name>`` as a whole and of its ``response``, with what is in it.

    The names of other values of the context are among them: a name may be one that no service has.
    """

    def __init__(self, graph: DialogGraph) -> None:
        """Sort the reads of a dialog in one pass."""
        self._reads: defaultdict[str, dict[str, list[Read]]] = defaultdict(dict)
        for node, reads in graph.assignment.reads.items():
            for read in reads:
                path = read.path
                if path[0] == "context" and (len(path) == 2 or (len(path) > 2 and path[2] == "response")):
                    self._reads[path[1]].setdefault(node, []).append(read)

    def of(self, name: str) -> Mapping[str, Sequence[Read]]:
        """Return what is read of one name, by the nodes that read it, in the order of the dialog."""
        return self._reads.get(name, _NONE)

    def lost(self, names: Collection[str]) -> Iterator[str]:
        """Yield the nodes that read the ``response`` of what has none of these names."""
        for name, found in self._reads.items():
            if name not in names:
                yield from (node for node, reads in found.items() if any(len(read.path) > 2 for read in reads))
