from __future__ import annotations

import json

import pytest

from xogen.errors import ActionError, MachineError, NotFoundError
from xogen.model.authorization import delete_step, disable_step
from xogen.project.actions import status, statuses, take_step
from xogen.project.workspace import load_project
from xogen.project.writes import running

AUTHORIZE = "xogen action authorize salesforce --declared"
ENABLE = "xogen action enable salesforce"


def here(root):
    return status(load_project(root).action("salesforce"))


def test_status_of_a_new_action(new):
    assert here(new).model_dump() == {
        "name": "salesforce",
        "state": "available",
        "authorization": "pre-authorize",
        "app": "system",
        "profile": None,
        "edition": "developer",
        "evidence": None,
        "why": None,
        "next": (AUTHORIZE, ENABLE),
    }


def test_steps_are_remembered(ready):
    assert (here(ready).state, here(ready).evidence, here(ready).next) == ("configured", "declared", ())
    take_step(ready, "salesforce", disable_step)
    assert (here(ready).state, here(ready).next) == ("disabled", (AUTHORIZE, ENABLE))
    take_step(ready, "salesforce", delete_step)
    assert json.loads((ready / "xogen.lock").read_text()).keys() == {"//", "version"}


def test_a_change_of_the_pair_says_why_the_action_is_available_again(ready):
    path = ready / "xogen.toml"
    path.write_text(path.read_text().replace('edition = "developer"', 'edition = "enterprise"'))
    assert here(ready).state == "available"
    assert here(ready).why == "its authorization, app, profile, edition or org changed since it was authorized"
    assert here(ready).evidence is None


def test_a_step_that_is_not_legal_writes_nothing(new):
    with pytest.raises(ActionError):
        take_step(new, "salesforce", disable_step)
    assert not (new / "xogen.lock").exists()


def test_a_step_that_changes_nothing_writes_nothing(ready):
    before = (ready / "xogen.lock").stat().st_mtime_ns
    take_step(ready, "salesforce", lambda action: action.record)
    assert (ready / "xogen.lock").stat().st_mtime_ns == before


def test_actions_come_sorted(new):
    with (new / "xogen.toml").open("a") as file:
        file.write('[actions.alpha]\nauthorization = "allow-users"\napp = "system"\n')
    assert [item.name for item in statuses(load_project(new))] == ["alpha", "salesforce"]


def test_no_project_is_said_before_the_lock_is_taken(tmp_path):
    with pytest.raises(NotFoundError, match="no such folder"):
        take_step(tmp_path / "x", "salesforce", disable_step)


def test_a_step_waits_for_no_other_run(ready):
    with running(ready), pytest.raises(MachineError, match="another run"):
        take_step(ready, "salesforce", disable_step)
