"""The embedded org before an outside judge: ``simple-salesforce``, over a real socket."""

from __future__ import annotations

import pytest

from tests.org.embedded.talking import http, tokens
from xogen.org.embedded.bundled import bundled_describes
from xogen.org.embedded.org import ORGANIZATION, EmbeddedOrg
from xogen.org.embedded.server import serving
from xogen.org.embedded.settings import OrgSettings

pytestmark = pytest.mark.integration
requests = pytest.importorskip("requests", reason="simple-salesforce is not installed: pip install simple-salesforce")
judge = pytest.importorskip("simple_salesforce", reason="simple-salesforce is not installed")


class PlainHttp(requests.adapters.HTTPAdapter):
    """simple-salesforce knows https only: on the way to the one org of the test it becomes http."""

    def send(self, request, *arguments, **more):
        request.url = request.url.replace("https://", "http://", 1)
        return super().send(request, *arguments, **more)


@pytest.fixture(scope="module")
def org():
    with serving(lambda base: EmbeddedOrg(bundled_describes(), None, OrgSettings(base, auto_approve=True))) as org:
        yield org


def client(org, token):
    session = requests.Session()
    session.mount(org.settings.base.replace("http:", "https:"), PlainHttp())
    host = org.settings.base.removeprefix("http://")
    return judge.Salesforce(instance=host, session_id=token, session=session, version="67.0")


@pytest.fixture(scope="module")
def sf(org):
    with http(org) as browser:
        token = tokens(browser)["access_token"]
    sf = client(org, token)
    yield sf
    sf.session.close()


def test_records_come_and_go(sf):
    made = sf.Lead.create({"LastName": "O'Neil", "FirstName": "Ada", "Company": "Acme"})
    assert made["success"] is True
    assert sf.Lead.update(made["id"], {"Title": "Countess"}) == 204
    record = sf.Lead.get(made["id"])
    assert (record["Name"], record["Title"]) == ("Ada O'Neil", "Countess")
    soql = judge.format_soql("SELECT Id, Name FROM Lead WHERE LastName = {} AND Name LIKE '{:like}%'", "O'Neil", "Ada")
    assert [item["Name"] for item in sf.query(soql)["records"]] == ["Ada O'Neil"]
    assert sf.Lead.delete(made["id"]) == 204
    with pytest.raises(judge.SalesforceResourceNotFound) as error:
        sf.Lead.get(made["id"])
    assert error.value.content[0]["errorCode"] == "ENTITY_IS_DELETED"


def test_queries_go_on_page_by_page(sf):
    records = [{"attributes": {"type": "Account"}, "Name": f"Account {number:04d}"} for number in range(2100)]
    for start in range(0, len(records), 200):
        results = sf.restful("composite/sobjects", method="POST", json={"records": records[start : start + 200]})
        assert all(item["success"] for item in results)
    soql = "SELECT Name FROM Account WHERE Name LIKE 'Account 0%' OR Name LIKE 'Account 2%' ORDER BY Name"
    first = sf.query(soql)
    assert (first["totalSize"], first["done"], len(first["records"])) == (1100, True, 1100)
    soql = "SELECT Name FROM Account ORDER BY Name"
    first = sf.query(soql)
    assert (first["totalSize"], first["done"], len(first["records"])) == (2100, False, 2000)
    second = sf.query_more(first["nextRecordsUrl"], identifier_is_url=True)
    assert (second["done"], [item["Name"] for item in second["records"]][-1]) == (True, "Account 2099")
    assert len(list(sf.query_all_iter(soql))) == 2100


def test_searching(sf):
    contact = sf.Contact.create({"LastName": "Searched", "Email": "searched@x.org"})
    for term in ("FIND {Searched} IN ALL FIELDS RETURNING Contact(Id, Name)", "FIND {search*} RETURNING Contact(Id)"):
        assert [item["Id"] for item in sf.search(term)["searchRecords"]] == [contact["id"]]
    assert sf.quick_search("Nobody")["searchRecords"] == []
    with pytest.raises(judge.SalesforceMalformedRequest) as error:
        sf.search("Searched")
    assert error.value.content[0]["errorCode"] == "MALFORMED_SEARCH"


def test_describes(sf):
    assert {"Account", "Contact", "Lead"} <= {item["name"] for item in sf.describe()["sobjects"]}
    described = sf.Opportunity.describe()
    required = [
        item["name"]
        for item in described["fields"]
        if item["createable"] and not item["nillable"] and not item["defaultedOnCreate"]
    ]
    assert required == ["Name", "StageName", "CloseDate"]
    assert sf.Opportunity.metadata()["objectDescribe"]["keyPrefix"] == "006"
    assert sf.limits()["DailyApiRequests"]["Max"] == 15000


def test_who_it_is(sf):
    found = sf.query("SELECT Id, OrganizationType, TrialExpirationDate, IsSandbox FROM Organization")["records"]
    assert [(item["Id"], item["OrganizationType"], item["IsSandbox"]) for item in found] == [
        (ORGANIZATION, "Developer Edition", False)
    ]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"FirstName": "x"}, "REQUIRED_FIELD_MISSING"),
        ({"LastName": "x", "Company": "y", "foo": 1}, "INVALID_FIELD"),
        ({"LastName": "x" * 81, "Company": "y"}, "STRING_TOO_LONG"),
        ({"LastName": "x", "Company": "y", "Name": "z"}, "INVALID_FIELD_FOR_INSERT_UPDATE"),
    ],
)
def test_errors_are_understood(sf, values, code):
    with pytest.raises(judge.SalesforceMalformedRequest) as error:
        sf.Lead.create(values)
    assert error.value.content[0]["errorCode"] == code


def test_a_wrong_query_is_understood(sf):
    with pytest.raises(judge.SalesforceMalformedRequest) as error:
        sf.query("SELECT Nope FROM Lead")
    assert error.value.content[0]["errorCode"] == "INVALID_FIELD"


def test_an_expired_session_is_understood(org):
    stranger = client(org, "00D!expired")
    with pytest.raises(judge.SalesforceExpiredSession):
        stranger.query("SELECT Id FROM Lead")
    stranger.session.close()
