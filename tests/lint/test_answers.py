from __future__ import annotations

from xogen.lint.examples import dialog, intent, message, script, service
from xogen.lint.facts import Document, TaskFacts
from xogen.lint.known import Known
from xogen.model.dialog import DialogTask

TASK = dialog(
    intent("read"),
    service("read", "keep", "failed"),
    script("keep", "context.all = context.read;\ncontext.name = context.read.response.body.name;", "done"),
    message("done", "{{context.read.other}} {{env.read}} {{context.old.response.body}} {{context.session.x}}"),
    message("failed", "{{context.list}}"),
)
ANSWERS = TaskFacts(Document("x", DialogTask.model_validate(TASK)), Known()).answers


def paths(name):
    return {node: [".".join(read.path) for read in reads] for node, reads in ANSWERS.of(name).items()}


def test_reads_of_an_answer_by_their_nodes():
    assert paths("read") == {
        "read": ["context.read.response.statusCode"],
        "keep": ["context.read", "context.read.response.body.name"],
    }
    assert paths("nothing") == {}


def test_answers_that_are_read_under_other_names():
    assert list(ANSWERS.lost({"read"})) == ["done"]
    assert list(ANSWERS.lost({"read", "old"})) == []
