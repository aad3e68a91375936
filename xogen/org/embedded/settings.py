"""What an embedded org is made of: who may sign in, which edition it plays, where its clock and chance come from."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

HOST = "localhost"
PORT = 7272
VERSIONS = tuple(f"{number}.0" for number in range(31, 69))
"""The API versions it answers: none that is retired, up to Winter '27 (facts, salesforce section 2)."""


@dataclass(frozen=True, slots=True)
class ConnectedApp:
    """The OAuth app that may ask for tokens. Without a secret it is a public client, which must not send one."""

    client_id: str = "xogen-embedded-org"
    client_secret: str | None = field(default=None, repr=False)
    redirects: tuple[str, ...] = ("http://localhost:7171/OauthRedirect",)
    scopes: tuple[str, ...] = ("api", "id", "refresh_token")
    rotate: bool = True
    """Whether a refresh token is good for one refresh only."""


@dataclass(frozen=True, slots=True)
class OrgSettings:
    """How the org behaves."""

    base: str = f"http://{HOST}:{PORT}"
    """Where it is: the instance URL of its tokens."""
    app: ConnectedApp = ConnectedApp()
    auto_approve: bool = False
    """Whether authorizing asks nobody: for tests, and for a person who tries xogen on their own machine."""
    edition: str = "Developer Edition"
    trial_ends: str | None = None
    sandbox: bool = False
    api_enabled: bool = True
    daily_requests: int = 15000
    session_seconds: float = 7200
    code_seconds: float = 900
    clock: Callable[[], float] = time.time
    chance: Callable[[int], str] = secrets.token_urlsafe
