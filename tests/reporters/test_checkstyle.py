from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from tests.reporters.cases import REPORTS
from tests.snapshots import TextFile
from xogen.reporters import reporter


@pytest.mark.parametrize("case", REPORTS)
def test_checkstyle(snapshot, case):
    text = reporter("checkstyle")(REPORTS[case])
    root = ET.fromstring(text)  # noqa: S314 - our own text
    assert root.tag == "checkstyle"
    assert {file.tag for file in root} <= {"file"}
    for error in root.iter("error"):
        assert set(error.attrib) == {"line", "column", "severity", "message", "source"}
    assert text == snapshot(extension_class=TextFile)


def test_a_file_stands_once_with_all_its_errors():
    root = ET.fromstring(reporter("checkstyle")(REPORTS["all"]))  # noqa: S314 - our own text
    assert [(file.get("name"), len(file)) for file in root] == [
        ("dialogs/create-lead.json", 2),
        ("dialogs/update-lead.json", 1),
        ("xogen.toml", 1),
        ("x.json", 1),
    ]
