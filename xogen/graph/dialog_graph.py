"""The graph of one dialog task, and the questions asked of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

from xogen.graph import walks
from xogen.graph.flatten import Edge, Flat, flatten
from xogen.graph.numbered import Numbered, numbered
from xogen.graph.reads import ScriptPlace, scripts_of
from xogen.model.conditions import Condition
from xogen.model.dialog import DialogTask
from xogen.model.nodes import EXITS, Node
from xogen.model.once import once

if TYPE_CHECKING:
    import networkx as nx

    from xogen.graph.assignment import Assignment
    from xogen.graph.constants import Constants


class Island(NamedTuple):
    """Nodes that the start does not reach, by the one from which the others can be reached."""

    root: str
    nodes: tuple[str, ...]


class DialogGraph:
    """Facts of one task, each computed once when it is first asked for. All tuples keep the document's order.

    Bot actions are opened: an edge leads into the first inner node, and from each inner ``end`` to where the bot
    action's own transitions lead. Exits (``end``, ``not-connected``, ``return-to-flow``) are nodes of the graph by
    these names. A wrong task is no error: the first of two nodes with one id counts, dangling targets have no edge.
    """

    def __init__(self, task: DialogTask) -> None:
        """Take a task; nothing is computed yet."""
        self.task = task

    @once
    def _flat(self) -> Flat:
        return flatten(self.task)

    @once
    def nodes(self) -> Mapping[str, Node]:
        """The nodes by id, those inside bot actions right after their bot action."""
        return self._flat.nodes

    @property
    def parents(self) -> Mapping[str, str]:
        """The bot action that a node stands in, by node id."""
        return self._flat.parents

    @once
    def edges(self) -> tuple[Edge, ...]:
        """Every edge with the transition it comes from."""
        return tuple(chain.from_iterable(self._flat.edges.values()))

    @once
    def start(self) -> str | None:
        """The entry: the first node; ``None`` for a task without nodes."""
        return next(iter(self.nodes), None)

    @property
    def out_edges(self) -> Mapping[str, Sequence[Edge]]:
        """The edges that leave each node."""
        return self._flat.edges

    @property
    def conditions(self) -> Sequence[tuple[str, int, Condition]]:
        """Every condition, with its node and the index of the transition."""
        return self._flat.conditions

    @once
    def successors(self) -> Mapping[str, tuple[str, ...]]:
        """What follows each node, exits too, each once."""
        return {
            node: (edges[0].target,) if len(edges) == 1 else tuple(dict.fromkeys([edge.target for edge in edges]))
            for node, edges in self.out_edges.items()
        }

    @once
    def predecessors(self) -> Mapping[str, tuple[str, ...]]:
        """What leads to each node and exit, each once."""
        found: dict[str, list[str]] = {node: [] for node in self.nodes}
        for node, following in self.successors.items():
            for after in following:
                found.setdefault(after, []).append(node)
        return {node: tuple(before) for node, before in found.items()}

    @once
    def inner_ends(self) -> Mapping[str, tuple[str, ...]]:
        """The inner nodes at which each bot action ends: its own transitions are taken there."""
        found: dict[str, dict[str, None]] = {}
        for edge in self.edges:
            if edge.source != edge.owner:
                found.setdefault(edge.owner, {})[edge.source] = None
        return {node: tuple(ends) for node, ends in found.items()}

    @once
    def exits(self) -> tuple[str, ...]:
        """The exits that some transition leads to."""
        return tuple(sorted(EXITS & {edge.target for edge in self.edges}))

    @once
    def _from_start(self) -> walks.Ways:
        return walks.Ways(walks.reach([] if self.start is None else [self.start], self.successors))

    @once
    def reachable(self) -> frozenset[str]:
        """The nodes that the start reaches; exits are left out."""
        return frozenset(self._from_start.before.keys() - EXITS)

    @once
    def co_reachable(self) -> frozenset[str]:
        """The nodes from which an exit can be reached."""
        return frozenset(walks.reach(self.exits, self.predecessors).keys() - EXITS)

    @once
    def graph(self) -> nx.DiGraph[str]:
        """The same as a networkx graph, exits included."""
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(self.nodes)
        graph.add_edges_from((edge.source, edge.target) for edge in self.edges)
        return graph

    @once
    def components(self) -> tuple[tuple[str, ...], ...]:
        """The strongly connected components, single nodes too; each in the document's order."""
        if self.leads_on:
            return tuple([(node,) for node in self.nodes])
        return self._in_order(self._groups_of(self.nodes))

    @once
    def leads_on(self) -> bool:
        """Whether each edge leads to a node further down, as in most dialogs: then there is no circle."""
        above: set[str] = set()
        for node, edges in self.out_edges.items():
            above.add(node)
            for edge in edges:
                if edge.target in above:
                    return False
        return True

    def circles(self, keep: Callable[[str], bool]) -> tuple[tuple[str, ...], ...]:
        """Return the components that hold a circle, looking only at the nodes to keep; a node may circle alone."""
        if self.leads_on:
            return ()
        kept = [node for node in self.nodes if node in self.circling and keep(node)]
        return self._circles_of(kept) if len(kept) < len(self.circling) else self.all_circles

    @once
    def all_circles(self) -> tuple[tuple[str, ...], ...]:
        """The components that hold a circle, each in the document's order."""
        return () if self.leads_on else self._circles_of(self.nodes)

    @once
    def circling(self) -> frozenset[str]:
        """The nodes that stand in a circle: in most dialogs there are none."""
        return frozenset(chain.from_iterable(self.all_circles))

    def _circles_of(self, nodes: Collection[str]) -> tuple[tuple[str, ...], ...]:
        groups = self._groups_of(self._spanned(nodes))
        return self._in_order([each for each in groups if len(each) > 1 or each[0] in self.successors[each[0]]])

    def _spanned(self, nodes: Collection[str]) -> Sequence[str]:
        """Return the nodes between the ends of edges that lead back: circles stand among them.

        A circle that reaches from one node down to another crosses each step between them upwards, too.

        Args:
            nodes: those that count, in the document's order.
        """
        position = {node: index for index, node in enumerate(nodes)}
        begun = [0] * (len(position) + 1)
        for node, here in position.items():
            for after in self.successors[node]:
                there = position.get(after)
                if there is not None and there <= here:
                    begun[there] += 1
                    begun[here + 1] -= 1
        return [node for node, spans in zip(nodes, accumulate(begun), strict=False) if spans]

    def _groups_of(self, nodes: Collection[str]) -> Iterator[tuple[str, ...]]:
        """Return the components of some nodes, looking only at these."""
        keep = frozenset(nodes).__contains__
        return walks.components({node: tuple(filter(keep, self.successors[node])) for node in nodes})

    def _in_order(self, groups: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
        """Return groups as they stand in the document, and their nodes, too."""
        position = self.position.__getitem__
        ordered = [tuple(sorted(group, key=position)) for group in groups]
        return tuple(sorted(ordered, key=lambda group: position(group[0])))

    @once
    def position(self) -> Mapping[str, int]:
        """Where each node stands in the document."""
        return {node: index for index, node in enumerate(self.nodes)}

    @once
    def dominators(self) -> Mapping[str, str]:
        """The immediate dominator of each node and exit that the start reaches, but for the start itself."""
        import networkx as nx

        if self.start is None:
            return {}
        found = nx.immediate_dominators(self.graph, self.start)
        return {node: above for node, above in found.items() if above is not None and node != self.start}

    @once
    def _dominator_spans(self) -> Mapping[str, tuple[int, int]]:
        if self.start is None:
            return {}
        children: dict[str, list[str]] = {}
        for node, above in self.dominators.items():
            children.setdefault(above, []).append(node)
        return walks.nesting(self.start, children)

    def dominates(self, above: str, below: str) -> bool:
        """Whether every way from the start to ``below`` goes through ``above``; each node dominates itself.

        ``False`` when the start does not reach one of the two.
        """
        spans = self._dominator_spans
        if above not in spans or below not in spans:
            return False
        return spans[above][0] <= spans[below][0] < spans[above][1]

    def witness(self, target: str) -> tuple[str, ...]:
        """Return a shortest way from the start to a node or exit as names; nothing when the start does not reach it."""
        return self.short_names(target, self._from_start)

    def short_names(self, target: str, ways: walks.Ways) -> tuple[str, ...]:
        """Return the way to a node or exit as names, at most twelve; nothing when none leads there."""
        return tuple(map(self.name, ways.short(target))) if target in ways else ()

    def names(self, way: Sequence[str]) -> tuple[str, ...]:
        """Return the names of the nodes of a way: at most twelve, the middle counted."""
        return tuple(map(self.name, walks.shorten(way)))

    def name(self, node: str) -> str:
        """Return the name by which a person knows a node; an exit is its own name."""
        return self.nodes[node].component if node in self.nodes else node

    @once
    def islands(self) -> tuple[Island, ...]:
        """The nodes that the start does not reach, grouped by a root that reaches the others of its group."""
        lost = {node: index for index, node in enumerate(self.nodes) if node not in self.reachable}
        if not lost:
            return ()
        inside = walks.filtered(self.successors, lost.__contains__)
        islands: list[Island] = []
        taken: set[str] = set()
        for root in _roots(lost, inside):
            members = walks.reach([root], inside, taken).keys()
            taken |= members
            islands.append(Island(root, tuple(sorted(members, key=lost.__getitem__))))
        return tuple(islands)

    @once
    def scripts(self) -> Mapping[str, tuple[ScriptPlace, ...]]:
        """The scripts of the nodes that have any, by their ids."""
        return {name: scripts for name, node in self.nodes.items() if (scripts := scripts_of(node))}

    @once
    def numbered(self) -> Numbered:
        """What the start reaches, by numbers."""
        return numbered(self)

    @once
    def assignment(self) -> Assignment:
        """What is set where: see ``graph.assignment``."""
        from xogen.graph.assignment import Assignment

        return Assignment(self)

    @once
    def constants(self) -> Constants:
        """What holds one value on every way: see ``graph.constants``."""
        from xogen.graph.constants import Constants

        return Constants(self)

    def forget(self) -> None:
        """Let go of what knows this graph, so that both go when nobody asks for them any more.

        The garbage collector, which would find them, looks too seldom for whoever reads one bot after the other.
        """
        for fact in ("assignment", "constants"):
            vars(self).pop(fact, None)


def _roots(lost: Mapping[str, int], inside: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return as few nodes as possible from which all lost nodes can be reached, in the document's order.

    A walk over all of them leaves a node only after what it reaches: so in reverse, the first node that no root
    reaches yet is itself reached by none that is left.
    """
    pseudo = ""
    order = walks.reverse_post_order(pseudo, {**inside, pseudo: tuple(lost)})
    reached: set[str] = {pseudo}
    roots: list[str] = []
    for node in order:
        if node not in reached:
            roots.append(node)
            reached |= walks.reach([node], inside, reached).keys()
    return sorted(roots, key=lost.__getitem__)
