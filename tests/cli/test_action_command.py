from __future__ import annotations

import json
from pathlib import Path

import pytest

HEADS = "NAME        STATE       AUTHORIZATION         PROFILE  EDITION    EVIDENCE"


def test_status_is_a_table(xogen, bot):
    done = xogen("-C bot action status")
    assert done.out.splitlines() == [
        HEADS,
        "salesforce  configured  pre-authorize/system  -        developer  declared",
    ]
    assert done.err == ""


def test_status_as_data(xogen, bot):
    assert json.loads(xogen("-C bot action status salesforce --format json").out) == [
        {
            "name": "salesforce",
            "state": "configured",
            "authorization": "pre-authorize",
            "app": "system",
            "profile": None,
            "edition": "developer",
            "evidence": "declared",
            "why": None,
            "next": [],
            "signed_in": None,
        }
    ]


def test_status_says_why_an_action_is_available_again(xogen, bot):
    path = Path("bot/xogen.toml")
    path.write_text(path.read_text().replace('"developer" ', '"enterprise"'))
    done = xogen("-C bot action status")
    assert done.out.splitlines()[1:] == [
        "salesforce  available  pre-authorize/system  -        enterprise  -",
        "salesforce: its authorization, app, profile, edition or org changed since it was authorized",
        "salesforce: next: xogen action authorize salesforce --declared, then xogen action enable salesforce",
    ]


def test_the_whole_life_of_an_action(xogen):
    xogen("init bot")
    said = [
        (done.code, done.err.splitlines()[0])
        for done in (
            xogen(f"-C bot action {step} salesforce{more}")
            for step, more in [
                ("enable", ""),
                ("authorize", ""),
                ("authorize", " --declared"),
                ("enable", ""),
                ("enable", ""),
                ("disable", ""),
                ("disable", ""),
                ("enable", ""),
                ("authorize", " --declared"),
                ("enable", ""),
                ("delete", ""),
                ("delete", ""),
            ]
        )
    ]
    assert said == [
        (3, "Error: the salesforce action must be authorized before it is enabled"),
        (3, "Error: only the platform can authorize its own (system) app"),
        (0, "salesforce is authorized (declared, not verified)"),
        (0, "salesforce is configured"),
        (0, "salesforce is configured already"),
        (0, "salesforce is disabled: nothing is generated for it until it is authorized and enabled again"),
        (3, "Error: the salesforce action is disabled, so there is nothing to disable"),
        (3, "Error: the salesforce action must be authorized before it is enabled"),
        (0, "salesforce is authorized (declared, not verified)"),
        (0, "salesforce is configured"),
        (0, "salesforce is deleted: its authorization is forgotten"),
        (3, "Error: the salesforce action was never authorized or enabled, so there is nothing to delete"),
    ]


@pytest.mark.parametrize("declared", ["", " --declared"])
def test_with_allow_users_there_is_nothing_to_authorize(xogen, declared):
    xogen("init bot")
    path = Path("bot/xogen.toml")
    path.write_text(path.read_text().replace('"pre-authorize"', '"allow-users"'))
    done = xogen(f"-C bot action authorize salesforce{declared}")
    assert done.code == 0
    assert done.err.splitlines() == [
        "salesforce: nothing to authorize, each end user signs in, in the conversation",
        (
            "  before the first call the user sees a link to login.salesforce.com, signs in, allows access and "
            "confirms; who is signed in already sees nothing of it"
        ),
        "  next: xogen action enable salesforce",
    ]
    assert xogen("-C bot action enable salesforce").code == 0
    assert xogen("-C bot action disable salesforce").err.splitlines() == [
        "salesforce is disabled: nothing is generated for it until it is enabled again",
        "  next: xogen action enable salesforce",
    ]


def test_an_unknown_action_gets_the_nearest_name(xogen, bot):
    done = xogen("-C bot action disable salesfroce")
    assert done.code == 3
    assert done.err.startswith("Error: bot/xogen.toml: there is no action 'salesfroce'; did you mean 'salesforce'?\n")


def test_an_unknown_step_gets_the_nearest_name(xogen):
    done = xogen("action authorise salesforce")
    assert done.code == 2
    assert "Error: there is no command 'action authorise'; did you mean 'authorize'?\n" in done.err


def test_the_list_of_steps_cuts_no_sentence(xogen):
    words = " ".join(xogen("action --help").out.split())
    assert "enable Make an authorized action configured, so that its templates can be used status" in words


def test_no_project_is_said(xogen):
    done = xogen("action status")
    assert done.code == 3
    assert done.err == (
        f"Error: {Path.cwd()}: this folder is no project: it has no xogen.toml\n  make one: xogen init\n"
    )
