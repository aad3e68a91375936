"""Values that an object computes when it is first asked, and keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

Holder = TypeVar("Holder")
Value = TypeVar("Value")


class once(Generic[Holder, Value]):  # noqa: N801 - a decorator, written as those of the standard library are
    """What ``functools.cached_property`` is, without its lock.

    Python before 3.12 takes a lock each time it computes one. Nothing here is shared by threads, and a linter asks
    dozens of such values of each of thousands of small dialogs: the lock took longer than most of the answers.
    """

    def __init__(self, compute: Callable[[Holder], Value]) -> None:
        """Take the method that computes the value."""
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, _owner: type[Any], name: str) -> None:
        """Learn under which name the value is kept."""
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> Self: ...

    @overload
    def __get__(self, instance: Holder, owner: type[Any] | None = None) -> Value: ...

    def __get__(self, instance: Holder | None, owner: type[Any] | None = None) -> Self | Value:
        """Compute the value; from then on it is found in the object before this is asked."""
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._compute(instance)
        return value
