"""``xogen.toml``: what the user writes, as frozen values, with every fault named by line and key."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from xogen.errors import InputError
from xogen.formats.explain import Keys, dotted
from xogen.formats.toml_source import read_toml, toml_line, validate
from xogen.lint.settings import LintSettings
from xogen.model.action import ActionSettings, AuthorizationProfile
from xogen.model.app import App
from xogen.model.base import Owned
from xogen.model.nearest import did_you_mean
from xogen.project.files import CONFIG

FILE = CONFIG

_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_NAME_LIMIT = 100
_DEPTH = 20
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


def _action_name(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", value):
        raise ValueError("needs a name of letters, digits, - and _, as commands take it")
    return value


def _one_line(value: str) -> str:
    if not value.isprintable():
        raise ValueError("must be one line of printable text")
    return value


_LANGUAGE = r"^[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?$"


def _language(value: str) -> str:
    if not re.match(_LANGUAGE, value):
        raise ValueError(f'{value!r} is no language code; write it like "en" or "pt_BR"')
    return value


def _languages(value: tuple[str, ...]) -> tuple[str, ...]:
    if not value:
        raise ValueError("must not be empty")
    twice = next((item for index, item in enumerate(value) if item in value[:index]), None)
    if twice is not None:
        raise ValueError(f"{twice!r} stands in the list twice")
    return value


def _installs(value: object) -> object:
    if isinstance(value, Mapping):
        raise ValueError("is a list of tables: write it with two brackets, [[install]]")  # noqa: TRY004 - pydantic's
    return value


FileName = Annotated[str, AfterValidator(_file_name)]
TemplateName = Annotated[str, AfterValidator(_template)]
Language = Annotated[str, AfterValidator(_language), Field(json_schema_extra={"pattern": _LANGUAGE})]
Languages = Annotated[
    tuple[Language, ...],
    AfterValidator(_languages),
    Field(json_schema_extra={"minItems": 1, "uniqueItems": True}),
]


class ProjectSettings(Owned):
    """``[project]``. The refIds of a package hang on ``id``, so renaming the project duplicates nothing."""

    id: str | None = Field(default=None, min_length=1)
    name: Annotated[str, Field(min_length=1), AfterValidator(_one_line)]
    platform: Literal["xo10", "xo11"] = "xo10"
    languages: Languages = ("en",)

    @property
    def key(self) -> str:
        """What ids are derived from: ``id``, or the name where there is none."""
        return self.id or self.name


class Install(Owned):
    """One ``[[install]]``: a template, with its parameters and what the user changes in what it makes."""

    template: TemplateName
    name: FileName | None = None
    # What no dialog can hold is found by _value_faults, which knows its place better than pydantic does.
    parameters: Mapping[str, Any] = {}
    override: Mapping[str, Any] = {}

    @property
    def dialog(self) -> str:
        """The name of the dialog and its files: ``name``, or that of the template."""
        return self.name or self.template.partition("/")[2]


class ProjectConfig(Owned):
    """The whole file. The names of rules in ``lint`` are checked by the linter, which knows them."""

    project: ProjectSettings
    actions: Mapping[Annotated[str, AfterValidator(_action_name)], ActionSettings] = {}
    profiles: Mapping[Annotated[str, Field(min_length=1)], AuthorizationProfile] = {}
    install: Annotated[tuple[Install, ...], BeforeValidator(_installs)] = ()
    lint: LintSettings = LintSettings.model_construct()


def read_config(text: str, path: str) -> ProjectConfig:
    """Read ``xogen.toml``.

    Args:
        text: the file's text.
        path: the file, as the user named it.

    Raises:
        InputError: naming line and key of every fault; the value of a secret is never shown.
    """
    config = validate(ProjectConfig, read_toml(text, path), text=text, path=path)
    faults = [*_profile_faults(config), *_install_faults(config.install), *_value_faults(config.install)]
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


def _value_faults(installs: Sequence[Install]) -> Iterator[tuple[Keys, str]]:
    """Yield what TOML can say and a dialog cannot: dates, nan and inf; and what is nested deeper than anything is."""
    todo: list[tuple[Keys, object]] = []
    for index, install in enumerate(installs):
        todo += [
            (("install", index, "parameters"), install.parameters),
            (("install", index, "override"), install.override),
        ]
    for keys, value in todo:
        if len(keys) > _DEPTH:
            yield keys[:4], f"is nested more than {_DEPTH} levels deep"
        elif isinstance(value, Mapping):
            todo += [((*keys, key), item) for key, item in value.items()]
        elif isinstance(value, list):
            todo += [((*keys, index), item) for index, item in enumerate(value)]
        elif isinstance(value, float) and not math.isfinite(value):
            yield keys, f"is {value}, and JSON has no such number"
        elif not isinstance(value, str | int | float):
            yield keys, f'is a {type(value).__name__} of TOML: write it as text, "{value}"'


def _together(faults: Sequence[tuple[Keys, str]], text: str, path: str) -> InputError:
    (first, what), *rest = faults
    more = "".join(f"\n{_place(keys, text, path)}: {words}" for keys, words in rest)
    return InputError(f"{what}{more}", where=_place(first, text, path))


def _place(keys: Keys, text: str, path: str) -> str:
    return f"{path}:{toml_line(text, keys)}: {dotted(keys)}"
