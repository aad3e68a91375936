"""Which fixes can be made at once, and what they come to in the files: one round of ``xogen lint --fix``."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from xogen.formats.dialog_edits import dialog_edits
from xogen.formats.edits import AnyEdit, apply_edits, compatible
from xogen.formats.export_edits import export_edits
from xogen.formats.json_source import read_json
from xogen.lint.findings import Reported, place_of
from xogen.lint.fix import Fix
from xogen.lint.known import Known


class Offer(NamedTuple):
    """A fix of something that was found, and the edits of the file that it comes to."""

    rule: str
    path: str
    fix: Fix
    edits: tuple[AnyEdit, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """What one round changes.

    Attributes:
        texts: the new text of each file that changes, by path.
        made: how many fixes of each rule were made.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    made: Mapping[str, int] = field(default_factory=Counter)


def offers(reported: Iterable[Reported], known: Known, texts: Mapping[str, str]) -> list[Offer]:
    """Return the fixes that can be made, in the order of their places.

    Args:
        reported: what was found, by rules that know how to put it right or do not.
        known: what the findings were found with.
        texts: the texts of the files.
    """
    parsed = cache(lambda path: read_json(texts[path], path))
    found = []
    for each in reported:
        fix = each.problem.fix
        path = place_of(each, known).path
        if fix is not None and path in texts:
            edits = _in_file(each, fix, known, parsed)
            if edits:
                found.append(Offer(each.rule, path, fix, edits))
    return found


def make(chosen: Sequence[Offer], texts: Mapping[str, str]) -> Round:
    """Make all fixes that fall on different places; the others have to wait for what the next round finds.

    Args:
        chosen: the fixes, the more important ones first.
        texts: the texts of the files.
    """
    by_path: dict[str, list[Offer]] = defaultdict(list)
    for offer in chosen:
        by_path[offer.path].append(offer)
    new: dict[str, str] = {}
    made: Counter[str] = Counter()
    for path, own in sorted(by_path.items()):
        together = [own[index] for index in compatible(offer.edits for offer in own)]
        text = apply_edits(texts[path], [edit for offer in together for edit in offer.edits])
        if text != texts[path]:
            new[path] = text
            made.update(offer.rule for offer in together)
    return Round(new, made)


def _in_file(each: Reported, fix: Fix, known: Known, parsed: Callable[[str], Any]) -> tuple[AnyEdit, ...] | None:
    facts, bot = each.facts, known.bot
    if facts is None:
        if bot is None or (each.problem.config and bot.config_path is None):
            return None
        return fix.edits if each.problem.config else fix.below(bot.prefix).edits
    if facts.document.locate is None:
        return dialog_edits(fix.edits, facts.task, parsed(facts.document.path))
    dialog = next((one for one in bot.dialogs if one.task is facts.task), None) if bot is not None else None
    return export_edits(fix.edits, dialog, bot) if bot is not None and dialog is not None else None
