"""What all reporters have in common."""

from __future__ import annotations

import pytest

from tests.reporters.cases import REPORTS
from xogen.errors import UsageError
from xogen.reporters import names, reporter, reporter_for


def test_reporters_are_found_by_name():
    assert names() == (
        "checkstyle", "concise", "github", "gitlab", "html", "json", "jsonl", "junit", "markdown", "sarif", "text",
    )  # fmt: skip
    with pytest.raises(UsageError, match=r"^there is no report format 'jsno'; did you mean 'json'\?"):
        reporter("jsno")


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("case", REPORTS)
def test_every_format_takes_every_report(name, case):
    text = reporter(name)(REPORTS[case], color=False, width=80)
    assert text == "" or text.endswith("\n")
    text.encode()
    assert not {sign for sign in text if sign < " "} - {"\n"}
    assert "\u202e" not in text
    assert text == reporter(name)(REPORTS[case], color=False, width=80)


NOWHERE = {"checkstyle", "gitlab"}
"""Formats that have no place for what was not checked."""


@pytest.mark.parametrize("name", sorted(set(names()) - NOWHERE))
def test_what_was_not_checked_is_said(name):
    text = reporter(name)(REPORTS["not-checked"])
    assert "the pack acme is not installed here" in text
    assert "project/template-behind" in text


@pytest.mark.parametrize(
    ("file", "name"),
    [("x.sarif", "sarif"), ("X.JSON", "json"), ("x.jsonl", "jsonl"), ("a.b.html", "html"), ("x.md", "markdown"),
     ("x.txt", "text"), ("x.xml", None), ("json", None)],
)  # fmt: skip
def test_a_file_tells_its_format(file, name):
    found = reporter_for(file)
    assert (found and found.name) == name


@pytest.mark.parametrize("name", ["github", "sarif", "junit"])
def test_a_format_without_statistics_says_which_have_them(name):
    with pytest.raises(UsageError, match=f"^the format '{name}' holds no statistics") as raised:
        reporter(name).statistics(REPORTS["all"])
    assert raised.value.hint == "these do: json, markdown, text"
