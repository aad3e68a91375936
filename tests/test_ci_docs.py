"""What `docs/ci.md` and the hooks for pre-commit tell others to run is there, and is read by the command line."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from xogen.cli.main import commands
from xogen.reporters import names

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
HOOKS = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
LINES = [" ".join(block.split()) for block in re.findall(r"run: >\n((?: {10}.*\n)+)", PAGE)]
LINES += re.findall(r"^ *(?:- |- run: )?(xogen (?:lint|completion|schema) [^#\n>]*)", PAGE, re.MULTILINE)
LINES += re.findall(r"^  entry: (xogen .*)$", HOOKS, re.MULTILINE)


@pytest.mark.parametrize("line", LINES)
def test_every_line_is_a_legal_one(line):
    words = shlex.split(line)[1:]
    name, rest = words[0], words[1:]
    command = commands.get_command(click.Context(commands), name)
    assert command.make_context(name, rest, resilient_parsing=False).params.keys() == {
        one.name for one in command.params
    }


def test_lines_are_found():
    assert len(LINES) >= 10
    assert any("--report sarif=xogen.sarif" in line for line in LINES)


def test_the_table_names_every_format():
    table = PAGE.split("| format | for |")[1].split("\n\n")[0]
    assert sorted(re.findall(r"`([a-z]+)`", table.split("\n", 1)[1])) == sorted([*names()])


@pytest.mark.parametrize(
    ("hook", "files"),
    [
        ("xogen-lint", ["xogen.toml", "bots/acme/dialogs/a.json", "describe/Lead.json", "packs/x/pack.toml"]),
        ("xogen-lint", ["a/imported.json", "a/export/botDefinition.json", "a/.xogen-lint.toml"]),
        ("xogen-lint-exports", ["botDefinition.json", "a/b/appDefinition.json", "a/config.json", ".xogen-lint.toml"]),
        ("xogen-generate", ["xogen.lock", "canvas/a.svg", "package/botDefinition.json"]),
    ],
)
def test_a_hook_runs_for_its_files_and_no_others(hook, files):
    (told,) = re.findall(rf"- id: {hook}\n(?:  .*\n)*?  files: (.*)\n", HOOKS)
    assert [file for file in files if not re.search(told, file)] == []
    assert not re.search(told, "src/index.js")
    assert f"- id: {hook} " in PAGE
