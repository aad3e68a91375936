"""Conditions that test nothing: what the platform's builder leaves behind when somebody opens a condition and goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from xogen.model.conditions import AllOf, AnyOf, Condition, ContextTest, EntityTest, IntentTest, RawTest

_MOST = 200
"""Values of an unknown condition that are looked at: a longer one is not blank."""
_UNSAID = frozenset({"op", "conjoin", "metadata", "userUtterance", "then"})
"""Keys that say nothing of what is tested."""


def is_blank(when: Condition | None) -> bool:
    """Whether a condition names nothing to test. The default, which has no condition, is not blank."""
    if when is None:
        return False
    look = _LOOKS.get(type(when))
    return look is not None and look(when)


def _is_empty_group(tests: tuple[ContextTest, ...]) -> bool:
    return not any(test.context.strip() for test in tests)


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


# By the class itself: rules ask this of every transition, and a match tries one class after the other.
_LOOKS: Mapping[type, Callable[[Any], bool]] = {
    ContextTest: lambda when: not when.context.strip(),
    EntityTest: lambda when: not when.entity.strip(),
    IntentTest: lambda when: not when.intent.strip(),
    AllOf: lambda when: _is_empty_group(when.all),
    AnyOf: lambda when: _is_empty_group(when.any),
    RawTest: lambda when: _says_nothing(when.raw),
}
