"""What tests ask for: a dialog of a file, of a bot or of a template, and what lint finds in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from xogen.lint.report import Report
    from xogen.model.bot import BotExport
    from xogen.model.dialog import DialogTask

Pair = tuple[Literal["pre-authorize", "allow-users"], Literal["system", "custom"]]


def read_dialog_file(path: Path) -> DialogTask:
    """Return the dialog of a dialog file.

    Raises:
        NotFoundError: the file is not there.
        InputError: it is no dialog file, or a wrong one; names file, line and key.
    """
    from xogen.errors import NotFoundError
    from xogen.project.lint_inputs import read_dialog

    if not path.is_file():
        raise NotFoundError("there is no such dialog file", where=str(path), hint=_others(path))
    return read_dialog(path).task


def _others(path: Path) -> str | None:
    from xogen.model.nearest import did_you_mean

    meant = did_you_mean(path.name, [other.name for other in path.parent.glob("*.json")])
    return meant.removeprefix("; ") or None


def read_bot_file(path: Path) -> BotExport:
    """Return a bot export: a file, a folder or a zip.

    Raises:
        InputError: it is none, or a wrong one; names file and line.
    """
    from xogen.project.bots import read_bot

    return read_bot(path).bot


def expand_template(
    template: str,
    *,
    project: Path | None = None,
    name: str | None = None,
    parameters: Mapping[str, Any] | None = None,
    overrides: Mapping[str, Any] | None = None,
    pair: Pair = ("pre-authorize", "system"),
    languages: Sequence[str] = ("en",),
) -> DialogTask:
    """Return what a template becomes, for an action that is made up: no project has to be authorized for it.

    Args:
        template: ``salesforce/create-lead``.
        project: a project, for its own packs and its describes.
        name: the dialog's name; the template's when left out.
        parameters: what the template declares.
        overrides: as ``[install.override]`` has them.
        pair: who signs in, and whose app it is.
        languages: those of the bot, the default one first.

    Raises:
        NotFoundError: there is no such pack or template; names the nearest.
        InputError: a parameter or an override does not fit.
        TemplateError: the template is wrong.
    """
    from xogen.model.app import App, AuthorizationType
    from xogen.packs.cases import example_action
    from xogen.packs.expand import expand
    from xogen.packs.loader import find_packs
    from xogen.project.workspace import DESCRIBES, Describes

    found = find_packs(project).template(template)
    action = example_action(found.pack, AuthorizationType(pair[0]), App(pair[1]))
    return expand(
        found,
        action,
        name=name,
        parameters=parameters or {},
        overrides=overrides or {},
        sobjects=Describes(project / DESCRIBES) if project else {},
        languages=tuple(languages),
    )


def lint_dialog(
    task: DialogTask, *, select: Sequence[str] = (), ignore: Sequence[str] = (), project: Path | None = None
) -> Report:
    """Return what lint finds in a dialog.

    Args:
        task: the dialog.
        select: rules or families; all when left out.
        ignore: rules or families that do not run.
        project: a project, whose ``[lint]`` settings and describes hold.

    Raises:
        InputError: a rule has no such name; names the nearest.
    """
    from xogen.formats.dialog_json import dump_dialog
    from xogen.lint.facts import Document
    from xogen.lint.known import Known
    from xogen.lint.runner import lint
    from xogen.lint.settings import LintSettings

    settings, known = LintSettings(), Known()
    if project is not None:
        from xogen.project.described import read_described
        from xogen.project.workspace import load_project

        config = load_project(project).config
        described = read_described(project, [task])
        settings = config.lint
        known = Known(sobjects=described.sobjects, objects=described.objects, origins=described.origins)
    settings = settings.model_copy(
        update={"select": tuple(select) or settings.select, "ignore": (*settings.ignore, *ignore)}
    )
    return lint([Document(f"{task.name}.json", task, dump_dialog(task))], settings, known)
