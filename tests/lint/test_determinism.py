"""Equal input gives equal bytes, whatever order Python keeps its sets in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = """
from xogen.lint.proof import check_example
from xogen.lint.registry import rules
from xogen.reporters import reporter
from tests.lint.mutate import bots, found, places

for rule in rules().values():
    print(reporter("json")(check_example(rule.bad, rules())))
for bot in bots():
    for number, index, node in places(bot):
        dialogs = [dict(dialog) for dialog in bots()[bot]]
        dialogs[number]["nodes"] = [each for each in dialogs[number]["nodes"] if each is not node]
        print(*found(dialogs), sep="\\n")
"""


def output(seed):
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, cwd=ROOT, capture_output=True, check=False)
    assert done.stderr == b""
    return done.stdout


def test_hash_seeds_make_no_difference():
    first = output(0)
    assert len(first) > 100_000
    assert [output(seed) == first for seed in (1, 2)] == [True, True]
