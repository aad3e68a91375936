"""Small pieces of the page. Every text that a file of other people holds passes ``escaped``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from xogen.lint.wording import for_markup
from xogen.model.finding import Severity

_CODE = re.compile(r"`([^`]+)`")


def escaped(text: str) -> str:
    """Return a text that is neither markup nor the end of an attribute."""
    return escape(for_markup(text))


def prose(text: str) -> str:
    """Return a text of our own, in which what stands between backticks is code."""
    return _CODE.sub(r"<code>\1</code>", escaped(text))


def chip(severity: Severity) -> str:
    """Return a severity as a coloured word."""
    return f'<span class="chip {severity.word}">{severity.word}</span>'


def tally(severities: Iterable[Severity]) -> str:
    """Return the severities that occur, worst first, with their numbers."""
    found = list(severities)
    return " ".join(
        f'<span class="chip {severity.word}">{found.count(severity)}<span class="away"> {severity.word}</span></span>'
        for severity in reversed(Severity)
        if severity in found
    )


def rule_link(rule: str) -> str:
    """Return a rule's name, leading to what the page says of it."""
    return f'<a class="rule" href="#{escaped(rule_id(rule))}">{escaped(rule)}</a>'


def rule_id(rule: str) -> str:
    """Return the id of what the page says of a rule."""
    return f"rule-{rule.replace('/', '.')}"
