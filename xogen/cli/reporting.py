"""What commands that report findings share: the options, the formats, where each goes, and what fails the command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

from xogen.cli.output import say
from xogen.cli.reports import deliver, output_option, width, write_files
from xogen.reporters import names

if TYPE_CHECKING:
    from pathlib import Path

    from xogen.lint.report import Report
    from xogen.reporters import Reporter

F = TypeVar("F", bound=Callable[..., Any])

Makers = Mapping[str, Callable[[], object]]
"""What reporters may ask for beside the report, made only when one does: see ``xogen.reporters``."""


class Format(click.Choice[str]):
    """A report format; a wrong one is answered with the nearest."""

    def __init__(self) -> None:
        """Take the formats from the files there are."""
        super().__init__(names())

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 - click's signature
        """Return the format."""
        if value not in self.choices:
            from xogen.model.nearest import did_you_mean

            self.fail(f"there is no report format {value!r}{did_you_mean(value, names())}", param, ctx)
        return super().convert(value, param, ctx)


def _format_and_file(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Read ``FORMAT=FILE``."""
    pairs = []
    for value in values:
        form, equals, file = value.partition("=")
        if not equals or not file:
            raise click.BadParameter(f"{value!r} is not FORMAT=FILE, as in sarif=lint.sarif", ctx, param)
        pairs.append((Format().convert(form, param, ctx), file))
    return tuple(pairs)


def _formats_to_complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click's signature
    return [f"{name}=" for name in names() if name.startswith(incomplete)]


class Wanted(TypedDict):
    """What the options of ``report_options`` say, under the names that the command gets them by."""

    form: str | None
    output: str | None
    reports: tuple[tuple[str, str], ...]
    statistics: bool
    fail_on: str
    max_warnings: int | None


def report_options(command: F) -> F:
    """Add the options; the command takes them as ``**wanted: Unpack[Wanted]`` and hands them to ``publish``."""
    options = (
        click.option(
            "--format", "form", type=Format(), help="The report's format; by default what FILE ends in, or text."
        ),
        output_option,
        click.option(
            "--report", "reports", multiple=True, metavar="FORMAT=FILE", callback=_format_and_file,
            shell_complete=_formats_to_complete,
            help="One more report, to a file; may be given several times.",
        ),
        click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of listing them."),
        click.option(
            "--fail-on", type=click.Choice(("error", "warning", "info", "never")), default="error", show_default=True,
            help="Exit 1 from this severity on.",
        ),
        click.option(
            "--max-warnings", type=click.IntRange(min=0), metavar="N", help="Exit 1 when there are more warnings."
        ),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def publish(report: Report, wanted: Wanted, makers: Makers | None = None) -> None:
    """Write and print what the options ask for, then fail the command if they say so.

    Files are written before anything is printed, all or none.

    Raises:
        UsageError: the format holds no statistics.
        MachineError: a file cannot be written.
        FindingsError: there are too many warnings.
        click.exceptions.Exit: there are findings of the severity that ``--fail-on`` names, or worse.
    """
    from pathlib import Path

    from xogen.lint.wording import sentence

    main, output = _main(wanted), wanted["output"]
    made = _Made(makers or {})
    text = made.text(main, report, statistics=wanted["statistics"], terminal=output is None)
    files: dict[Path, bytes] = {}
    for form, file in wanted["reports"]:
        files[Path(file)] = made.text(_reporter(form), report).encode()
    if output is not None:
        files[Path(output)] = text.encode()
    write_files(files, hint="name another file: -o FILE")
    if output is None:
        deliver(text, None)
    said = [] if output is None and main.counts else [sentence(report.summary)]
    said = [f"written: {', '.join(map(str, files))}", *said] if files else said
    for line in said:
        say(line)
    _fail(report, wanted)


class _Made:
    """Renders reports, and makes what they ask for once."""

    def __init__(self, makers: Makers) -> None:
        self._makers = makers
        self._made: dict[str, object] = {}

    def text(self, reporter: Reporter, report: Report, *, statistics: bool = False, terminal: bool = False) -> str:
        given: dict[str, object] = {"color": terminal, "width": width(None if terminal else "")}
        if statistics:
            return reporter.statistics(report, **given)
        for name in sorted(reporter.asks & self._makers.keys()):
            if name not in self._made:
                self._made[name] = self._makers[name]()
            given[name] = self._made[name]
        return reporter(report, **given)


def _main(wanted: Wanted) -> Reporter:
    """Return the reporter that ``--format`` names, else the one that the file's ending tells, else text."""
    from xogen.reporters import reporter_for

    form, output = wanted["form"], wanted["output"]
    by_file = reporter_for(output) if form is None and output is not None else None
    return by_file or _reporter(form or "text")


def _reporter(name: str) -> Reporter:
    from xogen.reporters import reporter

    return reporter(name)


def _fail(report: Report, wanted: Wanted) -> None:
    """End the command with 1. The report has said why, but for what ``--max-warnings`` adds."""
    from xogen.errors import FindingsError
    from xogen.lint.wording import counted
    from xogen.model.finding import Severity

    most, warnings = wanted["max_warnings"], report.summary.warnings
    if wanted["fail_on"] != "never" and report.at_least(Severity[wanted["fail_on"].upper()]):
        raise click.exceptions.Exit(1)
    if most is not None and warnings > most:
        raise FindingsError(f"{counted(warnings, 'warning')}: --max-warnings allows {most}")
