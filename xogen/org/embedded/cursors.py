"""Queries with more records than a page holds: the rest waits under a locator."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from xogen.org.embedded.ids import new_id
from xogen.org.embedded.soql.run import Found
from xogen.org.embedded.wire import Refused

LEAST, MOST = 200, 2000
OPEN = 10
"""How many queries may wait at a time; the oldest is forgotten, as with Salesforce."""
_BATCH = re.compile(r"batchSize\s*=\s*(\d+)", re.IGNORECASE)
_LOCATOR = re.compile(r"(\w{18})-(\d+)")


class Cursors:
    """The queries that wait."""

    def __init__(self) -> None:
        """Begin with none."""
        self._waiting: dict[str, tuple[list[dict[str, Any]], int]] = {}
        self._last = 0

    def page(self, found: Found, size: int, version: str) -> dict[str, Any]:
        """Return the first page of what a query found."""
        if len(found.records) <= size:
            return {"totalSize": found.total, "done": True, "records": found.records}
        self._last += 1
        locator = new_id("01g", self._last)
        self._waiting[locator] = (found.records, size)
        while len(self._waiting) > OPEN:
            del self._waiting[next(iter(self._waiting))]
        return self._page(locator, 0, version)

    def next_page(self, text: str, version: str) -> dict[str, Any]:
        """Return the page that a locator names.

        Raises:
            Refused: ``INVALID_QUERY_LOCATOR``.
        """
        match = _LOCATOR.fullmatch(text)
        if match is None or match[1] not in self._waiting or int(match[2]) >= len(self._waiting[match[1]][0]):
            raise Refused(400, "INVALID_QUERY_LOCATOR", "invalid query locator")
        return self._page(match[1], int(match[2]), version)

    def _page(self, locator: str, at: int, version: str) -> dict[str, Any]:
        records, size = self._waiting[locator]
        end = at + size
        answer: dict[str, Any] = {"totalSize": len(records), "done": end >= len(records)}
        if not answer["done"]:
            answer["nextRecordsUrl"] = f"/services/data/v{version}/query/{locator}-{end}"
        return {**answer, "records": records[at:end]}


def batch_size(headers: Mapping[str, str]) -> int:
    """Return the size of a page that ``Sforce-Query-Options`` asks for, within Salesforce's bounds."""
    match = _BATCH.search(headers.get("sforce-query-options", ""))
    return min(max(int(match[1]), LEAST), MOST) if match else MOST
