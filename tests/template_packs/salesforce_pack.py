"""The Salesforce pack, expanded: what all tests of its content start from."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from xogen.model.action import Action, ActionSettings, AuthorizationProfile, Evidence
from xogen.model.authorization import AuthorizedAction, authorize, authorize_step, enable_step
from xogen.model.dialog import DialogTask
from xogen.model.sobject import SObject
from xogen.packs.expand import expand
from xogen.packs.loader import load_pack
from xogen.packs.manifest import TemplatePack

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
REST = ROOT / "tests" / "fixtures" / "describe" / "rest"
OBJECTS = ROOT / "tests" / "fixtures" / "describe" / "objects"

TASKS = ("create-lead", "create-opportunity", "update-lead", "view-lead", "list-leads", "search-leads", "delete-lead")
RECORD_TASKS = ("create-record", "find-record", "view-record", "update-record", "delete-record")
"""Those for any object."""

PAIRS = tuple((kind, app) for kind in ("pre-authorize", "allow-users") for app in ("system", "custom"))

PROFILE = AuthorizationProfile.model_validate(
    {
        "callback_url": "https://idp.kore.ai/workflows/callback/",
        "identity_provider": "Salesforce",
        "client_id": "{{env.SALESFORCE_CLIENT_ID}}",
        "client_secret": "{{env.SALESFORCE_CLIENT_SECRET}}",
        "authorization_url": "https://login.salesforce.com/services/oauth2/authorize",
        "token_request_url": "https://login.salesforce.com/services/oauth2/token",
        "scope": ["api", "id", "refresh_token"],
        "refresh_token_url": "https://login.salesforce.com/services/oauth2/token",
    }
)


@cache
def pack() -> TemplatePack:
    return load_pack(ROOT / "template_packs" / "salesforce")


@cache
def authorized(kind: str, app: str) -> AuthorizedAction:
    custom = app == "custom"
    settings = ActionSettings(authorization=kind, app=app, profile="acme-oauth" if custom else None)
    action = Action(name="salesforce", settings=settings, profile=PROFILE if custom else None)
    if kind == "pre-authorize":
        record = authorize_step(action, Evidence(kind="declared"))
        action = action.model_copy(update={"record": record})
    return authorize(action.model_copy(update={"record": enable_step(action)}))


@cache
def describe(name: str) -> SObject:
    return SObject.from_describe(json.loads((OBJECTS / f"{name}.json").read_text(encoding="utf-8")))


def expanded(
    task: str, kind: str = "pre-authorize", app: str = "system", *, describes: tuple[str, ...] = (), **parameters: Any
) -> DialogTask:
    names = {*describes, *([parameters["object"]] if "object" in parameters else [])}
    sobjects = {name: describe(name) for name in names}
    return expand(pack().templates[task], authorized(kind, app), parameters=parameters, sobjects=sobjects)


def rest(name: str) -> Any:
    """A real answer of Salesforce, ``restforce_write_error_response`` for example."""
    return json.loads((REST / f"{name}.json").read_text(encoding="utf-8"))
