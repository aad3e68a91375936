"""Real bots: what lint finds in them is what a person found right, and little of it is noise."""

from __future__ import annotations

import pytest

from tests.tools.corpus_review import BOTS, PAGE, found, judgements, page

MOST_WARNINGS, MOST_ERRORS = 8, 2
"""For 100 nodes, over all bots together."""


@pytest.fixture(scope="module")
def bots():
    return tuple(found(name) for name in BOTS)


@pytest.fixture(scope="module")
def written():
    return PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BOTS)
def test_every_finding_of_a_bot_has_its_judgement(bots, written, name):
    bot = next(each for each in bots if each.name == name)
    said = judgements(written)
    assert [row for row in bot.rows if not said.get((name, row))] == [], "run: python -m tests.tools.corpus_review"


def test_the_page_says_what_lint_finds_and_nothing_else(bots, written):
    assert page(bots, judgements(written)) == written, "write it again: python -m tests.tools.corpus_review"


def test_a_bot_gives_little_to_read(bots):
    nodes = sum(bot.nodes for bot in bots)
    assert nodes == 213
    assert sum(bot.count("warning") for bot in bots) * 100 <= MOST_WARNINGS * nodes
    assert sum(bot.count("error") for bot in bots) * 100 <= MOST_ERRORS * nodes


def test_a_known_defect_is_found(bots):
    twilio = next(bot for bot in bots if bot.name == "twilio-sms")
    (renamed,) = [row for row in twilio.rows if row.rule == "reference/unknown-service"]
    assert renamed.place == "SendSms · sendSmsMessage0001"
    assert renamed.finding == "there is no service 'sendSmsService0001'; did you mean 'SendSMSService'?"
