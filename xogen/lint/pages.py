"""The page of a rule and the page of all rules, as Markdown, from what stands in the rules themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from inspect import cleandoc
from textwrap import fill

from xogen.formats.dialog_json import dump_dialog
from xogen.lint.fixed_examples import FixedExample, fixed_example
from xogen.lint.registry import families
from xogen.lint.rule import Example, Flag, Rule
from xogen.model.dialog import DialogTask

_WIDTH, _TEXT = 100, 80
"""Columns of examples and of texts, so that a terminal shows the texts whole."""
_LONGEST, _MOST = 400, 30
"""Signs of a text and items of a list that an example shows: a rule on size needs more of both to be broken."""
CUT = "…"
"""Stands where an example was cut."""
_HEAD = """\
<!-- Written by `xogen rules --format markdown -o docs/rules.md`; a test compares. -->

# Rules

What `xogen lint` checks, rule by rule. Every example below is run by the tests: the bad one gives exactly the findings
that are listed, and the good one is clean under all rules. Some thirty rules no other linter of flows and dialogs has:
[Decisions](decisions.md#rules-that-no-peer-has) names them.

Choose rules in `xogen.toml`, by name or by family:

```toml
[lint]
select = ["flow", "entity/never-used"]   # only these; all when left out
ignore = ["naming/intent-name-advice"]
severity = { message = "info", "flow/pointless-branch" = "error", "size/long-prompt" = "off" }

[[lint.overrides]]                       # for some dialogs only: by file, by name, or both
paths = ["dialogs/legacy-*.json"]
dialogs = ["Old *"]
ignore = ["naming"]
```

Beside a bot export, and in a folder that `xogen import` wrote, the same stands at the top level of `.xogen-lint.toml`.
In a dialog file, a node or the dialog itself may allow a rule, with the reason:
`"allow": {"flow/dead-end": "the agent takes over"}`. To begin with a bot that has many findings, note them all with
`xogen lint --write-baseline`, and see only new ones with `--baseline xogen-baseline.json`.

`xogen lint --fix` puts right what rules with a *safe* fix find: the bot does the same afterwards. An *unsafe* fix
changes what the bot does, mostly for the better, and is made with `--unsafe-fixes` only. `--diff` shows all first.
"""


def page(rule: Rule) -> str:
    """Return the page of one rule."""
    return "\n".join(_page(rule, "#")) + "\n"


def index(rules: Mapping[str, Rule]) -> str:
    """Return the page of all rules: settings, a table, then the page of each."""
    lines = [_HEAD]
    for family in families(rules):
        own = [rule for rule in rules.values() if rule.family == family]
        lines += [f"## {family}", "", "| rule | severity | fix | finds |", "| --- | --- | --- | --- |"]
        lines += [
            f"| [`{rule.name}`](#{_anchor(rule)}) | {rule.severity.word} | {_fix_word(rule)} | {rule.summary} |"
            for rule in own
        ]
        lines += [""]
        for rule in own:
            lines += [*_page(rule, "###"), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _page(rule: Rule, heading: str) -> Iterator[str]:
    yield f"{heading} {rule.name}"
    yield ""
    yield f"{rule.summary}. Severity: {rule.severity.word}."
    yield ""
    yield fill(cleandoc(rule.rationale), _TEXT, break_long_words=False, break_on_hyphens=False)
    yield ""
    yield "Bad, in an export:" if rule.bad.export is not None else "Bad:"
    yield ""
    yield from _example(rule.bad)
    yield ""
    whole = "the dialog" if rule.bad.export is None else "the bot"
    yield from (_flag(flag, whole) for flag in rule.bad.flags)
    yield ""
    yield "Good:"
    yield ""
    yield from _example(rule.good)
    names = sorted({name for example in (rule.bad, rule.good) for name in example.known.sobjects or ()})
    if names:
        yield ""
        yield f"Both are checked with a describe of {' and of '.join(names)}."
    fixed = fixed_example(rule)
    if fixed is not None:
        yield from _fixed(rule.bad, fixed)
    if rule.options is not None:
        yield ""
        yield from _options(rule)


def _fixed(bad: Example, fixed: FixedExample) -> Iterator[str]:
    """Say how the bad example is fixed, and show what changes in it."""
    for words, option in ((fixed.safe, ""), (fixed.unsafe, " --unsafe-fixes")):
        if words:
            yield ""
            yield f"Fixed by `xogen lint --fix{option}`: {'; '.join(words)}."
    yield ""
    yield "```diff"
    # The first two lines name the files, and the third says where in them the change begins.
    for line in [*unified_diff(_written(bad), _written(fixed.after), n=2, lineterm="")][3:]:
        yield "..." if line.startswith("@@") else line.rstrip()
    yield "```"


def _written(example: Example) -> list[str]:
    """Return all that an example holds, in the lines in which the page shows it."""
    return [line for line in _example(example) if line and not line.startswith("```")]


def _fix_word(rule: Rule) -> str:
    fixed = fixed_example(rule)
    return ", ".join(("safe",) * bool(fixed.safe) + ("unsafe",) * bool(fixed.unsafe)) if fixed is not None else ""


def _anchor(rule: Rule) -> str:
    """Return what GitHub makes of the heading."""
    return rule.name.replace("/", "")


def _flag(flag: Flag, whole: str) -> str:
    place = f"`{flag.pointer}`" if flag.pointer else whole
    place = f"`config.json`, {place}" if flag.config else place
    where = f"{flag.dialog}, {place}" if flag.dialog else place
    return f"- {where}: {flag.message}"


def _options(rule: Rule) -> Iterator[str]:
    fields = rule.options.model_fields if rule.options is not None else {}
    yield "Options, with their defaults:"
    yield ""
    yield "```toml"
    yield f'[lint.options."{rule.name}"]'
    for name, field in fields.items():
        yield f"{name} = {json.dumps(field.default)}"
    yield "```"


def _example(example: Example) -> Iterator[str]:
    yield "```json"
    if example.export is not None:
        yield from _pretty(_cut(example.export))
    for data in example.dialogs[: 2 if len(example.dialogs) > _MOST else None]:
        written = json.loads(dump_dialog(DialogTask.model_validate(data)))
        yield from _pretty(_cut({key: value for key, value in written.items() if key != "$schema"}))
    yield "```"
    if len(example.dialogs) > _MOST:
        yield from ("", f"and {len(example.dialogs) - 2} dialogs more.")
    if example.config is not None:
        yield from ("", "with this `config.json`:", "", "```json", *_pretty(_cut(example.config)), "```")


def _cut(value: object) -> object:
    """Leave out the middle of long lists and the end of long texts; examples are as deep as a dialog is."""
    if isinstance(value, str) and len(value) > _LONGEST:
        return f"{value[:60]}{CUT} ({len(value)} characters)"
    if isinstance(value, list | tuple):
        items = [_cut(item) for item in value]
        return [*items[:2], f"{CUT} {len(items) - 3} more", items[-1]] if len(items) > _MOST else items
    return {key: _cut(item) for key, item in value.items()} if isinstance(value, dict) else value


def _pretty(data: object) -> list[str]:
    """Write JSON in lines that are broken only where they would be too long."""
    lines: list[str] = []
    todo: list[str | tuple[str, object, str]] = [("", data, "")]
    while todo:
        entry = todo.pop()
        if isinstance(entry, str):
            lines.append(entry)
            continue
        before, value, after = entry
        one = f"{before}{json.dumps(value, ensure_ascii=False)}{after}"
        if len(one) <= _WIDTH or not isinstance(value, dict | list) or not value:
            lines.append(one)
        else:
            todo.extend(reversed(_broken(before, value, after)))
    return lines


def _broken(before: str, value: dict[str, object] | list[object], after: str) -> list[str | tuple[str, object, str]]:
    """Break a value into its members. An object in a list starts right after its brace: ``{"type": ...,``."""
    margin = " " * (len(before) - len(before.lstrip()))
    if isinstance(value, list):
        items: list[str | tuple[str, object, str]] = [(f"{margin}  ", item, ",") for item in value[:-1]]
        return [f"{before}[", *items, (f"{margin}  ", value[-1], ""), f"{margin}]{after}"]
    members = [(json.dumps(key), item) for key, item in value.items()]
    ends = [*("," for _ in members[1:]), f"}}{after}"]
    if before.strip():
        inner: list[str | tuple[str, object, str]] = [
            (f"{margin}  {key}: ", item, end) for (key, item), end in zip(members, [*ends[:-1], ""], strict=True)
        ]
        return [f"{before}{{", *inner, f"{margin}}}{after}"]
    starts = [f"{margin}{{", *(f"{margin} " for _ in members[1:])]
    return [(f"{start}{key}: ", item, end) for start, (key, item), end in zip(starts, members, ends, strict=True)]
