"""What is read of a query, and what is not taken for one."""

# ruff: noqa: S608 - these queries are read, and run by nobody

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.lint.soql import Comparison, Soql, Value, read_soql
from xogen.script.literals import HOLE


def compares(path, operator, *values, plain=True):
    return Comparison(path, operator, tuple(values), plain=plain)


def text(value, *holes):
    return Value(value, quoted=True, holes=holes)


def bare(value, *holes):
    return Value(value, quoted=False, holes=holes)


@pytest.mark.parametrize(
    ("query", "selected"),
    [
        ("SELECT Id FROM Lead", ("Id",)),
        ("select id, Owner.Name from Lead limit 5", ("id", "Owner.Name")),
        ("SELECT l.Id, Lead.Name FROM Lead AS l", ("Id", "Name")),
        ("SELECT COUNT() FROM Lead", ()),
        ("SELECT StageName, SUM(Amount) total, MAX(CloseDate) FROM Lead", ("StageName", "Amount", "CloseDate")),
        ("SELECT FORMAT(Amount) a, toLabel(Status) FROM Lead", ("Amount", "Status")),
        ("SELECT Id, (SELECT LastName FROM Contacts WHERE Nope = 1) FROM Lead", ("Id",)),
        ("SELECT TYPEOF What WHEN Account THEN Phone ELSE Name END, Id FROM Lead", ("Id",)),
        ("SELECT FIELDS(ALL) FROM Lead LIMIT 200", ()),
        (f"SELECT {HOLE} FROM Lead", ()),
        (f"SELECT Id, Extra{HOLE} FROM Lead", ("Id",)),
    ],
)
def test_what_is_selected(query, selected):
    found = read_soql(query)
    assert (found.object, found.selected) == ("Lead", selected)


@pytest.mark.parametrize(
    ("where", "compared"),
    [
        ("Name = 'O\\'Brien \\\\ Co'", [compares("Name", "=", text("O'Brien \\ Co"))]),
        (
            f"Name LIKE '%{HOLE}%' OR (NOT Amount > {HOLE})",
            [compares("Name", "LIKE", text(f"%{HOLE}%", 0)), compares("Amount", ">", bare(HOLE, 1))],
        ),
        ("Type NOT IN ('a', 'b')", [compares("Type", "IN", text("a"), text("b"))]),
        ("Many__c INCLUDES ('a;b', 'c')", [compares("Many__c", "INCLUDES", text("a;b"), text("c"))]),
        (
            "CreatedDate >= LAST_N_DAYS:30 AND IsWon = true",
            [compares("CreatedDate", ">=", bare("LAST_N_DAYS:30")), compares("IsWon", "=", bare("true"))],
        ),
        ("CloseDate<2026-11-23T10:00:00Z", [compares("CloseDate", "<", bare("2026-11-23T10:00:00Z"))]),
        ("CALENDAR_YEAR(CloseDate) = 2026", [compares("CloseDate", "=", bare("2026"), plain=False)]),
        (f"Id IN {HOLE}", [compares("Id", "IN", bare(HOLE, 0))]),
        ("Id IN (SELECT LeadId FROM Member)", [compares("Id", "IN")]),
    ],
)
def test_what_is_compared(where, compared):
    assert list(read_soql(f"SELECT Id FROM Lead WHERE {where} ORDER BY Id LIMIT 1").compared) == compared


@pytest.mark.parametrize(
    ("rest", "sorted_by", "grouped_by"),
    [
        ("ORDER BY Name DESC NULLS LAST, Owner.Name", ("Name", "Owner.Name"), ()),
        ("GROUP BY Status HAVING COUNT(Id) > 1 ORDER BY COUNT(Id), n", (), ("Status",)),
        ("GROUP BY ROLLUP(Status) FOR VIEW", (), ()),
    ],
)
def test_what_is_sorted_and_grouped(rest, sorted_by, grouped_by):
    found = read_soql(f"SELECT COUNT(Id) n FROM Lead {rest}")
    assert (found.sorted_by, found.grouped_by) == (sorted_by, grouped_by)


def test_semi_joins_are_queries_of_their_own():
    inner = "SELECT AccountId FROM Contact WHERE Id IN (SELECT ContactId FROM Case WHERE Subject = 'x')"
    found = read_soql(f"SELECT Id FROM Account WHERE Id IN ({inner}) AND Name = 'y'")
    assert [(each.object, each.filtered) for each in (found, *found.inner)] == [
        ("Account", ("Id", "Name")),
        ("Contact", ("Id",)),
        ("Case", ("Subject",)),
    ]


@pytest.mark.parametrize(
    "query",
    ["", "SELECT", "SELECT Id", "Select one, please.", f"SELECT Id FROM {HOLE}", "SELECT Id FROM Account a, a.B c",
     "FIND {x} IN ALL FIELDS", "SELECT Id FROM Lead WHERE Name = 'not closed", "SELECT Id; DROP"],
)  # fmt: skip
def test_what_is_not_understood_gives_nothing(query):
    assert read_soql(query) is None


@given(st.text(alphabet=st.sampled_from("SELECT FROM WHERE ORDER BY IN ()',=<>.a1" + HOLE)))
def test_no_text_is_too_odd(query):
    for text in (f"SELECT {query}", f"SELECT Id FROM Lead {query}"):
        assert isinstance(read_soql(text), Soql | None)
