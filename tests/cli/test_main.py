from __future__ import annotations

import errno
import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from xogen import __version__
from xogen.cli import main
from xogen.errors import (
    ActionError,
    FindingsError,
    InputError,
    MachineError,
    NotFoundError,
    StaleError,
    TemplateError,
    UsageError,
)

COMMANDS = sorted(main.commands.list_commands(None))


def all_commands():
    """Every command and subcommand, as it is typed."""
    for name in COMMANDS:
        command = main.commands.get_command(None, name)
        yield name
        for below in getattr(command, "commands", {}):
            yield f"{name} {below}"


def test_version_is_one_line(xogen):
    assert xogen("-C nowhere --version").out == f"xogen {__version__}\n"


def test_version_is_answered_before_click_is_loaded():
    code = "import sys; from xogen.__main__ import main; main(); sys.exit('click' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, "--version"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"xogen {__version__}\n")


START = """
import atexit, xogen.__main__, xogen.cli.main as cli
class Held:
    def __del__(self):
        print("let go")
held, run = Held(), cli.run
def watched(arguments):
    atexit.register(print, "ended")
    return run(arguments)
cli.run = watched
xogen.__main__.start()
"""


@pytest.mark.parametrize(("line", "code"), [("rules flow/trap", 0), ("rules flow/tarp", 3), ("lint nowhere", 3)])
def test_the_process_ends_as_it_should_without_letting_go_of_what_it_holds(line, code):
    done = subprocess.run([sys.executable, "-c", START, *line.split()], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert done.stdout.splitlines()[-1] == "ended"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full disk")
@pytest.mark.parametrize("line", ["--version", "rules flow/trap"])
def test_a_full_disk_is_told_at_the_end(line):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-m", "xogen", *line.split()], stdout=full, check=False)
    assert done.returncode == 4


HEAVY = ["networkx", "jinja2", "pydantic", "graphviz", "quickjs", "tree_sitter", "httpx", "authlib", "keyring"]


@pytest.mark.parametrize("line", ["--help", "lnit", *(f"{name} --help" for name in COMMANDS)])
def test_help_loads_nothing_heavy(line):
    code = (
        "import sys; from xogen.cli.main import run; run(sys.argv[1:]); "
        f"sys.exit(', '.join(name for name in {HEAVY} if name in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code, *line.split()], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_help_lists_every_command_with_the_first_line_of_its_file(xogen):
    lines = xogen("--help").out.splitlines()
    for name in COMMANDS:
        command = main.commands.get_command(None, name)
        module = sys.modules[f"xogen.cli.commands.{main._files()[name]}"]
        first = module.__doc__.split("\n")[0].rstrip(".")
        assert isinstance(command, click.Command)
        assert any(re.match(rf"  {name} +{re.escape(first[:40])}", line) for line in lines), name


@pytest.mark.parametrize("name", list(all_commands()))
def test_every_command_has_help_with_an_example(xogen, name):
    done = xogen(f"{name} --help")
    assert done.code == 0
    assert "Example:\n    xogen" in done.out


def test_an_unknown_command_gets_the_nearest_name(xogen):
    done = xogen("genrate")
    assert done.code == 2
    assert "there is no command 'genrate'; did you mean 'generate'?" in done.err


def test_an_unknown_option_is_a_wrong_command_line(xogen):
    assert xogen("init --platfrom xo11").code == 2


def test_the_folder_is_named_before_the_command(xogen):
    done = xogen("generate -C bot")
    assert done.code == 2
    assert done.err.endswith("Error: -C stands before the command: xogen -C DIR COMMAND\n")


def raising(monkeypatch, error):
    @click.command()
    def command():
        raise error

    monkeypatch.setattr(main.Commands, "get_command", lambda *_: command)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (StaleError("x"), 1),
        (FindingsError("x"), 1),
        (UsageError("x"), 2),
        (InputError("x"), 3),
        (NotFoundError("x"), 3),
        (ActionError("x"), 3),
        (TemplateError("x"), 3),
        (MachineError("x"), 4),
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), 4),
        (PermissionError(errno.EACCES, os.strerror(errno.EACCES), "dialogs/x.json"), 4),
        (click.UsageError("x"), 2),
        (click.FileError("x"), 3),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (click.exceptions.Exit(1), 1),
    ],
)
def test_every_ending_has_its_exit_code_and_no_traceback(xogen, monkeypatch, error, code):
    raising(monkeypatch, error)
    done = xogen("init")
    assert done.code == code
    assert done.out == ""
    assert "Traceback" not in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_ctrl_c_that_a_library_made_an_error_of_is_no_bug(xogen, monkeypatch):
    @click.command()
    def command():
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise ValueError("Error building `literal` serializer") from None

    monkeypatch.setattr(main.Commands, "get_command", lambda *_: command)
    before = signal.getsignal(signal.SIGINT)
    done = xogen("init")
    assert (done.code, done.err) == (130, "\ninterrupted: nothing was left half-written\n")
    assert signal.getsignal(signal.SIGINT) is before


