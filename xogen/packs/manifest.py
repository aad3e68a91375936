"""``pack.toml``, and what a loaded pack is made of. ``specs`` has the shape of the tasks themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, field_validator

from xogen.model.app import App, AuthorizationType
from xogen.model.base import Owned
from xogen.model.nearest import did_you_mean
from xogen.packs.environment import Renderer
from xogen.packs.source import SourceFile
from xogen.packs.specs import FragmentSpec, NodeSpec, TaskSpec

__all__ = ["Fragment", "NodeSpec", "PackManifest", "SourceFile", "TaskTemplate", "TemplatePack", "Variable"]

PAIRS: tuple[str, ...] = tuple(f"{kind.value}/{app.value}" for kind in AuthorizationType for app in App)
"""The four legal pairs, ``pre-authorize/system`` and so on."""

OTHER_KINDS: frozenset[str] = frozenset(
    {"basic", "api-key", "oauth-v1", "oauth-v2-password", "oauth-v2-client-credentials", "kerberos"}
)
"""The platform's other kinds of authorization (facts, kore-platform section 3): known, to be refused clearly."""

_SHORT: Mapping[str, tuple[str, ...]] = {
    "oauth": PAIRS,
    **{kind.value: tuple(f"{kind.value}/{app.value}" for app in App) for kind in AuthorizationType},
}


def _authorizations(value: object) -> object:
    """Spell out the short forms; ``[type, app]`` lists are pairs, too, and one string is a list of one."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list | tuple):
        return value
    if not value:
        raise ValueError("must not be empty")
    written = ["/".join(map(str, item)) if isinstance(item, list | tuple) else item for item in value]
    return [long for item in written for long in (_SHORT.get(item, (item,)) if isinstance(item, str) else (item,))]


def _authorization(value: str) -> str:
    known = {*PAIRS, *OTHER_KINDS, *_SHORT}
    if value not in known:
        raise ValueError(f"{value!r} is no kind of authorization{did_you_mean(value, known)}")
    return value


def _version(value: str) -> str:
    if not re.fullmatch(r"\d+(\.\d+){0,2}([-.+][0-9A-Za-z.-]+)?", value):
        raise ValueError(f"{value!r} is no version; write it like 1.2.0")
    return value


Version = Annotated[str, AfterValidator(_version)]


class Variable(Owned):
    """An environment variable that the pack's services need."""

    hint: str = ""
    default: str = ""
    secret: bool = False


class PackManifest(Owned):
    """A whole ``pack.toml``."""

    name: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    version: Version
    title: str
    summary: str = ""
    action: str
    authorizations: Annotated[
        tuple[Annotated[str, AfterValidator(_authorization)], ...],
        BeforeValidator(_authorizations, json_schema_input_type=str | list[str | list[str]]),
    ]
    requires_xogen: Version = "0.1"
    host: str = ""
    api_version: str | None = None
    language: str = "en"
    env: Mapping[str, Variable] = {}

    @field_validator("env")
    @classmethod
    def _names_without_hyphen(cls, value: Mapping[str, Variable]) -> Mapping[str, Variable]:
        for name in value:
            if not re.fullmatch(r"[A-Za-z_]\w*", name):
                raise ValueError(f"{name!r} is no variable name: letters, digits and _ only")
        return value

    @property
    def pairs(self) -> tuple[str, ...]:
        """The pairs that the templates can be used with, each once, in the platform's order."""
        return tuple(pair for pair in PAIRS if pair in self.authorizations)

    @property
    def other_kinds(self) -> tuple[str, ...]:
        """The kinds that the pack names and that we refuse."""
        return tuple(sorted(set(self.authorizations) - set(PAIRS)))


@dataclass(frozen=True, slots=True, eq=False)
class Fragment:
    """A loaded fragment. ``scripts`` are the files beside it, by name."""

    name: str
    spec: FragmentSpec
    data: Mapping[str, object]
    source: SourceFile
    scripts: Mapping[str, SourceFile]


@dataclass(frozen=True, slots=True, eq=False)
class TaskTemplate:
    """A loaded template: one gives one dialog task. Self-contained, so that ``expand`` needs nothing else.

    ``data`` is the parsed TOML, which overrides are merged into; ``spec`` is the same, checked.
    """

    pack: PackManifest
    name: str
    spec: TaskSpec
    data: Mapping[str, object]
    source: SourceFile
    scripts: Mapping[str, SourceFile]
    fragments: Mapping[str, Fragment]
    renderer: Renderer

    @property
    def address(self) -> str:
        """How users name it: ``salesforce/create-lead``."""
        return f"{self.pack.name}/{self.name}"


Origin = Literal["bundled", "project", "installed"]


@dataclass(frozen=True, slots=True, eq=False)
class TemplatePack:
    """A loaded pack. ``files`` are all that its digest covers, by path within the pack."""

    manifest: PackManifest
    templates: Mapping[str, TaskTemplate]
    files: Mapping[str, bytes]
    digest: str
    folder: str = ""
    origin: Origin = "project"
