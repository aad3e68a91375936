"""What stands around the dialogs: the sum, the table of rules, the filters, what was not checked, what rules mean."""

from __future__ import annotations

from collections.abc import Sequence
from inspect import cleandoc
from itertools import groupby

from xogen.lint.registry import rules as all_rules
from xogen.lint.report import Report, Summary
from xogen.lint.statistics import RuleCount, Statistics
from xogen.lint.wording import levels, scope
from xogen.model.counted import counted
from xogen.model.finding import NotChecked
from xogen.reporters.html.markup import chip, escaped, prose, rule_id, rule_link


def head(summary: Summary) -> str:
    """Return the heading and the sum: a number for each severity."""
    cards = [
        f'<li class="{word}"><strong>{number}</strong> {counted(number, word).partition(" ")[2]}</li>'
        for word, number in levels(summary)
    ] or ['<li class="clean"><strong>✓</strong> no findings</li>']
    return (
        f"<header>\n<h1>xogen lint</h1>\n<p>{escaped(scope(summary))}</p>\n"
        f'<ul class="cards">{"".join(cards)}</ul>\n</header>'
    )


def by_rule(counts: Statistics) -> str:
    """Return the table of rules, the worst first, then those with the most findings."""
    if not counts.rules:
        return ""
    most = counts.rules[0].count
    rows = "".join(_row(item, most) for item in sorted(counts.rules, key=lambda item: -item.severity))
    return (
        '<section class="rules" aria-labelledby="by-rule">\n<h2 id="by-rule">By rule</h2>\n'
        '<div class="scroll"><table>\n'
        "<thead><tr><th>Severity</th><th>Rule</th><th>What it finds</th>"
        '<th class="number">Findings</th><th class="number">Dialogs</th></tr></thead>\n'
        f"<tbody>\n{rows}</tbody></table></div>\n</section>"
    )


def _row(item: RuleCount, most: int) -> str:
    known = all_rules().get(item.rule)
    share = max(round(100 * item.count / most), 2)
    rect = f'<rect class="{item.severity.word}" width="{share}%" height="100%" rx="3"/>'
    return (
        f"<tr><td>{chip(item.severity)}</td><td>{rule_link(item.rule)}</td>"
        f"<td>{prose(known.summary) if known else ''}</td>"
        f'<td class="number"><svg class="bar" aria-hidden="true">{rect}</svg>{item.count}</td>'
        f'<td class="number">{item.dialogs or ""}</td></tr>\n'
    )


def filters(report: Report) -> str:
    """Return the filters, which the script shows: without it they could do nothing."""
    if not report.findings:
        return ""
    severities = "".join(
        f'<label class="chip {word}"><input type="checkbox" name="severity" value="{word}" checked> {word}</label>'
        for word, _ in levels(report.summary)
    )
    rules = sorted({finding.rule for finding in report.findings})
    dialogs = sorted({finding.dialog for finding in report.findings if finding.dialog is not None})
    return (
        '<form class="filters" role="search" aria-label="Filter the findings" hidden>\n'
        f"<fieldset><legend>Severity</legend>{severities}</fieldset>\n"
        f"{_choice('rule', 'Rule', rules)}{_choice('dialog', 'Dialog', dialogs)}"
        '<label>Text <input type="search" name="text" placeholder="message, node, place …"></label>\n'
        '<button type="reset">All</button>\n<output aria-live="polite"></output>\n</form>'
    )


def _choice(name: str, label: str, values: Sequence[str]) -> str:
    options = "".join(f"<option>{escaped(value)}</option>" for value in values)
    return f'<label>{label} <select name="{name}"><option value="">all</option>{options}</select></label>\n'


def not_checked(entries: Sequence[NotChecked]) -> str:
    """Return what was not checked, by file and reason."""
    if not entries:
        return ""
    items = []
    ordered = sorted(entries, key=lambda entry: (entry.path, entry.reason, entry.rule))
    for (path, reason), same in groupby(ordered, key=lambda entry: (entry.path, entry.reason)):
        rules = ", ".join(f"<code>{escaped(entry.rule)}</code>" for entry in same)
        items.append(f"<li><b>{escaped(path)}</b>: {escaped(reason)} <small>{rules}</small></li>\n")
    return (
        '<section class="unchecked" aria-labelledby="not-checked">\n'
        f'<h2 id="not-checked">Not checked <small>{len(entries)}</small></h2>\n'
        "<p>What could not be checked passes for neither clean nor wrong.</p>\n"
        f"<ul>\n{''.join(items)}</ul>\n</section>"
    )


def about_rules(counts: Statistics) -> str:
    """Return why each rule that found something matters."""
    known = all_rules()
    told = sorted(item.rule for item in counts.rules if item.rule in known)
    if not told:
        return ""
    items = "".join(
        f'<details id="{escaped(rule_id(name))}"><summary><code>{escaped(name)}</code> {prose(known[name].summary)}'
        f"</summary>{_paragraphs(known[name].rationale)}"
        f"<p><code>xogen rules {escaped(name)}</code> shows an example of what is wrong and of what is right.</p>"
        "</details>\n"
        for name in told
    )
    return f'<section class="why" aria-labelledby="why">\n<h2 id="why">Why it matters</h2>\n{items}</section>'


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{prose(' '.join(part.split()))}</p>" for part in cleandoc(text).split("\n\n"))
