"""A person's part in a sign-in to an embedded org that asks nobody: open the address, go where it leads."""

from __future__ import annotations

import httpx

from xogen.errors import MachineError
from xogen.org.hosts import is_loopback

_MOST_STEPS = 3


def agree(url: str) -> None:
    """Open an authorization URL as a browser would, and follow it back to the listener. It stays on this machine.

    Raises:
        MachineError: the org or the listener does not answer, or sends us elsewhere.
    """
    try:
        with httpx.Client(trust_env=False, timeout=30) as browser:
            for _ in range(_MOST_STEPS):
                if not is_loopback(httpx.URL(url).host):
                    raise MachineError("the embedded org leads away from this machine")
                answer = browser.get(url)
                if not answer.has_redirect_location:
                    break
                url = str(answer.next_request.url) if answer.next_request else ""
    except httpx.HTTPError as error:
        raise MachineError(f"the embedded org does not answer: {type(error).__name__}") from None
    if answer.status_code != httpx.codes.OK:
        raise MachineError(f"the embedded org refuses the sign-in: HTTP {answer.status_code}")
