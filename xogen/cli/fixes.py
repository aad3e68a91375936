"""``--fix``, ``--diff`` and ``--unsafe-fixes``: make the fixes, or show them, and say what was done."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeVar

import click

from xogen.cli.baseline import held_by
from xogen.cli.output import colored_diff, put, say
from xogen.model.counted import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xogen.project.fixing import FixedBot
    from xogen.project.lint_inputs import Bot

F = TypeVar("F", bound="Callable[..., Any]")


def fix_options(command: F) -> F:
    """Add the options that put right what was found."""
    for option in (
        click.option("--unsafe-fixes", is_flag=True, help="With --fix: also fixes that change what the bot does."),
        click.option("--diff", is_flag=True, help="With --fix: show what would change, and write nothing."),
        click.option("--fix", is_flag=True, help="Put right what can be put right without changing what the bot does."),
    ):
        command = option(command)
    return command


def put_right(bots: Sequence[Bot], *, diff: bool, unsafe: bool, baseline: str | None = None) -> list[Bot]:
    """Make the fixes of some bots, and return the bots as they are then.

    Args:
        bots: with the settings by which rules are chosen.
        diff: show what would change and write nothing.
        unsafe: also make fixes that change what a bot does.
        baseline: a file of findings that are let be.

    Raises:
        FindingsError: with ``diff``, when something would change.
        InputError: a setting is wrong, or what changes lies in a zip.
        MachineError: a file cannot be written; nothing in its folder was changed.
    """
    from xogen.errors import FindingsError
    from xogen.project.fix_diff import as_diff
    from xogen.project.fixing import fix_bot, write_changes

    spared = held_by(baseline) if baseline else frozenset()
    fixed = [fix_bot(bot, unsafe=unsafe, spared=spared) for bot in bots]
    changes = [change for each in fixed for change in each.changes]
    if diff and changes:
        put(colored_diff(as_diff(changes)))
    elif not diff:
        write_changes(changes)
    for line in _told(fixed, diff=diff):
        say(line)
    if diff and changes:
        raise FindingsError(f"{counted(len(changes), 'file')} would change")
    return [each.bot for each in fixed]


def fix_usage(*, fix: bool, diff: bool, unsafe: bool) -> None:
    """Refuse options that say how to fix without ``--fix``.

    Raises:
        UsageError: naming the option.
    """
    from xogen.errors import UsageError

    for name, given in (("--diff", diff), ("--unsafe-fixes", unsafe)):
        if given and not fix:
            raise UsageError(f"{name} goes with --fix", where=name, hint=f"xogen lint --fix {name}")


def _told(fixed: Sequence[FixedBot], *, diff: bool) -> list[str]:
    made: Counter[str] = Counter()
    for each in fixed:
        made.update(each.fixed.made)
    files = sum(len(each.changes) for each in fixed)
    lines = []
    if made:
        verb = "would fix" if diff else "fixed"
        lines.append(f"{verb} {counted(made.total(), 'finding')} in {counted(files, 'file')}: {_by_rule(made)}")
    else:
        lines.append("there is nothing to fix" if diff else "there was nothing to fix")
    unsafe = sum(each.fixed.unsafe for each in fixed)
    if unsafe:
        lines.append(f"{counted(unsafe, 'more finding')} can be fixed by changing what the bot does: --unsafe-fixes")
    held = sorted({path for each in fixed for path in each.fixed.held})
    if held:
        names = ", ".join(held[:3]) + (f" and {len(held) - 3} more" if len(held) > 3 else "")
        lines.append(
            f"not fixed, because a template made it: {names}; "
            "change it by [install.override] in xogen.toml, or change the template, then run: xogen generate"
        )
    return lines


def _by_rule(made: Mapping[str, int]) -> str:
    return ", ".join(f"{rule} {count}" for rule, count in sorted(made.items(), key=lambda pair: (-pair[1], pair[0])))
