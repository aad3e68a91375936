"""A client that is signed in to an embedded org, without a socket; time stands still unless a test moves it."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from itertools import count

import httpx

from tests.org.embedded.describes import all_real
from xogen.org.embedded.application import InProcess
from xogen.org.embedded.org import EmbeddedOrg
from xogen.org.embedded.settings import ConnectedApp, OrgSettings

DATA = "/services/data/v67.0"
REDIRECT = "http://localhost:7171/OauthRedirect"
VERIFIER = "a-verifier-that-is-long-enough-for-everybody-who-checks-it"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
NOON = 1_795_435_200.0  # 2026-11-23T12:00:00Z


class Clock:
    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now


def settings(**changes):
    numbers = count(1)
    known = {
        "auto_approve": True,
        "clock": Clock(),
        "chance": lambda size: f"chance{next(numbers):04d}".ljust(size, "x"),
    }
    return replace(OrgSettings(), **{**known, **changes})


def new_org(describes=None, data=None, **changes):
    return EmbeddedOrg(all_real() if describes is None else describes, data, settings(**changes))


def http(org):
    return httpx.Client(transport=InProcess(org), base_url=org.settings.base)


def authorize(client, **changes):
    asked = {
        "response_type": "code",
        "client_id": "xogen-embedded-org",
        "redirect_uri": REDIRECT,
        "state": "s1",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        **changes,
    }
    asked = {name: value for name, value in asked.items() if value is not None}
    return client.get("/services/oauth2/authorize", params=asked)


def returned(answer):
    """What the browser brings back."""
    return dict(httpx.URL(answer.headers["location"]).params)


def exchange(client, code, **changes):
    form = {
        "grant_type": "authorization_code",
        "client_id": "xogen-embedded-org",
        "redirect_uri": REDIRECT,
        "code": code,
        "code_verifier": VERIFIER,
        **changes,
    }
    return client.post(
        "/services/oauth2/token", data={name: value for name, value in form.items() if value is not None}
    )


def refreshed(client, token, **changes):
    form = {"grant_type": "refresh_token", "client_id": "xogen-embedded-org", "refresh_token": token, **changes}
    return client.post("/services/oauth2/token", data=form)


def tokens(client, **changes):
    return exchange(client, returned(authorize(client, **changes))["code"]).json()


class Talk:
    """A signed-in client: paths are below the API's version."""

    def __init__(self, org):
        self.org = org
        self.http = http(org)
        self.tokens = tokens(self.http)
        self.http.headers["Authorization"] = f"Bearer {self.tokens['access_token']}"

    def send(self, method, path, **more):
        return self.http.request(method, path if path.startswith("/services") else f"{DATA}/{path}", **more)

    def get(self, path, **params):
        return self.send("GET", path, params=params or None)

    def create(self, name, **values):
        answer = self.send("POST", f"sobjects/{name}", json=values)
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    def refusal(self, method, path, **more):
        answer = self.send(method, path, **more)
        return answer.status_code, answer.json()

    def query(self, soql):
        answer = self.get("query", q=soql)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def rows(self, soql, *names):
        """The values of fields, one tuple a record; of one field, the values."""
        found = [tuple(record[name] for name in names) for record in self.query(soql)["records"]]
        return [row[0] for row in found] if len(names) == 1 else found

    def refused_query(self, soql):
        """Code and last line of the message."""
        answer = self.get("query", q=soql)
        assert answer.status_code == 400, answer.text
        (error,) = answer.json()
        return error["errorCode"], error["message"].split("\n")[-1]


def app(**changes):
    return replace(ConnectedApp(), **changes)
