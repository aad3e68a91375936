"""The habits of the house, held by tools: style, types, the walls between the rooms, and sizes."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from xogen.model.dialog import DialogTask
from xogen.model.nodes import ListValue, NodeBase, Response, Transition

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "xogen").rglob("*.py"))
LIMIT = 400


def tool(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("ruff", "check", "."), id="ruff-check"),
        pytest.param(("ruff", "format", "--check", "."), id="ruff-format"),
        pytest.param(("mypy",), id="mypy-strict"),
    ],
)
def test_a_tool_finds_nothing(arguments):
    done = tool(*arguments)
    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_run_downwards_only():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_seen_at_one_glance(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LIMIT
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno >= 60
    ]
    assert long == []


def test_nodes_are_told_apart_by_their_type():
    """Those of exports may be plain views, which are instances of no model; mypy would not say so."""
    kinds = {kind.__name__ for kind in (Transition, Response, ListValue, NodeBase, DialogTask)}
    kinds |= {kind.__name__ for kind in NodeBase.__subclasses__()}
    rooms = tuple(f"xogen/{room}/" for room in ("model", "script", "graph", "lint"))
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {name}"
        for path in MODULES
        if path.relative_to(ROOT).as_posix().startswith(rooms)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in sorted(kinds & set(_classes_asked_for(node)))
    ]
    assert found == []


def _classes_asked_for(node):
    """Yield the names that stand where a value's class is asked for."""
    match node:
        case ast.Call(func=ast.Name(id="isinstance" | "issubclass"), args=[_, asked]) | ast.MatchClass(cls=asked):
            asking = [asked]
        case ast.Compare(left=ast.Call(func=ast.Name(id="type"))):
            asking = node.comparators
        case _:
            asking = []
    yield from (each.id for one in asking for each in ast.walk(one) if isinstance(each, ast.Name))


def test_ci_runs_the_command_that_the_readme_names():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [line for line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines() if "pytest" in line]
    assert len(commands) == 1
    assert commands[0] in readme.splitlines()


def test_no_file_names_a_path_of_one_machine():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode != 0:
        pytest.skip("not a git checkout: no list of files")
    own = re.compile(r"(?<![\w.])/(?:home|Users|root|work)/")
    found = []
    for name in tracked.stdout.split("\n"):
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".yml", ".yaml", ".sh", ".json", ".gv", ".svg"} and path.is_file():
            if "tests/fixtures" in name:
                continue
            found += [name for _ in own.finditer(path.read_text(encoding="utf-8", errors="replace"))][:1]
    assert found == []
