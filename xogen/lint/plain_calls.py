"""Calls without encryption: where that stands, whom they reach, and how they are put right."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from xogen.formats.edits import Edit
from xogen.lint.fix import Fix, unsafe
from xogen.model.app import LOOPBACK
from xogen.model.nodes import ServiceNode


class PlainCall(NamedTuple):
    """A call over plain http: the field that says so, from the node; the host; and the fix, from the node, too."""

    pointer: str
    host: str
    fix: Fix


def plain_call(node: ServiceNode) -> PlainCall | None:
    """Return what is plain about a call; nothing for one that is encrypted or stays on the machine."""
    for key, value in (("host", node.host), ("path", node.path)):
        if value.strip().lower().startswith("http://"):  # a whole URL stands where its parts should
            at = value.lower().index("http")
            return _leaving(key, _host(value), f"{value[:at]}https{value[at + 4 :]}")
    return _leaving("protocol", _host(f"http://{node.host}"), "https") if node.protocol == "http" else None


def _leaving(key: str, host: str, right: str) -> PlainCall | None:
    if host in LOOPBACK:
        return None
    return PlainCall(f"/{key}", host, unsafe("use https", Edit(f"/{key}", right)))


def _host(url: str) -> str:
    """Return the host of a URL, a reference as it is written."""
    rest = url.strip()[len("http://") :]
    if rest.startswith("{{"):
        return rest.partition("}}")[0] + "}}"
    try:
        return urlsplit(url.strip()).hostname or "a host that is not named"
    except ValueError:  # brackets that are no address
        return rest
