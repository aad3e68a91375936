"""Install templates: append ``[[install]]`` tables to ``xogen.toml`` and leave the user's own text as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from xogen.errors import InputError, UsageError
from xogen.formats.toml_source import read_toml
from xogen.model.sobject import SObject
from xogen.packs.admission import check_oauth
from xogen.packs.described import check_object_name
from xogen.packs.loader import MANIFEST, find_packs
from xogen.packs.manifest import TaskTemplate
from xogen.packs.parameters import from_words
from xogen.packs.problems import InstallError
from xogen.packs.words import plain_name
from xogen.project.config import Install, ProjectConfig, read_config
from xogen.project.files import read_text
from xogen.project.workspace import find_config, load_project
from xogen.project.writes import running


def install(
    root: Path, templates: Sequence[str], name: str | None = None, given: Sequence[str] = ()
) -> tuple[Install, ...]:
    """Install templates in a project.

    Args:
        root: the project's folder.
        templates: as users name them: ``salesforce/create-lead``.
        name: another name for the dialog and its files; for one template only.
        given: parameters as ``NAME=VALUE``, for each of the templates. A template for any object gets the name of its
            object where no name is given: ``create-case``.

    Returns:
        What was installed.

    Raises:
        NotFoundError: the folder is no project, or a template is not there; names the nearest.
        InputError: a dialog of this name is installed already, a parameter does not fit or is missing, or
            ``xogen.toml`` or the describe of an object is wrong.
        TemplateError: the pack's action takes no authorization that is supported.
        UsageError: the name cannot be used.
        MachineError: ``xogen.toml`` cannot be written.
    """
    if name is not None and len(templates) != 1:
        raise UsageError("--name goes with one template only", hint="install the templates one by one")
    path = find_config(root)
    with running(root) as run:
        text = read_text(path)
        config = read_config(text, str(path))
        packs = find_packs(root)
        describes = load_project(root).describes
        added: dict[str, Install] = {}
        for template in templates:
            found = packs.template(template)
            check_oauth(found.pack, f"{packs[found.pack.name].folder}/{MANIFEST}")
            parameters = _parameters(found, given, describes)
            entry = _entry(template, name or _name_of_object(template, parameters), parameters)
            _refuse_second(entry, config, added, str(path))
            added[entry.dialog.casefold()] = entry
        tables = "".join(_table(entry) for entry in added.values())
        _refuse_list(text, tables, str(path))
        before = path.read_bytes()
        ending = "\r\n" if b"\r\n" in before else "\n"
        gap = "" if text.endswith("\n") or not text else "\n"
        run.write_all({path.name: before + (gap + tables).replace("\n", ending).encode()})
    return tuple(added.values())


def _parameters(template: TaskTemplate, given: Sequence[str], describes: Mapping[str, SObject]) -> Mapping[str, Any]:
    try:
        values = from_words(template.spec.parameters, given, template.address)
        if template.spec.described and isinstance(name := values.get("object"), str):
            check_object_name(name, describes, ("parameters", "object"))
    except InstallError as error:
        where = f"--set {error.keys[-1]}: " if len(error.keys) > 1 else ""
        typed = {word.partition("=")[0].strip() for word in given if "=" in word}
        missing = [key for key, spec in template.spec.parameters.items() if spec.default is None and key not in typed]
        example = " ".join([f"xogen templates install {template.address}", *(f"--set {key}=..." for key in missing)])
        hint = f"as in: {example}" if missing else error.hint or f"see: xogen templates show {template.address}"
        raise InputError(f"{where}{error.message}", hint=hint) from None
    return values


def _name_of_object(template: str, parameters: Mapping[str, Any]) -> str | None:
    """Return ``create-case`` for ``salesforce/create-record`` with the object ``Case``; else nothing."""
    name = parameters.get("object")
    if not isinstance(name, str) or not name:
        return None
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", plain_name(name)).replace("_", "-").lower()
    task = template.partition("/")[2]
    return task.replace("record", words) if "record" in task else f"{task}-{words}"


def _entry(template: str, name: str | None, parameters: Mapping[str, Any]) -> Install:
    try:
        return Install(template=template, name=name, parameters=parameters)
    except ValidationError as error:
        what = error.errors(include_url=False, include_input=False)[0]["msg"].removeprefix("Value error, ")
        raise UsageError(f"--name {name!r} {what}") from None


def _table(entry: Install) -> str:
    name = f'name = "{entry.name}"\n' if entry.name else ""
    # What JSON writes of texts, numbers, booleans and lists of them is TOML, too.
    rows = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in entry.parameters.items())
    parameters = f"[install.parameters]\n{rows}" if rows else ""
    return f'\n[[install]]\ntemplate = "{entry.template}"\n{name}{parameters}'


def _refuse_second(entry: Install, config: ProjectConfig, added: Mapping[str, Install], path: str) -> None:
    there = next((item for item in config.install if item.dialog.casefold() == entry.dialog.casefold()), None)
    if there is None and entry.dialog.casefold() not in added:
        return
    raise InputError(
        f"a dialog called {entry.dialog!r} is installed already",
        where=path,
        hint=f"to have this template a second time: xogen templates install {entry.template} --name OTHER-NAME",
    )


def _refuse_list(text: str, tables: str, path: str) -> None:
    """``install = [{...}]`` is legal TOML that no ``[[install]]`` may follow."""
    after = f"{text}\n{tables}"
    try:
        read_toml(after, path)
    except InputError:
        raise InputError(
            "install is written as a list here, and a table cannot be added to it",
            where=path,
            hint="write each install as a table of its own: [[install]]",
        ) from None
    read_config(after, path)
