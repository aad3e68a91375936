"""What a browser does in a sign-in, for tests: open a URL, go where it is sent, come back to this machine."""

from __future__ import annotations

import http.cookiejar
import socket
import threading
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlsplit


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        """Follow nothing."""


def redirected(url):
    """Open a URL, and return where it sends the browser."""
    try:
        urllib.request.build_opener(_Stay).open(url, timeout=10)
    except urllib.error.HTTPError as error:
        with error:
            return error.headers["Location"]
    raise AssertionError(f"no redirect from {url}")


def fetch(url, data=None):
    """Open a URL, follow redirects; returns status and text."""
    try:
        with urllib.request.urlopen(url, data=data, timeout=10) as response:  # noqa: S310 - a URL of the test
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def fetch_with_cookies(url):
    """Open a URL as ``fetch`` does, with cookies: what a server needs that asks for a session."""
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    with urllib.request.build_opener(jar).open(url, timeout=20) as response:
        return response.status, response.read().decode()


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Browser:
    """Opens each URL it is given in a thread, by a function of the test's; keeps what came back."""

    def __init__(self, visit=fetch):
        self.visit = visit
        self.answers = []
        self.urls = []
        self.threads = []

    def __call__(self, url):
        self.urls.append(url)
        self.threads.append(threading.Thread(target=lambda: self.answers.append(self.visit(url)), daemon=True))
        self.threads[-1].start()

    def query(self):
        """Return the query of the URL that was opened."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.urls[0]).query).items()}

    def done(self):
        for thread in self.threads:
            thread.join(10)
        return self.answers
