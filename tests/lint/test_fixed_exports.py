"""Fixes of exports: only the named places change, what comes of it reads, and a second time there is nothing to fix."""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.formats.values import edited, parsed
from tests.tools.damage import case
from xogen.errors import XogenError
from xogen.formats.edits import Removal
from xogen.formats.importer import import_bot
from xogen.formats.json_source import read_json
from xogen.lint import fixing
from xogen.lint.facts import Document
from xogen.lint.fixing import Limits, fix_all
from xogen.lint.known import Known
from xogen.lint.registry import rules
from xogen.model.views import view

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"
BOTS = sorted(path.name for path in EXPORTS.iterdir() if path.is_dir())
RULES = {name: rule._replace(enabled=True) for name, rule in rules().items()}
BOT, CONFIG = "botDefinition.json", "config.json"


def read(texts):
    """The arguments of ``fix_all``."""
    data, config = read_json(texts[BOT], BOT), read_json(texts[CONFIG], CONFIG)
    bot = import_bot(data, config, path=BOT, config_path=CONFIG, make=view)
    documents = [Document(BOT, each.task, texts[BOT], each.locate, each.flows) for each in bot.dialogs]
    return documents, Known(path=BOT, complete=True, bot=bot, texts=texts), texts


def fixed(texts):
    return fix_all(*read(texts), limits=Limits(unsafe=True), rules=RULES)


@pytest.fixture(params=BOTS)
def texts(request):
    folder = EXPORTS / request.param
    return {name: (folder / name).read_bytes().decode() for name in (BOT, CONFIG)}


@pytest.fixture
def edits(monkeypatch):
    """Every call of ``apply_edits``: the text before, the edits, the text after."""
    calls = []
    apply = fixing.apply_edits

    def noted(text, edits):
        after = apply(text, edits)
        calls.append(SimpleNamespace(before=text, edits=list(edits), after=after))
        return after

    monkeypatch.setattr(fixing, "apply_edits", noted)
    return calls


def test_something_is_fixed_in_each(texts):
    assert fixed(texts).made


def test_only_the_named_places_change(texts, edits):
    fixed(texts)
    for call in edits:
        assert parsed(call.after) == edited(parsed(call.before), call.edits)


def test_all_other_lines_are_the_same_bytes(texts, edits):
    fixed(texts)
    for call in edits:
        old, new = call.before.splitlines(keepends=True), call.after.splitlines(keepends=True)
        lines = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        touched = sum(max(end - start, to - at) for kind, start, end, at, to in lines if kind != "equal")
        assert touched <= sum(map(lines_of, call.edits))


def lines_of(edit):
    """Lines that an edit may touch: its value's, its neighbour's for a comma, and of what is taken out all."""
    return 2000 if isinstance(edit, Removal) else json.dumps(getattr(edit, "value", 0), indent=1).count("\n") + 2


def test_what_was_fixed_is_imported_again(texts):
    after = fixed(texts)
    documents, known, _ = read(dict(after.texts))
    assert [each.task for each in documents] == [each.task for each in after.documents]
    assert known.bot is not None
    assert after.known.bot is not None
    assert known.bot.variables == after.known.bot.variables


def test_fixing_twice_changes_nothing(texts):
    once = fixed(texts).texts
    twice = fixed(dict(once))
    assert twice.texts == once
    assert not twice.made


def test_the_errors_are_no_more_than_before(texts):
    def errors(documents, known):
        reported = fixing.run_rules(documents, None, known, rules=RULES).reported
        return {(each.rule, each.problem.message) for each in reported if each.severity == 3}

    documents, known, _ = read(texts)
    after = fixed(texts)
    assert errors(after.documents, after.known) - errors(documents, known) == set()


@pytest.mark.parametrize("first", range(0, 200, 10))
def test_damaged_exports_are_fixed_once_and_for_all(first):
    for seed in range(first, first + 10):
        raw, config = case(seed)
        texts = {BOT: raw.decode(errors="replace").replace("\ufffd", "?"), CONFIG: json.dumps(config)}
        try:
            read(texts)
        except XogenError:
            continue
        once = fixed(texts).texts
        assert not fixed(dict(once)).made
