"""The one way HTTP clients are made here: TLS verified, no redirect followed, this machine never by a proxy."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

from xogen import __version__
from xogen.org.hosts import is_loopback, origin
from xogen.org.problems import unreachable

TIMEOUT = httpx.Timeout(30.0, connect=10.0)


def http_client(base: str, transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """Return a client for one host.

    Args:
        base: the origin it will speak to.
        transport: another way to carry requests, for tests.
    """
    return httpx.Client(
        timeout=TIMEOUT,
        follow_redirects=False,
        trust_env=not is_loopback(urlsplit(base).hostname or ""),
        headers={"User-Agent": f"xogen/{__version__}", "Accept": "application/json"},
        transport=transport,
    )


def send(http: httpx.Client, request: httpx.Request) -> httpx.Response:
    """Send a request.

    Raises:
        MachineError: no answer came. What httpx raised is not kept: it carries the request and its secrets.
    """
    try:
        return http.send(request)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        why = str(error) or type(error).__name__
    raise unreachable(origin(str(request.url)), why)
