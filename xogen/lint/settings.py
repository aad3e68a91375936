"""The ``[lint]`` table: which rules run, and how bad what they find is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import JsonValue, ValidationError

from xogen.errors import InputError
from xogen.lint.rule import Rule
from xogen.model.base import Owned
from xogen.model.finding import Severity
from xogen.model.nearest import did_you_mean

SeverityWord = Literal["error", "warning", "info"]


class LintSettings(Owned):
    """Names are rules (``flow/dead-end``) or whole families (``flow``). An empty ``select`` selects all."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, SeverityWord] = {}
    options: Mapping[str, Mapping[str, JsonValue]] = {}


@dataclass(frozen=True, slots=True)
class ChosenRule:
    """A rule that runs, the severity of what it finds, and its options where it has some."""

    rule: Rule
    severity: Severity
    options: Owned | None = None


def choose(settings: LintSettings, rules: Mapping[str, Rule]) -> tuple[ChosenRule, ...]:
    """Return the rules that run, sorted by name.

    Raises:
        InputError: a name that no rule and no family has, or options that do not fit.
    """
    _check_names("select", settings.select, rules)
    _check_names("ignore", settings.ignore, rules)
    _check_names("severity", settings.severity, rules)
    _check_options(settings.options, rules)
    return tuple(
        ChosenRule(rule, _severity(rule, settings.severity), _options(rule, settings.options))
        for rule in rules.values()
        if _named(rule, settings.select or (rule.name,)) and not _named(rule, settings.ignore)
    )


def _named(rule: Rule, names: Iterable[str]) -> bool:
    return any(name in {rule.name, rule.family} for name in names)


def _severity(rule: Rule, overrides: Mapping[str, SeverityWord]) -> Severity:
    """A rule's own entry wins over its family's."""
    word = overrides.get(rule.name) or overrides.get(rule.family)
    return Severity[word.upper()] if word else rule.severity


def _check_names(key: str, names: Iterable[str], rules: Mapping[str, Rule]) -> None:
    valid = {*rules, *(rule.family for rule in rules.values())}
    for name in names:
        if name not in valid:
            by_short_name = [full for full, rule in rules.items() if rule.short_name == name]
            meant = f"; did you mean {by_short_name[0]!r}?" if by_short_name else did_you_mean(name, valid)
            raise InputError(f"there is no rule {name!r}{meant}", where=f"lint {key}", hint="see: xogen rules")


def _check_options(options: Mapping[str, Mapping[str, JsonValue]], rules: Mapping[str, Rule]) -> None:
    optional = [name for name, rule in rules.items() if rule.options is not None]
    for name in options:
        if name not in optional:
            raise InputError(
                f"there is no rule {name!r} with options{did_you_mean(name, optional)}",
                where="lint options",
                hint="see: xogen rules NAME",
            )


def _options(rule: Rule, options: Mapping[str, Mapping[str, JsonValue]]) -> Owned | None:
    if rule.options is None:
        return None
    data: Mapping[str, Any] = options.get(rule.name, {})
    try:
        return rule.options.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        unknown = first["type"] == "extra_forbidden"
        what = f"unknown key{did_you_mean(key, rule.options.model_fields)}" if unknown else first["msg"]
        raise InputError(what, where=f"lint options {rule.name}: {key}", hint=f"see: xogen rules {rule.name}") from None
