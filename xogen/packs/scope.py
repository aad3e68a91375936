"""What the strings of a template can see, and the rendering of one string with the place of its fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from xogen.errors import InputError, TemplateError
from xogen.formats.explain import Key, Keys, dotted
from xogen.formats.toml_source import toml_line
from xogen.model.authorization import AuthorizedAction
from xogen.packs.environment import Renderer, TemplateStringError
from xogen.packs.flow import NOTHING, Step
from xogen.packs.leaves import Data
from xogen.packs.manifest import PackManifest, TaskTemplate
from xogen.packs.problems import InstallError
from xogen.packs.source import SourceFile
from xogen.packs.texts import pick

FLAGS = ("end_user_signs_in", "custom_app", "enterprise")
"""What ``only_if`` may ask besides parameters."""


def condition_of(only_if: str) -> tuple[str, str]:
    """Take an ``only_if`` apart: ``not confirm`` is ``("not", "confirm")``, ``confirm`` is ``("", "confirm")``."""
    word, _, name = only_if.rpartition(" ")
    return (word, name) if word in {"not", "several"} else ("", only_if)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a string stands: file, keys, the node's name in messages, and the keys that an override put there."""

    file: SourceFile
    keys: Keys
    node: str | None = None
    overrides: frozenset[Keys] = frozenset()

    def __truediv__(self, key: Key) -> Place:
        """Return the place one key down."""
        return Place(self.file, (*self.keys, key), self.node, self.overrides)

    @property
    def overridden(self) -> bool:
        """Whether the string comes from the install and not from the pack."""
        return any(self.keys[:length] in self.overrides for length in range(1, len(self.keys) + 1))


@dataclass(frozen=True, slots=True)
class Scope:
    """The variables of one expansion."""

    address: str
    renderer: Renderer
    variables: dict[str, Any]
    home: str
    languages: Sequence[str]

    def text(self, source: str, place: Place, item: object = NOTHING) -> str:
        """Render one string.

        Raises:
            TemplateError: names pack, task, node and key, and the line.
        """
        if "<%" not in source:
            return source
        try:
            return self.renderer.render(source, self._with(item))
        except TemplateStringError as fault:
            raise self.located(fault, place) from None

    def value(self, source: str, place: Place, item: object = NOTHING) -> Data:
        """Render one string, keeping the type of a value that is all of it."""
        if "<%" not in source:
            return source
        try:
            return self.renderer.evaluate(source, self._with(item))
        except TemplateStringError as fault:
            raise self.located(fault, place) from None

    def script(self, file: SourceFile, place: Place, item: object = NOTHING) -> str:
        """Render a script file; a fault is located in that file, not in the TOML that names it."""
        try:
            return self.renderer.render(file.text, self._with(item)).rstrip("\n")
        except TemplateStringError as fault:
            where = fault.file or file
            raise TemplateError(f"{self._named(place)}: {fault.message}", where=f"{where.path}:{fault.line}") from None

    def localised(self, table: Mapping[str, str] | None, place: Place, item: object = NOTHING) -> dict[str, str]:
        """Render a text for each language of the project."""
        if table is None:
            return {}
        return {language: self.text(pick(table, language, self.home), place, item) for language in self.languages}

    def words(
        self, table: Mapping[str, Sequence[str]] | None, place: Place, item: object = NOTHING
    ) -> dict[str, list[str]]:
        """Render lists of words: a language that has none of its own gets none."""
        found: dict[str, list[str]] = {}
        for language in self.languages:
            words = (table or {}).get(language, (table or {}).get("*", ()) if language == self.home else ())
            if words:
                found[language] = [self.text(word, place, item) for word in words]
        return found

    def located(self, fault: InputError, place: Place, *, hint: str | None = None) -> InputError:
        """Return the error with the names and the line of a place; what an override said is the install's fault."""
        message = f"{self._named(place)}: {fault.message}"
        if place.overridden:
            return InstallError(message, ("override", *place.keys), hint=hint)
        line = toml_line(place.file.text, place.keys)
        return TemplateError(message, where=f"{place.file.path}:{line}: {dotted(place.keys)}", hint=hint)

    def _named(self, place: Place) -> str:
        node = f", node {place.node}" if place.node else ""
        # The key within the node: what stands before it is in the place.
        key = dotted(place.keys[2:] if place.keys[0] == "nodes" else place.keys)
        return f"{self.address}{node}, {key}"

    def _with(self, item: object) -> Mapping[str, Any]:
        return self.variables if item is NOTHING else {**self.variables, "item": item}


def place_of(step: Step, *keys: Key) -> Place:
    """Return the place of a node's key."""
    return Place(step.file, ("nodes", step.written, *keys), step.id, step.overridden)


def flags(authorized: AuthorizedAction) -> dict[str, bool]:
    """Return the built-in flags of ``only_if``."""
    settings = authorized.action.settings
    values = (authorized.end_user_signs_in, settings.app.value == "custom", settings.edition == "enterprise")
    return dict(zip(FLAGS, values, strict=True))


def variables(
    template: TaskTemplate,
    authorized: AuthorizedAction,
    name: str,
    parameters: Mapping[str, Any],
    languages: Sequence[str],
) -> dict[str, Any]:
    """Return all variables but ``item`` (and ``task.title``, ``object``, which may be templates themselves)."""
    settings = authorized.action.settings
    head = template.spec.task
    return {
        "parameters": SimpleNamespace(**parameters),
        "action": SimpleNamespace(
            name=authorized.name,
            authorization=settings.authorization.value,
            app=settings.app.value,
            profile=settings.profile or "",
            edition=settings.edition,
            api_version=api_version(template.pack, authorized),
            end_user_signs_in=authorized.end_user_signs_in,
        ),
        "pack": SimpleNamespace(name=template.pack.name, version=template.pack.version, title=template.pack.title),
        "task": SimpleNamespace(name=name),
        "operation": head.operation or "",
        "languages": list(languages),
        **flags(authorized),
    }


def api_version(manifest: PackManifest, authorized: AuthorizedAction) -> str:
    """Return the API version: what the user wrote, else the pack's default, else ours."""
    settings = authorized.action.settings
    if "api_version" in settings.model_fields_set or manifest.api_version is None:
        return settings.api_version
    return manifest.api_version
