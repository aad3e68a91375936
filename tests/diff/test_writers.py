"""Each way of writing a difference, compared with a file that a person has read."""

from __future__ import annotations

import json

import pytest

from tests.diff.samples import CASES, NEW, OLD, SECRET, said, task
from tests.snapshots import TextFile
from xogen.diff.bots import diff_bots
from xogen.diff.writers import names, writer
from xogen.diff.writers.markdown import LIMIT
from xogen.diff.writers.markdown import write as write_markdown
from xogen.diff.writers.text import write as write_text


@pytest.mark.parametrize("form", names())
@pytest.mark.parametrize("case", CASES)
def test_what_is_written(case: str, form: str, snapshot) -> None:
    written = writer(form)(diff_bots(*CASES[case]), titles=("old.json", "new.json"))
    assert written == snapshot(extension_class=TextFile)


def test_words_in_colour(snapshot) -> None:
    assert write_text(diff_bots((OLD,), (NEW,)), color=True) == snapshot(extension_class=TextFile)


@pytest.mark.parametrize("form", names())
def test_no_secret_is_written(form: str) -> None:
    written = writer(form)(diff_bots((OLD,), (NEW,)))
    assert "headers · Authorization" in written
    assert SECRET.split(" ")[1][:8] not in written
    assert "1234567890" not in written
    assert "9876567890" not in written


def test_json_is_json() -> None:
    data = json.loads(writer("json")(diff_bots((OLD,), (NEW,))))
    assert data["equal"] is False
    assert data["summary"]["nodes"] == {"added": 1, "removed": 1, "renamed": 1, "changed": 3}


def test_markdown_shows_markup_of_a_bot_as_text() -> None:
    hostile = "<script>alert(1)</script> [x](javascript:alert(1)) @team `code` ![](https://a.example/b.png) </details>"
    diff = diff_bots((task("a", [said("hi", "hello there you")]),), (task("a", [said("hi", hostile)]),))
    written = write_markdown(diff)
    for live in ("<script", "</details> ", "[x](java", " @team", "https://"):
        assert live not in written


def test_markdown_keeps_to_the_limit_of_a_comment() -> None:
    olds = [task(f"dialog-{at}", [said("hi", "x" * 50)]) for at in range(400)]
    news = [task(f"dialog-{at}", [said("hi", "all of it is new " * 30)]) for at in range(400)]
    written = write_markdown(diff_bots(olds, news))
    assert len(written) <= LIMIT
    assert "left out: this comment is full" in written


def test_a_fence_in_a_script_does_not_end_the_block() -> None:
    script = {"type": "script", "id": "s", "transitions": [{"to": "end"}]}
    one = task("a", [{**script, "script": "let a = 1;\nlet b;\n"}])
    two = task("a", [{**script, "script": "let a = 1;\n```\nlet b;\n"}])
    assert "````diff" in write_markdown(diff_bots((one,), (two,)))


def test_control_signs_do_not_reach_the_terminal() -> None:
    one = task("a", [said("hi", "plain")])
    two = task("a", [said("hi", "plain \x1b[2J\u202e")])
    written = write_text(diff_bots((one,), (two,)))
    assert "\x1b" not in written
    assert "\\u001b[2J\\u202e" in written
