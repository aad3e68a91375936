from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from xogen.testing.pictures import differences

ACME = Path(__file__).parents[2] / "examples" / "acme-bot"


@pytest.fixture
def bot(tmp_path):
    """A copy of the example, to break it."""
    return Path(
        shutil.copytree(ACME, tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__", ".xogen-pictures"))
    )


@pytest.fixture
def run(bot):
    """Run pytest as Acme does, and return its code and what it printed."""

    def run(*arguments):
        env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", *arguments]
        done = subprocess.run(
            command,
            cwd=bot,
            capture_output=True,
            text=True,
            check=False,
            env={**env, "NO_COLOR": "1", "COLUMNS": "120"},
        )
        return done.returncode, done.stdout + done.stderr

    return run


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_example_passes(run):
    code, said = run()
    assert (code, "10 passed" in said, "3 snapshots passed" in said) == (0, True, True), said


def test_a_changed_prompt_fails_with_its_line(run, bot):
    change(bot / "dialogs/create-lead.json", "Which company do they work for?", "Whom do they work for?")
    code, said = run("tests", "-k", "reviewed")
    assert code == 1
    assert '-             "en": "Which company do they work for?"' in said
    assert '+             "en": "Whom do they work for?"' in said


def test_a_changed_canvas_comes_with_its_picture(run, bot):
    change(bot / "tests/__snapshots__/test_dialogs/test_people_may_sign_in_themselves.svg", "Which lead", "What lead")
    code, said = run("tests", "-k", "sign_in")
    assert code == 1
    assert "~ node " in said
    (page,) = (bot / ".xogen-pictures").iterdir()
    assert f"test_people_may_sign_in_themselves: snapshot and received canvas beside each other: {page}" in said
    text = page.read_text(encoding="utf-8")
    assert text.count("<svg ") == 2
    assert text.index("What lead") < text.index("<h2>received</h2>") < text.index("Which lead", text.index("received"))


def test_the_page_says_and_shows_which_parts_differ(run, bot):
    change(bot / "tests/__snapshots__/test_dialogs/test_people_may_sign_in_themselves.svg", "Which lead", "What lead")
    run("tests", "-k", "sign_in")
    (page,) = (bot / ".xogen-pictures").iterdir()
    text = page.read_text(encoding="utf-8")
    assert re.findall(r'<p class="(\w+)">(.*)</p>', text) == [("changed", "changed: node ID")]
    assert re.findall(r'<g id="([^"]+)" class="node changed">', text) == ["node-ID", "node-ID"]


def test_what_only_stands_elsewhere_is_as_it_was():
    part = '<g id="node-{0}" class="node">\n<path d="M{1},0"/>\n<text x="{1}">{2}</text>\n</g>\n'
    before = part.format("a", 1, "A") + part.format("b", 2, "B") + part.format("c", 3, "C")
    after = part.format("a", 5, "A") + part.format("b", 6, "D") + part.format("e", 7, "E")
    assert differences(before, after) == {"node b": "changed", "node c": "removed", "node e": "added"}


def test_a_changed_graphviz_source_comes_with_its_picture_too(run, bot):
    change(bot / "dialogs/create-lead.json", "Which company do they work for?", "Whom do they work for?")
    change(bot / "tests/test_dialogs.py", "    assert lead == dialog_snapshot\n", "")
    assert run("tests", "-k", "reviewed")[0] == 1
    (page,) = (bot / ".xogen-pictures").iterdir()
    assert "Whom do they work for?" in page.read_text(encoding="utf-8").partition("<h2>received</h2>")[2]


def test_the_page_of_pytest_html_shows_both_canvases(run, bot):
    change(bot / "tests/__snapshots__/test_dialogs/test_people_may_sign_in_themselves.svg", "Which lead", "What lead")
    run("tests", "-k", "sign_in", "--html=report.html", "--self-contained-html")
    assert (bot / "report.html").read_text(encoding="utf-8").count("test_people_may_sign_in_themselves: ") >= 2


def test_a_snapshot_that_is_not_there_yet(run, bot):
    (bot / "tests/__snapshots__/test_dialogs/test_people_may_sign_in_themselves.svg").unlink()
    code, said = run("tests", "-k", "sign_in")
    assert code == 1
    assert "does not exist!" in said
    (page,) = (bot / ".xogen-pictures").iterdir()
    assert "there is no snapshot yet" in page.read_text(encoding="utf-8")


def test_a_dialog_that_does_not_lint_cleanly_fails_with_the_report(run, bot):
    change(bot / "dialogs/delete-lead.json", '"to": "ConfirmDelete"', '"to": "ConfirmDelte"')
    code, said = run("tests", "-k", "cleanly and delete")
    assert code == 1
    assert "flow/dangling-target" in said
    assert "did you mean 'ConfirmDelete'?" in said


def test_a_dialog_that_is_not_there_names_the_nearest(run, bot):
    change(bot / "tests/test_dialogs.py", 'load_dialog("delete-lead")', 'load_dialog("delete-led")')
    code, said = run("tests", "-k", "after_a_yes")
    assert code == 1
    assert "there is no such dialog file" in said
    assert "did you mean 'delete-lead.json'?" in said


def test_what_is_no_dialog_is_refused(run, bot):
    change(bot / "tests/test_dialogs.py", "lead == dialog_snapshot", "lead.name == dialog_snapshot")
    code, said = run("tests", "-k", "reviewed")
    assert code == 1
    assert "this snapshot is of dialogs, not of str" in said


def test_loading_the_plugin_loads_nothing_heavy():
    heavy = {"pydantic", "networkx", "jinja2", "syrupy", "click"}
    script = f"import sys, xogen.testing.plugin; print(sorted({heavy} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"
