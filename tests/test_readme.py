"""The README's console examples, run in an empty folder as a reader would, one after the other."""

from __future__ import annotations

import re
import subprocess
import sys
from fnmatch import fnmatchcase
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)


def examples():
    """Yield each command of the README with the lines of output below it."""
    for block in BLOCK.findall(README):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = part.rstrip("\n").split("\n")
            yield command, lines


def agrees(shown: list[str], printed: list[str]) -> bool:
    """Whether the printed lines are those shown; ``...`` stands for any lines."""
    pattern = "\n".join("*" if line == "..." else re.sub(r"([\[*?])", r"[\1]", line) for line in shown)
    return fnmatchcase("\n".join(printed), pattern)


def test_console_examples(tmp_path):
    folder = tmp_path
    seen = []
    for command, lines in examples():
        if command.startswith("cd "):
            folder /= command.removeprefix("cd ")
            continue
        assert command.startswith("xogen ")
        done = subprocess.run(
            [sys.executable, "-m", *command.split()],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        printed = (done.stdout + done.stderr).rstrip("\n").split("\n")
        assert done.returncode == 0, f"{command}: {done.stderr}"
        assert agrees(lines, printed if printed != [""] else []), f"{command} printed:\n" + "\n".join(printed)
        seen.append(command.split()[1])
    first = ["init", "templates", "action", "action", "templates", "generate", "lint", "generate", "export"]
    assert seen == [*first, "lint", "render", "render", "diff"]


def test_every_link_of_the_readme_leads_somewhere():
    targets = re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", README)
    missing = [target for pair in targets for target in pair if target and not (ROOT / target).exists()]
    assert missing == []


def test_every_command_is_named():
    table = README.split("## Commands")[1].split("## More")[0]
    names = {path.stem.rstrip("_") for path in (ROOT / "xogen" / "cli" / "commands").glob("[a-z]*.py")}
    assert sorted(name for name in names if f"`{name}" not in table) == []
