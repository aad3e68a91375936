"""Print the JSON Schema of a kind of file, for editors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from xogen.cli.output import example, format_option, put, put_json, table

if TYPE_CHECKING:
    from pydantic import BaseModel

Schema = dict[str, Any]


def _dialog_task() -> Schema:
    from xogen.formats.schema import dialog_task

    return dialog_task()


def _made(model: type[BaseModel], name: str, title: str, description: str) -> Schema:
    from xogen.formats.schema import schema_of

    return schema_of(model, f"urn:xogen:schema:{name}:1", title=title, description=description)


def _project() -> Schema:
    from xogen.project.config import ProjectConfig

    return _made(
        ProjectConfig, "project", "xogen.toml", "A project: platform, actions, profiles, installs and overrides."
    )


def _pack() -> Schema:
    from xogen.packs.manifest import PackManifest

    return _made(PackManifest, "pack", "pack.toml", "A template pack: its action, its authorizations and its version.")


def _task_template() -> Schema:
    from xogen.packs.specs import TaskSpec

    return _made(TaskSpec, "task-template", "task.toml", "A task template: parameters, intent, nodes and transitions.")


_SCHEMAS: dict[str, tuple[str, Callable[[], Schema]]] = {
    "dialog-task": ("dialogs/*.json", _dialog_task),
    "project": ("xogen.toml", _project),
    "pack": ("pack.toml", _pack),
    "task-template": ("tasks/*/task.toml", _task_template),
}


@click.command(epilog=example("xogen schema", "xogen schema dialog-task > dialog-task.schema.json"))
@click.argument("name", required=False)
@format_option()
def command(name: str | None, form: str) -> None:
    """Print the JSON Schema NAME; without a NAME, list what there is.

    Editors complete and check files with it: in VS Code, name it in "json.schemas" with the pattern of its files.
    """
    if name is None:
        _list(form)
        return
    if name not in _SCHEMAS:
        from xogen.errors import NotFoundError
        from xogen.model.nearest import did_you_mean

        raise NotFoundError(f"there is no schema {name!r}{did_you_mean(name, _SCHEMAS)}", hint="see: xogen schema")
    put_json(_SCHEMAS[name][1]())


def _list(form: str) -> None:
    if form == "json":
        put_json([{"name": name, "files": files} for name, (files, _) in _SCHEMAS.items()])
    else:
        put(table(("SCHEMA", "OF"), [(name, files) for name, (files, _) in _SCHEMAS.items()]))
