"""What every command asks for first: the project that ``-C`` names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from xogen.project.workspace import Project


def project_dir() -> Path:
    """Return the folder that ``-C`` names; the current one when it was left out. Nothing says that it exists."""
    from pathlib import Path

    return Path(click.get_current_context().find_root().obj or ".")


def project() -> Project:
    """Load the project that ``-C`` names.

    Raises:
        NotFoundError: the folder is no project.
        InputError: one of its files is wrong.
    """
    from xogen.project.workspace import load_project

    return load_project(project_dir())


def this_day() -> date:
    """Return the day it is, by the machine's clock: the one place that asks for it."""
    from datetime import date

    return date.today()  # noqa: DTZ011, TID251 - the edge, where time comes in
