"""Whole conversations, walked offline: what the bot says, what it calls, and in which order (conversations/*.toml)."""

from __future__ import annotations

import copy
import json
import tomllib

import pytest

from tests.template_packs.dialog_runner import Talk
from tests.template_packs.salesforce_pack import HERE, TASKS, expanded, rest
from xogen.formats.platform import for_platform
from xogen.model.names import allocate

USERINFO = {"call": "GET /services/oauth2/userinfo", "status": 200}


def conversations():
    for path in sorted((HERE / "conversations").glob("*.toml")):
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        for talk in file["talks"]:
            talk["parameters"] = {**file.get("parameters", {}), **talk.get("parameters", {})}
            yield pytest.param(file["task"], talk, id=f"{path.stem}-{talk['name'].replace(' ', '_')}")


def steps_of(talk):
    steps = []
    for step in copy.deepcopy(talk["steps"]):
        if "userinfo" in step:
            body = rest("rest_MockIdentity") if step["userinfo"] == 200 else "Forbidden"
            steps.append({**USERINFO, "status": step["userinfo"], "body": body})
        else:
            steps.append(step)
    return steps


def dialog_of(name, talk):
    kind, app = talk.get("pair", "pre-authorize/system").split("/")
    return expanded(name, kind, app, **talk["parameters"])


def heard(task, talk, steps):
    """Walk a dialog as the conversation says; returns how many of its steps happened."""
    link = talk.get("sign_in", "")
    walked = Talk(task, list(steps), options={"authorizationURL": link} if link else {})
    walked.run()
    return walked.heard


@pytest.mark.parametrize(("name", "talk"), list(conversations()))
def test_a_conversation(name, talk):
    steps = steps_of(talk)
    assert heard(dialog_of(name, talk), talk, steps) == len(steps)


@pytest.mark.parametrize(("name", "talk"), list(conversations()))
def test_bodies_may_arrive_as_text(name, talk):
    steps = steps_of(talk)
    for step in steps:
        if isinstance(step.get("body"), dict | list):
            step["body"] = json.dumps(step["body"])
    assert heard(dialog_of(name, talk), talk, steps) == len(steps)


@pytest.mark.parametrize("platform", ["xo10", "xo11"])
@pytest.mark.parametrize(("name", "talk"), list(conversations()))
def test_names_of_a_bot_with_all_seven_change_nothing(name, talk, platform):
    counters = {}
    for other in TASKS:
        if other != name:
            _, counters = allocate(expanded(other), counters, {})
    task = dialog_of(name, talk)
    names, _ = allocate(task, counters, {})
    steps = steps_of(talk)
    assert heard(for_platform(task, platform, names), talk, steps) == len(steps)
