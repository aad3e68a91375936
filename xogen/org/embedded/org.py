"""The embedded org itself: takes a call, gives an answer. How calls come in is not its concern."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Any

from xogen.org.embedded.catalog import Catalog
from xogen.org.embedded.cursors import Cursors
from xogen.org.embedded.grants import Grants
from xogen.org.embedded.ids import new_id
from xogen.org.embedded.oauth import PERSON, OAuth
from xogen.org.embedded.records import Records
from xogen.org.embedded.rest import Rest
from xogen.org.embedded.settings import VERSIONS, OrgSettings
from xogen.org.embedded.soql.run import Runner
from xogen.org.embedded.store import Store
from xogen.org.embedded.system import system_describes
from xogen.org.embedded.values import stored_moment
from xogen.org.embedded.wire import Answer, Call, Refused, not_found

ORGANIZATION = new_id("00D", 1)
USER = new_id("005", 1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class EmbeddedOrg:
    """One org. It serves one call at a time, from any thread."""

    def __init__(
        self, describes: Iterable[Mapping[str, Any]], data: Path | None = None, settings: OrgSettings | None = None
    ) -> None:
        """Make an org of describes.

        Args:
            describes: the objects it has, beside Organization and User.
            data: a SQLite file that keeps records and tokens; in memory when left out.
            settings: how it behaves.

        Raises:
            InputError: the file cannot be used.
        """
        self.settings = settings or OrgSettings()
        self.catalog = Catalog([*system_describes(), *describes])
        self._store = Store(self.catalog, data)
        self._lock = RLock()
        self._cursors = Cursors()
        self._began = self._now().replace(microsecond=0)
        self._calls = 0
        self.grants = Grants(self._store, self.settings, ORGANIZATION)
        self._oauth = OAuth(self.settings, self.grants, ORGANIZATION, USER)
        self._settle()

    def close(self) -> None:
        """Close the file of records."""
        with self._lock:
            self._store.close()

    def answer(self, call: Call) -> Answer:
        """Answer a call; whatever is refused is undone."""
        with self._lock:
            parts = call.segments
            if parts[0] == "id" or parts[:2] == ("services", "oauth2"):
                return self._oauth.answer(call)
            if parts[:2] != ("services", "data"):
                return not_found().answer
            try:
                with self._store.all_or_nothing():
                    return self._data(call, parts)
            except Refused as refused:
                return self._metered(refused.answer)

    def _data(self, call: Call, parts: tuple[str, ...]) -> Answer:
        if len(parts) == 2:
            return Answer(200, [_version(name) for name in VERSIONS])
        version = parts[2].removeprefix("v")
        if version not in VERSIONS:
            raise not_found()
        session = self._oauth.session(call)
        if session is None or not {"api", "full"} & set(session.scopes):
            challenge = {"WWW-Authenticate": "Token"}
            return Answer(
                401, list(Refused(401, "INVALID_SESSION_ID", "Session expired or invalid").entries), challenge
            )
        if not self.settings.api_enabled:
            raise Refused(403, "API_DISABLED_FOR_ORG", "API is not enabled for this Organization or Partner")
        self._calls += 1
        if self._calls > self.settings.daily_requests:
            raise Refused(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")
        return self._metered(self._rest(call, version).answer(call))

    def _metered(self, answer: Answer) -> Answer:
        usage = f"api-usage={min(self._calls, self.settings.daily_requests)}/{self.settings.daily_requests}"
        return Answer(answer.status, answer.content, {**answer.headers, "Sforce-Limit-Info": usage})

    def _rest(self, call: Call, version: str) -> Rest:
        now = self._now()
        saved = "allowsave=true" in call.headers.get("sforce-duplicate-rule-header", "").replace(" ", "").lower()
        records = Records(self.catalog, self._store, USER, stored_moment(now), version, allow_duplicates=saved)
        runner = Runner(self.catalog, self._store, now.date(), version)
        return Rest(
            catalog=self.catalog,
            store=self._store,
            records=records,
            runner=runner,
            cursors=self._cursors,
            base=self.settings.base,
            identity=f"{self.settings.base}/id/{ORGANIZATION}/{USER}",
            version=version,
            described_at=self._began,
            limits=self._limits(),
        )

    def _limits(self) -> Mapping[str, Any]:
        most = self.settings.daily_requests
        return {
            "DailyApiRequests": {"Max": most, "Remaining": max(0, most - self._calls)},
            "DataStorageMB": {"Max": 5, "Remaining": 5},
            "FileStorageMB": {"Max": 20, "Remaining": 20},
            "SingleEmail": {"Max": 15, "Remaining": 15},
        }

    def _now(self) -> datetime:
        return _EPOCH + timedelta(seconds=self.settings.clock())

    def _settle(self) -> None:
        """Write who the org and its user are; what a file already says of them is replaced."""
        moment = stored_moment(self._began)
        rows: dict[str, dict[str, Any]] = {
            "Organization": {
                "Id": ORGANIZATION,
                "Name": "xogen embedded org",
                "OrganizationType": self.settings.edition,
                "TrialExpirationDate": self.settings.trial_ends,
                "IsSandbox": int(self.settings.sandbox),
                "InstanceName": "LOCAL",
                "LanguageLocaleKey": "en_US",
                "TimeZoneSidKey": "UTC",
                "CreatedDate": moment,
            },
            "User": {
                "Id": USER,
                "Username": PERSON["preferred_username"],
                "FirstName": PERSON["given_name"],
                "LastName": PERSON["family_name"],
                "Name": PERSON["name"],
                "Email": PERSON["email"],
                "Alias": "ada",
                "IsActive": 1,
                "UserType": "Standard",
                "TimeZoneSidKey": "UTC",
                "CreatedDate": moment,
            },
        }
        for name, values in rows.items():
            table = self.catalog.resource(name)
            known = {key: value for key, value in values.items() if table.find(key)}
            if self._store.row(table, values["Id"]) is None:
                self._store.insert(table, known)
            else:
                self._store.update(table, values["Id"], known)


def _version(name: str) -> Mapping[str, str]:
    """Return a version as the list of versions has it: three a year, 31.0 is Summer '14."""
    after = int(float(name)) - 31
    season = ("Summer", "Winter", "Spring")[after % 3]
    return {"label": f"{season} '{14 + (after + 2) // 3}", "url": f"/services/data/v{name}", "version": name}
