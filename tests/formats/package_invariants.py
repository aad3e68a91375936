"""What every bot export shows, as checks on a package that is read back as plain JSON.

``check_package(files, platform)`` raises with all that is wrong. Each check is a generator of problems, named after
what holds; the counts behind them stand in the docstrings. Checks marked ``real`` hold in the eleven real exports too,
which proves that they are true; the others are stricter than the platform's own builder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from tests.formats import invariants_flow, invariants_parts  # noqa: F401 - they register their checks
from tests.formats.invariant import CHECKS, REAL, Package, run

__all__ = ["CHECKS", "DEFINITIONS", "REAL", "Package", "check_package", "problems", "run"]

DEFINITIONS = {"xo10": "botDefinition.json", "xo11": "appDefinition.json"}


def check_package(files: Mapping[str, str], platform: str) -> None:
    """Assert that a package has everything that exports show with a count."""
    found = problems(files, platform)
    assert not found, "\n".join(found)


def problems(files: Mapping[str, str], platform: str) -> list[str]:
    """Return what is wrong with a package, each line led by the name of the check."""
    assert set(files) == {DEFINITIONS[platform], "config.json"}
    package = Package(json.loads(files[DEFINITIONS[platform]]), json.loads(files["config.json"]), platform)
    return run(package, CHECKS)
