"""The parameters of a template: what was given, checked against what is declared, and the defaults."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from xogen.model.nearest import did_you_mean
from xogen.packs.problems import InstallError
from xogen.packs.specs import ParameterSpec

_WORDS = {"boolean": "true or false", "string": "text", "integer": "a whole number", "list": "a list"}


def resolve(declared: Mapping[str, ParameterSpec], given: Mapping[str, Any], address: str) -> dict[str, Any]:
    """Return the value of every declared parameter, in the declared order.

    Args:
        declared: what the template declares.
        given: what the install says.
        address: the template, for messages.

    Raises:
        InstallError: an unknown parameter (names the nearest), a wrong type or choice, or one that is missing.
    """
    for name in given:
        if name not in declared:
            known = did_you_mean(name, declared) if declared else "; it takes none"
            raise InstallError(f"{address} has no parameter {name!r}{known}", ("parameters", name))
    values: dict[str, Any] = {}
    for name, spec in declared.items():
        if name in given:
            fault = misfit(spec, given[name])
            if fault:
                raise InstallError(fault, ("parameters", name))
            values[name] = given[name]
        elif spec.default is None:
            raise InstallError(
                f"{address} needs the parameter {name!r}, {_WORDS[spec.type]}", ("parameters",), hint=spec.help or None
            )
        else:
            values[name] = spec.default
    return values


def from_words(declared: Mapping[str, ParameterSpec], words: Sequence[str], address: str) -> dict[str, Any]:
    """Return the parameters that were typed as ``NAME=VALUE``, each as what the template declares it to be.

    Args:
        declared: what the template declares.
        words: what was typed; the items of a list stand between commas, or come one by one.
        address: the template, for messages.

    Raises:
        InstallError: as ``resolve``; what is no ``NAME=VALUE``, or is given twice.
    """
    given: dict[str, Any] = {}
    for word in words:
        name, sign, text = word.partition("=")
        name = name.strip()
        if not sign or not name:
            raise InstallError(f"{word!r} is not of the form NAME=VALUE", ("parameters",))
        spec = declared.get(name)
        value = _typed(spec.type if spec else "string", text.strip())
        if spec is not None and spec.type == "list":
            given[name] = [*given.get(name, []), *value]
        elif name in given:
            raise InstallError(f"{name!r} is given twice", ("parameters", name))
        else:
            given[name] = value
    resolve(declared, given, address)
    return given


def _typed(kind: str, text: str) -> Any:  # noqa: ANN401 - what it is depends on the kind
    """Read a text as a kind of parameter; one that does not fit stays text, which ``misfit`` then refuses."""
    if kind == "list":
        return [item.strip() for item in text.split(",") if item.strip()]
    if kind == "boolean":
        return {"true": True, "yes": True, "false": False, "no": False}.get(text.casefold(), text)
    if kind == "integer" and re.fullmatch(r"[-+]?\d{1,9}", text, re.ASCII):
        return int(text)
    return text


def misfit(spec: ParameterSpec, value: object) -> str | None:
    """Say why a value does not fit a parameter, or return ``None``."""
    if not _fits(spec.type, value):
        return f"must be {_WORDS[spec.type]}"
    if spec.choices:
        for item in value if isinstance(value, list | tuple) else (value,):
            if item not in spec.choices:
                return f"{item!r} is not offered; there are: {', '.join(map(str, spec.choices))}"
    if isinstance(value, list | tuple):
        names = [item.get("name") if isinstance(item, Mapping) else item for item in value]
        double = next((name for index, name in enumerate(names) if name in names[:index]), None)
        if double is not None:
            return f"{double!r} stands in the list twice"
    return None


def _fits(kind: str, value: object) -> bool:
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str) if kind == "string" else isinstance(value, list | tuple)
