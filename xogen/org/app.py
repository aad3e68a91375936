"""The OAuth app that a profile describes, with its references replaced by values. Values never leave this room."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import Field

from xogen.errors import ActionError, InputError
from xogen.model.action import ENV_REFERENCE, AuthorizationProfile
from xogen.model.base import Owned
from xogen.org.hosts import login_host
from xogen.org.redact import REDACTOR

_LINE = re.compile(r"\s*(?:export\s+)?(?P<name>[A-Za-z_]\w*)\s*=\s*(?P<value>.*?)\s*")
_QUOTED = re.compile(r"""(?P<quote>["'])(?P<value>.*?)(?P=quote)(?:\s+#.*)?""")


class OAuthApp(Owned):
    """What the handshake needs. A public client has no secret: it must not send one."""

    client_id: str
    client_secret: str | None = Field(default=None, repr=False)
    authorization_url: str
    token_url: str
    refresh_url: str
    scopes: tuple[str, ...]

    @property
    def login(self) -> str:
        """The one origin that all of its URLs share."""
        return login_host(self.token_url)

    @property
    def revoke_url(self) -> str:
        """Where tokens are revoked: beside the token URL (facts, salesforce section 1.1)."""
        base, _, last = self.token_url.partition("?")[0].rpartition("/")
        return f"{base}/revoke" if last == "token" else f"{self.login}/services/oauth2/revoke"


class Environment(Mapping[str, str]):
    """The variables of the process, and those of the project's ``.env``, which is read when one is missing."""

    def __init__(self, root: Path, variables: Mapping[str, str] | None = None) -> None:
        """Take the project's folder; ``variables`` are the process's own when left out."""
        self._root = root
        self._variables = os.environ if variables is None else variables
        self._file: dict[str, str] | None = None

    def __getitem__(self, name: str) -> str:
        """Return a variable.

        Raises:
            KeyError: it is in neither place.
            ActionError: ``.env`` is tracked by git.
        """
        return self._variables[name] if name in self._variables else self._dotenv()[name]

    def __iter__(self) -> Iterator[str]:
        """Yield all names."""
        return iter({**self._dotenv(), **self._variables})

    def __len__(self) -> int:
        """Return how many there are."""
        return len({**self._dotenv(), **self._variables})

    def _dotenv(self) -> dict[str, str]:
        if self._file is None:
            path = self._root / ".env"
            self._file = _read_dotenv(path) if path.exists() else {}
        return self._file


def oauth_app(profile: AuthorizationProfile, variables: Mapping[str, str]) -> OAuthApp:
    """Return a profile's app with its values.

    Args:
        profile: as ``xogen.toml`` has it.
        variables: what ``{{env.NAME}}`` is replaced by. A client secret that is set to nothing means a public client.

    Raises:
        ActionError: a variable is not set.
        InputError: a URL is none of Salesforce's, or they do not share one host.
    """
    app = OAuthApp(
        client_id=_value(profile.client_id, variables, "client_id"),
        client_secret=_value(profile.client_secret, variables, "client_secret", may_be_empty=True) or None,
        authorization_url=_value(profile.authorization_url, variables, "authorization_url"),
        token_url=_value(profile.token_request_url, variables, "token_request_url"),
        refresh_url=_value(profile.refresh_token_url, variables, "refresh_token_url"),
        scopes=profile.scope,
    )
    REDACTOR.learn(app.client_secret)
    urls = {
        "authorization_url": app.authorization_url,
        "token_request_url": app.token_url,
        "refresh_token_url": app.refresh_url,
    }
    hosts = {_login_host(key, url) for key, url in urls.items()}
    if len(hosts) > 1:
        raise InputError(
            f"the profile's three URLs name different hosts: {', '.join(sorted(hosts))}",
            hint="authorization_url, token_request_url and refresh_token_url belong to one host",
        )
    return app


def _login_host(key: str, url: str) -> str:
    try:
        return login_host(url)
    except InputError as error:
        raise InputError(f"the profile's {key}: {error.message}", hint=error.hint) from None


def _value(text: str, variables: Mapping[str, str], key: str, *, may_be_empty: bool = False) -> str:
    reference = ENV_REFERENCE.fullmatch(text)
    if reference is None:
        return text
    name = reference[1]
    value = variables.get(name)
    if value is None or not (value or may_be_empty):
        raise ActionError(
            f"the profile's {key} needs the environment variable {name}, which is not set",
            hint=f"set {name}, or write it to a .env file in the project's folder that git does not track",
        )
    return value


def _read_dotenv(path: Path) -> dict[str, str]:
    _refuse_tracked(path)
    found: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig", errors="replace").splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            # The line itself is not shown: it may be half a secret.
            raise InputError("this line is not of the form NAME=value", where=f"{path}:{number}")
        quoted = _QUOTED.fullmatch(match["value"])
        found[match["name"]] = quoted["value"] if quoted else match["value"].partition(" #")[0].rstrip()
    return found


def _refuse_tracked(path: Path) -> None:
    """Raise ``ActionError`` when git tracks the file, or when nobody can tell."""
    folder = path.resolve().parent
    try:
        # Fixed words and one file name: nothing here is a command of the user's.
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(folder), "ls-files", "--error-unmatch", "--", path.name],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
            env={name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {"LC_ALL": "C"},
        )
        tracked = done.returncode == 0
        unknown = done.returncode not in {0, 1} and "not a git repository" not in done.stderr
    except OSError:
        tracked = False
        unknown = any((above / ".git").exists() for above in (folder, *folder.parents))
    if tracked:
        raise ActionError(
            "git tracks this file, so everyone who sees the repository sees its secrets",
            where=str(path),
            hint="run: git rm --cached .env, add .env to .gitignore, and change the secrets that were in it",
        )
    if unknown:
        raise ActionError(
            "cannot tell whether git tracks this file",
            where=str(path),
            hint="make git work in this folder, or set the environment variables instead",
        )
