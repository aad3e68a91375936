from __future__ import annotations

from pathlib import Path

import pytest

from tests.snapshots import JsonFile, ScriptFile
from xogen.model.app import App, AuthorizationType
from xogen.packs.cases import example_action
from xogen.packs.loader import load_pack

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def json_snapshot(snapshot):
    return snapshot.use_extension(JsonFile)


@pytest.fixture
def js_snapshot(snapshot):
    return snapshot.use_extension(ScriptFile)


@pytest.fixture(scope="session")
def tickets():
    return load_pack(FIXTURES / "tickets", shown="tickets")


@pytest.fixture(scope="session")
def tickets_action(tickets):
    return example_action(tickets.manifest, AuthorizationType.ALLOW_USERS, App.SYSTEM)


PACK_TOML = """\
name = "tiny"
version = "1.0"
title = "Tiny"
action = "tiny"
authorizations = ["oauth"]
"""


@pytest.fixture
def make_pack(tmp_path):
    """Write a pack of one task, ``do``, and return its folder. Keys are file names, values their text."""

    def make(files, manifest=PACK_TOML):
        folder = tmp_path / "tiny"
        for name, text in {"pack.toml": manifest, **files}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder

    return make


@pytest.fixture
def make_template(make_pack):
    """Return the loaded template of one task and an action to expand it with."""

    def make(task, files=None, pair=(AuthorizationType.PRE_AUTHORIZE, App.SYSTEM)):
        pack = load_pack(make_pack({"tasks/do/task.toml": task, **(files or {})}), shown="tiny")
        return pack.templates["do"], example_action(pack.manifest, *pair)

    return make
