"""Writes docs/corpus-review.md anew from what lint finds in the real exports, and keeps the judgements.

    python -m tests.tools.corpus_review

A finding that is new stands without a judgement, which the test refuses: read the bot, then write one, or correct the
rule.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from xogen.formats.importer import import_bot
from xogen.lint.proof import CONFIG, check_export
from xogen.lint.registry import rules

ROOT = Path(__file__).parents[2]
EXPORTS = ROOT / "tests" / "fixtures" / "exports"
PAGE = ROOT / "docs" / "corpus-review.md"
BOTS = tuple(sorted(each.name for each in EXPORTS.iterdir() if each.is_dir()))
HEAD = """\
<!-- Written by `python -m tests.tools.corpus_review`, which keeps the last column; a test compares. -->

# What lint finds in real bots

The eleven bots in `tests/fixtures/exports` were exported from the platform by other people. Below stands every finding
of the default settings, each with what a person who read the bot thinks of it. A finding that is wrong is a defect of
its rule: it is corrected there, and does not stand here.
"""
COLUMNS = "| severity | rule | place | finding | judgement |\n| --- | --- | --- | --- | --- |"


class Row(NamedTuple):
    """One finding as the page shows it."""

    severity: str
    rule: str
    place: str
    finding: str


class Bot(NamedTuple):
    """What lint finds in one bot."""

    name: str
    dialogs: int
    nodes: int
    rows: tuple[Row, ...]

    def count(self, severity: str) -> int:
        return sum(row.severity == severity for row in self.rows)


def found(name: str) -> Bot:
    """Lint a bot with the default settings."""
    folder = EXPORTS / name
    data, config = (json.loads((folder / file).read_text(encoding="utf-8")) for file in ("botDefinition.json", CONFIG))
    bot = import_bot(data, config, path="botDefinition.json", config_path=CONFIG)
    report = check_export(data, config, rules())
    names = {(each.task.name, node.id): node.component for each in bot.dialogs for node in each.task.walk()}
    rows = []
    for each in report.findings:
        place = " · ".join(filter(None, (each.dialog, names.get((each.dialog, each.node), each.node))))
        row = Row(each.severity.word, each.rule, place or "the bot", each.message)
        rows.append(Row(*(cell.replace("|", "\\|").replace("\n", " ") for cell in row)))
    nodes = sum(len(tuple(each.task.walk())) for each in bot.dialogs)
    return Bot(name, len(bot.dialogs), nodes, tuple(rows))


def page(bots: tuple[Bot, ...], judgements: dict[tuple[str, Row], str]) -> str:
    """Return the page."""
    return HEAD + _figure(bots) + "".join(_section(bot, judgements) for bot in bots)


def _figure(bots: tuple[Bot, ...]) -> str:
    """Say how much there is to read: the measure of noise."""
    nodes = sum(bot.nodes for bot in bots)
    errors, warnings = (sum(bot.count(word) for bot in bots) for word in ("error", "warning"))
    rate = f"{errors * 100 / nodes:.1f} errors and {warnings * 100 / nodes:.1f} warnings for 100 nodes"
    return f"\n**{rate}**: {errors} errors and {warnings} warnings on {nodes} nodes.\n"


def _section(bot: Bot, judgements: dict[tuple[str, Row], str]) -> str:
    counts = ", ".join(f"{bot.count(word)} {word}" for word in ("error", "warning", "info"))
    lines = [f"\n## {bot.name}", "", f"{bot.dialogs} dialogs, {bot.nodes} nodes: {counts}.", "", COLUMNS]
    lines += [f"| {' | '.join((*row, judgements.get((bot.name, row), '')))} |" for row in bot.rows]
    return "\n".join(lines) + "\n"


def judgements(text: str) -> dict[tuple[str, Row], str]:
    """Read the judgements off a page. Equal findings of one place share one."""
    read: dict[tuple[str, Row], str] = {}
    bot = ""
    for line in text.splitlines():
        if line.startswith("## "):
            bot = line.removeprefix("## ")
        cells = [cell.strip() for cell in line.replace("\\|", "\0").strip("|").split("|")]
        if bot and len(cells) == len(Row._fields) + 1 and cells[0] in {"error", "warning", "info"}:
            read[bot, Row(*(cell.replace("\0", "\\|") for cell in cells[:-1]))] = cells[-1]
    return read


def kept(bots: tuple[Bot, ...], before: dict[tuple[str, Row], str]) -> dict[tuple[str, Row], str]:
    """Carry judgements over to findings whose words or severity changed: one of the same rule and place."""
    by_place = {(bot, row.rule, row.place): said for (bot, row), said in before.items()}
    return {
        (bot.name, row): before.get((bot.name, row)) or by_place.get((bot.name, row.rule, row.place), "")
        for bot in bots
        for row in bot.rows
    }


if __name__ == "__main__":
    every = tuple(found(name) for name in BOTS)
    old = judgements(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else {}
    PAGE.write_text(page(every, kept(every, old)), encoding="utf-8")
