from __future__ import annotations

from pathlib import Path

import pytest

from xogen.errors import ActionError, InputError, TemplateError
from xogen.model.app import App, AuthorizationType
from xogen.model.dialog import ActionUse, Source
from xogen.model.sobject import SObject
from xogen.packs.cases import example_action
from xogen.packs.expand import expand
from xogen.packs.loader import load_pack
from xogen.packs.problems import InstallError

TASK = """\
[task]
title = "Do it"
[intent]
name = "Do"
utterances = ["do it"]
next = "Ask"
[nodes.Ask]
type = "entity"
prompt = "What?"
next = "Say"
[nodes.Say]
type = "message"
text = "Done."
next = "end"
"""


def test_result_says_where_it_came_from_and_what_it_calls(tickets, tickets_action):
    task = expand(tickets.templates["find-tickets"], tickets_action, parameters={"object": "Request"})
    assert task.source == Source(
        pack="tickets", template="find-tickets", version="0.3.0", parameters={"object": "Request"}
    )
    assert task.action == ActionUse(
        name="tickets", authorization="allow-users", app="system", edition="developer", api_version="3.0"
    )
    service = task.node("FindService")
    assert (service.integration, service.sub_type, service.profile) == ("tickets", "FindService", None)
    assert service.record.model_dump() == {"object": "Request", "operation": "search", "fields": {}}


def test_another_name_is_another_title(tickets, tickets_action):
    template = tickets.templates["open-ticket"]
    assert expand(template, tickets_action).title == {"en": "Open a Ticket"}
    renamed = expand(template, tickets_action, name="new-ticket", languages=("en", "de"))
    assert renamed.name == "new-ticket"
    assert renamed.title == {"en": "New ticket", "de": "New ticket"}
    titled = expand(template, tickets_action, name="new-ticket", overrides={"task": {"title": "Fault"}})
    assert titled.title == {"en": "Fault"}


def test_utterances_stay_in_their_language(tickets, tickets_action):
    task = expand(tickets.templates["open-ticket"], tickets_action, languages=("de", "en"))
    assert list(task.nodes[0].utterances) == ["en"]
    assert task.node("Again").prompt[0].text == {"de": "Noch etwas?", "en": "Anything else?"}


@pytest.mark.parametrize(
    ("picklist", "values"),
    [
        (
            [("A", "a", True), ("B", "b", False), ("C", "C", True), ("", "none", True), ("A", "again", True)],
            [("A", {"en": "a"}), ("C", {})],
        ),
        (None, [("Low", {}), ("High", {"en": "High!"})]),
    ],
)
def test_list_values_come_from_the_describe_else_from_the_template(tickets, tickets_action, picklist, values):
    described = {
        "name": "Ticket",
        "fields": [
            {
                "name": "Priority",
                "picklistValues": [{"value": v, "label": x, "active": a} for v, x, a in picklist or ()],
            }
        ],
    }
    sobjects = {"Ticket": SObject.from_describe(described)} if picklist else {"Other": None}
    task = expand(tickets.templates["open-ticket"], tickets_action, sobjects=sobjects)
    assert [(item.value, dict(item.label)) for item in task.node("Priority").values] == values


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ([], "the describe of Ticket has no field 'Priority'"),
        ([{"name": "Prioritty"}], "the describe of Ticket has no field 'Priority'; did you mean 'Prioritty'?"),
        (
            [{"name": "Priority", "picklistValues": [{"value": "x", "active": False}]}],
            "the describe of Ticket offers no active value of Priority",
        ),
        ([{"name": "Priority"}], "the describe of Ticket offers no active value of Priority"),
    ],
)  # fmt: skip
def test_describe_without_the_field_is_an_error(tickets, tickets_action, fields, message):
    sobject = SObject.from_describe({"name": "Ticket", "fields": fields})
    with pytest.raises(TemplateError) as caught:
        expand(tickets.templates["open-ticket"], tickets_action, sobjects={"Ticket": sobject})
    assert caught.value.message == f"tickets/open-ticket, node Priority, values_from: {message}"
    assert caught.value.where == "tickets/tasks/open-ticket/task.toml:51: nodes.Priority.values_from"
    if "no active value" in message:
        assert caught.value.hint == (
            "pull the describe again, or say the values: [install.override.nodes.Priority] values = [...]"
        )


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        (("pre-authorize", "custom"), None),
        (
            ("pre-authorize", "system"),
            (
                "the template tickets/open-ticket does not work with pre-authorize/system; "
                "it accepts pre-authorize/custom, allow-users/system, allow-users/custom"
            ),
        ),
    ],
)
def test_only_accepted_pairs(tickets, pair, message):
    action = example_action(tickets.manifest, AuthorizationType(pair[0]), App(pair[1]))
    if message is None:
        assert expand(tickets.templates["open-ticket"], action).node("OpenService").profile == "acme-oauth"
        return
    with pytest.raises(ActionError) as caught:
        expand(tickets.templates["open-ticket"], action)
    assert caught.value.message == message
    assert caught.value.hint == "change authorization or app in [actions.tickets]"


def test_another_action_is_refused(tickets, make_template):
    _, action = make_template(TASK)
    with pytest.raises(ActionError) as caught:
        expand(tickets.templates["open-ticket"], action)
    assert caught.value.message == "the template tickets/open-ticket needs the tickets action, not tiny"


