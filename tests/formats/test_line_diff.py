from __future__ import annotations

import shutil
import subprocess
from difflib import unified_diff

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xogen.formats.line_diff import unified

LINES = st.lists(st.sampled_from(["a\n", "b\n", "{\n", "}\n", "id 1\n", "id 2\n", "id 3\n", "id 4\n"]), max_size=25)


def applied(before, diff):
    """Apply a unified diff by its own line numbers."""
    after, position = [], 0
    for line in diff:
        if line.startswith("@@"):
            start = line.split()[1][1:]
            first, _, count = start.partition(",")
            at = int(first) - (count != "0")
            after += before[position:at]
            position = at
        elif line.startswith(("---", "+++")):
            continue
        elif line[0] == "+":
            after.append(line[1:])
        else:
            assert before[position] == line[1:]
            after += [] if line[0] == "-" else [line[1:]]
            position += 1
    return after + before[position:]


@given(before=LINES, after=LINES)
@settings(max_examples=300, deadline=None)
def test_the_diff_makes_one_text_of_the_other(before, after):
    diff = list(unified(before, after, "x"))
    assert applied(before, diff) == after
    assert bool(diff) == (before != after)


@pytest.mark.parametrize("change", [{3: None}, {3: "new\n"}, {0: "new\n", 19: None}, {5: "5\nnew\n"}])
def test_it_reads_as_difflib_writes_it(change):
    before = [f"{number}\n" for number in range(20)]
    after = "".join(change.get(i, line) or "" for i, line in enumerate(before)).splitlines(keepends=True)
    assert list(unified(before, after, "x")) == list(unified_diff(before, after, "x", "x"))


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch(1)")
def test_patch_takes_it(tmp_path):
    before = [f"{number % 7}\n" for number in range(60)]
    after = [*before[:10], "x\n", *before[12:40], "y\n", "z\n", *before[40:]]
    (tmp_path / "x").write_text("".join(before))
    subprocess.run(
        ["patch", "-s", "-p0"], input="".join(unified(before, after, "x")), text=True, check=True, cwd=tmp_path
    )
    assert (tmp_path / "x").read_text() == "".join(after)


def test_long_texts_without_any_line_of_their_own_come_to_an_end():
    before, after = ["same\n"] * 3000, ["same\n"] * 2000 + ["other\n"] * 2000
    assert applied(before, list(unified(before, after, "x"))) == after
