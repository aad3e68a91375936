"""Conditions that test nothing: what the platform's builder leaves behind when somebody opens a condition and goes."""

from __future__ import annotations

from collections.abc import Mapping

from xogen.model.conditions import AllOf, AnyOf, Condition, ContextTest, EntityTest, IntentTest, RawTest

_MOST = 200
"""Values of an unknown condition that are looked at: a longer one is not blank."""
_UNSAID = frozenset({"op", "conjoin", "metadata", "userUtterance", "then"})
"""Keys that say nothing of what is tested."""


def is_blank(when: Condition | None) -> bool:
    """Whether a condition names nothing to test. The default, which has no condition, is not blank."""
    match when:
        case ContextTest():
            return not when.context.strip()
        case EntityTest():
            return not when.entity.strip()
        case IntentTest():
            return not when.intent.strip()
        case AllOf(all=tests) | AnyOf(any=tests):
            return all(not test.context.strip() for test in tests)
        case RawTest():
            return _says_nothing(when.raw)
        case _:
            return False


def _says_nothing(raw: Mapping[str, object]) -> bool:
    waiting: list[object] = [value for key, value in raw.items() if key not in _UNSAID]
    for _ in range(_MOST):
        if not waiting:
            return True
        value = waiting.pop()
        if isinstance(value, str):
            if value.strip():
                return False
        elif isinstance(value, Mapping):
            waiting.extend(item for key, item in value.items() if key not in _UNSAID)
        elif isinstance(value, list | tuple):
            waiting.extend(value)
        elif value is not None:
            return False
    return False
