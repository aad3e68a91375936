"""An org's REST API. The bearer goes to the org's own host only; a 401 renews the sign-in once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import httpx

from xogen.errors import InputError, MachineError
from xogen.org.hosts import api_base, instance_host, origin
from xogen.org.http import http_client, send
from xogen.org.oauth import Tokens
from xogen.org.problems import ExpiredError, OrgError, said
from xogen.org.redact import REDACTOR

Params = Mapping[str, str | int]
_REDIRECTS = 3
_ABSOLUTE = re.compile(r"[A-Za-z][\w+.-]*:")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the org answered. ``data`` is the JSON, ``None`` for an empty body (204, 304)."""

    status: int
    headers: Mapping[str, str]
    data: Any


class OrgClient:
    """Speaks to one org with one sign-in."""

    def __init__(
        self,
        tokens: Tokens,
        renew: Callable[[Tokens], Tokens] | None = None,
        *,
        version: str = "67.0",
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Take a sign-in.

        Args:
            tokens: the sign-in.
            renew: called with tokens that the org no longer takes; returns newer ones, which it has saved.
            version: of the REST API.
            transport: another way to carry requests, for tests.

        Raises:
            InputError: the sign-in names no Salesforce host.
        """
        self.version = version
        self._renew = renew
        self._origin = instance_host(tokens.instance_url)
        self._tokens = tokens
        self._http = http_client(self._origin, transport)
        REDACTOR.learn(tokens.access, tokens.refresh)

    @property
    def tokens(self) -> Tokens:
        """The sign-in, as it is now."""
        return self._tokens

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        self._http.close()

    def get(self, path: str, params: Params | None = None) -> Any:  # noqa: ANN401 - JSON
        """Return the JSON at a path: ``/limits`` under the API's base, ``/services/...`` under the host."""
        return self.send("GET", path, params=params).data

    def post(self, path: str, body: object) -> Any:  # noqa: ANN401 - JSON
        """Post JSON, and return the JSON of the answer."""
        return self.send("POST", path, body=body).data

    def patch(self, path: str, body: object) -> Any:  # noqa: ANN401 - JSON
        """Patch with JSON, and return the JSON of the answer (``None`` for 204)."""
        return self.send("PATCH", path, body=body).data

    def delete(self, path: str) -> None:
        """Delete what a path names."""
        self.send("DELETE", path)

    def send(
        self,
        method: str,
        path: str,
        *,
        params: Params | None = None,
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request and return the whole answer; 304 is one, too.

        Raises:
            ExpiredError: the sign-in no longer holds.
            OrgError: the org refuses: status, code and fields as it names them.
            MachineError: it does not answer, or fails (5xx), or sends us to another host.
        """
        url = self._url(path)
        response = self._bearing(method, url, params, body, headers)
        if _is_session_over(response) and self._renew is not None:
            self._renewed(self._renew)
            response = self._bearing(method, url, params, body, headers)
        if _is_session_over(response):
            raise ExpiredError("the org no longer takes the sign-in (INVALID_SESSION_ID)")
        if response.is_success or response.status_code == 304:
            return Answer(response.status_code, response.headers, _data(response))
        raise _error(response)

    def _renewed(self, renew: Callable[[Tokens], Tokens]) -> None:
        tokens = renew(self._tokens)
        if instance_host(tokens.instance_url) != self._origin:
            raise ExpiredError(f"the org has moved to {tokens.instance_url}")
        self._tokens = tokens

    def _url(self, path: str) -> str:
        base = self._origin if path.startswith("/services/") else api_base(self._origin, self.version)
        url = path if _ABSOLUTE.match(path) else f"{base}/{path.removeprefix('/')}"
        if origin(url) != self._origin:
            raise InputError(f"{origin(url)} is not the org's own host {self._origin}: no token is sent there")
        return url

    def _bearing(
        self, method: str, url: str, params: Params | None, body: object, headers: Mapping[str, str] | None
    ) -> httpx.Response:
        for _ in range(_REDIRECTS):
            request = self._http.build_request(method, url, params=params, json=body, headers=headers)
            request.headers["Authorization"] = f"Bearer {self._tokens.access}"
            response = send(self._http, request)
            if response.status_code not in {301, 302, 303, 307, 308}:
                return response
            url, params = urljoin(url, response.headers.get("location", "")), None
            target = urlsplit(url)
            if f"{target.scheme}://{target.netloc}" != self._origin or method != "GET":
                raise MachineError(
                    f"{self._origin} sends us to {said(target.hostname)}, where no token is sent",
                    hint="has the org's My Domain changed? authorize the action again",
                )
        raise MachineError(f"{self._origin} sends us round in circles")


def _is_session_over(response: httpx.Response) -> bool:
    return response.status_code == 401 and _first(response).get("errorCode") == "INVALID_SESSION_ID"


def _data(response: httpx.Response) -> Any:  # noqa: ANN401 - JSON
    if not response.content:
        return None
    try:
        return json.loads(response.content)
    except ValueError:
        raise MachineError(f"{origin(str(response.request.url))} answers with something else than JSON") from None


def _first(response: httpx.Response) -> Mapping[str, Any]:
    """Return the first error of an answer, in the list that Salesforce sends; nothing when it is none."""
    try:
        errors = json.loads(response.content)
    except ValueError:
        return {}
    first = errors[0] if isinstance(errors, list) and errors else errors
    return first if isinstance(first, dict) else {}


def _error(response: httpx.Response) -> OrgError | MachineError:
    first, status = _first(response), response.status_code
    code = said(first.get("errorCode") or f"HTTP {status}")
    words = said(first.get("message", ""))
    message = f"the org answers {code}: {words}" if words else f"the org answers {code}"
    if status >= 500:
        return MachineError(message, hint="try again later")
    fields = first.get("fields")
    named = tuple(map(str, fields)) if isinstance(fields, list) else ()
    return OrgError(message, status=status, code=code, fields=named)
