"""The findings, dialog by dialog, each beside its canvas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from xogen.lint.wording import node_name
from xogen.model.finding import Finding
from xogen.reporters.html.markup import chip, escaped, rule_link, tally
from xogen.reporters.html.picture import Picture, inline, node_id

Named = tuple[str, Finding]
"""A finding and its fingerprint, which is its id on the page: a link to it still leads there after the next run."""


def dialogs(named: Iterable[Named], pictures: Sequence[Picture]) -> str:
    """Return a section for each file, in it one for what concerns it as a whole and one for each dialog."""
    drawn = {(picture.path, picture.dialog): picture for picture in reversed(pictures)}
    parts: list[str] = []
    numbers = iter(range(1, 1 << 30))
    for path, of_file in groupby(named, key=lambda item: item[1].path):
        parts.append(f'<section class="file">\n<h2>{escaped(path)}</h2>\n')
        for dialog, found in groupby(of_file, key=lambda item: item[1].dialog):
            picture = drawn.get((path, dialog)) if dialog is not None else None
            parts.extend(_dialog(dialog, list(found), picture, next(numbers)))
        parts.append("</section>\n")
    return "".join(parts)


def _dialog(dialog: str | None, found: Sequence[Named], picture: Picture | None, number: int) -> Iterator[str]:
    # In the order of the badges on the canvas.
    found = sorted(found, key=lambda item: -item[1].severity)
    findings = [finding for _, finding in found]
    name = escaped(dialog) if dialog is not None else "The file as a whole"
    yield f'<section class="dialog{" drawn" if picture and picture.svg else ""}">\n'
    yield f"<h3>{name} {tally(finding.severity for finding in findings)}</h3>\n"
    if picture is not None and picture.svg is not None:
        yield (
            f'<figure tabindex="0" aria-label="Canvas of {name}"><button type="button" class="fit" hidden>Fit</button>'
            f"{inline(picture.svg, f'c{number}-', findings)}</figure>\n"
        )
    elif picture is not None and picture.note:
        yield f'<p class="note">{escaped(picture.note)}</p>\n'
    yield '<ol class="findings">\n'
    for index, (fingerprint, finding) in enumerate(found, 1):
        yield _finding(fingerprint, finding, f"c{number}-", index if picture and picture.svg else None)
    yield "</ol>\n</section>\n"


def _finding(fingerprint: str, finding: Finding, prefix: str, number: int | None) -> str:
    data = {
        "severity": finding.severity.word,
        "rule": finding.rule,
        "dialog": finding.dialog or "",
        "node": prefix + node_id(finding.node) if finding.node else "",
    }
    attributes = " ".join(f'data-{key}="{escaped(value)}"' for key, value in data.items())
    badge = f'<span class="badge {finding.severity.word}">{number}</span> ' if number is not None else ""
    place = f"{finding.line}:{finding.column}"
    script = f", line {finding.script_line} of the script" if finding.script_line is not None else ""
    pointer = f' <code class="pointer">{escaped(finding.pointer)}</code>' if finding.pointer else ""
    return (
        f'<li id="f-{fingerprint}" {attributes}>{badge}{chip(finding.severity)} '
        f'<p class="message">{escaped(finding.message)}</p>'
        f'<p class="place">{rule_link(finding.rule)} '
        f'<a href="#f-{fingerprint}" title="Link to this finding">{place}</a>'
        f"{escaped(script)}{pointer}</p>{_way(finding)}</li>\n"
    )


def _way(finding: Finding) -> str:
    """Return the path from the start, or the node that no path leads to."""
    if finding.witness:
        steps = "".join(f"<li>{escaped(name)}</li>" for name in finding.witness)
        return f'<ol class="way" aria-label="Path from the start">{steps}</ol>'
    name = node_name(finding)
    return f'<p class="way">node <b>{escaped(name)}</b></p>' if name else ""
