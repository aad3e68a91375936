"""Check dialogs and packs, and say what is wrong, where, and on which path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import click

from xogen.cli.context import project_dir, this_day
from xogen.cli.fixes import fix_options, fix_usage, put_right
from xogen.cli.output import example, say
from xogen.cli.pictures import makers
from xogen.cli.reporting import Wanted, publish, report_options

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from xogen.lint.report import Report
    from xogen.lint.settings import LintSettings
    from xogen.project.lint_inputs import Bot


@click.command(
    epilog=example(
        "xogen lint",
        "xogen lint dialogs/create-lead.json --select flow",
        "xogen lint packs/acme -o report.json",
        "xogen lint --report html=lint.html --report sarif=lint.sarif",
        "xogen lint --fix --diff",
    )
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@report_options
@click.option("--select", metavar="RULE", multiple=True, help="Only this rule or family; may be given several times.")
@click.option("--ignore", metavar="RULE", multiple=True, help="Not this rule or family; may be given several times.")
@fix_options
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day on which describes are called old; today when left out.",
)
def command(
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    diff: bool,
    unsafe_fixes: bool,
    today: datetime | None,
    **wanted: Unpack[Wanted],
) -> None:
    """Check PATHs: project folders, dialog files, folders of dialog files, pack folders.

    Without a PATH, the project's dialogs. Each finding names file, line, rule and the path from the start that leads
    there. Settings come from [lint] in xogen.toml; --select replaces its select, --ignore adds to its ignore. What
    could not be checked is listed and never changes the exit code.

    --fix rewrites files where a rule knows what is right: only the places that are wrong change. What is left is
    reported then. Files that a template made are not touched.
    """
    from pathlib import Path

    from xogen.lint.report import joined
    from xogen.lint.runner import lint
    from xogen.project.lint_inputs import read_inputs

    _check_names(select, ignore)
    fix_usage(fix=fix, diff=diff, unsafe=unsafe_fixes)
    day = today.date() if today is not None else this_day()
    inputs = read_inputs([Path(path) for path in paths], project_dir(), today=day)
    bots = [_chosen(bot, select, ignore) for bot in inputs.bots]
    bots = put_right(bots, diff=diff, unsafe=unsafe_fixes) if fix else bots
    reports = [lint(bot.documents, bot.settings, bot.known) for bot in bots]
    reports += [_lint_pack(folder) for folder in inputs.packs]
    report = joined(reports)
    if report.dialogs == 0 and not inputs.packs:
        say("there are no dialogs yet: xogen templates install ..., then xogen generate")
    publish(report, wanted, makers(report, (document for bot in bots for document in bot.documents)))


def _check_names(select: tuple[str, ...], ignore: tuple[str, ...]) -> None:
    from xogen.errors import UsageError
    from xogen.lint.registry import rules
    from xogen.lint.settings import LintSettings, faults

    for keys, words in faults(LintSettings(select=select, ignore=ignore), rules()):
        raise UsageError(words, where=f"--{keys[0]}", hint="see: xogen rules")


def _chosen(bot: Bot, select: tuple[str, ...], ignore: tuple[str, ...]) -> Bot:
    """Return a bot with the settings that the options leave."""
    from dataclasses import replace

    from xogen.lint.registry import rules
    from xogen.lint.settings import Source, wrong_setting

    wrong = wrong_setting(bot.settings, rules(), Source(bot.known.path, bot.config_text))
    if wrong is not None:
        raise wrong
    return replace(bot, settings=_merged(bot.settings, select, ignore))


def _merged(settings: LintSettings, select: tuple[str, ...], ignore: tuple[str, ...]) -> LintSettings:
    return settings.model_copy(update={"select": select or settings.select, "ignore": settings.ignore + ignore})


def _lint_pack(folder: Path) -> Report:
    from xogen.lint.report import Report
    from xogen.packs.check import check_pack

    return Report(findings=tuple(check_pack(folder)), packs=1)
