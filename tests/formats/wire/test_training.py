from __future__ import annotations

import pytest

from tests.formats.samples import bot, component, package, read
from xogen.formats.package import PackagedTask, build_package
from xogen.formats.wire.training import read_utterance
from xogen.model.dialog import DialogTask
from xogen.model.nodes import IntentNode


@pytest.mark.parametrize(
    ("marked", "text", "marks"),
    [
        ("create a lead", "create a lead", ()),
        ("log [Acme](companyName)", "log Acme", ((4, 8, "companyName"),)),
        ("[a](x) and [b c](y)!", "a and b c!", ((0, 1, "x"), (6, 9, "y"))),
        pytest.param("\U0001f600 [é](x)", "\U0001f600 é", ((3, 4, "x"),), id="UTF-16 units"),
        ("[](x) empty", " empty", ((0, 0, "x"),)),
        ("a [link](https://x.y)", "a [link](https://x.y)", ()),
        ("[not closed(x)", "[not closed(x)", ()),
        ("[a] (x)", "[a] (x)", ()),
    ],
)
def test_marks_of_an_utterance(marked, text, marks):
    utterance = read_utterance(marked)
    assert (utterance.text, utterance.marks) == (text, marks)


def test_sentences_of_a_bot():
    bot = read(package())
    marked = next(item for item in bot["sentences"] if item["entities"])
    assert marked["sentence"] == "\U0001f600 a high ticket about my desk"
    assert marked["taskName"] == "Create a Ticket"
    assert marked["taskId"] == component(bot, "CreateTicket_Intent")["_id"]
    assert [(mark["startIndex"], mark["endIndex"], mark["entityId"]) for mark in marked["entities"]] == [
        (5, 9, component(bot, "priority0001")["_id"]),
        (23, 30, component(bot, "subject0001")["_id"]),
    ]
    assert [(item["sentence"], item["language"]) for item in bot["sentences"]] == [
        ("open a ticket", "en"),
        ("\U0001f600 a high ticket about my desk", "en"),
        ("Ticket anlegen", "de"),
        ("again", "en"),
        ("something else", "en"),
    ]
    assert bot["localeData"]["en"]["nlMeta"]["mlUtterances"] == 4


def test_patterns_are_there_also_where_there_are_none():
    bot = read(package())
    intent = next(item for item in bot["patterns"] if item["taskName"] == "CreateTicket_Intent")
    assert intent["localeData"] == {"en": {"patterns": ["create * ticket"]}, "de": {}}
    entity = next(item for item in bot["patterns"] if item["taskName"] == "code0001")
    assert (entity["taskType"], entity["localeData"]) == ("entity", {"en": {}, "de": {}})


def test_a_sentence_that_is_there_twice_is_written_once():
    start = IntentNode(id="Start", utterances={"en": ("go", "go on", "go")}, patterns={"en": ("go *",)})
    task = DialogTask(name="t", title={"en": "T"}, nodes=(start,))
    made = read(build_package(bot(app="system"), [PackagedTask(task=task)]))
    assert [item["sentence"] for item in made["sentences"]] == ["go", "go on"]
    assert made["localeData"]["en"]["nlMeta"] == {"mlUtterances": 2, "patterns": 1, "synonyms": 0}
    assert made["localeData"]["de"]["nlMeta"] == {"mlUtterances": 0, "patterns": 0, "synonyms": 0}
