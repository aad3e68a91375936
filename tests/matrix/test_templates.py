"""Every template, with every authorization pair, for both platforms: clean, drawn, and packaged as the facts demand."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.formats.package_invariants import check_package
from tests.formats.package_keys import check_keys
from tests.snapshots import CanvasFile, JsonFile
from xogen.canvas.dot import dot_source
from xogen.canvas.layout import layouts
from xogen.canvas.renderer import render_many
from xogen.formats.dialog_json import dump_dialog, load_dialog
from xogen.formats.package import BotSettings, PackagedTask, build_package
from xogen.formats.platform import for_platform
from xogen.lint.facts import Document
from xogen.lint.known import Known
from xogen.lint.runner import lint
from xogen.model.dialog import DialogTask
from xogen.model.names import allocate
from xogen.packs.cases import Case, load_cases

PACK = Path(__file__).parents[2] / "template_packs" / "salesforce"
PLATFORMS = ("xo10", "xo11")
PAIRS = ("allow-users-custom", "allow-users-system", "pre-authorize-custom", "pre-authorize-system")
TEMPLATES = (
    "create-lead", "create-opportunity", "create-record", "delete-lead", "delete-record", "find-record", "list-leads",
    "search-leads", "update-lead", "update-record", "view-lead", "view-record",
)  # fmt: skip
CASES = {case.id.replace("/", "."): case for case in load_cases(PACK, shown="template_packs/salesforce")}
CASE_IDS = sorted(CASES)
"""One a snapshot: ``create-lead.allow-users-custom``."""


@cache
def task_of(case_id: str) -> DialogTask:
    return CASES[case_id].expand()


def test_the_pack_brings_a_case_for_every_template_and_pair():
    assert sorted(CASES) == [f"{template}.{pair}" for template in TEMPLATES for pair in PAIRS]


@pytest.mark.parametrize("case_id", CASE_IDS)
def test_dialog(case_id, snapshot):
    task = task_of(case_id)
    text = dump_dialog(task)
    assert load_dialog(text, "dialog.json") == task
    assert text == snapshot(extension_class=JsonFile)


@pytest.mark.parametrize("case_id", CASE_IDS)
def test_dialog_is_clean(case_id):
    task = task_of(case_id)
    versions = {"salesforce": CASES[case_id].template.pack.version}
    report = lint([Document("dialog.json", task, dump_dialog(task))], known=Known(pack_versions=versions))
    serious = [finding for finding in report.findings if finding.severity.word != "info"]
    assert serious == []


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("case_id", CASE_IDS)
def test_canvas(case_id, platform, snapshot):
    task = task_of(case_id)
    source = dot_source(for_platform(task, platform, allocate(task, {}, {})[0]))
    assert source == snapshot(extension_class=CanvasFile)
    picture = render_many([source], "svg")[0]
    words = " ".join("".join(ET.fromstring(picture).itertext()).split())  # noqa: S314 - our own picture
    for node in task.nodes:
        assert node.id in words


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("pair", PAIRS)
def test_package_of_all_templates(pair, platform):
    """All dialogs in one bot, read back as plain JSON."""
    counters: dict[str, int] = {}
    packaged = []
    cases: list[Case] = [CASES[f"{template}.{pair}"] for template in TEMPLATES]
    for case in cases:
        task = task_of(f"{case.template.name}.{pair}")
        names, counters = allocate(task, counters, {})
        source = dot_source(for_platform(task, platform, names))
        packaged.append(PackagedTask(task=task, names=names, layout=layouts([source])[0]))
    bot = BotSettings(id="matrix", name="Matrix", platform=platform, actions=(cases[0].authorized().action,))
    files = build_package(bot, packaged)
    check_package(files, platform)
    check_keys(files, platform)


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("case_id", CASE_IDS)
def test_package_of_one_template(case_id, platform):
    task = task_of(case_id)
    names, _ = allocate(task, {}, {})
    source = dot_source(for_platform(task, platform, names))
    action = CASES[case_id].authorized().action
    bot = BotSettings(id="matrix", name="Matrix", platform=platform, actions=(action,))
    files = build_package(bot, [PackagedTask(task=task, names=names, layout=layouts([source])[0])])
    check_package(files, platform)
    check_keys(files, platform)
