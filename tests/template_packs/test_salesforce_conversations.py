"""Whole conversations, walked offline: what the bot says, what it calls, and in which order (conversations/*.toml)."""

from __future__ import annotations

import copy
import json
import tomllib

import pytest
from dialog_runner import Talk
from salesforce_pack import HERE, expanded, rest

USERINFO = {"call": "GET /services/oauth2/userinfo", "status": 200}


def conversations():
    for path in sorted((HERE / "conversations").glob("*.toml")):
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        for talk in file["talks"]:
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


@pytest.mark.parametrize(("name", "talk"), list(conversations()))
@pytest.mark.parametrize("as_text", [False, True], ids=["objects", "json-text"])
def test_a_conversation(name, talk, as_text):
    kind, app = talk.get("pair", "pre-authorize/system").split("/")
    task = expanded(name, kind, app, **talk.get("parameters", {}))
    steps = steps_of(talk)
    if as_text:
        for step in steps:
            if isinstance(step.get("body"), dict | list):
                step["body"] = json.dumps(step["body"])
    link = talk.get("sign_in", "")
    Talk(task, steps, options={"authorizationURL": link} if link else {}).run()
