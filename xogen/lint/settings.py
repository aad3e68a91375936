"""The ``[lint]`` table: which rules run, and how bad what they find is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

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
    """A rule that runs, the severity of what it finds, and its options where it has some.

    ``is_set``: the severity is what the project set, so that a problem of its own severity takes it, too.
    """

    rule: Rule
    severity: Severity
    options: Owned | None = None
    is_set: bool = False

    def severity_of(self, own: Severity | None) -> Severity:
        """Return the severity of a problem that brings one of its own, or none."""
        return self.severity if own is None or self.is_set else own


def wrong_setting(settings: LintSettings, rules: Mapping[str, Rule], *, text: str, path: str) -> InputError | None:
    """Return what is wrong with the names and options in a file's ``[lint]`` table, or nothing.

    Args:
        settings: the table as it was read.
        rules: the rules there are.
        text: the file's text, for the line.
        path: the file, as the user named it.
    """
    from xogen.formats.explain import dotted
    from xogen.formats.toml_source import toml_line

    for keys, words in faults(settings, rules):
        at = ("lint", *keys)
        return InputError(words, where=f"{path}:{toml_line(text, at)}: {dotted(at)}", hint="see: xogen rules")
    return None


def faults(settings: LintSettings, rules: Mapping[str, Rule]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each name that is none, and each option that does not fit, with its key path below ``[lint]``."""
    valid = {*rules, *(rule.family for rule in rules.values())}
    named: list[tuple[tuple[str | int, ...], str]] = [
        (("select", index), name) for index, name in enumerate(settings.select)
    ]
    named += [(("ignore", index), name) for index, name in enumerate(settings.ignore)]
    named += [(("severity", name), name) for name in settings.severity]
    for keys, name in named:
        if name not in valid:
            yield keys, f"there is no rule {name!r}{_meant(name, rules, valid)}"
    optional = [name for name, rule in rules.items() if rule.options is not None]
    for name, values in settings.options.items():
        model = rules[name].options if name in rules else None
        if model is None:
            yield ("options", name), f"there is no rule {name!r} with options{did_you_mean(name, optional)}"
        else:
            yield from ((("options", name, *keys), words) for keys, words in _option_faults(model, values))


def choose(settings: LintSettings, rules: Mapping[str, Rule]) -> tuple[ChosenRule, ...]:
    """Return the rules that run, sorted by name.

    Raises:
        InputError: a name that no rule and no family has, or options that do not fit.
    """
    for keys, words in faults(settings, rules):
        raise InputError(words, where=f"lint settings: {keys[0]}", hint="see: xogen rules")
    return tuple(
        ChosenRule(
            rule,
            _severity(rule, settings.severity),
            _options(rule, settings.options),
            is_set=any(name in settings.severity for name in (rule.name, rule.family)),
        )
        for rule in rules.values()
        if _named(rule, settings.select or (rule.name,)) and not _named(rule, settings.ignore)
    )


def _named(rule: Rule, names: Iterable[str]) -> bool:
    return any(name in {rule.name, rule.family} for name in names)


def _severity(rule: Rule, overrides: Mapping[str, SeverityWord]) -> Severity:
    """A rule's own entry wins over its family's."""
    word = overrides.get(rule.name) or overrides.get(rule.family)
    return Severity[word.upper()] if word else rule.severity


def _meant(name: str, rules: Mapping[str, Rule], valid: Iterable[str]) -> str:
    """Name the rule that was meant, first of all the one that was written without its family."""
    full = [rule.name for rule in rules.values() if rule.short_name == name]
    return f"; did you mean {full[0]!r}?" if full else did_you_mean(name, valid)


def _option_faults(model: type[Owned], values: Mapping[str, JsonValue]) -> Iterator[tuple[tuple[str, ...], str]]:
    try:
        model.model_validate(values)
    except ValidationError as error:
        for item in error.errors(include_url=False, include_input=False):
            key = str(item["loc"][0])
            unknown = item["type"] == "extra_forbidden"
            words = item["msg"][:1].lower() + item["msg"][1:]
            yield (key,), f"unknown key{did_you_mean(key, model.model_fields)}" if unknown else words


def _options(rule: Rule, options: Mapping[str, Mapping[str, JsonValue]]) -> Owned | None:
    return rule.options.model_validate(options.get(rule.name, {})) if rule.options is not None else None
