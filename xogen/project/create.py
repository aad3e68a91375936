"""A new project: the smallest one that is a step away from ``action authorize``."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from string import Template

from xogen.errors import InputError
from xogen.project import config as config_file
from xogen.project.local_org import ENV, local_org_files
from xogen.project.runlock import JOURNAL
from xogen.project.writes import folder_made, write_all

GITIGNORE = ".gitignore"

_CONFIG = Template("""\
[project]
id = "$id"    # the refIds on the platform hang on it: keep it when you rename the project
name = $name
platform = "$platform"                          # or "$other"
languages = ["en"]

[actions.salesforce]
authorization = "pre-authorize"            # or "allow-users": each end user signs in, in the conversation
app = "system"                             # the platform's own app; or "custom" with a profile, as below
edition = "developer"                      # or "enterprise"; a trial has no REST API
# instance_url = "https://acme.my.salesforce.com"
# profile = "acme-oauth"

# [profiles.acme-oauth]                    # your own OAuth app; secrets are references, never values
# callback_url = "https://idp.kore.ai/workflows/callback/"
# identity_provider = "Salesforce"
# client_id = "{{env.SALESFORCE_CLIENT_ID}}"
# client_secret = "{{env.SALESFORCE_CLIENT_SECRET}}"
# authorization_url = "https://login.salesforce.com/services/oauth2/authorize"
# token_request_url = "https://login.salesforce.com/services/oauth2/token"
# scope = ["api", "id", "refresh_token"]
# refresh_token_url = "https://login.salesforce.com/services/oauth2/token"

[lint]                                     # see: xogen rules
""")

_IGNORED = f"""\
.env
.embedded-org.sqlite*
{JOURNAL}
.*.xogen-new
.*.xogen-old
"""


def create_project(folder: Path, platform: str, *, org_port: int | None = None) -> tuple[str, ...]:
    """Write a new project.

    Args:
        folder: where; made when it is not there. Files of other kinds in it are left alone.
        platform: ``xo10`` or ``xo11``.
        org_port: the port of the org on this machine that it is tried against; none when left out.

    Returns:
        The names of the files written.

    Raises:
        InputError: the folder is a project already, or a file.
        MachineError: it cannot be written.
    """
    if (folder / config_file.FILE).exists():
        raise InputError(
            f"this folder is a project already: it has an {config_file.FILE}",
            where=str(folder.resolve()),
            hint="choose another folder, or go on in this one: xogen action status",
        )
    if folder.exists() and not folder.is_dir():
        raise InputError("this is a file, not a folder", where=str(folder), hint="choose another name")
    # What no terminal prints, the end of a byte that is no UTF-8 among it, would not make sound TOML.
    name = "".join(sign for sign in folder.resolve().name if sign.isprintable()) or "bot"
    files = (
        {config_file.FILE: _config(name, platform)}
        if org_port is None
        else dict(local_org_files(name, platform, org_port))
    )
    if not (folder / GITIGNORE).exists():
        files[GITIGNORE] = _IGNORED
    _refuse_second_env(folder, files)
    with folder_made(folder):
        write_all(folder, {name: text.encode() for name, text in files.items()})
    if ENV in files:
        (folder / ENV).chmod(0o600)
    return tuple(files)


def _refuse_second_env(folder: Path, files: Mapping[str, str]) -> None:
    if ENV in files and (folder / ENV).exists():
        raise InputError(
            f"there is a {ENV} here already, and it may hold secrets that are in use",
            where=str(folder),
            hint="choose a new folder: xogen init --try my-bot",
        )


def _config(name: str, platform: str) -> str:
    """Return the text of ``xogen.toml``. The id is the one thing in xogen that no input decides."""
    other = "xo10" if platform == "xo11" else "xo11"
    quoted = json.dumps(name, ensure_ascii=False)  # a JSON string is a TOML string
    return _CONFIG.substitute(id=secrets.token_hex(16), name=quoted, platform=platform, other=other)
