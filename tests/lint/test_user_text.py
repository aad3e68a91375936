"""User text is followed into what scripts write, and nowhere else."""

from __future__ import annotations

import pytest

from xogen.lint.examples import dialog, entity, intent, script
from xogen.lint.facts import Document, TaskFacts
from xogen.lint.known import Known
from xogen.lint.user_text import UserText
from xogen.model.dialog import DialogTask


@pytest.mark.parametrize(
    ("source", "path", "origins"),
    [
        ("context.a = context.entities.note;", "context.a", ["note"]),
        ("context.a = context.entities.note;", "context.a.b", ["note"]),
        ("context.a.b = context.entities.note;", "context.a", ["note"]),
        ("context.a = {b: context.entities.note};", "context.a.b", ["note"]),
        ("context.a = {b: context.entities.note};", "context.a.c", []),
        ("context.a = context.entities.note;", "context.b", []),
        ("const a = context.entities.note;", "context.a", []),
        ("context.a = context.b; context.b = context.entities.note;", "context.a", ["note"]),
        ("BotUserSession.put('a', context.entities.note, 20);", "context.session.BotUserSession.a", ["note"]),
        ("context.a = context.entities.note;", "env.a", []),
        ("context.entities = context.UserQuery;", "context.entities.note", ["context.UserQuery"]),
        ("context.entities = {};", "context.a", []),
    ],
)
def test_what_carries_user_text_is_told_by_its_path(source, path, origins):
    made = dialog(intent("note"), entity("note", "keep"), script("keep", source, "end"))
    said = UserText(TaskFacts(Document("x", DialogTask.model_validate(made)), Known()))
    assert [carried.origin for carried in said.carried_by(tuple(path.split(".")))] == origins
    assert said.is_complete
