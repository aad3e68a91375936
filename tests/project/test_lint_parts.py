"""A bot checked by several processes gives what one process gives, whatever becomes of the others."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from tests.project.children import has_ended, watched
from xogen.lint.parts import packed, part_of, unpacked
from xogen.lint.registry import rules
from xogen.lint.rule import Problem, Unchecked
from xogen.lint.runner import Checking, RuleBugError, lint
from xogen.project import lint_parts
from xogen.project.lint_inputs import find_units
from xogen.project.lint_run import Choice, lint_units
from xogen.project.processes import can_fork
from xogen.script import reading
from xogen.script.paths import context_paths

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"
pytestmark = pytest.mark.skipif(not can_fork(), reason="this system cannot fork")
BOTS = sorted(path.name for path in EXPORTS.iterdir() if path.is_dir())


def nothing():
    """Wait for no scripts."""


def parts(bot, know_scripts=nothing):
    return lint_parts.lint_in_parts(Checking(bot.documents, bot.settings, bot.known), know_scripts)


def unit(bot):
    return find_units([EXPORTS / bot], EXPORTS).bots[0]


@pytest.mark.parametrize("bot", BOTS)
def test_several_processes_find_what_one_finds(bot):
    assert lint_units([unit(bot)], Choice(), jobs=2) == lint_units([unit(bot)], Choice(), jobs=1)


@pytest.mark.parametrize("bot", BOTS)
def test_what_is_sent_comes_back_with_its_way_and_without_fixes(bot):
    read = unit(bot).read()
    checking = Checking(read.documents, read.settings, read.known)
    found = checking.found()
    assert [
        (entry.rule.name, facts, _plain(item, facts))
        for entry, facts, item in unpacked(checking, packed(checking, found))
    ] == [(entry.rule.name, facts, _plain(item, facts)) for entry, facts, item in found]


def _plain(item, facts):
    if isinstance(item, Unchecked):
        return item
    assert isinstance(item, Problem)
    way = facts.witness(item.node) if facts is not None and item.node else ()
    own = (item.pointer, item.message, item.node, way if item.witness is None else item.witness, item.dialog)
    return (*own, item.severity, item.config)


@pytest.mark.parametrize("bot", BOTS)
def test_what_all_parts_know_beforehand_needs_no_script(bot):
    read = unit(bot).read()
    checking = Checking(read.documents, read.settings, read.known)
    reading.forget()
    context_paths.cache_clear()
    checking.prepare()
    assert reading.kept() == {}


@pytest.mark.parametrize("bot", BOTS)
def test_rules_that_do_not_say_so_analyse_no_script(bot, monkeypatch):
    def analysed(_self, source):
        raise AssertionError(f"a rule that does not say so analyses {source!r}")

    reading.forget()
    monkeypatch.setattr(reading.Reading, "__init__", analysed)
    read = unit(bot).read()
    unscripted = Checking(read.documents, read.settings, read.known).found(lambda rule: part_of(rule) == "unscripted")
    assert unscripted is not None


def test_rules_that_need_no_script_do_not_wait_for_them(monkeypatch):
    started = watched(monkeypatch)
    known = []
    parts(unit(BOTS[0]).read(), lambda: known.append(len(started)))
    assert (known, len(started)) == ([1], 2)


def test_processes_that_die_are_stood_in_for(monkeypatch):
    bot = unit(BOTS[0]).read()
    monkeypatch.setattr(lint_parts, "_elsewhere", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    assert parts(bot) == lint(bot.documents, bot.settings, bot.known)


def test_processes_that_cannot_send_are_stood_in_for_and_say_nothing(monkeypatch, capfd):
    bot = unit(BOTS[0]).read()
    monkeypatch.setattr(lint_parts, "packed", lambda *_: [[object()]])
    assert parts(bot) == lint(bot.documents, bot.settings, bot.known)
    assert capfd.readouterr().err == ""


@pytest.fixture(params=["unscripted", "ways", "values"])
def broken(monkeypatch, request):
    """A rule of some part that raises."""
    of_part = [rule for rule in rules().values() if part_of(rule) == request.param]
    rule = next(rule for rule in of_part if rule.scope == "bot")

    def raises(_facts):
        raise ZeroDivisionError("no")

    monkeypatch.setitem(rules(), rule.name, rule._replace(check=raises))
    return rule.name


def test_a_rule_that_raises_in_another_process_raises_here(broken):
    with pytest.raises(RuleBugError, match=f"the rule {broken} raised on the bot: ZeroDivisionError: no"):
        parts(unit(BOTS[0]).read())


def interrupted():
    os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_while_another_process_starts_waits_until_it_can_be_ended(monkeypatch):
    bot = unit(BOTS[0]).read()
    started = watched(monkeypatch, before=interrupted)
    with pytest.raises(KeyboardInterrupt):
        parts(bot)
    assert [has_ended(child) for child in started] == [True]


def test_ctrl_c_while_the_processes_of_several_bots_start_waits_until_they_can_be_ended(monkeypatch):
    started = watched(monkeypatch, after=interrupted)
    try:
        with pytest.raises(KeyboardInterrupt):
            lint_units([unit(bot) for bot in BOTS[:3]], Choice(), jobs=2)
        assert [has_ended(child) for child in started] == [True]
    finally:
        for child in started:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
