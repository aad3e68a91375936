"""What commands that report findings share: the options, the formats, where each goes, and what fails the command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

from xogen.cli.output import say
from xogen.cli.reports import deliver, output_option, width, write_files
from xogen.reporters import names

if TYPE_CHECKING:
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
        if file == "-":
            raise click.BadParameter(f"{value!r} names no file; on standard output: --format {form}", ctx, param)
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


class Prepared(TypedDict):
    """What a command says and does with a report, ready to be put out, now or from the cache."""

    text: str | None
    files: dict[str, str]
    said: list[str]
    fails: bool
    failure: str | None


def publish(report: Report, wanted: Wanted, makers: Makers | None = None) -> None:
    """Write and print what the options ask for, then fail the command if they say so: ``put_out(prepare(...))``."""
    put_out(prepare(report, wanted, makers))


def prepare(report: Report, wanted: Wanted, makers: Makers | None = None) -> Prepared:
    """Render a report in every form that the options ask for.

    Raises:
        UsageError: the format holds no statistics, or two reports would go to one file.
    """
    from xogen.lint.wording import sentence

    _refuse_one_file_for_two(wanted)
    main, output = _main(wanted), wanted["output"]
    made = _Made(makers or {})
    text = made.text(main, report, statistics=wanted["statistics"], terminal=output is None)
    files = {file: made.text(_reporter(form), report) for form, file in wanted["reports"]}
    if output is not None:
        files[output] = text
    said = [] if output is None and main.counts else [sentence(report.summary)]
    fails, failure = _failure(report, wanted)
    return Prepared(text=text if output is None else None, files=files, said=said, fails=fails, failure=failure)


def put_out(prepared: Prepared) -> None:
    """Write files, all or none; then print, say the sum, and fail.

    Raises:
        MachineError: a file cannot be written.
        FindingsError: there are too many warnings.
        click.exceptions.Exit: there are findings of the severity that ``--fail-on`` names, or worse.
    """
    files = prepared["files"]
    if files:
        from pathlib import Path

        write_files({Path(file): text.encode() for file, text in files.items()}, hint="name another file: -o FILE")
    if prepared["text"] is not None:
        deliver(prepared["text"], None)
    written = [f"written: {', '.join(files)}"] if files else []
    for line in (*written, *prepared["said"]):
        say(line)
    if prepared["failure"] is not None:
        from xogen.errors import FindingsError

        raise FindingsError(prepared["failure"])
    if prepared["fails"]:
        raise click.exceptions.Exit(1)


def _refuse_one_file_for_two(wanted: Wanted) -> None:
    if not wanted["reports"]:
        return
    from pathlib import Path

    from xogen.errors import UsageError

    seen = set() if wanted["output"] is None else {Path(wanted["output"]).resolve()}
    for _, file in wanted["reports"]:
        place = Path(file).resolve()
        if place in seen:
            raise UsageError("two reports would be written here", where=file, hint="name another file")
        seen.add(place)


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


def _failure(report: Report, wanted: Wanted) -> tuple[bool, str | None]:
    """Say whether the command ends with 1, and what the report has not said: what ``--max-warnings`` adds."""
    from xogen.model.counted import counted
    from xogen.model.finding import Severity

    most, warnings = wanted["max_warnings"], report.summary.warnings
    if wanted["fail_on"] != "never" and report.at_least(Severity[wanted["fail_on"].upper()]):
        return True, None
    if most is not None and warnings > most:
        return True, f"{counted(warnings, 'warning')}: --max-warnings allows {most}"
    return False, None
