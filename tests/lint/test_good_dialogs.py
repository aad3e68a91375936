"""What designers write well is clean under every rule, as it is written and as each platform has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lint.good import GOOD
from xogen.errors import InputError
from xogen.formats.platform import for_platform
from xogen.lint.facts import Document
from xogen.lint.known import Known
from xogen.lint.runner import lint
from xogen.model.dialog import DialogTask
from xogen.model.names import allocate
from xogen.packs.cases import load_cases

PACK = Path(__file__).parents[2] / "template_packs" / "salesforce"
NOT_FLAT = {"return-goods"}
"""XO 11 has no bot actions, and these branch both inside and after one."""


def findings(tasks):
    report = lint([Document(f"dialogs/{task.name}.json", task) for task in tasks], known=Known(complete=True))
    return [(found.rule, found.dialog, found.pointer, found.message) for found in report.findings]


def on(platform, tasks):
    """The tasks as a platform has them, with the names that a package gives them."""
    counters = {"company": 4}
    for task in tasks:
        names, counters = allocate(task, counters, {})
        yield for_platform(task, platform, names)


@pytest.mark.parametrize("bot", GOOD)
def test_as_it_is_written(bot):
    assert findings([DialogTask.model_validate(data) for data in GOOD[bot]]) == []


@pytest.mark.parametrize("platform", ["xo10", "xo11"])
@pytest.mark.parametrize("bot", GOOD)
def test_as_a_platform_has_it(bot, platform):
    tasks = [DialogTask.model_validate(data) for data in GOOD[bot]]
    if platform == "xo11" and bot in NOT_FLAT:
        with pytest.raises(InputError):
            list(on(platform, tasks))
        return
    assert findings(on(platform, tasks)) == []


@pytest.mark.parametrize("platform", ["xo10", "xo11"])
def test_the_salesforce_templates_as_a_platform_has_them(platform):
    for case in load_cases(PACK, shown="template_packs/salesforce"):
        found = findings(on(platform, [case.expand()]))
        assert [each for each in found if each[0] != "naming/intent-name-advice"] == [], case.id
