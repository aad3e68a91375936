"""The package: all dialogs of a project as the platform's import takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xogen.formats.package import BotSettings, EnvVariable, PackagedTask, build_package
from xogen.project.drawing import Canvas
from xogen.project.expansion import Dialog
from xogen.project.workspace import Project

FOLDER = "package"


def package_files(project: Project, dialogs: Sequence[Dialog], drawn: Mapping[str, Canvas]) -> Mapping[str, bytes]:
    """Return the files of the package by their path in the project; none for no dialogs.

    Args:
        project: whose settings the bot gets.
        dialogs: all of them, in the order of their installs.
        drawn: their drawings, for the positions.

    Raises:
        InputError: two dialogs or components that the platform could not tell apart.
    """
    if not dialogs:
        return {}
    tasks = [PackagedTask(task=dialog.task, names=dialog.names, layout=drawn[dialog.name].layout) for dialog in dialogs]
    files = build_package(bot_settings(project, dialogs), tasks)
    return {f"{FOLDER}/{name}": text.encode() for name, text in files.items()}


def bot_settings(project: Project, dialogs: Sequence[Dialog]) -> BotSettings:
    """Return what the package needs to know of the project: languages, the actions in use, the packs' variables."""
    settings = project.config.project
    packs = {dialog.pack.manifest.name: dialog.pack.manifest for dialog in dialogs}
    actions = sorted({pack.action for pack in packs.values()})
    return BotSettings(
        id=settings.key,
        name=settings.name,
        platform=settings.platform,
        languages=settings.languages,
        actions=tuple(project.action(name) for name in actions),
        variables={
            key: EnvVariable(hint=variable.hint, value=variable.default, secured=variable.secret)
            for pack in packs.values()
            for key, variable in pack.env.items()
        },
    )
