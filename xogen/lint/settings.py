"""The ``[lint]`` table, or ``.xogen-lint.toml`` beside an export: which rules run, and how bad what they find is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, Self

from pydantic import JsonValue, ValidationError, model_validator

from xogen.errors import InputError
from xogen.formats.explain import Keys
from xogen.lint.rule import Check, Rule
from xogen.model.base import Owned, unchecked
from xogen.model.finding import Severity
from xogen.model.nearest import did_you_mean

SeverityWord = Literal["error", "warning", "info", "off"]
FILE = ".xogen-lint.toml"
"""The file beside an export that holds at its top level what ``[lint]`` holds in a project."""
_HINT = "see: xogen rules"


class Override(Owned):
    """Settings for some dialogs: those in files that fit ``paths`` and with names that fit ``dialogs``.

    Both hold patterns with ``*`` and ``?``; a path may be cut short from the left. What is left out fits all.
    """

    paths: tuple[str, ...] = ()
    dialogs: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, SeverityWord] = {}

    @model_validator(mode="after")
    def _fits_something(self) -> Self:
        if not self.paths and not self.dialogs:
            raise ValueError("needs paths or dialogs: what holds for all stands in ignore and severity themselves")
        return self


class LintSettings(Owned):
    """Names are rules (``flow/dead-end``) or whole families (``flow``). An empty ``select`` selects all."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, SeverityWord] = {}
    options: Mapping[str, Mapping[str, JsonValue]] = {}
    overrides: tuple[Override, ...] = ()


class Source(NamedTuple):
    """Where settings were written: the file as the user knows it, its text, and the table's key path in it."""

    path: str
    text: str
    at: Keys = ("lint",)


class ChosenRule(NamedTuple):
    """A rule that runs, the severity of what it finds, and its options where it has some.

    ``is_set``: the severity is what the project set, so that a problem of its own severity takes it, too.
    ``everywhere``: ``False`` for a rule that is off but where an override turns it on.
    """

    rule: Rule
    severity: Severity
    options: Owned | None = None
    is_set: bool = False
    everywhere: bool = True

    @property
    def check(self) -> Check:
        """What runs the rule, with its options where it has some."""
        if self.options is None:
            return self.rule.check
        return lambda *subjects: self.rule.check(*subjects, self.options)

    def severity_of(self, own: Severity | None) -> Severity:
        """Return the severity of a problem that brings one of its own, or none."""
        return self.severity if own is None or self.is_set else own


def wrong_setting(settings: LintSettings, rules: Mapping[str, Rule], source: Source) -> InputError | None:
    """Return what is wrong with the names and options in settings, with file, line and key, or nothing."""
    from xogen.formats.explain import dotted
    from xogen.formats.toml_source import toml_line

    for keys, words in faults(settings, rules):
        at = (*source.at, *keys)
        return InputError(words, where=f"{source.path}:{toml_line(source.text, at)}: {dotted(at)}", hint=_HINT)
    return None


def unknown_rule(name: str, rules: Mapping[str, Rule]) -> str | None:
    """Say that a name is that of no rule and no family, and which was meant; ``None`` when it is one."""
    valid = {*rules, *(rule.family for rule in rules.values())}
    return None if name in valid else f"there is no rule {name!r}{_meant(name, rules, valid)}"


def faults(settings: LintSettings, rules: Mapping[str, Rule]) -> Iterator[tuple[Keys, str]]:
    """Yield each name that is none, and each option that does not fit, with its key path below ``[lint]``."""
    for keys, name in _names(settings):
        words = unknown_rule(name, rules)
        if words is not None:
            yield keys, words
    optional = [name for name, rule in rules.items() if rule.options is not None]
    for name, values in settings.options.items():
        model = rules[name].options if name in rules else None
        if model is None:
            yield ("options", name), f"there is no rule {name!r} with options{did_you_mean(name, optional)}"
        else:
            yield from ((("options", name, *keys), words) for keys, words in _option_faults(model, values))


def _names(settings: LintSettings) -> Iterator[tuple[Keys, str]]:
    """Yield every name of a rule or family in settings with its key path."""
    yield from ((("select", index), name) for index, name in enumerate(settings.select))
    tables: list[tuple[Keys, LintSettings | Override]] = [((), settings)]
    tables += [(("overrides", index), override) for index, override in enumerate(settings.overrides)]
    for at, table in tables:
        yield from (((*at, "ignore", index), name) for index, name in enumerate(table.ignore))
        yield from (((*at, "severity", name), name) for name in table.severity)


def choose(settings: LintSettings, rules: Mapping[str, Rule]) -> tuple[ChosenRule, ...]:
    """Return the rules that run, sorted by name.

    Raises:
        InputError: a name that no rule and no family has, or options that do not fit.
    """
    for keys, words in faults(settings, rules):
        raise InputError(words, where=f"lint settings: {keys[0]}", hint=_HINT)
    chosen = (_choice(rule, settings) for rule in rules.values())
    return tuple(entry for entry in chosen if entry is not None)


def _choice(rule: Rule, settings: LintSettings) -> ChosenRule | None:
    if (settings.select and not named(rule, settings.select)) or named(rule, settings.ignore):
        return None
    word = severity_word(rule, settings.severity)
    is_on = word != "off" and (rule.enabled or word is not None or rule.name in settings.select)
    if not is_on and not any(severity_word(rule, each.severity) not in {None, "off"} for each in settings.overrides):
        return None
    severity = Severity[word.upper()] if word and is_on else rule.severity
    return ChosenRule(
        rule, severity, _options(rule, settings.options), is_set=word is not None and is_on, everywhere=is_on
    )


def named(rule: Rule, names: Collection[str]) -> bool:
    """Whether a rule or its family is among some names."""
    return bool(names) and not {rule.name, rule.family}.isdisjoint(names)


def severity_word(rule: Rule, severities: Mapping[str, SeverityWord]) -> SeverityWord | None:
    """Return what a table of severities says of a rule: its own entry wins over its family's."""
    return (severities.get(rule.name) or severities.get(rule.family)) if severities else None


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
    if rule.options is None:
        return None
    # Defaults need no check: a model that checks nothing need not be built.
    return rule.options.model_validate(options[rule.name]) if rule.name in options else unchecked(rule.options)
