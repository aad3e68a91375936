"""The page of a rule and the page of all rules, as Markdown, from what stands in the rules themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from inspect import cleandoc
from typing import Any

from xogen.lint.registry import families
from xogen.lint.rule import Example, Flag, Rule

_WIDTH = 110
_HEAD = """\
<!-- Written by `xogen rules --format markdown -o docs/rules.md`; a test compares. -->

# Rules

What `xogen lint` checks, rule by rule. Every example below is run by the tests: the bad one gives exactly the findings
that are listed, and the good one is clean under all rules.

Choose rules in `xogen.toml`, by name or by family:

```toml
[lint]
select = ["flow", "entity/never-used"]   # only these; all when left out
ignore = ["naming/intent-name-advice"]
severity = { message = "info", "flow/pointless-branch" = "error" }
```
"""


def page(rule: Rule) -> str:
    """Return the page of one rule."""
    return "\n".join(_page(rule, "#")) + "\n"


def index(rules: Mapping[str, Rule]) -> str:
    """Return the page of all rules: settings, a table, then the page of each."""
    lines = [_HEAD]
    for family in families(rules):
        own = [rule for rule in rules.values() if rule.family == family]
        lines += [f"## {family}", "", "| rule | severity | finds |", "| --- | --- | --- |"]
        lines += [f"| [`{rule.name}`](#{_anchor(rule)}) | {rule.severity.word} | {rule.summary} |" for rule in own]
        lines += [""]
        for rule in own:
            lines += [*_page(rule, "###"), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _page(rule: Rule, heading: str) -> Iterator[str]:
    yield f"{heading} {rule.name}"
    yield ""
    yield f"{rule.summary}. Severity: {rule.severity.word}."
    yield ""
    yield cleandoc(rule.rationale)
    yield ""
    yield "Bad:"
    yield ""
    yield from _example(rule.bad)
    yield ""
    yield from (_flag(flag) for flag in rule.bad.flags)
    yield ""
    yield "Good:"
    yield ""
    yield from _example(rule.good)
    if rule.options is not None:
        yield ""
        yield from _options(rule)


def _anchor(rule: Rule) -> str:
    """Return what GitHub makes of the heading."""
    return rule.name.replace("/", "")


def _flag(flag: Flag) -> str:
    place = f"`{flag.pointer}`" if flag.pointer else "the dialog"
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
    for data in example.dialogs:
        yield from _dialog(data)
    yield "```"


def _dialog(data: Mapping[str, Any]) -> Iterator[str]:
    """Write a dialog with one line a node, or one line a key where that would be too long."""
    fields = {key: value for key, value in data.items() if key != "nodes"}
    yield "{"
    yield f"  {_json(fields)[1:-1]},"
    yield '  "nodes": ['
    for index, node in enumerate(data["nodes"]):
        comma = "," if index + 1 < len(data["nodes"]) else ""
        one = f"    {_json(node)}{comma}"
        yield from [one] if len(one) <= _WIDTH else _long_node(node, comma)
    yield "  ]"
    yield "}"


def _long_node(node: Mapping[str, Any], comma: str) -> Iterator[str]:
    names = {key: node[key] for key in ("type", "id") if key in node}
    rest = [(key, value) for key, value in node.items() if key not in names]
    yield f"    {_json(names)[:-1]},"
    for index, (key, value) in enumerate(rest):
        end = "," if index + 1 < len(rest) else f"}}{comma}"
        one = f"     {_json(key)}: {_json(value)}{end}"
        if len(one) <= _WIDTH or not isinstance(value, list):
            yield one
            continue
        yield f"     {_json(key)}: ["
        yield from (f"       {_json(item)}{',' if at + 1 < len(value) else ''}" for at, item in enumerate(value))
        yield f"     ]{end}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
