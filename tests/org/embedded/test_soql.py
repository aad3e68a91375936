"""Queries: what they find, and what is no SOQL."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.org.embedded.talking import DATA, NOON, Talk, new_org

PEOPLE = [
    ("Ada", "Lovelace", "Analytical Engines", "Countess"),
    ("Grace", "Hopper", "Navy", "Admiral"),
    ("Alan", "O'Neil", "50% off_line", None),
    (None, "Noether", "back\\slash", "Professor"),
]


@pytest.fixture(scope="module")
def talk():
    org = new_org()
    talk = Talk(org)
    for first, last, company, title in PEOPLE:
        org.settings.clock.now += 60
        talk.create("Lead", FirstName=first, LastName=last, Company=company, Title=title)
    account = talk.create("Account", Name="Acme", AnnualRevenue=1000)
    talk.create("Account", Name="Globex", AnnualRevenue=10.5)
    for last in ("Beta", "Alpha"):
        talk.create("Contact", LastName=last, AccountId=account, Birthdate="2000-01-31")
    for number, (stage, amount) in enumerate([("Prospecting", 10), ("Prospecting", None), ("Closed Won", 5.5)]):
        talk.create(
            "Opportunity",
            Name=f"Deal {number}",
            StageName=stage,
            Amount=amount,
            AccountId=account,
            CloseDate=f"2026-{10 + number}-15",
        )
    yield talk
    org.close()


LASTS = [
    ("Name LIKE 'ada%'", ["Lovelace"]),
    ("Name LIKE '%O\\'N%'", ["O'Neil"]),
    ("Company LIKE '50\\%%'", ["O'Neil"]),
    ("Company LIKE '50\\_%'", []),
    ("Company LIKE '%off\\_line'", ["O'Neil"]),
    ("Company LIKE '%off_line'", ["O'Neil"]),
    ("Company LIKE '%k\\\\s%'", ["Noether"]),
    ("Company = 'BACK\\\\SLASH'", ["Noether"]),
    ("Company = 'N\\u0061vy'", ["Hopper"]),
    ("LastName = 'lovelace'", ["Lovelace"]),
    ("LastName != 'Lovelace' AND Title != 'Admiral'", ["O'Neil", "Noether"]),
    ("Title = null", ["O'Neil"]),
    ("Title != null AND (LastName = 'Hopper' OR LastName = 'Lovelace')", ["Lovelace", "Hopper"]),
    ("NOT Title LIKE 'A%'", ["Lovelace", "O'Neil", "Noether"]),
    ("LastName IN ('hopper', 'Noether')", ["Hopper", "Noether"]),
    ("Title NOT IN ('Admiral', 'Countess')", ["O'Neil", "Noether"]),
    ("Title IN ('Admiral', null)", ["Hopper", "O'Neil"]),
    ("LastName > 'M' AND LastName <= 'noether'", ["Noether"]),
    ("IsConverted = false AND LastName = 'Hopper'", ["Hopper"]),
    ("IsConverted = TRUE", []),
    ("Owner.Name = 'Ada Embedded' AND Owner.IsActive = true AND LastName = 'Hopper'", ["Hopper"]),
    ("CreatedDate = TODAY AND LastName = 'Hopper'", ["Hopper"]),
    ("CreatedDate < TODAY", []),
    ("CreatedDate >= LAST_N_DAYS:7 AND CreatedDate < TOMORROW AND LastName = 'Hopper'", ["Hopper"]),
    ("CreatedDate > 2026-11-23T12:03:00Z", ["Noether"]),
    ("CreatedDate > 2026-11-23T14:02:30+02:00", ["O'Neil", "Noether"]),
    ("Id = '00QXg0000000002'", ["Hopper"]),
    ("Id IN ('00QXg0000000002MAA', '00QXg0000000001')", ["Lovelace", "Hopper"]),
    ("NumberOfEmployees > -5", []),
]


@pytest.mark.parametrize(("condition", "found"), LASTS)
def test_conditions(talk, condition, found):
    assert talk.rows(f"SELECT LastName FROM Lead WHERE {condition} ORDER BY CreatedDate", "LastName") == found


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("LastName", ["Hopper", "Lovelace", "Noether", "O'Neil"]),
        ("CreatedDate DESC, Id DESC LIMIT 2", ["Noether", "O'Neil"]),
        ("CreatedDate LIMIT 2 OFFSET 1", ["Hopper", "O'Neil"]),
        ("Title", ["O'Neil", "Hopper", "Lovelace", "Noether"]),
        ("Title DESC", ["O'Neil", "Noether", "Lovelace", "Hopper"]),
        ("Title NULLS LAST", ["Hopper", "Lovelace", "Noether", "O'Neil"]),
        ("Title DESC NULLS LAST", ["Noether", "Lovelace", "Hopper", "O'Neil"]),
        ("Title ASC NULLS FIRST", ["O'Neil", "Hopper", "Lovelace", "Noether"]),
    ],
)
def test_order_and_range(talk, order, found):
    assert talk.rows(f"SELECT LastName FROM Lead ORDER BY {order}", "LastName") == found


def test_words_and_names_know_no_case(talk):
    (record,) = talk.query("select ID, l.owner.NAME from lead l where L.lastname = 'Hopper' order by lead.id limit 1")[
        "records"
    ]
    assert list(record) == ["attributes", "Id", "Owner"]
    assert record["Owner"] == {
        "attributes": {"type": "User", "url": f"{DATA}/sobjects/User/005Xg0000000001IAA"},
        "Name": "Ada Embedded",
    }


def test_a_relationship_that_leads_nowhere(talk):
    talk.create("Contact", LastName="Alone")
    (record,) = talk.query("SELECT LastName, Account.Name FROM Contact WHERE LastName = 'Alone'")["records"]
    assert record["Account"] is None
    assert talk.rows("SELECT LastName FROM Contact WHERE Account.Name = null", "LastName") == ["Alone"]
    talk.send("DELETE", record["attributes"]["url"])


def test_children(talk):
    found = talk.query(
        "SELECT Name, (SELECT LastName FROM Contacts ORDER BY LastName LIMIT 1) FROM Account ORDER BY Name"
    )
    first, second = found["records"]
    assert second["Contacts"] is None
    assert (first["Contacts"]["totalSize"], first["Contacts"]["done"]) == (1, True)
    assert [record["LastName"] for record in first["Contacts"]["records"]] == ["Alpha"]


def test_semi_joins(talk):
    soql = "SELECT Name FROM Account WHERE Id {} (SELECT AccountId FROM Contact WHERE Birthdate = 2000-01-31)"
    assert talk.rows(soql.format("IN"), "Name") == ["Acme"]
    assert talk.rows(soql.format("NOT IN"), "Name") == ["Globex"]


def test_aggregates(talk):
    soql = (
        "SELECT StageName, COUNT(Id) c, SUM(Amount), MIN(CloseDate) first FROM Opportunity"
        " GROUP BY StageName ORDER BY StageName"
    )
    assert talk.query(soql)["records"] == [
        {
            "attributes": {"type": "AggregateResult"},
            "StageName": "Closed Won",
            "c": 1,
            "expr1": 5.5,
            "first": "2026-12-15",
        },
        {
            "attributes": {"type": "AggregateResult"},
            "StageName": "Prospecting",
            "c": 2,
            "expr1": 10.0,
            "first": "2026-10-15",
        },
    ]
    having = "SELECT StageName FROM Opportunity GROUP BY StageName HAVING COUNT(Id) > 1"
    assert talk.rows(having, "StageName") == ["Prospecting"]
    assert talk.query("SELECT COUNT() FROM Opportunity WHERE IsWon = true") == {
        "totalSize": 1,
        "done": True,
        "records": [],
    }
    assert talk.query("SELECT COUNT_DISTINCT(StageName) FROM Opportunity")["records"][0]["expr0"] == 2


@pytest.mark.parametrize(
    ("literal", "names"),
    [
        ("THIS_MONTH", ["Deal 1"]),
        ("LAST_MONTH", ["Deal 0"]),
        ("NEXT_MONTH", ["Deal 2"]),
        ("THIS_QUARTER", ["Deal 0", "Deal 1", "Deal 2"]),
        ("LAST_QUARTER", []),
        ("THIS_YEAR", ["Deal 0", "Deal 1", "Deal 2"]),
        ("NEXT_N_DAYS:22", ["Deal 2"]),
        ("NEXT_N_DAYS:21", []),
        ("N_DAYS_AGO:8", ["Deal 1"]),
        ("LAST_WEEK", ["Deal 1"]),
        ("LAST_N_MONTHS:1", ["Deal 0"]),
        ("LAST_90_DAYS", ["Deal 0", "Deal 1"]),
    ],
)
def test_spans_of_days(talk, literal, names):
    assert talk.rows(f"SELECT Name FROM Opportunity WHERE CloseDate = {literal} ORDER BY Name", "Name") == names


NO_COLUMN = (
    "No such column '{}' on entity '{}'. If you are attempting to use a custom field, be sure to append the '__c' after"
    " the custom field name. Please reference your WSDL or the describe call for the appropriate names."
)


def criterion(field, kind, no):
    start = f"value of filter criterion for field '{field}' must be of type {kind}"
    return f"{start} and should {no}be enclosed in quotes"


REFUSED = [
    ("SELECT Nope FROM Lead", "INVALID_FIELD", NO_COLUMN.format("Nope", "Lead")),
    ("SELECT Owner.Nope FROM Lead", "INVALID_FIELD", NO_COLUMN.format("Nope", "User")),
    ("SELECT Id FROM Lead WHERE Nope = 1", "INVALID_FIELD", NO_COLUMN.format("Nope", "Lead")),
    ("SELECT Id FROM Nope", "INVALID_TYPE", None),
    (
        "SELECT Id FROM Lead WHERE Description = 'x'",
        "INVALID_FIELD",
        "field 'Description' can not be filtered in a query call",
    ),
    (
        "SELECT Id FROM Lead ORDER BY Description",
        "MALFORMED_QUERY",
        "field 'Description' can not be sorted in a query call",
    ),
    ("SELECT Id, Id FROM Lead", "INVALID_FIELD", "duplicate field selected: Id"),
    ("SELECT Name, COUNT(Id) FROM Lead", "MALFORMED_QUERY", "Field must be grouped or aggregated: Name"),
    (
        "SELECT Id FROM Lead WHERE LastName = 5",
        "INVALID_FIELD",
        criterion("LastName", "string", ""),
    ),
    (
        "SELECT Id FROM Lead WHERE AnnualRevenue = '5'",
        "INVALID_FIELD",
        criterion("AnnualRevenue", "currency", "not "),
    ),
    (
        "SELECT Id FROM Lead WHERE CreatedDate = '2026-11-23'",
        "INVALID_FIELD",
        criterion("CreatedDate", "dateTime", "not "),
    ),
    (
        "SELECT Id FROM Lead WHERE CreatedDate = 2026-11-23",
        "INVALID_FIELD",
        criterion("CreatedDate", "dateTime", "not "),
    ),
    (
        "SELECT Id FROM Lead WHERE CreatedDate > 2026-13-01T00:00:00Z",
        "INVALID_DATE_FORMAT",
        "Invalid date: 2026-13-01T00:00:00Z",
    ),
    (
        "SELECT Id FROM Lead WHERE CreatedDate = LAST_N_YEARS:9999",
        "INVALID_DATE_FORMAT",
        "Invalid date: LAST_N_YEARS:9999",
    ),
    ("SELECT Id FROM Lead WHERE Id = 'abc'", "INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: abc"),
    ("SELECT Id FROM Lead WHERE Id LIKE '00Q%'", "INVALID_QUERY_FILTER_OPERATOR", "invalid operator on id field"),
    (
        "SELECT Id FROM Lead WHERE Name = 'a\\z'",
        "MALFORMED_QUERY",
        "Illegal character sequence '\\z' in string literal.",
    ),
    ("SELECT Id FROM Lead WHERE Name = '50\\%'", "MALFORMED_QUERY", "Illegal character sequence in string literal."),
    ("SELECT Id FROM Lead WHERE Name = 'a", "MALFORMED_QUERY", "line 1:0 mismatched quotes"),
    (
        "SELECT Id FROM Lead WHERE Name = 'a' OR Id != '00QXg0000000001' AND Title = 'b'",
        "MALFORMED_QUERY",
        "unexpected token: 'OR'",
    ),
    ("SELECT Id FROM Lead LIMIT 1 OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000"),
    ("SELECT * FROM Lead", "MALFORMED_QUERY", "unexpected token: '*'"),
    ("SELECT Id FROM Lead; DELETE FROM Lead", "MALFORMED_QUERY", "unexpected token: ';'"),
    ("SELECT Id FROM Lead -- x", "MALFORMED_QUERY", "unexpected token: '-'"),
    ('SELECT Id FROM "Lead"', "MALFORMED_QUERY", "unexpected token: '\"'"),
    ("SELECT Id FROM Lead WHERE Name NOT LIKE 'a'", "MALFORMED_QUERY", "unexpected token: 'LIKE'"),
    ("SELECT Id FROM Lead WHERE Name IS NULL", "MALFORMED_QUERY", None),
    ("SELECT Id FROM Lead UNION SELECT Id FROM Lead", "MALFORMED_QUERY", None),
    ("SELECT DISTINCT Id FROM Lead", "MALFORMED_QUERY", None),
    ("SELECT Id FROM Lead JOIN Contact ON Id = Id", "MALFORMED_QUERY", None),
    ("SELECT Id FROM Lead, Contact", "MALFORMED_QUERY", None),
    ("SELECT Id FROM (SELECT Id FROM Lead)", "MALFORMED_QUERY", None),
    ("SELECT Id FROM Lead WHERE Id BETWEEN 'a' AND 'b'", "MALFORMED_QUERY", None),
    ("SELECT Id FROM Lead WHERE Name = :v0", "MALFORMED_QUERY", "unexpected token: ':'"),
    ("SELECT load_extension('x') FROM Lead", "MALFORMED_QUERY", None),
    ("SELECT Id FROM _token", "MALFORMED_QUERY", "unexpected token: '_'"),
    ("SELECT Id FROM sqlite_master", "INVALID_TYPE", None),
    ("SELECT _deleted FROM Lead", "MALFORMED_QUERY", None),
    ("DELETE FROM Lead", "MALFORMED_QUERY", None),
    ("SELECT Id", "MALFORMED_QUERY", None),
    ("SELECT FROM Lead", "MALFORMED_QUERY", "unexpected token: 'FROM'"),
    ("SELECT Id FROM Lead WHERE", "MALFORMED_QUERY", None),
    ("SELECT Id FROM Lead LIMIT -1", "MALFORMED_QUERY", None),
    ("SELECT Id FROM Lead LIMIT Name", "MALFORMED_QUERY", None),
    ("SELECT Id FROM Lead GROUP BY 1", "MALFORMED_QUERY", None),
    (f"SELECT Id FROM Lead WHERE {'(' * 60}Name = 'a'{')' * 60}", "QUERY_TOO_COMPLICATED", None),
    ("", "MALFORMED_QUERY", "SOQL statements cannot be empty or null"),
]


@pytest.mark.parametrize(("soql", "code", "message"), REFUSED)
def test_what_is_refused(talk, soql, code, message):
    found, last = talk.refused_query(soql)
    assert found == code
    assert message is None or last == message


def test_the_place_of_an_error_is_shown(talk):
    (error,) = talk.get("query", q="SELECT Id,\nNope FROM Lead").json()
    assert error["message"].startswith("\nNope FROM Lead\n^\nERROR at Row:2:Column:1\nNo such column 'Nope'")


WORDS = [
    "SELECT",
    "FROM",
    "WHERE",
    "AND",
    "OR",
    "NOT",
    "IN",
    "LIKE",
    "LIMIT",
    "OFFSET",
    "ORDER",
    "BY",
    "GROUP",
    "HAVING",
    "NULLS",
    "LAST",
    "DESC",
    "INCLUDES",
    "(",
    ")",
    ",",
    ".",
    "=",
    "!=",
    "<",
    ">",
    ":",
    "'",
    "*",
    ";",
    "--",
    "/*",
    "\\",
    '"',
    "Lead",
    "Id",
    "Name",
    "Owner.Name",
    "COUNT",
    "FIELDS",
    "ALL",
    "TODAY",
    "LAST_N_DAYS:3",
    "2026-01-01",
    "null",
    "true",
    "5",
    "-5",
    "1e9",
    "'a'",
    "'b\\'c'",
]


@given(st.lists(st.sampled_from(WORDS), max_size=14) | st.lists(st.characters(), max_size=30))
@settings(max_examples=300, deadline=None)
def test_any_text_is_answered_or_refused(talk, words):
    for text in (" ".join(words), "SELECT Id FROM Lead WHERE " + " ".join(words)):
        answer = talk.get("query", q=text.encode("utf-8", "replace"))
        assert answer.status_code in {200, 400}
        assert talk.org.settings.clock.now > NOON


SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe")


@given(st.text(SIGNS, max_size=30))
@settings(max_examples=200, deadline=None)
def test_an_escaped_text_finds_itself(talk, text):
    company = text.strip() or "x"
    escaped = company
    for sign, escape in (("\\", "\\\\"), ("'", "\\'"), ("\n", "\\n"), ("\r", "\\r")):
        escaped = escaped.replace(sign, escape)
    key = talk.create("Lead", LastName="Once", Company=company)
    url = f"query?q={quote('SELECT Id FROM Lead WHERE Company = ')}'{quote(escaped, safe='')}'"
    answer = talk.send("GET", url)
    talk.send("DELETE", f"sobjects/Lead/{key}")
    assert answer.status_code == 200, answer.text
    assert key in [record["Id"] for record in answer.json()["records"]]


def test_pages(talk):
    org = new_org()
    many = Talk(org)
    for number in range(450):
        many.create("Account", Name=f"Account {number:03d}")
    size = {"Sforce-Query-Options": "batchSize=1"}
    first = many.send("GET", "query", params={"q": "SELECT Name FROM Account ORDER BY Name"}, headers=size).json()
    assert (first["totalSize"], first["done"], len(first["records"])) == (450, False, 200)
    second = many.send("GET", first["nextRecordsUrl"]).json()
    third = many.send("GET", second["nextRecordsUrl"]).json()
    assert (len(third["records"]), third["done"], "nextRecordsUrl" in third) == (50, True, False)
    names = [record["Name"] for page in (first, second, third) for record in page["records"]]
    assert names == [f"Account {number:03d}" for number in range(450)]
    for locator in ("x", "01gXg0000000001-9999", first["nextRecordsUrl"].rpartition("/")[2] + "0"):
        status, (error,) = many.refusal("GET", f"query/{locator}")
        assert (status, error["errorCode"]) == (400, "INVALID_QUERY_LOCATOR")
    org.close()
