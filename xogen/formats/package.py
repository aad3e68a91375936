"""Packages for the platform: what its import takes, built from dialog tasks.

xo10    botDefinition.json + config.json, services and scripts inside bot actions
xo11    appDefinition.json + config.json, sequences instead
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pydantic import Field
from pydantic_core import to_json

from xogen.formats.inferred import inferences
from xogen.formats.platform import Platform, for_platform
from xogen.formats.rewrite import Renaming
from xogen.formats.wire.bot import bot as wire_bot
from xogen.formats.wire.conflicts import check
from xogen.formats.wire.identities import task_scope
from xogen.formats.wire.ids import Ids
from xogen.formats.wire.scope import BotScope, Callee, component_id, dialog_ref_id
from xogen.formats.wire.variables import EnvVariable, variables, written
from xogen.model.action import Action
from xogen.model.base import Owned
from xogen.model.dialog import DialogTask
from xogen.model.layout import Layout

__all__ = ["BotSettings", "EnvVariable", "PackagedTask", "build_package", "package_inferences", "zip_package"]

DEFINITIONS: Mapping[Platform, str] = {"xo10": "botDefinition.json", "xo11": "appDefinition.json"}
"""The file that holds the bot."""

CONFIG = "config.json"

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can say: a package says what it holds, not when it was built."""


class BotSettings(Owned):
    """What a package needs besides its dialogs. All refIds hang on ``id``; ``languages`` starts with the default."""

    id: str = Field(min_length=1)
    name: str = Field(min_length=1)
    platform: Platform = "xo10"
    languages: tuple[str, ...] = Field(default=("en",), min_length=1)
    description: str = ""
    actions: tuple[Action, ...] = ()
    variables: Mapping[str, EnvVariable] = {}
    """What is known of environment variables; those that nothing refers to are left out."""


class PackagedTask(Owned):
    """A task with plain names, its component names by node id, and the layout of its drawing for the platform."""

    task: DialogTask
    names: Mapping[str, str] = {}
    layout: Layout = Layout.model_construct()


def build_package(bot: BotSettings, tasks: Sequence[PackagedTask]) -> Mapping[str, str]:
    """Return the files of a package by name. Equal input gives equal bytes.

    Args:
        bot: the settings.
        tasks: in the order they are to have; each with names that ``model.names.allocate`` gave it.

    Raises:
        InputError: something that has no form on the wire, that the platform refuses (two dialogs or components with
            one name) or would not find (a called dialog, an action, a profile).
    """
    ready = [for_platform(item.task, bot.platform, item.names) for item in tasks]
    scope = _bot_scope(bot, tasks)
    scopes = [task_scope(scope, task, item.layout) for task, item in zip(ready, tasks, strict=True)]
    check(scopes, bot.actions)
    definition = wire_bot(scope, bot.name, bot.description, scopes, bot.actions)
    config = {
        "name": bot.name,
        "envVariables": written(variables(bot.variables, bot.actions, ready), scope.namespace),
    }
    return {DEFINITIONS[bot.platform]: _json(definition), CONFIG: _json(config)}


def package_inferences(bot: BotSettings, tasks: Iterable[PackagedTask]) -> tuple[str, ...]:
    """Return, as sentences, what the package holds that no real export shows: inferred, to be looked at."""
    return tuple(inferences(bot.actions, tuple(item.task for item in tasks)))


def zip_package(files: Mapping[str, str | bytes]) -> bytes:
    """Return the files as a zip, sorted, with one fixed time: equal files give equal bytes."""
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every machine
            entry.external_attr = 0o644 << 16
            content = files[name]
            archive.writestr(entry, content.encode() if isinstance(content, str) else content, compresslevel=9)
    return buffer.getvalue()


def _json(value: object) -> str:
    """Write JSON as exports have it: four spaces, no escapes, no byte order mark."""
    return to_json(value, indent=4).decode() + "\n"


def _bot_scope(bot: BotSettings, tasks: Sequence[PackagedTask]) -> BotScope:
    ids = Ids(bot.id)
    callees = {
        item.task.name: Callee(
            ref_id=dialog_ref_id(ids, item.task),
            component_id=component_id(ids, item.task, item.task.nodes[0].id if item.task.nodes else ""),
            renaming=Renaming.of(item.task.walk(), item.names),
        )
        for item in tasks
    }
    return BotScope(ids=ids, platform=bot.platform, languages=bot.languages, dialogs=callees)
