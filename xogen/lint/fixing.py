"""Fixes of what was found, made in the texts of the files, round by round, until nothing is left to fix."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from xogen.errors import InputError
from xogen.formats.dialog_edits import dialog_edits
from xogen.formats.dialog_json import load_dialog
from xogen.formats.edits import AnyEdit, apply_edits, compatible
from xogen.formats.export_edits import export_edits
from xogen.formats.importer import import_bot
from xogen.formats.json_source import read_json
from xogen.lint.anchors import anchor
from xogen.lint.facts import Document
from xogen.lint.findings import Reported, place_of
from xogen.lint.fix import Fix
from xogen.lint.known import Known
from xogen.lint.rule import Rule
from xogen.lint.runner import run_rules
from xogen.lint.settings import LintSettings
from xogen.model.bot import BotExport
from xogen.model.views import view

MOST_ROUNDS = 100
"""Rounds after which something is wrong: a fix makes what another one takes away."""


class Offer(NamedTuple):
    """A fix of something that was found, and the edits of the file that it comes to. ``anchor`` as in a finding."""

    rule: str
    anchor: str
    message: str
    path: str
    fix: Fix
    edits: tuple[AnyEdit, ...]


class FixBugError(RuntimeError):
    """Fixes never come to an end, or made a file that cannot be read: a bug in a rule, whose traceback is shown."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Which fixes are made.

    Attributes:
        unsafe: also those that change what the bot does.
        untouchable: paths of files that stay as they are.
        spared: rules and anchors of findings that are let be.
    """

    unsafe: bool = False
    untouchable: Collection[str] = ()
    spared: Collection[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """What one round changes: the new text of each file that changes, and how many fixes of each rule were made."""

    texts: Mapping[str, str]
    made: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Fixed:
    """Dialogs of one bot after their fixes.

    Attributes:
        documents: as they are with them.
        known: what is known with them: an export is another one now.
        texts: the texts of the files.
        made: how many fixes of each rule were made.
        unsafe: how many more could be made, but change what the bot does.
        held: the files that have something to fix and must not be touched.
    """

    documents: tuple[Document, ...]
    known: Known
    texts: Mapping[str, str]
    made: Mapping[str, int]
    unsafe: int
    held: tuple[str, ...]


def fix_all(
    documents: Sequence[Document],
    known: Known,
    texts: Mapping[str, str],
    *,
    limits: Limits | None = None,
    settings: LintSettings | None = None,
    rules: Mapping[str, Rule] | None = None,
) -> Fixed:
    """Make all fixes, look again at what came of it, and go on until nothing is left to fix.

    Args:
        documents: dialogs of one bot.
        known: what is known beside them; holds the export that they come from.
        texts: the files of the dialogs, of the export and of its ``config.json``, by path.
        limits: which fixes are made; all safe ones when left out.
        settings: which rules run; all of them when left out.
        rules: the rules to choose from; all of xogen's when left out.

    Raises:
        InputError: the settings, or an ``allow`` in a dialog, name a rule that is not there.
        FixBugError: a rule's fix is wrong.
    """
    limits = limits or Limits()
    made: Counter[str] = Counter()
    documents, texts = tuple(documents), dict(texts)
    last: Mapping[str, int] = {}
    for _ in range(MOST_ROUNDS):
        reported = run_rules(documents, settings, known, rules=rules).reported
        every = offers(reported, known, texts)
        offered = [offer for offer in every if (offer.rule, offer.anchor) not in limits.spared]
        free = [offer for offer in offered if offer.path not in limits.untouchable]
        done = make([offer for offer in free if offer.fix.safe or limits.unsafe], texts)
        if not done.texts:
            left = 0 if limits.unsafe else sum(not offer.fix.safe for offer in free)
            held = sorted({offer.path for offer in offered if offer.path in limits.untouchable})
            return Fixed(documents, known, texts, made, left, tuple(held))
        last = done.made
        made.update(last)
        texts.update(done.texts)
        documents, known = _read_again(documents, known, texts, done.texts)
    raise FixBugError(f"after {MOST_ROUNDS} rounds there is still something to fix: {', '.join(sorted(last))}")


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
        path = place_of(each.facts, each.problem, known).path
        if fix is not None and path in texts:
            edits = _in_file(each, fix, known, parsed)
            if edits:
                found.append(Offer(each.rule, _anchor(each), each.problem.message, path, fix, edits))
    return found


def _anchor(each: Reported) -> str:
    return anchor(each.problem.pointer, each.facts, each.problem.node)


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


def _read_again(
    documents: Sequence[Document], known: Known, texts: Mapping[str, str], changed: Collection[str]
) -> tuple[tuple[Document, ...], Known]:
    """Read what was changed as if it came from the disk."""
    try:
        if known.bot is not None:
            return _import_again(known.bot, known, texts)
        return tuple(_loaded(each, texts) if each.path in changed else each for each in documents), known
    except InputError as error:
        raise FixBugError(f"a fix made a file that cannot be read: {error}") from error


def _loaded(document: Document, texts: Mapping[str, str]) -> Document:
    text = texts[document.path]
    return Document(document.path, load_dialog(text, document.path), text)


def _import_again(old: BotExport, known: Known, texts: Mapping[str, str]) -> tuple[tuple[Document, ...], Known]:
    config = None if old.config_path is None else read_json(texts[old.config_path], old.config_path)
    data = read_json(texts[old.path], old.path)
    bot = import_bot(data, config, path=old.path, config_path=old.config_path, make=view)
    text = texts[bot.path]
    documents = tuple(Document(bot.path, each.task, text, each.locate, each.flows) for each in bot.dialogs)
    return documents, known._replace(bot=bot, texts=texts, lined={})  # those were the texts before