def test_an_error_says_where_what_and_what_to_do(xogen, monkeypatch):
    raising(monkeypatch, InputError("is missing", where="xogen.toml:3: project.name", hint="write it"))
    assert xogen("init").err == "Error: xogen.toml:3: project.name: is missing\n  write it\n"


def test_what_the_machine_refuses_names_the_file(xogen, monkeypatch):
    raising(monkeypatch, PermissionError(errno.EACCES, os.strerror(errno.EACCES), "dialogs/x.json"))
    assert xogen("init").err == "Error: dialogs/x.json: permission denied\n"


def test_any_other_exception_is_a_bug_and_shows_its_traceback(xogen, monkeypatch):
    raising(monkeypatch, ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        xogen("init")


@pytest.mark.parametrize(("value", "colored"), [("", True), ("1", False)])
def test_a_terminal_has_colour_unless_no_color_is_set(terminal, value, colored):
    shown = terminal("action status", NO_COLOR=value, TERM="xterm")
    assert "this folder is no project" in shown
    assert ("\x1b[31m" in shown) is colored


def test_what_is_no_terminal_has_no_colour(shell):
    done = shell("action status")
    assert "\x1b[" not in done.stdout + done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_stdout_is_the_machines_fault(shell):
    with Path("/dev/full").open("w") as full:
        done = shell("--help", stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert (done.returncode, done.stderr) == (4, "Error: no space left on device\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(("line", "code"), [("rules", 4), ("lint nowhere", 3), ("lnit", 2)])
def test_where_not_even_an_error_can_be_said_the_exit_code_tells(shell, line, code):
    with Path("/dev/full").open("w") as full:
        assert shell(line, stdout=full, stderr=full, capture_output=False).returncode == code


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes stdout so")
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("--help", 0),
        ("schema", 0),
        ("action status", 3),
        ('lint "$BOT"', 1),
        ('diff "$BOT" "$BOT"', 0),
        ('render --format png "$BOT"', 2),
    ],
)
def test_a_closed_stdout_is_no_crash(tmp_path, line, code):
    command = f"{shlex.quote(sys.executable)} -m xogen {line} >&-"
    bot = Path(__file__).parents[1] / "fixtures" / "exports" / "twilio-sms"
    environment = {**os.environ, "BOT": str(bot)}
    done = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, check=False, cwd=tmp_path, env=environment)
    assert (done.returncode, b"Traceback" in done.stderr) == (code, False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_the_version_has_no_crash_either(shell):
    with Path("/dev/full").open("w") as full:
        done = shell("--version", stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert (done.returncode, done.stderr) == (4, "")


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "xogen", "--help"], stdout=write, stderr=subprocess.PIPE, check=False, cwd=tmp_path
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", "--into", ""], "the argument after --into is empty"),
        (["export", "--into="], "--into= is given nothing"),
        (["export", "-o", ""], "the argument after -o is empty"),
        (["lint", ""], "the argument after lint is empty"),
        (["lint", "-o", ""], "the argument after -o is empty"),
        (["lint", "--baseline", ""], "the argument after --baseline is empty"),
        (["diff", "a", ""], "the argument after a is empty"),
        (["render", "--", ""], "the argument after -- is empty"),
        (["-C", "", "lint"], "the argument after -C is empty"),
        ([""], "the argument after xogen is empty"),
    ],
)
def test_an_empty_argument_is_never_the_current_folder(xogen, bot, monkeypatch, capsys, arguments, message):
    monkeypatch.chdir(bot)
    before = sorted(bot.rglob("*"))
    assert main.run(arguments) == 2
    hint = "name something; where a shell's variable stands there, it is not set"
    assert capsys.readouterr() == ("", f"Error: {message}\n  {hint}\n")
    assert sorted(bot.rglob("*")) == before


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("export -o=", "write: -o VALUE"),
        ("export -o=a.zip", "write: -o a.zip"),
        ("lint -o=report.html", "write: -o report.html"),
        ("lint -j=2", "write: -j 2"),
        ("-C=elsewhere lint", "write: -C elsewhere"),
    ],
)
def test_a_short_option_takes_its_value_without_an_equals_sign(xogen, bot, monkeypatch, line, hint):
    monkeypatch.chdir(bot)
    before = sorted(bot.rglob("*"))
    done = xogen(line)
    word = next(word for word in line.split() if "=" in word)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"Error: {word[:2]} takes its value without an equals sign, not as {word}\n  {hint}\n"
    assert sorted(bot.rglob("*")) == before


def test_behind_two_hyphens_a_name_may_look_like_a_short_option(xogen, bot, monkeypatch):
    assert xogen("lint -- -o=x").err.startswith("Error: -o=x: there is no such file or folder")


def test_a_parameter_of_a_template_may_be_empty(xogen, bot):
    assert "is given nothing" not in xogen("-C bot templates install salesforce/create-lead --set=required=").err
