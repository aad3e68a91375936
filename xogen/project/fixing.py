"""``xogen lint --fix`` on disk: which files may change, and writing all of them or none."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from xogen.errors import InputError
from xogen.lint.fixing import Fixed, Limits, fix_all
from xogen.project import config as config_file
from xogen.project import lock as lock_file
from xogen.project.files import read_text
from xogen.project.lint_inputs import Bot
from xogen.project.writes import write_all

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Change:
    """A file before and after. ``root`` is the folder whose files are written together."""

    path: str
    before: str
    after: str
    root: Path


@dataclass(frozen=True, slots=True)
class FixedBot:
    """A bot after its fixes, the files that change, and the rest of what ``fix_all`` says."""

    bot: Bot
    changes: tuple[Change, ...]
    fixed: Fixed


def fix_bot(bot: Bot, *, unsafe: bool, spared: Collection[tuple[str, str]] = ()) -> FixedBot:
    """Make all fixes of a bot, in memory.

    Args:
        bot: with the settings that the rules are chosen by.
        unsafe: also make those that change what the bot does.
        spared: rules and anchors of findings that are let be.

    Raises:
        InputError: the settings, or an ``allow`` in a dialog, name a rule that is not there.
        FixBugError: a rule's fix is wrong.
    """
    before = _texts(bot)
    limits = Limits(unsafe, _generated(bot), spared)
    fixed = fix_all(bot.documents, bot.known, before, limits=limits, settings=bot.settings)
    after = bot._replace(documents=fixed.documents, known=fixed.known)
    return FixedBot(after, _changes(bot, before, fixed.texts), fixed)


def write_changes(changes: Iterable[Change]) -> None:
    """Write files: of each project or folder all or none.

    Raises:
        InputError: one lies in a zip.
        MachineError: one cannot be written; nothing in its folder was changed.
    """
    by_root: dict[Path, dict[str, bytes]] = defaultdict(dict)
    for change in changes:
        path = Path(change.path)
        if not path.is_file():
            raise InputError(
                "a zip is not rewritten",
                where=change.path,
                hint="unpack it, fix the folder, and pack that; xogen lint --fix --diff shows what would change",
            )
        by_root[change.root][os.path.relpath(path, change.root)] = change.after.encode()
    for root, files in sorted(by_root.items()):
        write_all(root, files)


def _texts(bot: Bot) -> dict[str, str]:
    """Return the files of a bot as they stand on disk, with the byte order mark that readers leave out."""
    texts = {**bot.known.texts, **{each.path: each.text for each in bot.documents if each.text is not None}}
    return {path: f"\ufeff{text}" if _has_mark(path) and text[:1] != "\ufeff" else text for path, text in texts.items()}


def _has_mark(path: str) -> bool:
    if not Path(path).is_file():
        return False
    with Path(path).open("rb") as file:
        return file.read(len(_BOM)) == _BOM


def _generated(bot: Bot) -> frozenset[str]:
    """Return the dialog files that a template made: ``generate`` would stop at a change of them."""
    root = _project(bot)
    lock_path = root / lock_file.FILE if root is not None else None
    if root is None or lock_path is None or not lock_path.is_file():
        return frozenset()
    lock = lock_file.read_lock(read_text(lock_path), str(lock_path))
    made = {os.path.realpath(root / name) for name in lock.files}
    return frozenset(each.path for each in bot.documents if os.path.realpath(each.path) in made)


def _project(bot: Bot) -> Path | None:
    path = Path(bot.known.path)
    return path.parent if path.name == config_file.FILE else None


def _changes(bot: Bot, before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    root = _project(bot)
    return tuple(
        Change(path, before[path], after[path], root if root is not None else Path(path).parent)
        for path in sorted(after)
        if after[path] != before[path]
    )
