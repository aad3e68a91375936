"""A pack's own cases: how a test installs a task, one file each (``tasks/<task>/cases/<case>.toml``)."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import JsonValue

from xogen.errors import InputError, TemplateError
from xogen.formats.explain import dotted
from xogen.formats.toml_source import read_toml, toml_line, validate
from xogen.model.action import Action, ActionRecord, ActionSettings, AuthorizationProfile, Evidence
from xogen.model.app import App, AuthorizationType
from xogen.model.authorization import AuthorizedAction, authorize, enable_step, fingerprint
from xogen.model.base import Owned
from xogen.model.dialog import DialogTask
from xogen.model.sobject import SObject
from xogen.packs.expand import expand
from xogen.packs.loader import PackReader
from xogen.packs.manifest import PackManifest, TaskTemplate
from xogen.packs.problems import InstallError
from xogen.packs.source import SourceFile

PROFILE = "acme-oauth"
"""The profile's name in cases with a custom app."""


class CaseSpec(Owned):
    """A whole case file."""

    summary: str = ""
    authorization: AuthorizationType = AuthorizationType.PRE_AUTHORIZE
    app: App = App.SYSTEM
    edition: Literal["developer", "enterprise"] = "developer"
    name: str | None = None
    languages: tuple[str, ...] = ("en",)
    describe: tuple[str, ...] = ()
    parameters: Mapping[str, JsonValue] = {}
    override: Mapping[str, JsonValue] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A loaded case of a template."""

    name: str
    spec: CaseSpec
    source: SourceFile
    template: TaskTemplate
    sobjects: Mapping[str, SObject]

    @property
    def id(self) -> str:
        """The name of the test: ``create-lead/allow-users-custom``."""
        return f"{self.template.name}/{self.name}"

    def authorized(self) -> AuthorizedAction:
        """Return the action of the case, configured."""
        spec = self.spec
        return example_action(self.template.pack, spec.authorization, spec.app, spec.edition)

    def expand(self) -> DialogTask:
        """Return the dialog task of the case.

        Raises:
            InputError: a parameter or override does not fit, with the line of the case file; else as ``expand``.
        """
        try:
            return expand(
                self.template,
                self.authorized(),
                name=self.spec.name,
                parameters=self.spec.parameters,
                overrides=self.spec.override,
                sobjects=self.sobjects,
                languages=self.spec.languages,
            )
        except InstallError as error:
            line = toml_line(self.source.text, error.keys)
            where = f"{self.source.path}:{line}: {dotted(error.keys)}"
            raise InputError(error.message, where=where, hint=error.hint) from None


def load_cases(folder: Path, *, shown: str | None = None) -> tuple[Case, ...]:
    """Read a pack and all its cases, sorted by task and name.

    Raises:
        InputError: the first file that is wrong.
    """
    reader = PackReader(folder, shown or str(folder))
    manifest = reader.manifest()
    fragments = {name: reader.fragment(name) for name in reader.fragment_names()}
    templates = {task: reader.template(manifest, task, fragments) for task in reader.task_names()}
    return tuple(
        read_case(reader, template, name) for task, template in templates.items() for name in reader.case_names(task)
    )


def read_case(reader: PackReader, template: TaskTemplate, name: str) -> Case:
    """Read one case file.

    Args:
        reader: of the pack.
        template: the task it belongs to.
        name: the file's name within the pack.
    """
    source = reader.file(name)
    data = read_toml(source.text, source.path)
    spec = validate(CaseSpec, data, text=source.text, path=source.path)
    sobjects = [_describe(reader, source, name, index, file) for index, file in enumerate(spec.describe)]
    return Case(Path(name).stem, spec, source, template, {item.name: item for item in sobjects})


def _describe(reader: PackReader, source: SourceFile, case: str, index: int, file: str) -> SObject:
    target = posixpath.normpath(posixpath.join(posixpath.dirname(case), file))
    where = f"{source.path}:{toml_line(source.text, ('describe', index))}: describe[{index}]"
    if target not in reader.names:
        raise TemplateError(f"there is no file {file!r} beside the case", where=where)
    try:
        return SObject.from_describe(json.loads(reader.file(target).text))
    except ValueError as error:
        raise TemplateError(f"{file} {error}", where=where) from None


def example_action(
    manifest: PackManifest,
    authorization: AuthorizationType,
    app: App,
    edition: Literal["developer", "enterprise"] = "developer",
) -> AuthorizedAction:
    """Return a configured action to try a pack with: declared, its profile made up, no secret in it."""
    custom = app is App.CUSTOM
    settings = ActionSettings.model_validate(
        {"authorization": authorization, "app": app, "edition": edition, "profile": PROFILE if custom else None}
    )
    action = Action(name=manifest.action, settings=settings, profile=_profile() if custom else None)
    evidence = Evidence(kind="declared")
    tried = action.model_copy(update={"record": ActionRecord(evidence=evidence, fingerprint=fingerprint(action))})
    return authorize(tried.model_copy(update={"record": enable_step(tried)}))


def _profile() -> AuthorizationProfile:
    return AuthorizationProfile(
        callback_url="https://idp.kore.ai/workflows/callback/",
        identity_provider="Acme",
        client_id="{{env.CLIENT_ID}}",
        client_secret="{{env.CLIENT_SECRET}}",  # noqa: S106 - a reference, no secret
        authorization_url="https://login.example.com/authorize",
        token_request_url="https://login.example.com/token",  # noqa: S106 - a URL
        scope=("api",),
        refresh_token_url="https://login.example.com/token",  # noqa: S106 - a URL
    )