def test_basic_authorization_is_refused():
    pack = load_pack(Path(__file__).parent / "fixtures" / "basic")
    action = example_action(pack.manifest, AuthorizationType.PRE_AUTHORIZE, App.SYSTEM)
    with pytest.raises(TemplateError) as caught:
        expand(pack.templates["ping"], action)
    assert caught.value.message == "the basic action (pack basic) takes basic authorization: OAuth only, for now"


@pytest.mark.parametrize(
    ("old", "new", "files", "where", "message"),
    [
        (
            'title = "Do it"', 'title = "<%= objekt %>"', {},
            "tiny/tasks/do/task.toml:2: task.title",
            "tiny/do, task.title: unknown variable 'objekt'; did you mean 'object'?",
        ),
        (
            'prompt = "What?"', 'prompt = { en = "<%= parameters.x %>" }', {},
            "tiny/tasks/do/task.toml:9: nodes.Ask.prompt",
            "tiny/do, node Ask, prompt: unknown name 'x'",
        ),
        (
            'utterances = ["do it"]', 'utterances = ["a", "<% if %>"]', {},
            "tiny/tasks/do/task.toml:5: intent.utterances",
            (
                "tiny/do, node Do, intent.utterances: wrong template syntax: Expected an expression, "
                "got 'end of statement block'"
            ),
        ),
        (
            'text = "Done."', 'script = "say.js"', {"tasks/do/say.js": "// one\nprint(<%= languages %>);"},
            "tiny/tasks/do/say.js:2",
            "tiny/do, node Say, script: a list or table cannot stand in text; join it, or write it with | js",
        ),
        (
            'text = "Done."', 'script = "say.js"',
            {"tasks/do/say.js": '<% include "shared/x.js" %>', "shared/x.js": "\n\n<%= nope %>"},
            "tiny/shared/x.js:3",
            (
                "tiny/do, node Say, script: unknown variable 'nope'; there are: action, custom_app, end_user_signs_in, "
                "enterprise, languages, object, operation, pack, parameters, task"
            ),
        ),
        (
            'type = "message"\ntext = "Done."',
            'type = "service"\npath = "/x"\nquery.q = "SELECT Id FROM L WHERE N = \'{{context.entities.Ask}}\'"', {},
            "tiny/tasks/do/task.toml:14: nodes.Say.query.q",
            (
                "tiny/do, node Say, query.q: {{context.entities.Ask}} stands in a query and needs a filter: "
                "'soql', 'soql_like', 'sosl', 'number' or 'date'"
            ),
        ),
        (
            'type = "message"\ntext = "Done."',
            'type = "service"\nmethod = "POST"\npath = "/x"\nbody_from = "context.x.}}"', {},
            "tiny/tasks/do/task.toml:15: nodes.Say.body_from",
            "tiny/do, node Say, body_from: must be a path such as context.x",
        ),
    ],
)  # fmt: skip
def test_template_error_names_pack_task_node_and_key(make_template, old, new, files, where, message):
    template, action = make_template(TASK.replace(old, new), files)
    with pytest.raises(InputError) as caught:
        expand(template, action)
    assert (caught.value.where, caught.value.message) == (where, message)


@pytest.mark.parametrize(
    ("given", "keys", "message"),
    [
        (
            {"confrm": True},
            ("parameters", "confrm"),
            "tickets/open-ticket has no parameter 'confrm'; did you mean 'confirm'?",
        ),
        ({"confirm": "yes"}, ("parameters", "confirm"), "must be true or false"),
        ({"limit": True}, ("parameters", "limit"), "must be a whole number"),
        ({"fields": "Room"}, ("parameters", "fields"), "must be a list"),
        ({"fields": ["Room", "Room"]}, ("parameters", "fields"), "'Room' stands in the list twice"),
        ({"source": "fax"}, ("parameters", "source"), "'fax' is not offered; there are: chat, voice"),
    ],
)  # fmt: skip
def test_parameter_that_does_not_fit(tickets, tickets_action, given, keys, message):
    with pytest.raises(InstallError) as caught:
        expand(tickets.templates["open-ticket"], tickets_action, parameters=given)
    assert (caught.value.keys, caught.value.message) == (keys, message)


def test_parameter_of_a_template_that_takes_none(make_template):
    template, action = make_template(TASK)
    with pytest.raises(InstallError) as caught:
        expand(template, action, parameters={"confirm": False})
    assert caught.value.message == "tiny/do has no parameter 'confirm'; it takes none"


def test_parameter_without_default_must_be_given(tickets, tickets_action):
    with pytest.raises(InstallError) as caught:
        expand(tickets.templates["find-tickets"], tickets_action)
    assert caught.value.message == "tickets/find-tickets needs the parameter 'object', text"
    assert caught.value.hint == "What to search: Ticket or Request."


def test_expansion_does_not_change_what_it_was_given(tickets, tickets_action):
    overrides = {"nodes": {"Subject": {"prompt": "New?"}}}
    template = tickets.templates["open-ticket"]
    before = expand(template, tickets_action)
    expand(template, tickets_action, parameters={"fields": ["a"]}, overrides=overrides)
    assert overrides == {"nodes": {"Subject": {"prompt": "New?"}}}
    assert expand(template, tickets_action) == before
