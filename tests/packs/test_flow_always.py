"""What holds for any structure: no way leads nowhere, and nothing is lost that was not left out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from xogen.errors import TemplateError
from xogen.model.nodes import EXITS
from xogen.packs.flow import Step, reading_order, settle, targets
from xogen.packs.source import SourceFile
from xogen.packs.specs import ConfirmationSpec, MessageSpec

FILE = SourceFile("task.toml", "")
IDS = [f"N{number}" for number in range(7)]
TARGET = st.sampled_from([*IDS, "end"])
CONDITION = st.sampled_from([None, None, "yes", "no", "not yes", "not no"])


@st.composite
def structures(draw):
    steps = {}
    for node in IDS:
        only_if, group = draw(CONDITION), draw(st.sampled_from([None, None, None, "list"]))
        if draw(st.booleans()):
            spec = MessageSpec(type="message", text="x", next=draw(TARGET), only_if=only_if, for_each=group)
        else:
            yes, no = draw(TARGET), draw(TARGET)
            spec = ConfirmationSpec(type="confirmation", prompt="?", yes=yes, no=no, only_if=only_if, for_each=group)
        steps[node] = Step(node, spec, FILE, node, {})
    return steps


def holds(condition):
    return {"yes": True, "no": False, "not yes": False, "not no": True}[condition]


def reached(first, follow):
    seen, todo = set(), [first]
    while todo:
        node = todo.pop()
        if node not in seen and node not in EXITS:
            seen.add(node)
            todo += follow(node)
    return seen


@settings(max_examples=400, deadline=None)
@given(steps=structures(), first=TARGET, items=st.lists(st.sampled_from(["a", "b", "c"]), unique=True))
def test_every_way_leads_somewhere(steps, first, items):
    try:
        flow = settle(steps, {}, first, holds, {"list": items}, lambda step, item: f"{step.id}_{item}")
    except TemplateError:
        return  # a circle of left-out nodes, or a group without one way in and one way out: test_flow has them

    def follow(node):
        step = flow.steps[node]
        return [flow.target(step, to) for _, to in targets(step.spec)]

    start = flow.target(None, first)
    every = [to for node in flow.steps for to in follow(node)]
    assert {start, *every} <= {*flow.steps, *EXITS}
    out = {node for node, step in steps.items() if step.spec.only_if is not None and not holds(step.spec.only_if)}
    assert not {step.written for step in flow.steps.values()} & out
    was_reachable = reached(first, lambda node: [to for _, to in targets(steps[node].spec)])
    never = [node for node, step in flow.steps.items() if step.written not in was_reachable]
    still = set().union(*(reached(node, follow) for node in [start, *never]))
    assert set(flow.steps) == still, "what only the left-out nodes led to went with them, and nothing else"
    kept = {step.written for step in flow.steps.values()}
    assert {node for node in set(IDS) - was_reachable - out if not steps[node].spec.for_each} <= kept

    order = reading_order(start, lambda node: follow(node) if node in flow.steps else [], flow.steps)
    assert sorted(order) == sorted(flow.steps)
    assert not order or start in EXITS or order[0] == start
