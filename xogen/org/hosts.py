"""Which hosts are Salesforce's. A bearer or a client secret goes nowhere else (facts, salesforce section 1.1)."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from xogen.errors import InputError
from xogen.model.app import LOOPBACK

_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_LOGIN = re.compile(rf"(?:login|test)\.salesforce\.com|{_LABEL}(?:\.{_LABEL})?\.my\.salesforce\.com")
_ANY = re.compile(rf"(?:{_LABEL}\.)+salesforce\.com")
_HINT = (
    "use https://login.salesforce.com, https://test.salesforce.com, or your own "
    "https://NAME.my.salesforce.com (http only on localhost)"
)


def is_loopback(host: str) -> bool:
    """Whether a host name is this machine's own."""
    return host.casefold() in LOOPBACK


def is_login_host(host: str) -> bool:
    """Whether people sign in here: production, sandbox, or a My Domain."""
    return bool(_LOGIN.fullmatch(host.casefold()))


def is_salesforce_host(host: str) -> bool:
    """Whether this host may see a bearer: anything under salesforce.com, or this machine."""
    return bool(_ANY.fullmatch(host.casefold())) or is_loopback(host)


def origin(url: str) -> str:
    """Return scheme, host and port of a URL, written in one way only: ``https://login.salesforce.com``.

    Raises:
        InputError: it is no https URL (http on loopback), or names a user, or a port that cannot be.
    """
    parts, port = _split(url)
    host = parts.hostname or ""
    plain = parts.scheme == "http" and is_loopback(host)
    if not host or parts.username is not None or not (plain or parts.scheme == "https"):
        raise InputError(f"this is no https address: {_short(url)}", hint=_HINT)
    name = f"[{host}]" if ":" in host else host
    usual = {"https": 443, "http": 80}[parts.scheme]
    return f"{parts.scheme}://{name}" + ("" if port in {None, usual} else f":{port}")


def login_host(url: str) -> str:
    """Return the origin of a URL people sign in at.

    Raises:
        InputError: it is none of production, sandbox, My Domain and loopback.
    """
    where = origin(url)
    parts, port = _split(where)
    host = parts.hostname or ""
    if is_loopback(host) or (is_login_host(host) and port is None):
        return where
    raise InputError(f"{host} is no host that people sign in to Salesforce at", hint=_HINT)


def instance_host(url: str) -> str:
    """Return the origin of an org's own host, as the token answer names it.

    Raises:
        InputError: it is no Salesforce host, so that no bearer may go there.
    """
    where = origin(url)
    parts, port = _split(where)
    host = parts.hostname or ""
    if is_loopback(host) or (is_salesforce_host(host) and port is None):
        return where
    raise InputError(f"{host} is no Salesforce host: no token is sent there")


def api_base(instance_url: str, version: str) -> str:
    """Return where an org's REST API starts: ``https://acme.my.salesforce.com/services/data/v67.0``."""
    return f"{instance_host(instance_url)}/services/data/v{version}"


def _split(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise InputError(f"this is no address: {_short(url)}", hint=_HINT) from None
    return parts, port


def _short(url: str) -> str:
    """Return a URL without what may hold a secret: user, query and fragment."""
    return re.split(r"[?#]", url, maxsplit=1)[0].rpartition("@")[2][:100]
