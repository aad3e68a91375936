"""The listener on this machine that the browser comes back to, with the code, once.

Only GET on the exact path counts, and only the first one: whatever else knocks (icons, other paths, a second answer) is
turned away. Pages are fixed texts; nothing of a request is ever repeated in one.
"""

from __future__ import annotations

import errno
import queue
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from xogen.errors import ActionError, InputError, MachineError
from xogen.org.hosts import is_loopback
from xogen.org.oauth import HINTS, same
from xogen.org.problems import said
from xogen.org.redact import REDACTOR

_LOCAL: dict[str, tuple[tuple[int, str], ...]] = {
    "localhost": ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")),
    "127.0.0.1": ((socket.AF_INET, "127.0.0.1"),),
    "::1": ((socket.AF_INET6, "::1"),),
}
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>xogen</title>
<body style="font: 1.1rem sans-serif; margin: 4rem auto; max-width: 36rem"><h1>{title}</h1><p>{text}</p></body></html>
"""
_MANNERS = 1.0
_DONE = ("You may close this page", "xogen has the answer. Everything else is said in the terminal.")
_AGAIN = ("This answer was given before", "xogen takes one answer for each sign-in. See the terminal.")
_WRONG = ("This answer is for another sign-in", "xogen did not take it. See the terminal, and start again there.")
_NOTHING = ("Nothing here", "xogen waits for Salesforce's answer at another address.")


class Inbox:
    """What the listener got: the first answer, and the paths that were asked for in vain."""

    def __init__(self, path: str, state: str) -> None:
        """Expect an answer on one path, with one state."""
        self.path = path
        self.wrong_paths: list[str] = []
        self._state = state
        self._first: queue.Queue[dict[str, list[str]]] = queue.Queue(maxsize=1)
        self._taken = threading.Lock()
        self.shown = threading.Event()

    def put(self, query: str) -> tuple[HTTPStatus, tuple[str, str]]:
        """Take an answer; returns the status and page for the browser."""
        if not self._taken.acquire(blocking=False):
            return HTTPStatus.GONE, _AGAIN
        values = _values(query)
        REDACTOR.learn(*values.get("code", ()))
        self._first.put(values)
        return (HTTPStatus.OK, _DONE) if self._is_ours(values) else (HTTPStatus.BAD_REQUEST, _WRONG)

    def code(self, timeout: float) -> str:
        """Wait for the answer, and return the code in it.

        Raises:
            ActionError: no answer came in time, it is for another sign-in, or it says no.
        """
        try:
            values = self._first.get(timeout=timeout)
        except queue.Empty:
            raise _silence(timeout, self.path, self.wrong_paths) from None
        # The browser gets its page first: ending here could cut it off.
        self.shown.wait(_MANNERS)
        if not self._is_ours(values):
            raise ActionError(
                "the answer that came back is for another sign-in (its state is not ours), so it was not used",
                hint="run the command again, and finish in the page that it opens",
            )
        if "error" in values:
            raise _denied(values)
        codes = values.get("code", [])
        if len(codes) != 1 or not codes[0]:
            raise ActionError("the answer that came back has no code", hint="run the command again")
        return codes[0]

    def _is_ours(self, values: dict[str, list[str]]) -> bool:
        states = values.get("state", [])
        return len(states) == 1 and same(states[0], self._state)


@contextmanager
def listening(redirect: str, state: str) -> Iterator[Inbox]:
    """Listen at a redirect URL while the block runs.

    Raises:
        InputError: the URL is not of the form ``http://localhost:PORT/PATH``.
        MachineError: its port is taken.
    """
    host, port, path = _address(redirect)
    inbox = Inbox(path, state)
    servers: list[_Server] = []
    try:
        for family, address in _LOCAL[host]:
            server = _bind(inbox, family, address, port)
            if server is not None:
                servers.append(server)
        if not servers:
            raise MachineError(f"cannot listen on {host}")
        for server in servers:
            server.start()
        yield inbox
    finally:
        for server in servers:
            server.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, inbox: Inbox, family: int, address: tuple[str, int]) -> None:
        self.thread: threading.Thread | None = None
        self.address_family = family
        self.inbox = inbox
        super().__init__(address, _Handler)

    def start(self) -> None:
        self.thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def stop(self) -> None:
        if self.thread is not None:
            self.shutdown()
            self.thread.join()
        self.server_close()

    def server_bind(self) -> None:
        if self.address_family == socket.AF_INET6:
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        if sys.platform == "win32":
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:  # a sign-in right after another; on Windows this would let another program share the port
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Not HTTPServer's own, which asks the name service for this machine's name.
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that hung up."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10
    server_version = "xogen"
    sys_version = ""

    def do_GET(self) -> None:
        inbox = self.server.inbox
        parts = urlsplit(self.path)
        if parts.path == inbox.path:
            self._page(*inbox.put(parts.query))
            inbox.shown.set()
            return
        if parts.path != "/favicon.ico":
            inbox.wrong_paths.append(parts.path)
        self._page(HTTPStatus.NOT_FOUND, _NOTHING)

    def _page(self, status: HTTPStatus, words: tuple[str, str]) -> None:
        body = _PAGE.format(title=words[0], text=words[1]).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the method it replaces
        """Write no request line anywhere: it holds the code."""


def _bind(inbox: Inbox, family: int, address: str, port: int) -> _Server | None:
    """Return a server; ``None`` where this machine does not have the address (no IPv6)."""
    try:
        return _Server(inbox, family, (address, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise MachineError(
                f"port {port} is taken by another program, so Salesforce's answer could not come back",
                hint="end that program, or set another login_redirect, and register it as a callback URL of the app",
            ) from None
        if error.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}:
            return None
        raise MachineError(f"cannot listen on port {port}: {error.strerror}") from None


def _values(query: str) -> dict[str, list[str]]:
    try:
        return parse_qs(query, keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return {}


def _address(redirect: str) -> tuple[str, int, str]:
    parts = urlsplit(redirect)
    host = (parts.hostname or "").casefold()
    if parts.scheme != "http" or not is_loopback(host) or not parts.port or parts.query or parts.fragment:
        raise InputError(
            f"login_redirect cannot be listened at: {redirect.partition('?')[0]}",
            hint='use the form "http://localhost:7171/OauthRedirect"',
        )
    return host, parts.port, parts.path or "/"


def _silence(timeout: float, path: str, wrong_paths: list[str]) -> ActionError:
    if wrong_paths:
        other = said(sorted(set(wrong_paths))[0])
        return ActionError(
            f"no answer came at {path} within {timeout:.0f} s, but something came at {other}",
            hint="the app's callback URL and the action's login_redirect must be equal, letter for letter",
        )
    return ActionError(
        f"no answer came back within {timeout:.0f} s",
        hint="Salesforce shows some errors in the browser only, and tells us nothing: an app that is not installed in "
        "the org (OAUTH_APPROVAL_ERROR_GENERIC: an admin installs it, or grants Approve Uninstalled Connected Apps), "
        "a callback URL that is not registered (redirect_uri_mismatch), a wrong client id (invalid_client_id). "
        "Look at the page, and run the command again",
    )


def _denied(values: dict[str, list[str]]) -> ActionError:
    error = said(values["error"][0])
    words = said(values.get("error_description", [""])[0])
    what = "access was denied" if error.replace("-", "_") == "access_denied" else "Salesforce refuses"
    detail = f"{words} ({error})" if words else error
    return ActionError(f"{what}: {detail}", hint=HINTS.get(error))
