"""The values that a list entity offers: written by the author, or those a describe says are active."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xogen.errors import NotFoundError, TemplateError
from xogen.model.sfield import SField
from xogen.model.sobject import SObject
from xogen.packs.flow import Step
from xogen.packs.kinds import choices
from xogen.packs.scope import Scope, place_of
from xogen.packs.specs import EntitySpec, Values
from xogen.packs.words import one_line


def offered(
    step: Step,
    spec: EntitySpec,
    scope: Scope,
    sobjects: Mapping[str, SObject],
    lists: Mapping[str, Sequence[Any]],
) -> list[dict[str, Any]]:
    """Return the values as data.

    Args:
        step: the node.
        spec: what its author wrote.
        scope: fills strings.
        sobjects: the describes that the project has, by object.
        lists: what ``for_each`` repeats for, by name.

    Raises:
        TemplateError: the describe has no such field, or the field offers no active value.
    """
    if spec.values_from is None:
        return _written(step, spec.values, scope, "values") + list(_for_each(step, spec, scope, lists))
    place = place_of(step, "values_from")
    name, _, field = scope.text(spec.values_from, place, step.item).partition(".")
    sobject = sobjects.get(name)
    fallback = _written(step, spec.fallback_values, scope, "fallback_values")
    if sobject is None:
        return fallback
    try:
        active = sobject.field(field).active_values
    except NotFoundError as error:
        raise scope.located(error, place, hint=error.hint) from None
    if not active:
        hint = f"pull the describe again, or say the values: [install.override.nodes.{step.id}] values = [...]"
        raise scope.located(
            TemplateError(f"the describe of {name} offers no active value of {field}"), place, hint=hint
        )
    synonyms = {value["value"]: value["synonyms"] for value in fallback if value["synonyms"]}
    return [
        _value(item.value, dict.fromkeys(scope.languages, item.label), synonyms.get(item.value, {})) for item in active
    ]


def of_field(field: SField, languages: Sequence[str]) -> list[dict[str, Any]]:
    """Return the values that a described field offers; nothing for a field that takes any value."""
    home = languages[0]
    return [
        _value(
            each["value"],
            dict.fromkeys(languages, one_line(each["label"])),
            {home: list(each["synonyms"])} if each["synonyms"] else {},
        )
        for each in choices(field)
    ]


def _for_each(
    step: Step, spec: EntitySpec, scope: Scope, lists: Mapping[str, Sequence[Any]]
) -> Iterator[dict[str, Any]]:
    for name, each in spec.values_for_each.items():
        place = place_of(step, "values_for_each", name)
        for item in lists[name]:
            label = scope.localised(each.label, place / "label", item)
            synonyms = scope.words(each.synonyms, place / "synonyms", item)
            yield _value(scope.text(each.value, place / "value", item), label, synonyms)


def _written(step: Step, values: Values, scope: Scope, key: str) -> list[dict[str, Any]]:
    found = []
    for index, spec in enumerate(values):
        place = place_of(step, key, index)
        value = scope.text(spec.value, place, step.item)
        label = scope.localised(spec.label, place, step.item)
        found.append(_value(value, label, scope.words(spec.synonyms, place, step.item)))
    return found


def _value(value: str, label: Mapping[str, str], synonyms: Mapping[str, Any]) -> dict[str, Any]:
    # A label that only repeats the value says nothing to a reviewer.
    own = {} if all(text == value for text in label.values()) else label
    return {"value": value, "label": own, "synonyms": synonyms}
