"""Whether every task expands: for every pair the pack accepts, and with each choice that its parameters leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xogen.errors import InputError
from xogen.model.app import App, AuthorizationType
from xogen.model.finding import Finding, Severity
from xogen.packs.cases import example_action
from xogen.packs.checks.common import Checked, finding
from xogen.packs.checks.sample import NAME, sample_object
from xogen.packs.expand import expand
from xogen.packs.specs import ParameterSpec

_SAMPLES: Mapping[str, Any] = {"boolean": True, "string": NAME, "integer": 1, "list": [NAME]}


def expansion_findings(checked: Checked) -> Iterator[InputError]:
    """Yield the error of each expansion that fails."""
    for template in checked.templates.values():
        choices = list(parameter_choices(template.spec.parameters))
        described = {NAME, template.spec.task.object or NAME} if template.spec.described else set()
        sobjects = {name: sample_object(name) for name in described}
        for index, pair in enumerate(checked.manifest.pairs):
            kind, app = pair.split("/")
            action = example_action(checked.manifest, AuthorizationType(kind), App(app))
            for parameters in choices if index == 0 else choices[:1]:
                try:
                    language = checked.manifest.language
                    expand(template, action, parameters=parameters, sobjects=sobjects, languages=(language,))
                except InputError as error:
                    yield error


def case_findings(checked: Checked) -> Iterator[Finding | InputError]:
    """Yield the error of each case that fails, and the tasks that have no case."""
    # A pack that takes no OAuth pair is refused as a whole, and that is said once.
    for case in checked.cases.values() if checked.manifest.pairs else ():
        try:
            case.expand()
        except InputError as error:
            yield error
    for name, template in checked.templates.items():
        if not checked.reader.case_names(name):
            message = "the task has no cases/*.toml: nothing tests it"
            yield finding("pack/missing-cases", Severity.WARNING, template.source, (), message)


def parameter_choices(declared: Mapping[str, ParameterSpec]) -> Iterator[dict[str, Any]]:
    """Yield parameters to try: the defaults first, then each boolean the other way, each list empty and filled."""
    base = {name: _sample(spec) for name, spec in declared.items() if spec.default is None}
    yield dict(base)
    for name, spec in declared.items():
        if spec.type == "boolean":
            yield {**base, name: not base.get(name, spec.default)}
        elif spec.type == "list":
            yield {**base, name: []}
            yield {**base, name: list(spec.choices) or _filled(spec)}
        else:
            for choice in spec.choices:
                yield {**base, name: choice}


def _filled(spec: ParameterSpec) -> Any:  # noqa: ANN401 - a list of whatever the default holds
    return spec.default or _SAMPLES["list"]


def _sample(spec: ParameterSpec) -> Any:  # noqa: ANN401 - any of the four types
    if spec.choices:
        return list(spec.choices[:1]) if spec.type == "list" else spec.choices[0]
    return _SAMPLES[spec.type]
