"""The embedded org before an outside judge: ``jsforce``, over a real socket."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.org.embedded.talking import REDIRECT, http, tokens
from xogen.org.embedded.bundled import bundled_describes
from xogen.org.embedded.org import ORGANIZATION, USER, EmbeddedOrg
from xogen.org.embedded.server import serving
from xogen.org.embedded.settings import OrgSettings

HERE = Path(__file__).parent / "jsforce"
NODE = shutil.which("node")
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(NODE is None, reason="Node is not installed: the judge jsforce cannot run"),
    pytest.mark.skipif(
        not (HERE / "node_modules" / "jsforce").is_dir(),
        reason="jsforce is not installed: run npm ci in tests/org/judges/jsforce",
    ),
]


@pytest.fixture(scope="module")
def steps():
    with serving(lambda base: EmbeddedOrg(bundled_describes(), None, OrgSettings(base, auto_approve=True))) as org:
        given = tokens(http(org))
        done = subprocess.run(
            [NODE, "judge.mjs", org.settings.base, REDIRECT],
            cwd=HERE,
            env={**os.environ, "ACCESS_TOKEN": given["access_token"]},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


DONE = {
    "identity": {"user": USER, "organization": ORGANIZATION},
    "created": {"success": True, "prefix": "00Q", "length": 18},
    "read": {"name": "Ada O'Neil", "title": "Countess", "status": "Open - Not Contacted"},
    "made": 450,
    "pages": [[450, 200, False], [450, 200, False], [450, 50, True]],
    "last": "Account 449",
    "fetched": 450,
    "found": [[True, "Ada O'Neil", "Ada Embedded"]],
    "count": 50,
    "searched": [["Lead", "Ada O'Neil"]],
    "described": ["Name", "StageName", "CloseDate"],
    "limits": True,
    "versions": "68.0",
    "destroyed": [True, True, True],
    "signedIn": {"user": USER, "organization": ORGANIZATION},
    "afterRefresh": 0,
    "renewed": 1,
    "afterLogout": True,
    "tokenLength": True,
}


@pytest.mark.parametrize("step", DONE)
def test_jsforce_does_what_people_do_with_it(steps, step):
    assert steps[step] == DONE[step]


def test_jsforce_lists_the_objects(steps):
    assert {"Account", "Lead", "Opportunity", "Organization", "User"} <= set(steps["global"])


ERRORS = {
    "required": ("REQUIRED_FIELD_MISSING", "Required fields are missing: [LastName, Company]"),
    "field": ("INVALID_FIELD", "No such column 'foo' on sobject of type Lead"),
    "deleted": ("ENTITY_IS_DELETED", "entity is deleted"),
    "missing": ("NOT_FOUND", "The requested resource does not exist"),
    "query": ("MALFORMED_QUERY", "unexpected token: 'Lead'"),
    "column": ("INVALID_FIELD", "No such column 'foo' on entity 'Lead'"),
    "session": ("INVALID_SESSION_ID", "Session expired or invalid"),
}


@pytest.mark.parametrize("error", ERRORS)
def test_jsforce_understands_the_errors(steps, error):
    code, message = ERRORS[error]
    assert steps["errors"][error]["code"] == code
    assert message in steps["errors"][error]["message"]
