"""What tests ask of a flow and a graph in one go, put together from what rules ask one by one."""

from __future__ import annotations

import networkx as nx

from xogen.graph.assignment import Assignment, Phase, Unit
from xogen.graph.dialog_graph import DialogGraph


def sure_at(flow: Assignment, node: str, phase: Phase = "entry") -> frozenset[Unit]:
    """Return what every way to a phase of a node has set."""
    return frozenset(unit for unit in flow.units if flow.is_sure(node, unit, phase))


def possible_at(flow: Assignment, node: str, phase: Phase = "entry") -> frozenset[Unit]:
    """Return what at least one way to a phase of a node has set."""
    return frozenset(unit for unit in flow.units if flow.is_possible(node, unit, phase))


def is_reached_without(graph: DialogGraph, target: str, nodes: set[str]) -> bool:
    """Whether a way from the start arrives at a node and goes through none of some others before."""
    left = graph.graph.subgraph(set(graph.graph) - (nodes - {target}))
    return graph.start in left and target in left and nx.has_path(left, graph.start, target)
