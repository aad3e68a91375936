"""What can go wrong between us and an org. Every text passes the redactor before it becomes an error."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from xogen.errors import ActionError, MachineError
from xogen.org.hosts import is_loopback
from xogen.org.redact import REDACTOR

_NUMBER = re.compile(r"^\[Errno -?\d+\] ")


class ExpiredError(ActionError):
    """The sign-in no longer holds: the org takes neither the access token nor the refresh token."""


class OrgError(ActionError):
    """The org answered with an error. ``status`` is HTTP's, ``code`` Salesforce's own (``INVALID_FIELD``)."""

    def __init__(self, message: str, *, status: int, code: str, fields: tuple[str, ...] = ()) -> None:
        """Say what the org said; ``fields`` are those that it names."""
        super().__init__(message)
        self.status = status
        self.code = code
        self.fields = fields


def said(text: object) -> str:
    """Return what a server said: one line, at most 300 signs, without control signs and without a secret."""
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in str(text)).split())
    clean = REDACTOR.text(words)
    return clean if len(clean) <= 300 else f"{clean[:299]}…"


def unreachable(host: str, why: object) -> MachineError:
    """Return the error of a host that does not answer."""
    here = is_loopback(urlsplit(host).hostname or "")
    check = "is it running? start it: xogen org serve" if here else "check the network (and HTTPS_PROXY)"
    return MachineError(
        f"cannot reach {host}: {said(_NUMBER.sub('', str(why))) or 'no answer'}",
        hint=f"{check}; nothing was changed, and the sign-in still holds",
    )
