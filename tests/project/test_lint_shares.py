"""Bots that several processes check are each checked once, and what one of them cannot do is left to be done."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from xogen.errors import InputError
from xogen.lint.report import Report
from xogen.model.finding import Finding
from xogen.project import lint_run, lint_shares
from xogen.project.lint_cache import Cache
from xogen.project.lint_inputs import find_units
from xogen.project.lint_run import Choice, lint_units
from xogen.project.lint_shares import lint_in_shares
from xogen.project.processes import can_fork

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"
BOTS = sorted(path for path in EXPORTS.iterdir() if path.is_dir())
pytestmark = pytest.mark.skipif(not can_fork(), reason="this system cannot fork")


def report(number):
    finding = Finding(
        rule="flow/dead-end", severity=2, message=f"{number}", path="bot.json", line=1, column=1, pointer=""
    )
    return Report(findings=(finding,), not_checked=(), dialogs=number)


@pytest.mark.parametrize("processes", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 4, 50])
def test_each_bot_is_checked(processes, count):
    order = [*range(count)][::-1]
    assert lint_in_shares(order, report, processes) == {number: report(number) for number in order}


def test_more_bots_than_a_pipe_holds_are_checked_once_each(monkeypatch):
    monkeypatch.setattr(lint_shares, "_MOST", 7)
    here: list[int] = []

    def noted(number):
        here.append(number)
        return report(number)

    assert lint_in_shares(range(100), noted, 1) == {number: report(number) for number in range(100)}
    assert sorted(here) == [*range(100)]


def test_the_bots_are_begun_in_their_order():
    begun: list[int] = []
    lint_in_shares([3, 1, 2], lambda number: begun.append(number) or report(number), 1)
    assert begun == [3, 1, 2]


def test_a_bot_that_is_wrong_is_left_out_and_stops_no_other():
    def check(number):
        if number == 2:
            raise InputError("wrong")
        return report(number)

    assert sorted(lint_in_shares(range(6), check, 2)) == [0, 1, 3, 4, 5]


def test_what_a_process_had_when_it_died_is_left_out():
    here = os.getpid()

    def check(number):
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return report(number)

    found = lint_in_shares(range(20), check, 2)
    assert len(found) >= 19
    assert found == {number: report(number) for number in found}


def test_a_child_whose_parent_is_gone_begins_no_other_bot():
    begun: list[int] = []
    lint_shares._share(iter(range(5)), lambda number: begun.append(number) or report(number), os.getppid())
    assert begun == [0, 1, 2, 3, 4]
    lint_shares._share(iter(range(5, 9)), lambda number: begun.append(number) or report(number), os.getpid())
    assert begun == [0, 1, 2, 3, 4]


def test_where_there_is_no_fork_a_pool_finds_the_same(monkeypatch):
    units = find_units(BOTS[:2], EXPORTS).bots
    expected = lint_units(units, Choice(), jobs=1)
    monkeypatch.setattr(lint_run, "can_fork", lambda: False)
    assert lint_units(units, Choice(), jobs=2) == expected


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_reports_come_in_the_order_of_the_bots_however_many_processes_make_them(jobs):
    units = find_units(BOTS, EXPORTS).bots
    assert lint_units(units, Choice(), jobs=jobs) == [lint_units([unit], Choice(), jobs=1)[0] for unit in units]


@pytest.mark.parametrize("jobs", [1, 2])
def test_of_several_wrong_bots_the_first_is_told(tmp_path, jobs):
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        text = (BOTS[0] / "botDefinition.json").read_text() if name == "a" else "{" * len(name * 2000)
        (tmp_path / name / "botDefinition.json").write_text(text)
    (tmp_path / "c" / "botDefinition.json").write_text("[" * 90_000)
    units = find_units([tmp_path / name for name in ("a", "b", "c")], tmp_path).bots
    with pytest.raises(InputError) as error:
        lint_units(units, Choice(), jobs=jobs)
    assert error.value.where.startswith(str(tmp_path / "b"))


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_was_found_before_a_wrong_bot_is_kept(tmp_path, jobs):
    wrong = tmp_path / "botDefinition.json"
    wrong.write_text("{")
    units = (*find_units(BOTS[:2], EXPORTS).bots, *find_units([wrong], tmp_path).bots)
    cache = Cache(tmp_path / "cache")
    with pytest.raises(InputError):
        lint_units(units, Choice(), jobs=jobs, cache=cache)
    kept = [cache.load(cache.key({"report": Choice()._asdict()}, unit.paths)) for unit in units]
    assert [entry is not None for entry in kept] == [True, True, False]
