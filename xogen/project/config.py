"""``xogen.toml``: what the user writes, as frozen values, with every fault named by line and key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, JsonValue

from xogen.errors import InputError
from xogen.formats.explain import Keys, dotted
from xogen.formats.toml_source import read_toml, toml_line, validate
from xogen.lint.settings import LintSettings
from xogen.model.action import ActionSettings, App, AuthorizationProfile
from xogen.model.base import Owned
from xogen.model.nearest import did_you_mean

FILE = "xogen.toml"

_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_NAME_LIMIT = 100
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


def _file_name(value: str) -> str:
    if not _FILE_NAME.fullmatch(value) or len(value) > _NAME_LIMIT:
        raise ValueError(f"needs letters, digits, - and _ only, at most {_NAME_LIMIT}, because files carry this name")
    if value.casefold() in _RESERVED:
        raise ValueError("is a name that Windows keeps for a device")
    return value


def _template(value: str) -> str:
    pack, _, template = value.partition("/")
    if not pack or not template or "/" in template:
        raise ValueError('needs the form "<pack>/<template>", as in "salesforce/create-lead"')
    return value


FileName = Annotated[str, AfterValidator(_file_name)]
TemplateName = Annotated[str, AfterValidator(_template)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?$")]


class ProjectSettings(Owned):
    """``[project]``. The refIds of a package hang on ``id``, so renaming the project duplicates nothing."""

    id: str | None = Field(default=None, min_length=1)
    name: str = Field(min_length=1)
    platform: Literal["xo10", "xo11"] = "xo10"
    languages: tuple[Language, ...] = Field(default=("en",), min_length=1)

    @property
    def key(self) -> str:
        """What ids are derived from: ``id``, or the name where there is none."""
        return self.id or self.name


class Install(Owned):
    """One ``[[install]]``: a template, with its parameters and what the user changes in what it makes."""

    template: TemplateName
    name: FileName | None = None
    parameters: Mapping[str, JsonValue] = {}
    override: Mapping[str, JsonValue] = {}

    @property
    def dialog(self) -> str:
        """The name of the dialog and its files: ``name``, or that of the template."""
        return self.name or self.template.partition("/")[2]


class ProjectConfig(Owned):
    """The whole file. The names of rules in ``lint`` are checked by the linter, which knows them."""

    project: ProjectSettings
    actions: Mapping[str, ActionSettings] = {}
    profiles: Mapping[str, AuthorizationProfile] = {}
    install: tuple[Install, ...] = ()
    lint: LintSettings = LintSettings()


def read_config(text: str, path: str) -> ProjectConfig:
    """Read ``xogen.toml``.

    Args:
        text: the file's text.
        path: the file, as the user named it.

    Raises:
        InputError: naming line and key of every fault; the value of a secret is never shown.
    """
    config = validate(ProjectConfig, read_toml(text, path), text=text, path=path)
    faults = [*_profile_faults(config), *_install_faults(config.install)]
    if faults:
        raise _together(faults, text, path)
    return config


def _profile_faults(config: ProjectConfig) -> Iterator[tuple[Keys, str]]:
    for name, action in config.actions.items():
        if action.app is App.CUSTOM and action.profile is None:
            yield (
                ("actions", name),
                'app = "custom" needs a profile: add profile = "..." and a [profiles.NAME] table with its eight fields',
            )
        if action.app is App.SYSTEM and action.profile is not None:
            yield (
                ("actions", name, "profile"),
                'the system app takes no profile: remove this line, or set app = "custom"',
            )
        elif action.profile is not None and action.profile not in config.profiles:
            known = did_you_mean(action.profile, config.profiles) or "; there are no [profiles.NAME] tables"
            yield ("actions", name, "profile"), f"there is no profile {action.profile!r}{known}"


def _install_faults(installs: Sequence[Install]) -> Iterator[tuple[Keys, str]]:
    first: dict[str, Install] = {}
    for index, install in enumerate(installs):
        try:
            _file_name(install.dialog)
        except ValueError as error:
            yield ("install", index, "template"), f'the template\'s name {error}; add name = "..."'
        # Folded, because macOS and Windows fold the names of files.
        earlier = first.setdefault(install.dialog.casefold(), install)
        if earlier is not install:
            yield (
                ("install", index, "name" if install.name else "template"),
                f'another install is called {earlier.dialog!r} already; add name = "..." to tell them apart',
            )


def _together(faults: Sequence[tuple[Keys, str]], text: str, path: str) -> InputError:
    (first, what), *rest = faults
    more = "".join(f"\n{_place(keys, text, path)}: {words}" for keys, words in rest)
    return InputError(f"{what}{more}", where=_place(first, text, path))


def _place(keys: Keys, text: str, path: str) -> str:
    return f"{path}:{toml_line(text, keys)}: {dotted(keys)}"
