"""The [lint] table: which rules run, how bad, and what is wrong with the table itself."""

from __future__ import annotations

import pytest

from xogen.errors import InputError
from xogen.lint.registry import rules
from xogen.lint.settings import LintSettings, Source, choose, wrong_setting
from xogen.model.finding import Severity

ALL = tuple(name for name, each in rules().items() if each.enabled)

OPTIONAL = ", ".join(
    name for name, each in rules().items() if each.options is not None and each.family in {"flow", "naming"}
)


def names(**settings):
    return tuple(entry.rule.name for entry in choose(LintSettings(**settings), rules()))


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param({}, ALL, id="nothing said: all but those that are off"),
        pytest.param({"select": ("flow/trap",)}, ("flow/trap",), id="one rule"),
        pytest.param(
            {"select": ("project", "flow/trap")},
            ("flow/trap", *(name for name in ALL if name.startswith("project/"))),
            id="a family and a rule, sorted",
        ),
        pytest.param(
            {"ignore": ("flow",)}, tuple(name for name in ALL if not name.startswith("flow/")), id="no family"
        ),
        pytest.param({"select": ("flow/trap",), "ignore": ("flow",)}, (), id="ignore wins"),
    ],
)
def test_names_choose_rules(settings, expected):
    assert names(**settings) == expected


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        pytest.param({}, Severity.WARNING, id="as the rule says"),
        pytest.param({"flow": "info"}, Severity.INFO, id="as its family's entry says"),
        pytest.param({"flow/trap": "error"}, Severity.ERROR, id="as its own entry says"),
        pytest.param({"flow/trap": "error", "flow": "info"}, Severity.ERROR, id="its own entry wins"),
    ],
)
def test_severity_is_a_default(severity, expected):
    (entry,) = choose(LintSettings(select=("flow/trap",), severity=severity), rules())
    assert entry.severity is expected


def test_options_reach_the_rule():
    options = {"naming/intent-name-advice": {"most_words": 9}}
    (entry,) = choose(LintSettings(select=("naming/intent-name-advice",), options=options), rules())
    assert entry.options.model_dump() == {"least_words": 2, "most_words": 9}


TEXT = """\
[project]
name = "x"

[lint]
select = ["flow"]
ignore = [
  "naming",
  "flow/trip",
]
"""


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param(
            {"ignore": ("naming", "flow/trip")},
            "x.toml:6: lint.ignore[1]: there is no rule 'flow/trip'; did you mean 'flow/trap'?\n  see: xogen rules",
            id="an unknown rule, with the line of its key",
        ),
        pytest.param(
            {"select": ("trap",)},
            "x.toml:5: lint.select[0]: there is no rule 'trap'; did you mean 'flow/trap'?\n  see: xogen rules",
            id="a rule without its family",
        ),
        pytest.param(
            {"severity": {"flwo": "info"}},
            "x.toml:4: lint.severity.flwo: there is no rule 'flwo'; did you mean 'flow'?\n  see: xogen rules",
            id="an unknown family",
        ),
        pytest.param(
            {"options": {"flow/trap": {}}},
            "x.toml:4: lint.options.flow/trap: there is no rule 'flow/trap' with options; "
            f"there are: {OPTIONAL}\n  see: xogen rules",
            id="a rule without options",
        ),
        pytest.param(
            {"options": {"naming/intent-name-advice": {"most_word": 3}}},
            "x.toml:4: lint.options.naming/intent-name-advice.most_word: "
            "unknown key; did you mean 'most_words'?\n  see: xogen rules",
            id="an unknown option",
        ),
        pytest.param(
            {"options": {"naming/intent-name-advice": {"most_words": 0}}},
            "x.toml:4: lint.options.naming/intent-name-advice.most_words: "
            "input should be greater than or equal to 1\n  see: xogen rules",
            id="an option out of bounds",
        ),
    ],
)
def test_a_wrong_name_is_told_with_its_place(settings, expected):
    known = {name: rules()[name] for name in rules() if name.startswith(("flow/", "naming/"))}
    assert str(wrong_setting(LintSettings(**settings), known, Source("x.toml", TEXT))) == expected


def test_right_settings_have_no_fault():
    assert wrong_setting(LintSettings(select=("flow",)), rules(), Source("x.toml", TEXT)) is None


def test_choosing_by_a_wrong_name_is_an_input_error():
    with pytest.raises(InputError, match=r"^lint settings: ignore: there is no rule 'flow/trip'"):
        choose(LintSettings(ignore=("flow/trip",)), rules())
