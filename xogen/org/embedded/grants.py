"""Who was granted what: codes, access and refresh tokens, kept as digests only.

Tokens that come from one consent are a family. A refresh token that is used twice was stolen, or its answer was lost:
nobody can tell, so the whole family ends (facts, salesforce sections 1.3 and 4).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from xogen.org.embedded.settings import OrgSettings
from xogen.org.embedded.store import Store

CODE, ACCESS, REFRESH = "code", "access", "refresh"


@dataclass(frozen=True, slots=True)
class Grant:
    """A token or a code that is known, and what it stands for."""

    kind: str
    family: str
    user: str
    client: str
    scopes: tuple[str, ...]
    redirect: str
    challenge: str
    alive: bool
    """Whether it may still be used."""
    used: bool


class Grants:
    """All grants of the org."""

    def __init__(self, store: Store, settings: OrgSettings, organization: str) -> None:
        """Keep them in the org's store."""
        self._store, self._settings, self._organization = store, settings, organization

    def new_code(self, user: str, client: str, scopes: tuple[str, ...], redirect: str, challenge: str) -> str:
        """Begin a family by a consent and return its code."""
        family = self._settings.chance(16)
        self._store.rows('INSERT INTO "_grant" VALUES (?, ?, ?, ?, 0)', (family, user, client, " ".join(scopes)))
        code = f"aPrx{self._settings.chance(48)}"
        self._remember(code, CODE, family, self._settings.code_seconds, redirect, challenge)
        return code

    def new_access(self, family: str) -> str:
        """Return a new access token of a family, in Salesforce's own shape."""
        token = f"{self._organization[:15]}!{self._settings.chance(60)}"
        self._remember(token, ACCESS, family, self._settings.session_seconds)
        return token

    def new_refresh(self, family: str) -> str:
        """Return a new refresh token of a family."""
        token = f"5Aep{self._settings.chance(60)}"
        self._remember(token, REFRESH, family, None)
        return token

    def find(self, token: str) -> Grant | None:
        """Return what a token or code stands for, even if it is of no use any more; ``None`` when it never was."""
        rows = self._store.rows(
            'SELECT * FROM "_token" JOIN "_grant" USING (family) WHERE digest = ?', (_digest(token),)
        )
        if not rows:
            return None
        row: Any = rows[0]
        late = row["ends"] is not None and row["ends"] <= self._settings.clock()
        return Grant(
            kind=row["kind"],
            family=row["family"],
            user=row["user"],
            client=row["client"],
            scopes=tuple(row["scope"].split()),
            redirect=row["redirect"] or "",
            challenge=row["challenge"] or "",
            alive=not (late or row["used"] or row["revoked"]),
            used=bool(row["used"]),
        )

    def use_up(self, token: str) -> None:
        """Mark a token or a code as used: it is good for nothing any more."""
        self._store.rows('UPDATE "_token" SET used = 1 WHERE digest = ?', (_digest(token),))

    def revoke_family(self, family: str) -> None:
        """End all tokens that came from one consent."""
        self._store.rows('UPDATE "_grant" SET revoked = 1 WHERE family = ?', (family,))

    def _remember(
        self, token: str, kind: str, family: str, seconds: float | None, redirect: str = "", challenge: str = ""
    ) -> None:
        ends = None if seconds is None else self._settings.clock() + seconds
        self._store.rows(
            'INSERT INTO "_token" VALUES (?, ?, ?, ?, 0, ?, ?)',
            (_digest(token), kind, family, ends, redirect, challenge),
        )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
