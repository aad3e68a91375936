"""Plain views: values with the attributes of a model, for what only reads them, at the price of a plain object."""

from __future__ import annotations

from types import FunctionType
from typing import Any, NoReturn, Protocol

from xogen.model.base import M, Owned, defaults_of


class Maker(Protocol):
    """Makes a value of a model: ``model.base.unchecked`` a real one, ``view`` a plain view."""

    def __call__(self, kind: type[M], own: dict[str, Any] | None = None, /, **values: Any) -> M:  # noqa: ANN401 - any field
        """Return the value of a model, given its fields: as a dict that becomes the value's own, or by name."""


def view(kind: type[M], own: dict[str, Any] | None = None, /, **values: Any) -> M:  # noqa: ANN401 - any field
    """Return a plain view of a model: a value with its fields, its defaults, its properties and its methods.

    It is frozen, and equal to a view of the same model whose fields are equal. It is no instance of the model: nodes
    are told apart by ``type``, which mypy understands. Nothing checks, copies or dumps it: who needs that makes the
    value by ``unchecked``.

    Pydantic's classes have a ``__getattr__``, which makes each read of a field slow; lint reads tens of thousands.

    Args:
        kind: the model.
        own: its fields, sound as they stand, in a dict that becomes the view's own.
        values: its fields by name, where ``own`` is not given.
    """
    if own is None:
        own = values
    shape, tag = _SHAPES[kind]
    if tag is not None:
        own["type"] = tag
    made: M = _new(shape)
    _fill(made, own)
    return made


class _View:
    """What views of all models share. Fields that were given stand in the instance, defaults on the class."""

    model_fields: dict[str, Any]

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        mine, its = vars(self), vars(other)
        return mine == its or (mine.keys() != its.keys() and self._fields() == other._fields())

    def __hash__(self) -> int:
        return hash(self._fields())

    def __setattr__(self, name: str, _value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be set")

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({said})"

    def _fields(self) -> tuple[Any, ...]:
        return tuple([getattr(self, name) for name in self.model_fields])


_new: Any = object.__new__
# The slot itself, as a frozen view refuses what is set by name: the values stay the very dict they came in.
_fill = vars(_View)["__dict__"].__set__


class _Shapes(dict[type[Owned], tuple[type[_View], str | None]]):
    """The class of each model's views, and the ``type`` that tells its values apart, where it has one.

    That stands in each view: it is read more than all else, and twice as fast as from the class.
    """

    def __missing__(self, kind: type[Owned]) -> tuple[type[_View], str | None]:
        found = self[kind] = _shape_of(kind)
        return found


_SHAPES = _Shapes()


def _shape_of(kind: type[Owned]) -> tuple[type[_View], str | None]:
    members: dict[str, Any] = {"model_fields": kind.model_fields}
    for base in reversed(kind.__mro__):
        members |= {name: each for name, each in vars(base).items() if issubclass(base, Owned) and _is_own(name, each)}
    defaults = defaults_of(kind)
    return type(f"{kind.__name__}View", (_View,), members | defaults), defaults.get("type")


def _is_own(name: str, member: object) -> bool:
    return isinstance(member, property | FunctionType) and not name.startswith("__")
