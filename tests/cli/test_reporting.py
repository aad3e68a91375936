"""The options that every report has: formats, files, statistics, and what fails a command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_lint import WARNING, WRONG, project
from xogen.lint.examples import dialog, intent, message

TWO_WARNINGS = {"one": WARNING, "two": WARNING}
GOOD = dialog(intent("done"), message("done", "Done."))


@pytest.mark.parametrize(
    ("options", "err"),
    [
        pytest.param("", "", id="text sums up itself"),
        pytest.param("--format markdown", "", id="so does markdown"),
        pytest.param("--format json", "1 error in 1 dialog\n", id="data does not"),
        pytest.param("--format concise", "1 error in 1 dialog\n", id="lines do not"),
        pytest.param("-o x.txt", "written: x.txt\n1 error in 1 dialog\n", id="a file is not seen"),
        pytest.param("--report sarif=x.sarif", "written: x.sarif\n", id="text beside a file"),
        pytest.param(
            "--format json --report sarif=x.sarif", "written: x.sarif\n1 error in 1 dialog\n", id="data beside a file"
        ),
    ],
)
def test_the_sum_is_told_once(xogen, options, err):
    project(one=WRONG)
    ran = xogen(f"lint {options}")
    assert (ran.code, ran.err) == (1, err)


def test_several_reports_at_once(xogen):
    project(one=WRONG)
    ran = xogen("lint --report sarif=x.sarif --report junit=x.xml --report text=x.txt")
    assert ran.out == Path("x.txt").read_text(encoding="utf-8")
    assert json.loads(Path("x.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert Path("x.xml").read_text(encoding="utf-8").startswith("<?xml")


def test_all_files_are_written_or_none(xogen):
    project(one=WRONG)
    ran = xogen("lint --report sarif=x.sarif --report junit=nowhere/x.xml")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("Error: nowhere/")
    assert not Path("x.sarif").exists()


@pytest.mark.parametrize(
    ("options", "begins"),
    [
        pytest.param("-o x.json", "{\n", id="json"),
        pytest.param("-o x.sarif", '{\n  "$schema"', id="sarif"),
        pytest.param("-o x.md", "### xogen lint", id="markdown"),
        pytest.param("-o x.out", "dialogs/one.json\n", id="no format's ending"),
        pytest.param("-o x.json --format concise", "dialogs/one.json:29:9", id="what is said wins"),
    ],
)
def test_the_file_tells_the_format(xogen, options, begins):
    project(one=WRONG)
    xogen(f"lint {options}")
    (written,) = Path().glob("x.*")
    assert written.read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        pytest.param("--format sarfi", "there is no report format 'sarfi'; did you mean 'sarif'?", id="format"),
        pytest.param("--report sarfi=x", "there is no report format 'sarfi'; did you mean 'sarif'?", id="report"),
        pytest.param("--report sarif", "'sarif' is not FORMAT=FILE, as in sarif=lint.sarif", id="no file"),
        pytest.param(
            "--report html=-", "'html=-' names no file; on standard output: --format html", id="standard output"
        ),
        pytest.param(
            "--report sarif=x --report json=./x",
            "./x: two reports would be written here\n  name another file",
            id="one file for two",
        ),
        pytest.param("-o x --report json=x", "x: two reports would be written here", id="one file for both"),
        pytest.param("--max-warnings -1", "-1 is not in the range x>=0", id="a negative number"),
        pytest.param(
            "--format sarif --statistics",
            "the format 'sarif' holds no statistics\n  these do: json, markdown, text",
            id="statistics",
        ),
    ],
)
def test_a_wrong_option_is_answered(xogen, options, error):
    project(one=GOOD)
    ran = xogen(f"lint {options}")
    assert (ran.code, ran.out) == (2, "")
    assert error in ran.err


@pytest.mark.parametrize(
    ("options", "code", "err"),
    [
        pytest.param("", 0, "", id="none set"),
        pytest.param("--max-warnings 2", 0, "", id="as many"),
        pytest.param("--max-warnings 1", 1, "Error: 2 warnings: --max-warnings allows 1\n", id="more"),
        pytest.param("--max-warnings 0 --fail-on never", 1, "Error: 2 warnings: --max-warnings allows 0\n", id="both"),
        pytest.param("--max-warnings 0 --fail-on warning", 1, "", id="failed already"),
    ],
)
def test_warnings_are_counted(xogen, options, code, err):
    project(**TWO_WARNINGS)
    ran = xogen(f"lint --select intent/untrained-intent {options}")
    assert (ran.code, ran.err) == (code, err)


def test_statistics_stand_in_place_of_the_findings(xogen):
    project(**TWO_WARNINGS)
    ran = xogen("lint --select intent/untrained-intent --statistics")
    assert ran.code == 0
    assert ran.out == (
        "2  warning  intent/untrained-intent  in 2 dialogs\n"
        "\n"
        "why a rule matters, and what is right: xogen rules NAME\n"
        "2 warnings in 2 dialogs\n"
    )
    counts = json.loads(xogen("lint --select intent/untrained-intent --statistics --format json").out)
    assert counts["rules"] == [{"rule": "intent/untrained-intent", "severity": "warning", "count": 2, "dialogs": 2}]


@pytest.mark.parametrize(("variables", "colored"), [({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False)])
@pytest.mark.parametrize("form", ["text", "concise"])
def test_colour_is_for_a_terminal_that_wants_it(terminal, xogen, variables, colored, form):
    project(one=WARNING)
    assert ("\x1b[" in terminal(f"lint --format {form}", **variables)) is colored
    assert "\x1b" not in xogen(f"lint --format {form}").out


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_data_has_no_colour_on_a_terminal(terminal, xogen, form):
    project(one=WARNING)
    assert "\x1b" not in terminal(f"lint --format {form}")


def test_packs_are_reported_in_every_format(xogen):
    folder = Path(__file__).parents[2] / "template_packs" / "salesforce"
    ran = xogen(f"templates check {folder} --format junit")
    assert (ran.code, ran.err) == (0, "no findings in 1 pack\n")
    assert 'name="no findings in 1 pack"' in ran.out
