"""Ways out of a node on the wire. The default is always there, once and last; a confirmation has yes and no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from xogen.formats.wire.scope import TaskScope
from xogen.formats.wire.tables import OPERATORS, TARGETS
from xogen.model.conditions import (
    VALUELESS,
    AllOf,
    AnswerTest,
    AnyOf,
    Condition,
    ContextTest,
    EntityTest,
    IntentTest,
    RawTest,
)
from xogen.model.nearest import did_you_mean
from xogen.model.nodes import END, ConfirmationNode, Node, Transition

_COLORS = {"if": "#299d8e", "default": "#676767"}
_ANSWERS: Mapping[Literal["yes", "no"], str] = {"yes": "Yes", "no": "No"}


def transitions(scope: TaskScope, node: Node) -> list[dict[str, Any]]:
    """Return the transitions of a node in the order that exports show: conditions first, the default last.

    Raises:
        InputError: a target that is not there (0 of 4,100 transitions in exports dangle).
    """
    ways = [way for way in node.transitions if way.when is not None]
    # The platform takes the first default; a second one is never reached.
    default = next((way for way in node.transitions if way.when is None), None)
    if isinstance(node, ConfirmationNode):
        ways = _both_answers(ways, default)
    elif default is None:
        default = Transition(to=END)
    if default is not None:
        ways.append(default)
    return [_transition(scope, node, way, index) for index, way in enumerate(ways)]


def _both_answers(ways: list[Transition], default: Transition | None) -> list[Transition]:
    """Give a confirmation each answer once: 148 of 148 have yes and no. A second way for one is never taken."""
    otherwise = default.to if default else END
    told = [way.when.answer if isinstance(way.when, AnswerTest) else None for way in ways]
    kept = [way for index, way in enumerate(ways) if told[index] is None or told[index] not in told[:index]]
    missing = [Transition(to=otherwise, when=AnswerTest(answer=answer)) for answer in _ANSWERS if answer not in told]
    return kept + missing


def _transition(scope: TaskScope, node: Node, way: Transition, index: int) -> dict[str, Any]:
    metadata = {
        "color": _COLORS["default" if way.when is None else "if"],
        "connId": scope.ids.connection(scope.task.name, node.id, str(index)),
        "pathName": way.label or "",
        "pathsMap": [],
    }
    target = _target(scope, node, way.to)
    if way.when is None:
        return {"default": target, "metadata": metadata, "userUtterance": ""}
    said = _ANSWERS[way.when.answer] if isinstance(way.when, AnswerTest) else ""
    test = condition(scope, node, way.when)
    return {"if": test, "metadata": metadata, "then": target, "userUtterance": said}


def _target(scope: TaskScope, node: Node, target: str) -> str:
    if target in TARGETS:
        # Only XO 11 has flows to return to.
        return "end" if scope.bot.platform == "xo10" else TARGETS[target]
    if target not in scope.node_ids:
        raise scope.error(
            node,
            f"it leads to {target!r}, which is no node of the dialog{did_you_mean(target, scope.node_ids)}",
            "xogen lint shows every such place",
        )
    return scope.node_ids[target]


def condition(scope: TaskScope, node: Node, condition: Condition) -> dict[str, Any]:
    """Return a condition.

    Raises:
        InputError: it names a node that is not there.
    """
    match condition:
        case EntityTest(entity=entity, op=op, value=value):
            field = {"field": _target(scope, node, entity)}
            return field if op == "exists" else field | _operation(op, value)
        case ContextTest():
            return _context_test(condition)
        case AnswerTest(answer=answer):
            return {"dialogAct": answer}
        case IntentTest(intent=intent):
            return {"op": "", "value": "", "intent": _target(scope, node, intent)}
        case AllOf(all=tests):
            return {"conjoin": "and", "tests": [_context_test(test) for test in tests]}
        case AnyOf(any=tests):
            return {"conjoin": "or", "tests": [_context_test(test) for test in tests]}
        case RawTest(raw=raw):
            return dict(raw)


def _context_test(test: ContextTest) -> dict[str, Any]:
    return {"context": test.context} | _operation(test.op, test.value)


def _operation(op: str, value: str | None) -> dict[str, Any]:
    if op == "not-exists":  # without a value, 2 of 2
        return {"op": OPERATORS[op]}
    return {"op": OPERATORS[op], "value": "" if op in VALUELESS else value or ""}
