"""What a project's installs become: dialog tasks with their component names. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xogen.errors import InputError, NotFoundError, TemplateError
from xogen.formats.explain import Keys, dotted
from xogen.formats.toml_source import toml_line
from xogen.model.authorization import AuthorizedAction, authorize
from xogen.model.dialog import DialogTask
from xogen.model.names import Names, allocate
from xogen.model.nearest import did_you_mean
from xogen.packs.admission import check_oauth
from xogen.packs.expand import expand
from xogen.packs.loader import Packs, find_packs
from xogen.packs.manifest import TemplatePack
from xogen.packs.problems import InstallError
from xogen.project.config import FILE, Install
from xogen.project.files import read_text
from xogen.project.workspace import Project

_NAMED = 5
"""How many dialogs a note names."""


@dataclass(frozen=True, slots=True)
class Dialog:
    """One install and what it became. ``task`` has plain names; ``names`` are its components' names in the bot."""

    install: Install
    pack: TemplatePack
    task: DialogTask
    names: Names

    @property
    def name(self) -> str:
        """The name of the dialog and its files."""
        return self.task.name


@dataclass(frozen=True, slots=True)
class Expansion:
    """All dialogs of a project, in the order of their installs, and the name counters after them."""

    dialogs: tuple[Dialog, ...]
    counters: Mapping[str, int]


def expand_project(project: Project) -> Expansion:
    """Expand every install of a project.

    Raises:
        ActionError: an action is not configured; names its state and what to run.
        NotFoundError: nothing is installed, or a pack or template is not there.
        InputError: an install's parameters or overrides do not fit its template; names line and key.
        TemplateError: a pack is wrong.
    """
    if not project.config.install:
        _refuse_nothing(project)
    packs = find_packs(project.root)
    authorized: dict[str, AuthorizedAction] = {}
    counters = project.lock.last_numbers()
    taken: set[str] = set()
    dialogs = []
    for index, install in enumerate(project.config.install):
        try:
            task, pack = _expand(project, install, packs, authorized)
        except InstallError as error:
            raise _placed(error, project, ("install", index, *error.keys)) from None
        except NotFoundError as error:
            raise error if error.where else _placed(error, project, ("install", index, "template")) from None
        except TemplateError as error:
            # The template cannot know what the install gave it.
            given = install.parameters and not error.hint
            hint = f"the parameters of {_place(project, ('install', index))} may not fit" if given else error.hint
            raise TemplateError(error.message, where=error.where, hint=hint) from None
        names, counters = allocate(task, counters, _known(project, install.dialog, taken))
        taken.update(name.casefold() for name in names.values())
        dialogs.append(Dialog(install, pack, task, names))
    return Expansion(tuple(dialogs), counters)


def _refuse_nothing(project: Project) -> None:
    """Say what is missing where no template is installed; what was generated before may still have to go."""
    for name in project.config.actions:
        authorize(project.action(name))
    if not project.lock.files:
        raise NotFoundError(
            "no template is installed",
            where=str(project.root / FILE),
            hint="see: xogen templates list; then run: xogen templates install PACK/TEMPLATE",
        )


def _expand(
    project: Project, install: Install, packs: Packs, authorized: dict[str, AuthorizedAction]
) -> tuple[DialogTask, TemplatePack]:
    template = packs.template(install.template)
    action = template.pack.action
    check_oauth(template.pack)
    if action not in project.config.actions:
        raise NotFoundError(
            f"{install.template} needs the action {action!r}{did_you_mean(action, project.config.actions)}",
            hint=f"add a table [actions.{action}]",
        )
    if action not in authorized:
        authorized[action] = authorize(project.action(action))
    task = expand(
        template,
        authorized[action],
        name=install.dialog,
        parameters=install.parameters,
        overrides=install.override,
        sobjects=project.describes,
        languages=project.config.project.languages,
    )
    return task, packs[template.pack.name]


def _known(project: Project, dialog: str, taken: set[str]) -> Names:
    """Return the names that the lock holds for a dialog, less those that a merge gave to two dialogs."""
    record = project.lock.dialogs.get(dialog)
    if record is None:
        return {}
    return {node: name for node, name in record.names.items() if name.casefold() not in taken}


def untranslated(project: Project, expansion: Expansion) -> tuple[str, ...]:
    """Say which languages of the project a dialog's template does not speak: its texts are then those of another.

    A template speaks a language in which it, or an override, has a title.
    """
    lacking: dict[tuple[str, str], list[str]] = {}
    for dialog in expansion.dialogs:
        template = dialog.pack.templates[dialog.install.template.partition("/")[2]]
        titles = dialog.install.override.get("task", {}).get("title", ())
        spoken = {template.pack.language, *template.spec.task.title, *(titles if isinstance(titles, Mapping) else ())}
        for language in project.config.project.languages:
            if language not in spoken:
                lacking.setdefault((language, template.pack.name), []).append(dialog.name)
    return tuple(
        f"the {pack} pack has no texts in {language!r}, so these dialogs keep theirs until you override them: "
        + ", ".join(names[:_NAMED])
        + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
        for (language, pack), names in sorted(lacking.items())
    )


def _placed(error: InputError, project: Project, keys: Keys) -> InputError:
    kind = NotFoundError if isinstance(error, NotFoundError) else InputError
    return kind(error.message, where=_place(project, keys), hint=error.hint)


def _place(project: Project, keys: Keys) -> str:
    path = project.root / FILE
    return f"{path}:{toml_line(read_text(path), keys)}: {dotted(keys)}"


def chosen(expansion: Expansion, names: Sequence[str]) -> tuple[Dialog, ...]:
    """Return the dialogs of these names; all of them for no names.

    Raises:
        NotFoundError: there is no dialog of a name; names the nearest.
    """
    by_name = {dialog.name: dialog for dialog in expansion.dialogs}
    for name in names:
        if name not in by_name:
            raise NotFoundError(
                f"there is no dialog {name!r}{did_you_mean(name, by_name)}", hint="see the installs in xogen.toml"
            )
    return tuple(dialog for name, dialog in by_name.items() if not names or name in names)
