"""The wheel does the main job in an environment of its own, outside the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SESSION = """\
init acme-bot
-C acme-bot templates list
-C acme-bot action authorize salesforce --declared
-C acme-bot action enable salesforce
-C acme-bot templates install salesforce/create-lead salesforce/delete-lead
-C acme-bot generate
-C acme-bot lint
-C acme-bot generate --check
"""


def run(*command, cwd):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture
def environment(tmp_path):
    """An environment that holds the wheel; its dependencies are borrowed from the one that runs the tests."""
    built = tmp_path / "wheel"
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", built, ROOT, cwd=tmp_path)
    (wheel,) = built.glob("*.whl")
    folder = tmp_path / "environment"
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    python = folder / Path(sys.executable).relative_to(sys.prefix)
    install = ("install", "--no-deps", "--no-index", "--disable-pip-version-check", str(wheel))
    run(sys.executable, "-m", "pip", "--python", str(python), *install, cwd=tmp_path)
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip())
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    for tool in Path(sysconfig.get_path("scripts")).glob("graphviz-pure*"):
        shutil.copy(tool, python.parent)
    return python


def test_the_wheel_runs_from_init_to_lint(environment, tmp_path):
    python = environment
    place = run(python, "-c", "import xogen; print(xogen.__file__)", cwd=tmp_path)
    assert Path(place.strip()).is_relative_to(tmp_path)
    said = [run(python.parent / "xogen", *line.split(), cwd=tmp_path) for line in SESSION.splitlines()]
    assert "create-opportunity" in said[1]
    assert (tmp_path / "acme-bot" / "canvas" / "create-lead.svg").read_text().startswith("<?xml")
    assert (tmp_path / "acme-bot" / "package" / "botDefinition.json").exists()
