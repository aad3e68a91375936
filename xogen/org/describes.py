"""Describes from an org: fetched only when they have changed, as files and what is noted of where they come from.

The order of the page layout is noted, too, where the org shows it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote

from xogen.errors import InputError, NotFoundError
from xogen.formats.anonymise import anonymise
from xogen.formats.describe_lock import DescribeLock, DescribeOrigin
from xogen.formats.describes import Describe, dump_describe
from xogen.formats.layouts import fields_of_layout
from xogen.model.nearest import did_you_mean
from xogen.org.problems import OrgError


class Answer(Protocol):
    """What a client returns."""

    @property
    def status(self) -> int:
        """The HTTP status: 200 or 304."""

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers; names in any case."""

    @property
    def data(self) -> Any:  # noqa: ANN401 - JSON
        """The parsed JSON."""


class Client(Protocol):
    """What of ``OrgClient`` is needed here."""

    @property
    def version(self) -> str:
        """The API version."""

    def send(self, method: str, path: str, *, headers: Mapping[str, str] | None = None) -> Answer:
        """Send a request."""


@dataclass(frozen=True, slots=True)
class Source:
    """Which org answers, and on which day. ``None`` where it is to stay unknown."""

    organization_id: str | None
    instance_url: str | None
    today: str


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull gives: files by name, what the folder's lock says then, and what each object did."""

    files: Mapping[str, str]
    lock: DescribeLock
    outcomes: Mapping[str, str]


def pull(
    client: Client,
    names: Sequence[str],
    folder: Mapping[str, bytes],
    lock: DescribeLock,
    source: Source,
    *,
    anonymous: bool = False,
) -> Pulled:
    """Fetch the describes of some objects, and the list of all objects.

    Args:
        client: the connection to the org.
        names: the objects, in any case.
        folder: the describes that are there, by the object's name.
        lock: what is noted of them.
        source: which org it is, and the day.
        anonymous: leave out whose org it is.

    Raises:
        NotFoundError: the org has no object of a name; names the nearest.
        OrgError: the org refuses.
    """
    listed = client.send("GET", "/sobjects").data
    every = {item["name"]: item for item in listed["sobjects"]}
    by_fold = {name.casefold(): name for name in every}
    files: dict[str, str] = {}
    origins = dict(lock.describes)
    outcomes: dict[str, str] = {}
    for name in dict.fromkeys(_known(name, by_fold) for name in names):
        noted = lock.describes.get(name)
        cached = _cached(noted, folder.get(name), client.version, source, anonymous=anonymous)
        described = _fetch(client, name, cached)
        layout = _layout(client, name, noted if cached else None)
        if described is None:
            known = noted or DescribeOrigin()
            outcomes[name] = "unchanged" if known.layout == layout["layout"] else "the layout changed"
            origins[name] = known.model_copy(update={"pulled": source.today, **layout})
            continue
        data, headers = described
        text = dump_describe(anonymise(data) if anonymous else data)
        outcomes[name] = "written"
        files[name] = text
        origins[name] = _origin(client, text, headers, source, anonymous=anonymous).model_copy(update=layout)
    objects = tuple(sorted(every))
    return Pulled(files, lock.model_copy(update={"objects": objects, "describes": origins}), outcomes)


def digest_of(data: bytes) -> str:
    """Return the digest of a describe. Line ends do not count, because git may change them."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def _known(name: str, by_fold: Mapping[str, str]) -> str:
    found = by_fold.get(name.casefold())
    if found is None:
        raise NotFoundError(
            f"the org has no object {name!r}{did_you_mean(name, by_fold.values())}",
            hint="an object is missing, too, if the user who is signed in may not see it",
        )
    return found


def _cached(
    noted: DescribeOrigin | None, file: bytes | None, version: str, source: Source, *, anonymous: bool
) -> Mapping[str, str]:
    """Return the headers that ask for a describe only if it has changed; none when the file is not what was pulled."""
    if noted is None or file is None or noted.digest != digest_of(file):
        return {}
    # Another version, org or wish for privacy gives another file, whatever the org says of changes.
    same_org = noted.organization_id == source.organization_id or anonymous
    if noted.api_version != version or noted.anonymised != anonymous or not same_org:
        return {}
    # Whether it is the same org cannot be told of an anonymous one, and a date would be compared with that of any org.
    since = None if anonymous else noted.last_modified
    headers = {"If-None-Match": noted.etag, "If-Modified-Since": since}
    return {name: value for name, value in headers.items() if value}


def _fetch(client: Client, name: str, headers: Mapping[str, str]) -> tuple[Describe, Mapping[str, str]] | None:
    try:
        answer = client.send("GET", f"/sobjects/{quote(name)}/describe", headers=headers or None)
    except OrgError as error:
        if error.status != 404:
            raise
        raise NotFoundError(
            f"the org does not describe {name!r}", hint="may the user who is signed in see it?"
        ) from None
    if answer.status == 304:
        return None
    if not isinstance(answer.data, dict) or not isinstance(answer.data.get("fields"), list):
        raise InputError(f"the org answers with no describe of {name!r}")
    return answer.data, answer.headers


def _layout(client: Client, name: str, noted: DescribeOrigin | None) -> Mapping[str, Any]:
    """Return what is noted of an object's page layout. No describe hangs on it: an org that refuses it has none."""
    tag = noted.layout_etag if noted else None
    try:
        answer = client.send(
            "GET", f"/sobjects/{quote(name)}/describe/layouts", headers={"If-None-Match": tag} if tag else None
        )
    except OrgError:
        return {"layout": None, "layout_etag": None}
    if answer.status == 304 and noted is not None:
        return {"layout": noted.layout, "layout_etag": tag}
    small = {name.casefold(): value for name, value in answer.headers.items()}
    return {"layout": fields_of_layout(answer.data) or None, "layout_etag": small.get("etag")}


def _origin(
    client: Client, text: str, headers: Mapping[str, str], source: Source, *, anonymous: bool
) -> DescribeOrigin:
    small = {name.casefold(): value for name, value in headers.items()}
    return DescribeOrigin(
        organization_id=None if anonymous else source.organization_id,
        instance_url=None if anonymous else source.instance_url,
        api_version=client.version,
        pulled=source.today,
        etag=small.get("etag"),
        last_modified=small.get("last-modified"),
        digest=digest_of(text.encode()),
        anonymised=anonymous,
    )
