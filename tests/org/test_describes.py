"""Pulling describes through the client: what is asked, what is kept, and when nothing is fetched."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from tests.org.embedded.talking import Talk, new_org
from xogen.errors import InputError, NotFoundError
from xogen.formats.describe_lock import DescribeLock, DescribeOrigin
from xogen.formats.describes import dump_describe
from xogen.org.client import OrgClient
from xogen.org.describes import Source, digest_of, pull
from xogen.org.embedded.application import InProcess
from xogen.org.oauth import Tokens
from xogen.org.problems import OrgError

OBJECTS = Path(__file__).parents[1] / "fixtures" / "describe" / "objects"
DATA = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(OBJECTS.glob("*.json"))}
SOURCE = Source("00D5i000000abcDEAQ", "https://acme.my.salesforce.com", "2026-11-23")


class Org:
    """An org that describes what the fixtures describe, and answers 304 to its own ETag."""

    def __init__(self):
        self.tag = '"1"'
        self.asked = []
        self.layout = httpx.Response(404, json=[{"errorCode": "NOT_FOUND", "message": "none"}])
        self.asked_for_layouts = []
        self.fault = None

    def __call__(self, request):
        path = request.url.path.removeprefix("/services/data/v67.0/sobjects")
        told = {
            name: request.headers[name] for name in ("if-none-match", "if-modified-since") if name in request.headers
        }
        if path.endswith("/layouts"):
            self.asked_for_layouts.append((path, told))
            return httpx.Response(304) if told else self.layout
        self.asked.append((path, told))
        if not path:
            return httpx.Response(200, json={"sobjects": [{"name": name} for name in [*DATA, "Secret__c"]]})
        if self.fault is not None:
            return self.fault
        if request.headers.get("if-none-match") == self.tag:
            return httpx.Response(304)
        headers = {"ETag": self.tag, "Last-Modified": "Mon, 23 Nov 2026 10:00:00 GMT"}
        return httpx.Response(200, json=DATA[path.split("/")[1]], headers=headers)


@pytest.fixture
def org():
    return Org()


@pytest.fixture
def client(org):
    tokens = Tokens(access="planted-access-1", instance_url=SOURCE.instance_url, scopes=())
    with OrgClient(tokens, transport=httpx.MockTransport(org)) as made:
        yield made


def again(client, first, *names, **more):
    files = {name: text.encode() for name, text in first.files.items()}
    return pull(client, names, more.pop("files", files), first.lock, more.pop("source", SOURCE), **more)


def test_a_first_pull(client, org):
    pulled = pull(client, ["lead", "Account", "LEAD"], {}, DescribeLock(), SOURCE)
    assert org.asked == [("", {}), ("/Lead/describe", {}), ("/Account/describe", {})]
    assert pulled.files == {name: dump_describe(DATA[name]) for name in ("Lead", "Account")}
    assert pulled.outcomes == {"Lead": "written", "Account": "written"}
    assert pulled.lock.objects == tuple(sorted([*DATA, "Secret__c"]))
    assert pulled.lock.describes["Lead"] == DescribeOrigin(
        organization_id="00D5i000000abcDEAQ",
        instance_url="https://acme.my.salesforce.com",
        api_version="67.0",
        pulled="2026-11-23",
        etag='"1"',
        last_modified="Mon, 23 Nov 2026 10:00:00 GMT",
        digest=digest_of(pulled.files["Lead"].encode()),
    )


def test_what_has_not_changed_is_not_fetched_and_is_of_today_again(client, org):
    first = pull(client, ["Lead"], {}, DescribeLock(), SOURCE)
    later = Source(SOURCE.organization_id, SOURCE.instance_url, "2026-12-01")
    second = again(client, first, "Lead", source=later)
    assert org.asked[-1] == (
        "/Lead/describe",
        {"if-none-match": '"1"', "if-modified-since": "Mon, 23 Nov 2026 10:00:00 GMT"},
    )
    assert (second.files, second.outcomes) == ({}, {"Lead": "unchanged"})
    assert second.lock.describes["Lead"] == first.lock.describes["Lead"].model_copy(update={"pulled": "2026-12-01"})


@pytest.mark.parametrize(
    "change",
    [
        {"files": {}},
        {"files": {"Lead": b"edited by hand"}},
        {"anonymous": True},
        {"source": Source("00D5i000000zzzZEAQ", "https://other.my.salesforce.com", "2026-11-23")},
    ],
    ids=["no file", "another file", "now anonymous", "another org"],
)
def test_what_stands_there_must_be_what_was_pulled(client, org, change):
    first = pull(client, ["Lead"], {}, DescribeLock(), SOURCE)
    second = again(client, first, "Lead", **change)
    assert org.asked[-1] == ("/Lead/describe", {})
    assert second.outcomes == {"Lead": "written"}


def test_line_ends_of_git_do_not_count(client, org):
    first = pull(client, ["Lead"], {}, DescribeLock(), SOURCE)
    files = {"Lead": first.files["Lead"].replace("\n", "\r\n").encode()}
    assert again(client, first, "Lead", files=files).outcomes == {"Lead": "unchanged"}


def test_a_change_is_fetched(client, org):
    first = pull(client, ["Lead"], {}, DescribeLock(), SOURCE)
    org.tag = '"2"'
    second = again(client, first, "Lead")
    assert (second.outcomes, second.lock.describes["Lead"].etag) == ({"Lead": "written"}, '"2"')


def test_an_anonymous_pull_notes_no_org_and_is_cached_by_its_tag_alone(client, org):
    first = pull(client, ["Lead"], {}, DescribeLock(), SOURCE, anonymous=True)
    origin = first.lock.describes["Lead"]
    assert (origin.organization_id, origin.instance_url, origin.anonymised) == (None, None, True)
    assert "broth-scorpio" not in first.files["Lead"]
    assert again(client, first, "Lead", anonymous=True).outcomes == {"Lead": "unchanged"}
    assert org.asked[-1] == ("/Lead/describe", {"if-none-match": '"1"'})


def test_the_other_describes_of_a_folder_stay_noted(client):
    before = DescribeLock(describes={"Old__c": DescribeOrigin(pulled="2026-01-01")})
    after = pull(client, ["Lead"], {}, before, SOURCE).lock
    assert after.describes["Old__c"] == DescribeOrigin(pulled="2026-01-01")


def test_an_object_that_is_not_there_is_named_before_anything_is_fetched(client, org):
    with pytest.raises(NotFoundError, match=r"^the org has no object 'Leed'; did you mean 'Lead'\?"):
        pull(client, ["Lead", "Leed"], {}, DescribeLock(), SOURCE)
    assert org.asked == [("", {})]


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (
            httpx.Response(404, json=[{"errorCode": "NOT_FOUND", "message": "x"}]),
            NotFoundError,
            "does not describe 'Lead'",
        ),
        (httpx.Response(403, json=[{"errorCode": "REQUEST_LIMIT_EXCEEDED"}]), OrgError, "REQUEST_LIMIT_EXCEEDED"),
        (httpx.Response(200, json=[]), InputError, "the org answers with no describe of 'Lead'"),
    ],
)
def test_what_goes_wrong_is_told(client, org, answer, error, words):
    org.fault = answer
    with pytest.raises(error, match=words):
        pull(client, ["Lead"], {}, DescribeLock(), SOURCE)


def test_the_embedded_org_gives_describes_and_knows_what_has_not_changed():
    org = new_org()
    talk = Talk(org)
    tokens = Tokens(access=talk.tokens["access_token"], instance_url=org.settings.base, scopes=())
    with OrgClient(tokens, transport=InProcess(org)) as client:
        first = pull(client, ["lead"], {}, DescribeLock(), SOURCE)
        assert (first.outcomes, "Account" in first.lock.objects) == ({"Lead": "written"}, True)
        assert first.lock.describes["Lead"].layout[:5] == ("Salutation", "FirstName", "LastName", "Company", "Title")
        assert again(client, first, "Lead").outcomes == {"Lead": "unchanged"}
    talk.http.close()
    org.close()


def layout(*names, tag='"L1"'):
    items = [
        {"layoutComponents": [{"type": "Field", "value": name, "tabOrder": at}]} for at, name in enumerate(names, 1)
    ]
    sections = [{"layoutRows": [{"layoutItems": items}]}]
    return httpx.Response(200, json={"layouts": [{"editLayoutSections": sections}]}, headers={"ETag": tag})


def test_the_order_of_the_page_is_noted_beside_the_describe_and_fetched_when_it_changes(client, org):
    org.layout = layout("FirstName", "LastName", "Company")
    first = pull(client, ["Lead"], {}, DescribeLock(), SOURCE)
    noted = first.lock.describes["Lead"]
    assert (noted.layout, noted.layout_etag) == (("FirstName", "LastName", "Company"), '"L1"')
    assert "layout" not in json.loads(first.files["Lead"])
    second = again(client, first, "Lead")
    assert org.asked_for_layouts == [
        ("/Lead/describe/layouts", {}),
        ("/Lead/describe/layouts", {"if-none-match": '"L1"'}),
    ]
    assert (second.outcomes, second.lock.describes["Lead"]) == ({"Lead": "unchanged"}, noted)
    stale = first.lock.model_copy(
        update={"describes": {"Lead": noted.model_copy(update={"layout": ("Company",), "layout_etag": None})}}
    )
    files = {"Lead": first.files["Lead"].encode()}
    third = pull(client, ["Lead"], files, stale, SOURCE)
    assert (third.outcomes, third.files) == ({"Lead": "the layout changed"}, {})
    assert third.lock.describes["Lead"] == noted


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(403, json=[{"errorCode": "INSUFFICIENT_ACCESS", "message": "no"}]),
        httpx.Response(200, json={"layouts": "none"}),
        httpx.Response(200, json=[]),
    ],
    ids=["refused", "not understood", "another shape"],
)
def test_a_layout_that_nobody_gets_costs_no_describe(client, org, answer):
    org.layout = answer
    first = pull(client, ["Lead"], {}, DescribeLock(), SOURCE)
    assert (first.outcomes, first.lock.describes["Lead"].layout) == ({"Lead": "written"}, None)
