"""List the rules of lint, or show the page of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xogen.cli import names
from xogen.cli.output import example, format_option, table
from xogen.cli.reports import deliver, output_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xogen.lint.rule import Rule


@click.command(epilog=example("xogen rules", "xogen rules flow", "xogen rules flow/dead-end"))
@click.argument("name", required=False, shell_complete=names.rules)
@format_option("markdown")
@output_option
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when FILE of -o is not current.")
def command(name: str | None, form: str, output: str | None, check: bool) -> None:
    """List all rules, those of the family NAME, or show the page of the rule NAME.

    A page says what the rule finds and why that is bad, with an example that is wrong and one that is right.
    --format markdown gives all pages in one.
    """
    from xogen.lint import pages
    from xogen.lint.registry import rules

    chosen = _chosen(name, rules())
    if form == "json":
        text = _json(chosen)
    elif form == "markdown":
        text = pages.index(chosen)
    elif name is not None and name in chosen:
        text = pages.page(chosen[name])
    else:
        text = _list(chosen)
    if check:
        _compare(text, output)
    else:
        deliver(text, output)


def _chosen(name: str | None, rules: Mapping[str, Rule]) -> Mapping[str, Rule]:
    from xogen.errors import NotFoundError
    from xogen.lint.settings import LintSettings, faults

    if name is None:
        return rules
    for _, words in faults(LintSettings(select=(name,)), rules):
        raise NotFoundError(words, hint="see: xogen rules")
    return {rule.name: rule for rule in rules.values() if name in {rule.name, rule.family}}


def _json(rules: Mapping[str, Rule]) -> str:
    import json

    data = [
        {"name": rule.name, "family": rule.family, "severity": rule.severity.word, "summary": rule.summary}
        for rule in rules.values()
    ]
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _list(rules: Mapping[str, Rule]) -> str:
    rows = [(rule.name, rule.severity.word, rule.summary) for rule in rules.values()]
    return table(("RULE", "SEVERITY", "FINDS"), rows) + "\n"


def _compare(text: str, output: str | None) -> None:
    from pathlib import Path

    from xogen.errors import StaleError, UsageError

    if output is None:
        raise UsageError("--check compares with a file", hint="name it: -o FILE")
    path = Path(output)
    if not path.is_file() or path.read_text(encoding="utf-8") != click.unstyle(text):
        raise StaleError("this file is not current", where=output, hint="write it again: the same command, no --check")
