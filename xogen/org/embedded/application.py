"""The org as an ASGI application, and in process for clients that speak httpx."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from xogen.model.app import LOOPBACK
from xogen.org.embedded.org import EmbeddedOrg
from xogen.org.embedded.settings import OrgSettings
from xogen.org.embedded.wire import Call

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

BIGGEST = 6_000_000
"""Bytes of a body that are read: Salesforce takes no more either."""
_HOST = re.compile(r"(\[[0-9a-f:]+\]|[^:\[\]]+)(?::\d+)?")


def app(
    describes: Iterable[Mapping[str, Any]], data: Path | None = None, settings: OrgSettings | None = None
) -> Starlette:
    """Return an org as an ASGI application; its ``state.org`` is the org itself.

    Args:
        describes: the objects it has.
        data: a SQLite file for its records; in memory when left out.
        settings: how it behaves.
    """
    return application(EmbeddedOrg(describes, data, settings))


def application(org: EmbeddedOrg) -> Starlette:
    """Return an org as an ASGI application. It answers only those who know it by a loopback name.

    A page of another site could otherwise reach it by a name of its own that leads to this machine.
    """
    from starlette.applications import Starlette
    from starlette.responses import Response
    from starlette.routing import Route

    async def serve(request: Request) -> Response:
        if not _is_loopback(request.headers.get("host", "")):
            return Response("this org answers on loopback names only\n", 421, media_type="text/plain")
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > BIGGEST:
                return Response(status_code=413)
        answer = org.answer(_call(request, body))
        return Response(answer.body, answer.status, answer.all_headers)

    methods = ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE"]
    made = Starlette(routes=[Route("/{path:path}", serve, methods=methods)])
    made.state.org = org
    return made


def _call(request: Request, body: bytes) -> Call:
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    query = request.scope["query_string"]
    target = raw.partition(b"?")[0] + (b"?" + query if query else b"")
    return Call.of(request.method, target.decode("latin-1"), request.headers, body)


def _is_loopback(host: str) -> bool:
    match = _HOST.fullmatch(host.lower())
    return match is not None and match[1].strip("[]") in LOOPBACK


class InProcess(httpx.BaseTransport):
    """What lets an ``httpx.Client`` talk to an org without a socket: ``httpx.Client(transport=InProcess(org))``."""

    def __init__(self, org: EmbeddedOrg) -> None:
        """Talk to this org."""
        self._org = org

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request of the client."""
        target = request.url.raw_path.decode("ascii")
        answer = self._org.answer(Call.of(request.method, target, request.headers, request.read()))
        return httpx.Response(answer.status, headers=answer.all_headers, content=answer.body, request=request)
