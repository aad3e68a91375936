"""The rules on what Salesforce takes, on describes of real orgs: what they find, word for word."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from xogen.formats.describe_lock import DescribeOrigin
from xogen.lint.examples import dialog, entity, intent, message, script, service
from xogen.lint.facts import Document
from xogen.lint.known import Known, OrgFacts
from xogen.lint.org_examples import create, finding, from_entity, query, saving, update
from xogen.lint.registry import rules
from xogen.lint.runner import lint
from xogen.lint.settings import LintSettings
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.sobject import SObject

OBJECTS = Path(__file__).parents[2] / "fixtures" / "describe" / "objects"
DESCRIBED = {
    path.stem: SObject.from_describe(json.loads(path.read_text(encoding="utf-8")))
    for path in sorted(OBJECTS.glob("*.json"))
}
KNOWN = Known(sobjects=DESCRIBED)
COUNTRY, CITY = "playgroundorg__Controlling_Picklist__c", "playgroundorg__Controlled_Picklist__c"
IS_CONVERTED = "Lead.IsConverted cannot be changed"
OF_USA = f"when {COUNTRY} is 'USA', only Boston, Chicago, New York and Vienna"
PRIORITY = "playgroundorg__CustomerPriority__c"
FAMILY = sorted(name for name in rules() if name.startswith("salesforce/"))
FAILED = message("failed", "That did not work.")


def asks(name, to="sure", *values, **more):
    listed = {"entity_type": "list-of-values", "values": [{"value": value} for value in values]} if values else {}
    return entity(name, to, "Which one?", **{**listed, **more})


def call(method, path, **more):
    return finding(service("save", "done", "failed", method=method, path=f"/services/data/v67.0{path}", **more))


def report(rule, data, known=KNOWN):
    task = DialogTask.model_validate(data)
    return lint([Document("d.json", task)], known=known, rules={rule: rules()[rule]})


def words(rule, data, known=KNOWN):
    return [(found.severity.word, found.message) for found in report(rule, data, known).findings]


def unchecked(rule, data, known=KNOWN):
    return [entry.reason for entry in report(rule, data, known).not_checked]


CASES = [
    # --- unknown-field
    ("unknown-field", saving(create("Lead", LastName="x", Company="y", MobilePhone="1")), []),
    ("unknown-field", saving(create("Lead", lastname="x", COMPANY="y")), []),
    (
        "unknown-field",
        saving(create("Lead", Surname="x", CompanyName="y")),
        [
            ("error", "Lead has no field 'CompanyName'; did you mean 'Company'?"),
            ("error", "Lead has no field 'Surname'; did you mean 'Name'?"),
        ],
    ),
    (
        "unknown-field",
        saving(update("Account", playgroundorg__SLA="Gold")),
        [("error", "Account has no field 'playgroundorg__SLA'; did you mean 'playgroundorg__SLA__c'?")],
    ),
    ("unknown-field", call("GET", "/sobjects/Case/{{context.id}}?fields=CaseNumber,Status"), []),
    (
        "unknown-field",
        call("GET", "/sobjects/Case/{{context.id}}?fields=CaseNo%2CStatus"),
        [("error", "Case has no field 'CaseNo'; did you mean 'CaseNumber'?")],
    ),
    ("unknown-field", finding(query("SELECT Id, Owner.Name FROM Opportunity")), []),
    ("unknown-field", finding(query("SELECT Id, Account.Industry FROM Opportunity WHERE Account.Name = 'x'")), []),
    (
        "unknown-field",
        finding(query("SELECT Id, Account.Industri FROM Opportunity o ORDER BY o.Closed, o.Name")),
        [
            ("error", "Account has no field 'Industri'; did you mean 'Industry'?"),
            ("error", "Opportunity has no field 'Closed'; did you mean 'IsClosed'?"),
        ],
    ),
    (
        "unknown-field",
        finding(query("SELECT Acount.Name FROM Contact WHERE Id IN (SELECT ContactId FROM Case WHERE Nope__c = 1)")),
        [
            ("error", "Case has no field 'Nope__c'"),
            ("error", "Contact has no relationship 'Acount'; did you mean 'Account'?"),
        ],
    ),
    ("unknown-field", finding(query("SELECT COUNT(Id) n FROM Opportunity GROUP BY StageName ORDER BY n")), []),
    ("unknown-field", saving(create("Contact", LastName="x", Account='{"AccountNumber": "4711"}')), []),
    # --- createable, updateable, computed
    ("field-not-createable", saving(create("Lead", LastName="x", Company="y", Status="z")), []),
    (
        "field-not-createable",
        saving(create("Lead", Id="x", EmailBouncedReason="y", CreatedDate="z")),
        [
            ("error", "Lead.CreatedDate cannot be set on a new record"),
            ("error", "Lead.EmailBouncedReason cannot be set on a new record"),
            ("error", "Lead.Id cannot be set on a new record"),
        ],
    ),
    ("field-not-createable", saving(create("Lead", Name="x", Address="y")), []),
    ("field-not-createable", saving(update("Lead", Id="x")), []),
    ("field-not-updateable", saving(update("Lead", EmailBouncedReason="x", Status="y")), []),
    (
        "field-not-updateable",
        saving(update("OpportunityContactRole", OpportunityId="x", Role="y")),
        [("error", "OpportunityContactRole.OpportunityId cannot be changed")],
    ),
    ("field-not-updateable", saving(update("Lead", IsConverted="true")), [("error", IS_CONVERTED)]),
    ("field-not-updateable", saving(create("Lead", IsConverted="true")), []),
    ("field-not-updateable", call("PATCH", "/sobjects/Lead/Key__c/7", body='{"IsConverted": true}'), []),
    (
        "field-not-updateable",
        call("PATCH", "/sobjects/Lead/Key__c/7", body='{"CreatedDate": "x"}'),
        [("error", "Lead.CreatedDate cannot be changed")],
    ),
    (
        "computed-field-written",
        saving(create("Contact", Name="x", MailingAddress="y")),
        [
            (
                "error",
                ("Contact.MailingAddress is made of other fields: write MailingStreet, MailingCity, MailingState, "
                "MailingPostalCode and 4 more instead"),
            ),
            ("error", "Contact.Name is made of other fields: write LastName, FirstName and Salutation instead"),
        ],
    ),
    ("computed-field-written", saving(create("Account", Name="x", BillingStreet="y")), []),
    (
        "computed-field-written",
        saving(update("Case", CaseNumber="x")),
        [("error", "Case.CaseNumber is an auto number, which Salesforce counts up")],
    ),
    (
        "computed-field-written",
        saving(update("Account", playgroundorg__Owners_Manager_Name__c="x")),
        [("error", "Account.playgroundorg__Owners_Manager_Name__c is a formula, which is never written")],
    ),
    # --- missing-required-field
    ("missing-required-field", saving(create("Lead", LastName="x", Company="y")), []),
    ("missing-required-field", saving(create("Case", Subject="x")), []),
    ("missing-required-field", saving(update("Lead", Status="x")), []),
    (
        "missing-required-field",
        saving(create("Opportunity", Name="x", StageName="")),
        [
            ("error", "a new Opportunity needs CloseDate, which is not sent"),
            ("error", "a new Opportunity needs StageName, which is not sent"),
        ],
    ),
    (
        "missing-required-field",
        call("POST", "/sobjects/Opportunity", body='{"Name": "{{context.entities.a}}", "CloseDate": "2026-12-01"}'),
        [("error", "a new Opportunity needs StageName, which is not sent")],
    ),
    (
        "missing-required-field",
        saving(create("Lead", LastName=from_entity("last"), Company="y"), asks("last", required="hidden")),
        [("error", "a new Lead needs LastName, and the entity last is not required")],
    ),
    ("missing-required-field", call("POST", "/sobjects/Lead"), [
        ("error", "a new Lead needs Company, which is not sent"),
        ("error", "a new Lead needs LastName, which is not sent"),
    ]),
    # --- unknown-picklist-value
    ("unknown-picklist-value", saving(create("Lead", Status="Open - Not Contacted")), []),
    ("unknown-picklist-value", saving(create("Lead", Status="{{context.status}}")), []),
    ("unknown-picklist-value", saving(create("Event", Subject="Anything at all")), []),
    (
        "unknown-picklist-value",
        saving(create("Lead", Status="Open")),
        [("warning", ("Lead.Status has no value 'Open'; there are: Closed - Converted, Closed - Not Converted, "
                     "Open - Not Contacted, Working - Contacted"))],
    ),
    (
        "unknown-picklist-value",
        saving(create("Event", ShowAs="Bussy")),
        [("error", "Event.ShowAs has no value 'Bussy'; did you mean 'Busy'?")],
    ),
    (
        "unknown-picklist-value",
        saving(update("Lead", CleanStatus="In Sync")),
        [("error", "'In Sync' is a label of Lead.CleanStatus, and its value, 'Matched', is what Salesforce takes")],
    ),
    (
        "unknown-picklist-value",
        saving(create("Lead", Rating=from_entity("rating")), asks("rating", "sure", "Hot", "Lukewarm", "Cold")),
        [("warning", "Lead.Rating has no value 'Lukewarm'; did you mean 'Warm'?")],
    ),
    (
        "unknown-picklist-value",
        finding(query("SELECT Id FROM Opportunity WHERE StageName IN ('Closed Won', 'Close Won') AND Type != 'Old'")),
        [
            ("warning", "Opportunity.StageName has no value 'Close Won'; did you mean 'Closed Won'?"),
            ("warning", ("Opportunity.Type has no value 'Old'; there are: Existing Customer - Downgrade, "
                        "Existing Customer - Replacement, Existing Customer - Upgrade, New Customer")),
        ],
    ),
    ("unknown-picklist-value", finding(query("SELECT Id FROM Opportunity WHERE StageName LIKE 'Closed%'")), []),
    # --- the dependent picklist of Account
    ("impossible-dependent-value", saving(create("Account", **{COUNTRY: "Italy", CITY: "Milan"})), []),
    ("impossible-dependent-value", saving(create("Account", **{COUNTRY: "Austria", CITY: "Vienna"})), []),
    ("impossible-dependent-value", saving(create("Account", **{CITY: "Rome", PRIORITY: "High"})), []),
    (
        "impossible-dependent-value",
        saving(create("Account", **{COUNTRY: "Italy", CITY: "Boston"})),
        [("error", f"Account.{CITY} is never 'Boston' when {COUNTRY} is 'Italy', only Milan and Rome")],
    ),
    (
        "impossible-dependent-value",
        saving(create("Account", **{COUNTRY: "Slovakia", CITY: "Vienna"})),
        [("error", f"Account.{CITY} is never 'Vienna' when {COUNTRY} is 'Slovakia', and has no value then")],
    ),
    (
        "impossible-dependent-value",
        saving(update("Account", **{CITY: "Netanya", PRIORITY: "High"})),
        [("warning", f"Account.{PRIORITY} is never 'High' when {CITY} is 'Netanya', only Low")],
    ),
    (
        "impossible-dependent-value",
        saving(
            create("Account", **{COUNTRY: from_entity("country"), CITY: from_entity("city")}),
            asks("country", "city", "USA", "Israel"),
            asks("city", "sure", "Boston", "Tel Aviv", "Milan"),
        ),
        [
            ("warning", f"Account.{CITY} is never 'Boston' when {COUNTRY} is 'Israel', only Netanya and Tel Aviv"),
            (
                "warning",
                f"Account.{CITY} is never 'Tel Aviv' {OF_USA}",
            ),
            ("error", f"Account.{CITY} is never 'Milan' {OF_USA}"),
        ],
    ),
    # --- entity-type-mismatch
    (
        "entity-type-mismatch",
        saving(
            create("Lead", Fax=from_entity("fax"), PostalCode=from_entity("zip"), NumberOfEmployees=from_entity("n")),
            asks("fax", "zip", entity_type="number"),
            asks("zip", "n", entity_type="zip-code"),
            asks("n", entity_type="number"),
        ),
        [("error", "Lead.Fax may begin with a zero or a plus, and the entity fax (number) loses them")],
    ),
    (
        "entity-type-mismatch",
        finding(query("SELECT Id FROM Case WHERE CaseNumber = '\" + soql(context.entities.number) + \"'"),
                asks("number", "find", entity_type="number")),
        [("error", "Case.CaseNumber may begin with a zero or a plus, and the entity number (number) loses them")],
    ),
    (
        "entity-type-mismatch",
        finding(query("SELECT Id FROM Case WHERE CaseNumber = '\" + soql(context.entities.number) + \"'"),
                asks("number", "find")),
        [],
    ),
    (
        "entity-type-mismatch",
        saving(
            create("Opportunity", CloseDate=from_entity("day"), Amount=from_entity("sum"), Name=from_entity("name")),
            asks("day", "sum", entity_type="date-time"),
            asks("sum", "name", entity_type="currency"),
            asks("name"),
        ),
        [("error", "Opportunity.CloseDate takes a date, and the entity day (date-time) gives something else")],
    ),
    (
        "entity-type-mismatch",
        saving(create("Contact", Email=from_entity("mail"), Birthdate=from_entity("born")),
               asks("mail", "born"), asks("born", entity_type="custom", pattern="x")),
        [("warning", "Contact.Email takes an e-mail address, and the entity mail (string) gives any text")],
    ),
    # --- value-does-not-fit
    (
        "value-does-not-fit",
        saving(create("Case", Subject="x" * 256, IsEscalated="yes")),
        [
            ("error", "Case.IsEscalated takes true or false, and 'yes' is neither"),
            ("error", f"Case.Subject takes 255 characters, and '{'x' * 39}…' has 256"),
        ],
    ),
    ("value-does-not-fit", saving(create("Case", Subject="x" * 255, IsEscalated="false")), []),
    (
        "value-does-not-fit",
        saving(create("Opportunity", Amount="12345678901234567.5", Probability="12.5", CloseDate="1 May")),
        [
            ("error", "Opportunity.Amount takes 16 digits before the point, and '12345678901234567.5' has 17"),
            ("error", "Opportunity.CloseDate takes a date, and '1 May' is none"),
            ("warning", "Opportunity.Probability takes 0 decimals, and '12.5' has 1"),
        ],
    ),
    ("value-does-not-fit", saving(create("Opportunity", Amount="-0012.50", CloseDate="2026-12-01")), []),
    (
        "value-does-not-fit",
        saving(create("Account", NumberOfEmployees="many", AnnualRevenue="12", BillingLatitude="48.1234567")),
        [("error", "Account.NumberOfEmployees takes a number, and 'many' is none")],
    ),
    (
        "value-does-not-fit",
        saving(create("Event", StartDateTime="2026-12-01", EndDateTime="2026-12-01T10:00Z", DurationInMinutes="1.5")),
        [
            ("error", "Event.DurationInMinutes takes a whole number, and '1.5' is none"),
            ("error", "Event.StartDateTime takes a date with a time, and '2026-12-01' is none"),
        ],
    ),
    # --- reference-without-id
    ("reference-without-id", saving(create("Contact", AccountId="00190000001pPvHAAU")), []),
    ("reference-without-id", saving(create("Contact", AccountId="{{context.account.id}}")), []),
    (
        "reference-without-id",
        saving(create("Contact", AccountId="Acme", OwnerId="00190000001pPvHAAU", ReportsToId="0033h00000Kzv3AAAX")),
        [
            ("error", "Contact.AccountId takes the id of an Account, and 'Acme' is none"),
            ("error", "Contact.OwnerId takes the id of a User, and '00190000001pPvHAAU' is that of an Account"),
            ("error", "Contact.ReportsToId takes the id of a Contact, and '0033h00000Kzv3AAAX' is none"),
        ],
    ),
    (
        "reference-without-id",
        saving(create("Event", WhoId=from_entity("who")), asks("who", entity_type="person-name")),
        [("error", "Event.WhoId takes the id of a Contact or Lead, and the entity who (person-name) asks a person")],
    ),
    (
        "reference-without-id",
        saving(create("Event", WhoId=from_entity("who")), asks("who", entity_type="custom", pattern="00[3Q].*")),
        [],
    ),
    # --- queries
    (
        "field-not-filterable",
        finding(query("SELECT Id FROM Case WHERE Description LIKE '%x%' OR Subject = 'y'")),
        [("error", "a query cannot filter by Case.Description")],
    ),
    ("field-not-sortable", finding(query("SELECT Id FROM Case WHERE Subject = 'y' ORDER BY Subject DESC")), []),
    (
        "field-not-sortable",
        finding(query("SELECT Id FROM Account WHERE BillingAddress = null ORDER BY BillingAddress, Name")),
        [("error", "a query cannot sort by Account.BillingAddress")],
    ),
    # --- unsupported-operation
    ("unsupported-operation", call("DELETE", "/sobjects/Lead/{{context.id}}"), []),
    (
        "unsupported-operation",
        call("GET", "/search", record={"object": "OpportunityContactRole", "operation": "search"}),
        [("error", "an OpportunityContactRole cannot be searched for")],
    ),
    # --- versions
    ("retired-api-version", call("GET", "/limits"), []),
    *(
        (
            "retired-api-version",
            finding(service("x", "done", "failed", path=f"/services/data/v{version}/limits")),
            [(severity, f"the service x calls API version {version}, which is {what}")],
        )
        for version, severity, what in (("20.0", "error", "retired"), ("30.0", "error", "retired"),
                                        ("31.0", "warning", "old"), ("44.0", "warning", "old"))
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "data", "expected"), CASES)
def test_a_rule_on_real_describes(rule, data, expected):
    found = report(f"salesforce/{rule}", data)
    assert sorted((each.severity.word, each.message) for each in found.findings) == sorted(expected)


@pytest.mark.parametrize("rule", [name for name in FAMILY if name != "salesforce/retired-api-version"])
@pytest.mark.parametrize(
    ("known", "reason"),
    [
        (Known(), "there is no project here that has a describe of Task"),
        (Known(sobjects={}), "there is no describe of Task; xogen describe pull gets it"),
    ],
    ids=["no project", "no describe"],
)
def test_without_a_describe_nothing_passes_for_clean(rule, known, reason):
    made = {"pre_processor": "context.q = \"SELECT Id FROM Task WHERE Subject = 'x' ORDER BY Subject\";"}
    asked = service("find", "save", "failed", path="/services/data/v67.0/query?q={{context.q}}", **made)
    # One rule is about new records, one about changes.
    saved = update("Task", Subject="x") if rule.endswith("updateable") else create("Task", Subject="x")
    data = dialog(intent("find"), asked, saved, message("done", "Done."), FAILED)
    found = report(rule, data, known)
    assert found.findings == ()
    assert reason in [entry.reason for entry in found.not_checked]


@pytest.mark.parametrize(
    ("objects", "name", "expected"),
    [
        (frozenset({"Lead", "Task"}), "Task", []),
        (frozenset({"Lead", "Task"}), "task", []),
        (frozenset({"Lead", "Task"}), "Taks", [("error", "the org has no object 'Taks'; did you mean 'Task'?")]),
        (frozenset({"Lead", "Task"}), "lead", []),
        (None, "Lead", []),
    ],
)
def test_unknown_object(objects, name, expected):
    known = Known(sobjects=DESCRIBED, objects=objects)
    assert words("salesforce/unknown-object", saving(create(name, Subject="x")), known) == expected


def test_a_misspelt_object_without_a_list_of_objects_is_not_called_unknown():
    data = saving(create("Leed", Company="x"))
    assert words("salesforce/unknown-object", data) == []
    assert unchecked("salesforce/unknown-object", data) == [
        "there is no describe of Leed; did you mean 'Lead'?; xogen describe pull gets it"
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            call("PATCH", "/sobjects/Lead/{{context.id}}", body="{{context.record}}"),
            "which fields save writes: a script makes its body",
        ),
        (call("GET", "/query?q={{context.q}}"), "the query of save does not stand in the dialog as a text"),
        (call("POST", "/composite", body="{}"), "save sends several calls in one, which are not looked into"),
        (
            finding(query("SELECT Owner.Name FROM Lead")),
            "what stands behind Lead.Owner, which may be one of several objects",
        ),
        (
            finding(query("SELECT Owner.Name FROM Contact")),
            "there is no describe of User; xogen describe pull gets it",
        ),
    ],
)
def test_what_a_dialog_does_not_show_is_not_checked(data, reason):
    found = report("salesforce/unknown-field", data)
    assert found.findings == ()
    assert [entry.reason for entry in found.not_checked] == [reason]


def test_a_dependent_value_without_its_controlling_value_is_not_checked():
    data = saving(create("Account", **{CITY: "Rome"}))
    assert unchecked("salesforce/impossible-dependent-value", data) == [
        f"which values Account.{CITY} may have: the dialog does not show that of {COUNTRY}"
    ]


def test_inactive_values_are_said_to_be_so():
    values = [{"value": "Old", "label": "Old", "active": False}, {"value": "New", "label": "New", "active": True}]
    fields = [
        {"name": name, "type": kind, "createable": True, "picklistValues": values, "restrictedPicklist": True}
        for name, kind in (("One__c", "picklist"), ("Many__c", "multipicklist"))
    ]
    known = Known(sobjects={"X__c": SObject.from_describe({"name": "X__c", "fields": fields})})
    data = saving(create("X__c", One__c="Old", Many__c="New; Old"))
    assert words("salesforce/unknown-picklist-value", data, known) == [
        ("error", "the value 'Old' of X__c.Many__c is inactive"),
        ("error", "the value 'Old' of X__c.One__c is inactive"),
    ]


def test_a_finding_in_a_query_stands_in_the_line_of_the_query():
    lines = ["// the newest first", "const q = 'SELECT Nme FROM Lead';", "context.q = encodeURIComponent(q);"]
    asked = service("find", "done", "failed", path="/services/data/v67.0/query?q={{context.q}}")
    data = dialog(intent("make"), script("make", "\n".join(lines), "find"), asked, message("done", "Done."), FAILED)
    (found,) = report("salesforce/unknown-field", data).findings
    assert (found.pointer, found.node, found.message) == (
        "/nodes/1/script/1",
        "make",
        "Lead has no field 'Nme'; did you mean 'Name'?",
    )


def test_a_list_value_is_named_at_its_place():
    data = saving(create("Lead", Rating=from_entity("r")), asks("r", "sure", "Hot", "Tepid"))
    (found,) = report("salesforce/unknown-picklist-value", data).findings
    assert (found.pointer, found.node, found.witness) == ("/nodes/1/values/1/value", "r", ("CreateLead", "r"))


def test_what_a_project_sets_wins_over_what_a_problem_brings():
    rule = "salesforce/unknown-picklist-value"
    document = Document("d.json", DialogTask.model_validate(saving(create("Lead", Status="Open"))))
    for key in (rule, "salesforce"):
        settings = LintSettings(severity={key: "error"})
        (found,) = lint([document], settings, KNOWN, rules={rule: rules()[rule]}).findings
        assert found.severity is Severity.ERROR


def test_services_of_other_actions_are_left_alone():
    record = {"object": "Ticket", "operation": "create", "fields": {"subject": "x"}}
    data = finding(service("save", "done", "failed", integration="zendesk", path="/api/v2/tickets", record=record))
    for rule in FAMILY:
        assert (words(rule, data), unchecked(rule, data)) == ([], [])


@pytest.mark.parametrize(
    ("origin", "org", "expected"),
    [
        ({"organization_id": "00D5g000004ABCDEAX"}, {"organization_id": "00D5g000004ABCD"}, []),
        (
            {"organization_id": "00D5g000004ABCD", "instance_url": "https://a.my.salesforce.com"},
            {"organization_id": "00D5g000009ABCD", "instance_url": "https://a.my.salesforce.com"},
            [("warning", "the describe of Lead is from 00D5g000004ABCD, and the bot works in 00D5g000009ABCD")],
        ),
        ({}, {"instance_url": "https://broth-scorpio-4351-dev-ed.scratch.my.salesforce.com"}, []),
        (
            {},
            {"instance_url": "https://acme.my.salesforce.com"},
            [
                (
                    "warning",
                    (
                        "the describe of Lead is from broth-scorpio-4351-dev-ed.scratch.my.salesforce.com, "
                        "and the bot works in acme.my.salesforce.com"
                    ),
                )
            ],
        ),
        ({}, {}, ["which org the bot works in is not known: set instance_url of the action"]),
    ],
)
def test_a_describe_of_another_org(origin, org, expected):
    known = Known(sobjects=DESCRIBED, origins={"Lead": DescribeOrigin(**origin)}, org=OrgFacts(**org))
    data = saving(create("Lead", Company="x"))
    rule = "salesforce/describe-of-another-org"
    assert [*words(rule, data, known), *unchecked(rule, data, known)] == expected


@pytest.mark.parametrize(
    ("pulled", "today", "days", "expected"),
    [
        ("2026-11-23", date(2026, 11, 23), 0, []),
        ("2026-05-27", date(2026, 11, 23), 180, []),
        (
            "2026-05-26",
            date(2026, 11, 23),
            180,
            [
                (
                    "warning",
                    "the describe of Lead is 181 days old, and more than 180 are too many; xogen describe pull Lead",
                )
            ],
        ),
        (None, date(2026, 11, 23), 180, ["how old the describe of Lead is is not known"]),
        ("2026-05-26", None, 180, ["how old the describe of Lead is is not known"]),
    ],
)
def test_a_stale_describe(pulled, today, days, expected):
    known = Known(sobjects=DESCRIBED, origins={"Lead": DescribeOrigin(pulled=pulled)}, today=today)
    rule = "salesforce/stale-describe"
    settings = LintSettings(options={rule: {"days": days}})
    document = Document("d.json", DialogTask.model_validate(saving(create("Lead", Company="x"))))
    found = lint([document], settings, known, rules={rule: rules()[rule]})
    said = [(each.severity.word, each.message) for each in found.findings]
    assert [*said, *(entry.reason for entry in found.not_checked)] == expected


@pytest.mark.parametrize(
    ("action", "name", "expected"),
    [
        (None, "Lead", [("info", "the describe of Lead is of API version 59.0, and calls are of 67.0")]),
        (
            {"name": "salesforce", "authorization": "pre-authorize", "app": "system", "api_version": "66.0"},
            "Lead",
            [
                ("info", "the describe of Lead is of API version 59.0, and calls are of 67.0"),
                ("warning", "this call is of API version 67.0, and the action is set to 66.0"),
            ],
        ),
        (None, "Contact", ["the API version of the describe of Contact is not known"]),
    ],
)
def test_api_version_differs(action, name, expected):
    data = saving(create(name, LastName="x"))
    data = {**data, **({"action": action} if action else {})}
    rule = "salesforce/api-version-differs"
    assert [*words(rule, data), *unchecked(rule, data)] == expected
