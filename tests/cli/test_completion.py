"""Completion, asked by the shells themselves: each runs the script that xogen prints, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from xogen.cli.commands.completion import SHELLS

HERE = Path(sys.executable).parent
CASES = [
    pytest.param("xogen templ", ["templates"], id="a command"),
    pytest.param("xogen templates che", ["check"], id="a command of a group"),
    pytest.param("xogen lint --max", ["--max-warnings"], id="an option"),
    pytest.param("xogen lint --format sa", ["sarif"], id="a format"),
    pytest.param("xogen lint --report sa", ["sarif="], id="a format and its file"),
    pytest.param("xogen lint --select flow/tr", ["flow/trap"], id="a rule"),
    pytest.param("xogen rules message/em", ["message/empty-message"], id="a rule to read about"),
    pytest.param("xogen -C . completion f", ["fish"], id="behind -C"),
    pytest.param("xogen lint nothing-is-called-so", [], id="nothing"),
]
BASH = """
source ./script
COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); COMPREPLY=()
compopt() {{ :; }}
_xogen_completion xogen
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
ZSH = """
compdef() {{ }}
source ./script
compadd() {{ print -l -- $completions }}
_describe() {{ print -l -- ${{completions_with_descriptions%%:*}} }}
_path_files() {{ }}
words=({line}); CURRENT=$#words
_xogen_completion
"""
FISH = """
source ./script
complete -C "{line}" | string replace -r '\\t.*' ''
"""
ASKING = {"bash": (["bash", "-c"], BASH), "zsh": (["zsh", "-f", "-c"], ZSH), "fish": (["fish", "-N", "-c"], FISH)}


def complete(folder, shell, line):
    program, script = ASKING[shell]
    if shutil.which(program[0]) is None:
        pytest.skip(f"{shell} is not installed")
    done = subprocess.run(
        [*program, script.format(line=line)],
        cwd=folder,
        env={**os.environ, "PATH": f"{HERE}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return [word for word in done.stdout.split("\n") if word]


@pytest.mark.integration
@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(("line", "words"), CASES)
def test_a_shell_completes(xogen, tmp_path, shell, line, words):
    Path("script").write_text(xogen(f"completion {shell}").out, encoding="utf-8")
    assert complete(tmp_path, shell, line) == words


@pytest.mark.parametrize("line", ["lint ", "lint -o ", "templates check ", "-C "])
def test_files_are_left_to_the_shell(shell, line):
    words = f"xogen {line}".split(" ")
    asked = {"_XOGEN_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
    done = shell("", env=os.environ | asked)
    assert done.stdout in {"file,\n", "dir,\n"}


@pytest.mark.parametrize("name", SHELLS)
def test_the_shell_of_the_login_is_meant_when_none_is_named(xogen, monkeypatch, name):
    monkeypatch.setenv("SHELL", f"/usr/bin/{name}")
    assert xogen("completion").out == xogen(f"completion {name}").out


@pytest.mark.parametrize("value", ["", "/bin/tcsh"])
def test_another_shell_is_refused(xogen, monkeypatch, value):
    monkeypatch.setenv("SHELL", value)
    ran = xogen("completion")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "Error: the shell you log in with is none of these\n  name one: bash, fish, zsh\n"
