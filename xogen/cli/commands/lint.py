"""Check dialogs and packs, and say what is wrong, where, and on which path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import click

from xogen.cli import names
from xogen.cli.baseline import baseline_options, note_all, with_baseline
from xogen.cli.context import project_dir, this_day
from xogen.cli.fixes import fix_options, fix_usage, put_right
from xogen.cli.output import example, say
from xogen.cli.pictures import makers
from xogen.cli.reporting import Prepared, Wanted, prepare, put_out, report_options
from xogen.cli.reports import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from xogen.lint.facts import Document
    from xogen.lint.report import Report
    from xogen.project.lint_cache import Cache
    from xogen.project.lint_inputs import Bot, Units


@click.command(
    epilog=example(
        "xogen lint",
        "xogen lint dialogs/create-lead.json --select flow",
        "xogen lint packs/acme -o report.json",
        "xogen lint --report html=lint.html --report sarif=lint.sarif",
        "xogen lint --fix --diff",
    )
)
@click.argument("paths", metavar="[PATH]...", nargs=-1, shell_complete=names.files)
@report_options
@click.option(
    "--select",
    metavar="RULE",
    multiple=True,
    shell_complete=names.rules,
    help="Only this rule or family; may be given several times.",
)
@click.option(
    "--ignore",
    metavar="RULE",
    multiple=True,
    shell_complete=names.rules,
    help="Not this rule or family; may be given several times.",
)
@click.option(
    "--exports-only",
    is_flag=True,
    help="Of PATHs check bot exports only, also when their config.json or .xogen-lint.toml is named, and pass over any "
    "other file: for hooks that name what changed.",
)
@fix_options
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day on which describes are called old; today when left out.",
)
@baseline_options
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that check bots; as many as there are processors when left out.",
)
@click.option("--no-cache", is_flag=True, help="Check anew what was checked before, and keep nothing.")
def command(
    *,
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    exports_only: bool,
    fix: bool,
    diff: bool,
    unsafe_fixes: bool,
    today: datetime | None,
    baseline: str | None,
    write_baseline: str | None,
    jobs: int | None,
    no_cache: bool,
    **wanted: Unpack[Wanted],
) -> None:
    """Check PATHs: project folders, dialog files, bot exports (JSON, folder or zip), pack folders.

    Without a PATH, the project's dialogs. Each finding names file, line, rule and the path from the start that leads
    there. Settings come from [lint] in xogen.toml, or from .xogen-lint.toml beside an export; --select replaces their
    select, --ignore adds to their ignore. What could not be checked is listed and never changes the exit code.

    --fix rewrites files where a rule knows what is right: only the places that are wrong change. What is left is
    reported then. Files that a template made, and what a baseline holds, are not touched; a zip is not rewritten.
    """
    fix_usage(fix=fix, diff=diff, unsafe=unsafe_fixes)
    day = today.date() if today is not None else this_day()
    cache = None if no_cache or fix or write_baseline else _cache()
    options = {"select": select, "ignore": ignore, "today": day, "baseline": baseline, "width": width(None), **wanted}
    options |= {"exports_only": exports_only}
    key = cache.key(options, [*(paths or (project_dir(),)), *((baseline,) if baseline else ())]) if cache else None
    if cache and _told_again(cache, key):
        return

    from xogen.lint.report import joined
    from xogen.project.lint_run import Choice, Reread, chosen, lint_units

    _check_names(select, ignore)
    choice = Choice(select, ignore, day)
    units = _units(paths, exports_only=exports_only)
    if fix:
        bots = [chosen(unit.read(today=day), choice) for unit in units.bots]
        bots = put_right(bots, diff=diff, unsafe=unsafe_fixes, baseline=baseline)
        if diff:
            return
        reports = _left(bots)
    else:
        reports = lint_units(units.bots, choice, jobs=jobs, cache=cache)
    report = joined([*reports, *map(_lint_pack, units.packs)])
    if report.dialogs == 0 and not units.packs:
        say(_why_none(units, exports_only=exports_only))
    if write_baseline:
        note_all(report, write_baseline)
        return
    prepared = _prepared(report, wanted, baseline, Reread(units.bots))
    if cache is not None and report.dialogs:
        cache.store(key, prepared)
    put_out(prepared)


def _why_none(units: Units, *, exports_only: bool) -> str:
    """Say why there was no dialog to check."""
    if any(unit.export is not None for unit in units.bots):
        return "the bot has no dialogs, and so nothing in them is checked"
    if exports_only:
        return "no bot export is named, and so none is checked"
    return "there are no dialogs yet: xogen templates install ..., then xogen generate"


def _units(paths: Sequence[str], *, exports_only: bool) -> Units:
    from pathlib import Path

    from xogen.project.lint_inputs import Units, find_units

    if not exports_only:
        return find_units([Path(path) for path in paths], project_dir())
    if not paths:
        raise click.UsageError("--exports-only needs a PATH: what changed, for one")
    from xogen.project.exports import exports_among

    found = exports_among([Path(path) for path in paths])
    return find_units(found, project_dir()) if found else Units()


def _prepared(report: Report, wanted: Wanted, baseline: str | None, documents: Iterable[Document]) -> Prepared:
    """Return what is printed of a report, less what a baseline holds."""
    report, said = with_baseline(report, baseline) if baseline else (report, [])
    prepared = prepare(report, wanted, makers(report, documents))
    prepared["said"][:0] = said
    return prepared


def _told_again(cache: Cache, key: str | None) -> bool:
    """Print what the same run printed before, if that is known."""
    kept: Prepared | None = cache.load(key)
    if kept is not None:
        put_out(kept)
    return kept is not None


def _left(bots: Sequence[Bot]) -> list[Report]:
    """Return what lint still finds after fixes."""
    from xogen.lint.runner import lint

    return [lint(bot.documents, bot.settings, bot.known) for bot in bots]


def _cache() -> Cache:
    from xogen.project.lint_cache import Cache, cache_folder

    return Cache(cache_folder())


def _check_names(select: tuple[str, ...], ignore: tuple[str, ...]) -> None:
    from xogen.errors import UsageError
    from xogen.lint.registry import rules
    from xogen.lint.settings import LintSettings, faults
    from xogen.model.base import unchecked

    for keys, words in faults(unchecked(LintSettings, select=select, ignore=ignore), rules()):
        raise UsageError(words, where=f"--{keys[0]}", hint="see: xogen rules")


def _lint_pack(folder: Path) -> Report:
    from xogen.lint.report import Report
    from xogen.packs.check import check_pack

    return Report(findings=tuple(check_pack(folder)), packs=1)
