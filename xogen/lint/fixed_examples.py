"""What the fixes of a rule make of its bad example: for its page, and for the tests that hold it to that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from xogen.formats.dialog_json import dump_dialog
from xogen.formats.importer import import_bot
from xogen.lint.facts import Document
from xogen.lint.fixing import Fixed, Limits, Offer, fix_all, offers
from xogen.lint.known import Known
from xogen.lint.proof import CONFIG, EXPORT, documents
from xogen.lint.registry import rules as all_rules
from xogen.lint.rule import Example, Rule
from xogen.lint.runner import run_rules
from xogen.model.views import view


class FixedExample(NamedTuple):
    """A bad example with its fixes made: the findings that have one, what they do, and the example then."""

    messages: tuple[str, ...]

    safe: tuple[str, ...]
    unsafe: tuple[str, ...]
    after: Example
    texts: Mapping[str, str]


class _Files(NamedTuple):
    documents: tuple[Document, ...]
    known: Known
    texts: Mapping[str, str]


def fixed_example(rule: Rule) -> FixedExample | None:
    """Return the bad example of a rule after all its fixes; ``None`` for a rule that has none."""
    files = _files(rule.bad)
    # What a rule on the run finds hangs on what all others found.
    rules = all_rules() if rule.scope == "run" else {rule.name: rule}
    offered = [offer for offer in _offers(files, rules) if offer.rule == rule.name]
    if not offered:
        return None
    fixed = _fixed(files, {rule.name: rule}) if rule.scope != "run" else _fixed(files, rules)
    words = {
        safe: tuple(dict.fromkeys(offer.fix.words for offer in offered if offer.fix.safe is safe))
        for safe in (True, False)
    }
    messages = tuple(offer.message for offer in offered)
    return FixedExample(messages, words[True], words[False], _example(rule.bad, fixed), fixed.texts)


def _files(example: Example) -> _Files:
    if example.export is None:
        dialogs = [(each, dump_dialog(each.task)) for each in documents(example)]
        return _Files(
            tuple(each._replace(text=text) for each, text in dialogs),
            example.known,
            {each.path: text for each, text in dialogs},
        )
    texts = {EXPORT: json.dumps(example.export, indent=4)}
    if example.config is not None:
        texts[CONFIG] = json.dumps(example.config, indent=4)
    config_path = None if example.config is None else CONFIG
    bot = import_bot(example.export, example.config, path=EXPORT, config_path=config_path, make=view)
    dialogs_of_bot = (Document(EXPORT, each.task, texts[EXPORT], each.locate, each.flows) for each in bot.dialogs)
    return _Files(tuple(dialogs_of_bot), Known(path=EXPORT, complete=True, bot=bot, texts=texts), texts)


def _offers(files: _Files, rules: Mapping[str, Rule]) -> list[Offer]:
    return offers(run_rules(files.documents, None, files.known, rules=rules).reported, files.known, files.texts)


def _fixed(files: _Files, rules: Mapping[str, Rule]) -> Fixed:
    return fix_all(files.documents, files.known, files.texts, limits=Limits(unsafe=True), rules=rules)


def _example(before: Example, fixed: Fixed) -> Example:
    if before.export is not None:
        config = json.loads(fixed.texts[CONFIG]) if before.config is not None else None
        return before._replace(export=json.loads(fixed.texts[EXPORT]), config=config, flags=())
    written = [json.loads(fixed.texts[f"dialogs/{data['name']}.json"]) for data in before.dialogs]
    dialogs = [{key: value for key, value in data.items() if key != "$schema"} for data in written]
    return before._replace(dialogs=tuple(dialogs), flags=())
