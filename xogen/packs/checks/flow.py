"""Nodes of a task that nothing leads to, whatever the parameters."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.model.finding import Finding, Severity
from xogen.packs.checks.common import Checked, finding
from xogen.packs.flow import targets


def unreachable_nodes(checked: Checked) -> Iterator[Finding]:
    """Yield each node that no way from the intent reaches, in tasks and in fragments."""
    files = [
        (template.source, template.spec.nodes, template.spec.intent.next) for template in checked.templates.values()
    ]
    files += [(fragment.source, fragment.spec.nodes, fragment.spec.entry) for fragment in checked.fragments.values()]
    for source, nodes, start in files:
        seen, todo = {start}, [start]
        while todo:
            spec = nodes.get(todo.pop())
            for _, to in targets(spec) if spec else ():
                if to not in seen:
                    seen.add(to)
                    todo.append(to)
        for node in nodes:
            if node not in seen:
                message = f"nothing leads to the node {node!r}"
                yield finding("pack/unreachable-node", Severity.ERROR, source, ("nodes", node), message)
