"""What a project needs that is tried against an org on this machine: its configuration, and secrets of no value."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from string import Template

ENV = ".env"
_CONFIG = Template("""\
[project]
id = "$id"    # the refIds on the platform hang on it: keep it when you rename the project
name = $name
platform = "$platform"
languages = ["en"]

[actions.salesforce]
authorization = "pre-authorize"
app = "custom"
profile = "embedded-org"
edition = "developer"
instance_url = "$base"
login_redirect = "$redirect"

# An org on this machine: xogen org serve. For a real one, put its addresses and the names of its variables here.
[profiles.embedded-org]
callback_url = "https://idp.kore.ai/workflows/callback/"
identity_provider = "Salesforce"
client_id = "{{env.EMBEDDED_ORG_CLIENT_ID}}"
client_secret = "{{env.EMBEDDED_ORG_CLIENT_SECRET}}"
authorization_url = "$base/services/oauth2/authorize"
token_request_url = "$base/services/oauth2/token"
scope = ["api", "id", "refresh_token"]
refresh_token_url = "$base/services/oauth2/token"

[lint]                                     # see: xogen rules
""")


def local_org_files(name: str, platform: str, port: int) -> Mapping[str, str]:
    """Return ``xogen.toml`` and ``.env`` of a project whose org is on this machine.

    Args:
        name: the project's.
        platform: ``xo10`` or ``xo11``.
        port: the org's; the browser comes back on the next one.
    """
    config = _CONFIG.substitute(
        id=secrets.token_hex(16),
        name=json.dumps(name, ensure_ascii=False),
        platform=platform,
        base=f"http://localhost:{port}",
        redirect=f"http://localhost:{port + 1}/OauthRedirect",
    )
    env = (
        "# of the org on this machine only; made by: xogen init --try\n"
        "EMBEDDED_ORG_CLIENT_ID=xogen-embedded-org\n"
        f"EMBEDDED_ORG_CLIENT_SECRET={secrets.token_urlsafe(32)}\n"
    )
    return {"xogen.toml": config, ENV: env}
