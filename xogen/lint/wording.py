"""What reports say alike: counts, places, the way to a finding, and names of other people made harmless."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from xogen.formats.pointers import split_pointer
from xogen.lint.report import Summary
from xogen.model.counted import counted
from xogen.model.finding import Finding

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_NOT_XML = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_DRIVE = re.compile(r"[A-Za-z]:/")


def plain(text: str) -> str:
    """Show as its code what would move the cursor or colour a terminal: names come from files of other people."""
    return text if text.isprintable() else _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def for_markup(text: str) -> str:
    """As ``plain``, for XML and HTML, where line ends and tabs may stay."""
    return _NOT_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def for_attribute(text: str) -> str:
    """As ``for_markup``, as the value of an attribute of XML with its quotation marks."""
    from xml.sax.saxutils import quoteattr  # it loads what asks for web pages

    return quoteattr(for_markup(text))


def levels(summary: Summary) -> Iterator[tuple[str, int]]:
    """Yield the severities of which there are findings, worst first, and how many."""
    numbers = {"error": summary.errors, "warning": summary.warnings, "info": summary.infos}
    yield from ((word, number) for word, number in numbers.items() if number)


def scope(summary: Summary) -> str:
    """Return what was checked: ``3 dialogs and 1 pack``, and how much of it was not: ``, 2 not checked``."""
    dialogs = [counted(summary.dialogs, "dialog")] if summary.dialogs or not summary.packs else []
    packs = [counted(summary.packs, "pack")] if summary.packs else []
    unchecked = f", {summary.not_checked} not checked" if summary.not_checked else ""
    return f"{' and '.join(dialogs + packs)}{unchecked}"


def sentence(summary: Summary) -> str:
    """Return the line that sums a report up: ``1 error, 2 warnings in 3 dialogs``."""
    found = ", ".join(counted(number, word) for word, number in levels(summary)) or "no findings"
    return f"{found} in {scope(summary)}"


def way(finding: Finding) -> str:
    """Return the path from the start as ``A → B``, empty where none leads to the place."""
    return " → ".join(finding.witness)


def node_name(finding: Finding) -> str | None:
    """Return the name by which a person knows the node: its component's, where the node's id is the platform's own."""
    names = split_pointer(finding.anchor)
    return (names[1] if len(names) > 1 and names[1] else None) or finding.node


def described(finding: Finding) -> str:
    """Return dialog, message and path in one line, for formats that have one text for all."""
    where = f"{finding.dialog}: " if finding.dialog else ""
    path = f" ({way(finding)})" if finding.witness else f" (node {node_name(finding)})" if finding.node else ""
    return plain(f"{where}{finding.message}{path}")


def uri(path: str) -> str:
    """Return a path as the URI of a file: relative ones stay so, separators are slashes, other signs are encoded."""
    slashed = path.replace("\\", "/").removeprefix("./")
    encoded = quote(slashed.encode("utf-8", "surrogateescape"), safe="/~:@!$&'()*+,;=")
    if _DRIVE.match(slashed):
        return f"file:///{encoded}"
    return f"file://{encoded}" if slashed.startswith("/") else _relative(encoded)


def _relative(encoded: str) -> str:
    """A colon in the first part of a relative URI would make a scheme of what stands before it."""
    first, slash, rest = encoded.partition("/")
    return f"{first.replace(':', '%3A')}{slash}{rest}"
