"""The pytest plugin: fixtures for dialogs, lint and snapshots, and pictures of canvases in the report of a failure.

pytest loads it in every run where xogen is installed, so it imports nothing before a test asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from xogen.lint.report import Report
    from xogen.model.bot import BotExport
    from xogen.model.dialog import DialogTask


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the settings: where the project is, and where pictures of failures go."""
    parser.addini("xogen_project", "the folder with xogen.toml; by default the nearest one above the test", default="")
    parser.addini("xogen_pictures", "where pictures of failed canvases go", default=".xogen-pictures")


@pytest.fixture
def xogen_project(request: pytest.FixtureRequest) -> Path | None:
    """Return the project's folder: ``xogen_project`` of the settings, else the nearest one above the test, if any."""
    named = request.config.getini("xogen_project")
    if named:
        return Path(request.config.rootpath / named)
    return next((folder for folder in request.path.parents if (folder / "xogen.toml").is_file()), None)


@pytest.fixture
def load_dialog(xogen_project: Path | None) -> Callable[[str | Path], DialogTask]:
    """Return a function that loads a dialog: by its name in the project's ``dialogs/``, or by the path of its file."""
    from xogen.testing.dialogs import read_dialog_file

    def load(name: str | Path) -> DialogTask:
        path = Path(name)
        if path.suffix != ".json" and xogen_project is not None:
            path = xogen_project / "dialogs" / f"{name}.json"
        return read_dialog_file(path)

    return load


@pytest.fixture
def load_bot() -> Callable[[str | Path], BotExport]:
    """Return a function that loads a bot export: a file, a folder or a zip."""
    from xogen.testing.dialogs import read_bot_file

    return lambda path: read_bot_file(Path(path))


@pytest.fixture
def expand_template(xogen_project: Path | None) -> Callable[..., DialogTask]:
    """Return a function that expands a template: ``expand_template("salesforce/create-lead", parameters={...})``."""
    from xogen.testing import dialogs

    def expand(template: str, **how: Any) -> DialogTask:  # noqa: ANN401 - the arguments of dialogs.expand_template
        return dialogs.expand_template(template, project=xogen_project, **how)

    return expand


@pytest.fixture
def lint_dialog(xogen_project: Path | None) -> Callable[..., Report]:
    """Return a function that lints a dialog with the project's settings: ``lint_dialog(task, ignore=["naming"])``."""
    from xogen.testing import dialogs

    def lint(task: DialogTask, **how: Any) -> Report:  # noqa: ANN401 - the arguments of dialogs.lint_dialog
        return dialogs.lint_dialog(task, project=xogen_project, **how)

    return lint


@pytest.fixture
def assert_clean(lint_dialog: Callable[..., Report]) -> Callable[..., None]:
    """Return a function that fails with lint's own report when it finds a warning or worse in a dialog."""

    def check(task: DialogTask, **how: Any) -> None:  # noqa: ANN401 - the arguments of lint_dialog
        from xogen.model.finding import Severity
        from xogen.reporters.text import render

        report = lint_dialog(task, **how)
        if report.at_least(Severity.WARNING):
            pytest.fail(render(report), pytrace=False)

    return check


@pytest.fixture
def dialog_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Return a snapshot of a dialog as JSON: ``assert task == dialog_snapshot``."""
    from xogen.testing.extensions import DialogExtension

    return snapshot.use_extension(DialogExtension)


@pytest.fixture
def canvas_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Return a snapshot of a dialog's canvas as Graphviz source: ``assert task == canvas_snapshot``."""
    from xogen.testing.extensions import CanvasExtension

    return snapshot.use_extension(CanvasExtension)


@pytest.fixture
def picture_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Return a snapshot of a dialog's canvas as SVG: ``assert task == picture_snapshot``."""
    from xogen.testing.extensions import PictureExtension

    return snapshot.use_extension(PictureExtension)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add to the report of a failure the pictures of the canvases that differ."""
    report = yield
    if report.when == "call" and report.failed:
        fixtures = getattr(item, "funcargs", {})
        if not fixtures.keys().isdisjoint({"canvas_snapshot", "picture_snapshot"}):
            from xogen.testing.pictures import add_pictures

            folder = item.config.rootpath / item.config.getini("xogen_pictures")
            add_pictures(report, item.nodeid, fixtures.values(), folder)
    return report
