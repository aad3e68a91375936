from __future__ import annotations

import re

import pytest

from tests.reporters.cases import REPORTS
from tests.snapshots import TextFile
from xogen.reporters import reporter


@pytest.mark.parametrize("case", REPORTS)
def test_concise(snapshot, case):
    assert reporter("concise")(REPORTS[case]) == snapshot(extension_class=TextFile)


def test_a_line_is_what_editors_read():
    lines = reporter("concise")(REPORTS["export"]).splitlines()
    matches = [re.fullmatch(r"(.+?):(\d+):(\d+): (error|warning|info) (\S+) (.*)", line) for line in lines]
    assert [match and match.groups()[:5] for match in matches] == [
        ("bots/help desk.zip/botDefinition.json", "1", "1", "error", "security/secret-literal"),
        ("bots/help desk.zip/botDefinition.json", "1", "30412", "warning", "service/plain-http"),
        ("bots/help desk.zip/botDefinition.json", "1", "51000", "error", "script/syntax-error"),
        ("bots/help desk.zip/botDefinition.json", "1", "70021", "warning", "flow/unreachable-node"),
    ]


def test_only_the_severity_has_a_colour():
    plain, colored = (reporter("concise")(REPORTS["all"], color=color) for color in (False, True))
    assert colored != plain
    assert re.sub(r"\x1b\[\d*m", "", colored) == plain
