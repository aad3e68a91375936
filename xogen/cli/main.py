"""The command group, which loads a command only when it runs, and the one handler of errors.

A command is a file in ``commands/``: its name is the file's, its short help the first line of the file's docstring,
its code the attribute ``command``. So ``--help`` reads one line a file and imports none of them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from xogen import __version__
from xogen.cli import names
from xogen.cli.group import Group
from xogen.cli.interrupts import noticing
from xogen.cli.output import cleaned, example, progress
from xogen.errors import UsageError, XogenError

_FOLDER = os.path.join(os.path.dirname(__file__), "commands")  # noqa: PTH118, PTH120 - pathlib costs 7 ms a start

INTERRUPTED = 130
"""Exit code after Ctrl-C: 128 and the number of the signal, as shells count."""
PIPE_CLOSED = 141
"""Exit code when the reader of our output went away, counted the same way."""


class Commands(Group):
    """A group that finds its commands by file name and imports the one that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the command files, sorted."""
        return sorted(_files())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import the command of this name; ``None`` when there is no such file."""
        module = _files().get(cmd_name)
        if module is None:
            return None
        from importlib import import_module

        command = import_module(f"xogen.cli.commands.{module}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"xogen/cli/commands/{module}.py: `command` is no click command")
        return command

    def one_line(self, ctx: click.Context, name: str) -> str:  # noqa: ARG002 - the group's signature
        """Return the first line of the command's file, without importing it."""
        return _short_help(_files()[name])


def _files() -> dict[str, str]:
    """Return the module of each command: ``import`` is the file ``import_.py``."""
    names = os.listdir(_FOLDER)  # noqa: PTH208 - as _FOLDER
    modules = [name[:-3] for name in names if name.endswith(".py") and name[0] not in "_."]
    return {module.rstrip("_").replace("_", "-"): module for module in modules}


def _short_help(module: str) -> str:
    """Return the first line of a module's docstring, read from its text."""
    with open(os.path.join(_FOLDER, f"{module}.py"), encoding="utf-8") as file:  # noqa: PTH118, PTH123 - as _FOLDER
        return file.readline().strip().strip('"').rstrip(".")


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=example(
        "xogen init acme-bot && cd acme-bot",
        "xogen action authorize salesforce --declared",
        "xogen action enable salesforce",
        "xogen templates install salesforce/create-lead",
        "xogen generate && xogen lint",
    ),
)
@click.option(
    "-C",
    "directory",
    metavar="DIR",
    default=".",
    shell_complete=names.folders,
    help="The project's folder; the current one when left out.",
)
@click.version_option(__version__, message="xogen %(version)s")
@click.pass_context
def commands(context: click.Context, directory: str) -> None:
    """Turn an authorized Salesforce action into dialog tasks that are linted, drawn and ready to import."""
    context.obj = directory


def run(arguments: list[str]) -> int:
    """Run the command line: every way it can end becomes an exit code here, and nowhere else.

    Any exception that is not handled is a bug, and its traceback is shown.
    """
    try:
        with _quiet_pipe(), noticing() as interrupts:
            return _run(arguments, interrupts)
    except BrokenPipeError:
        return PIPE_CLOSED


def _run(arguments: list[str], interrupts: list[int]) -> int:
    try:
        _invoke(arguments)
        _flush()
    except click.exceptions.Exit as ending:
        _flush()
        return ending.exit_code
    except click.ClickException as error:
        with _heard_or_not():
            _explained(error).show()
        return error.exit_code if isinstance(error, click.UsageError) else XogenError.exit_code
    except XogenError as error:
        return _show(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        return _show(_machine(error))
    except (KeyboardInterrupt, click.Abort):
        return _say_interrupted()
    except Exception:
        if interrupts:
            return _say_interrupted()
        raise
    return 0


def _explained(error: click.ClickException) -> click.ClickException:
    if isinstance(error, click.NoSuchOption) and error.option_name == "-C":
        return click.UsageError("-C stands before the command: xogen -C DIR COMMAND", error.ctx)
    return error


def _say_interrupted() -> int:
    with _heard_or_not():
        progress("")
        click.echo("\ninterrupted: nothing was left half-written", err=True)
    return INTERRUPTED


def _flush() -> None:
    # There is none when whoever started us closed it: `xogen ... >&-`.
    if sys.stdout is not None:
        sys.stdout.flush()


def _invoke(arguments: list[str]) -> None:
    color = False if os.environ.get("NO_COLOR") else None
    if "_XOGEN_COMPLETE" in os.environ:
        commands.main(args=arguments, prog_name="xogen")
    _refuse_empty(arguments)
    _refuse_equals_sign(arguments)
    with commands.make_context("xogen", list(arguments), color=color) as context:
        commands.invoke(context)


def _refuse_empty(arguments: list[str]) -> None:
    """Refuse an empty argument, wherever it stands: as a path it would name the current folder, which nobody means."""
    before = "xogen"
    for word in arguments:
        if not word or (word.startswith("--") and word.find("=") == len(word) - 1):
            raise UsageError(
                f"{word} is given nothing" if word else f"the argument after {before} is empty",
                hint="name something; where a shell's variable stands there, it is not set",
            )
        before = word


def _refuse_equals_sign(arguments: list[str]) -> None:
    """Refuse ``-o=FILE``: of a short option all that follows is the value, so the file would be called ``=FILE``."""
    for word in arguments:
        if word == "--":
            return
        if len(word) > 2 and word[0] == "-" != word[1] and word[2] == "=":
            raise UsageError(
                f"{word[:2]} takes its value without an equals sign, not as {word}",
                hint=f"write: {word[:2]} {word[3:] or 'VALUE'}",
            )


def _show(error: XogenError) -> int:
    color = False if os.environ.get("NO_COLOR") else None
    with _heard_or_not():
        progress("")
        click.echo(f"{click.style('Error:', fg='red', bold=True)} {cleaned(str(error))}", err=True, color=color)
    return error.exit_code


@contextmanager
def _heard_or_not() -> Iterator[None]:
    """Say something on a stderr that may be on the full disk, too: then the exit code alone tells."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError:
        return


def _machine(error: OSError) -> XogenError:
    from xogen.errors import MachineError

    what = error.strerror or str(error)
    return MachineError(what[:1].lower() + what[1:], where=str(error.filename) if error.filename else None)


@contextmanager
def _quiet_pipe() -> Iterator[None]:
    """Close the way out when the reader is gone, so that Python's own last flush says nothing."""
    try:
        yield
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        raise
