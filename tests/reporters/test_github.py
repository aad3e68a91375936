"""Workflow commands, read back as GitHub's runner reads them."""

from __future__ import annotations

import pytest

from tests.reporters.cases import REPORTS
from tests.snapshots import TextFile
from xogen.reporters import reporter


def parsed(line):
    """Read a command as the runner's ``ActionCommand.TryParseV2`` does."""
    assert line.startswith("::")
    end = line.index("::", 2)
    command, _, properties = line[2:end].partition(" ")
    read = dict(item.split("=", 1) for item in properties.split(","))
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        read = {key: value.replace(code, sign) for key, value in read.items()}
    data = line[end + 2 :]
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        data = data.replace(code, sign)
    return command, read, data


@pytest.mark.parametrize("case", REPORTS)
def test_github(snapshot, case):
    assert reporter("github")(REPORTS[case]) == snapshot(extension_class=TextFile)


def test_hostile_names_stay_inside_their_command():
    finding, unchecked = reporter("github")(REPORTS["hostile"]).splitlines()
    command, properties, data = parsed(finding)
    assert command == "error"
    assert properties == {"file": "x\r,y:z%.json", "line": "1", "col": "1", "title": "made/check"}
    assert data.splitlines()[0].startswith(r"a\u001b[2Jb\u000ac\u202ed ::error::%0A |<b>")
    assert "##[" not in finding
    assert parsed(unchecked)[:2] == ("notice", {"title": "not checked"})


def test_the_worst_comes_first():
    lines = reporter("github")(REPORTS["all"]).splitlines()
    assert [parsed(line)[0] for line in lines] == ["error", "error", "warning", "warning", "notice", "notice"]


def test_dialog_and_path_stand_below_the_message():
    data = parsed(reporter("github")(REPORTS["all"]).splitlines()[0])[2]
    assert data == (
        "no path leads from here to an end: company, again and back to company\n"
        "dialog create-lead\npath: CreateLead → company"
    )
