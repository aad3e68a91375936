from __future__ import annotations

import json

import pytest

from tests.formats import samples
from tests.formats.samples import component, first_call, node, package, read, start_task
from xogen.errors import InputError
from xogen.formats.package import PackagedTask, build_package, package_inferences
from xogen.model.conditions import EntityTest
from xogen.model.dialog import DialogTask
from xogen.model.nodes import DialogCallNode, EntityNode, IntentNode, MessageNode, PlatformNode, Transition

# --- what stands in it -----------------------------------------------------------------------------------------------


def test_dialogs_keep_the_refid_they_were_imported_with():
    assert read(package())["dialogs"][1]["refId"] == samples.AGAIN.ref_id


def test_a_call_uses_the_called_dialogs_intent_and_names_its_entities():
    bot = read(package())
    call = first_call(bot)
    assert call["componentId"] == component(bot, "Again")["_id"]
    assert call["flowTaskId"] == samples.AGAIN.ref_id
    assert json.loads(call["contextMap"]) == {"context.entities.subject0002": "context.entities.subject0001"}
    assert json.loads(call["postContextMap"]) == {"context.again": "context.entities.subject0002"}


def test_positions_come_from_the_layout_and_what_it_lacks_stands_below():
    dialog = read(package())["dialogs"][0]
    places = [item["positionMeta"] for item in dialog["nodes"]]
    assert places[:3] == [{"left": 135, "top": 100}, {"left": 135, "top": 240}, {"left": 750, "top": 660}]
    assert places[3] == {"left": 750, "top": 800}
    assert node(read(package()), "prepare0001_Action01")["positionMeta"] == {"left": 100, "top": 380}
    column = [item["positionMeta"] for item in read(package())["dialogs"][1]["nodes"]]
    assert column[:2] == [{"left": 750, "top": 100}, {"left": 750, "top": 240}]


def test_retries_demands_and_personal_data():
    bot = read(package())
    subject = component(bot, "subject0001")
    options = node(bot, "subject0001")["nodeOptions"]
    assert subject["piiDataEnabled"] is True
    assert options["eventOptions"] == {"defaultMaxRetry": {"retry_limit": 2, "action": "endOfDialog"}}
    assert (options["promptOptions"], options["precedence"]) == ("required", "entityOverIntent")
    assert node(bot, "priority0001")["nodeOptions"]["promptOptions"] == "optional"
    assert component(bot, "priority0001")["isArray"] is True
    assert component(bot, "code0001")["regexPattern"] == "[A-Z]{3}"


def test_a_service_on_the_wire():
    ticket = component(read(package()), "CreateTicket0001")
    assert ticket["endPoint"] == {
        "host": "{{env.TICKETS_HOST}}",
        "port": "8443",
        "path": "/v1/%7B%7Bcontext.CreateTicketRequest.q%7D%7D?a=b",
        "protocol": "https",
        "method": "post",
        "connectorEnabled": False,
        "piiDataEnabled": False,
    }
    assert json.loads(ticket["headers"]["value"])["X-Queue"] == "{{env.QUEUE}}"
    assert ticket["payload"] == {"type": "raw", "value": "%7B%7Bcontext.CreateTicketRequest.body%7D%7D"}
    assert (ticket["authRequired"], ticket["idp"]) == (True, "tickets-oauth")
    assert (ticket["integrationId"], ticket["subType"]) == ("tickets", "CreateTicket")
    assert (ticket["timeOutError"], ticket["serviceAPITimeout"]) == ({"closeConversation": True}, 20)
    read_ticket = component(read(package()), "ReadTicket0001")
    assert read_ticket["payload"]["value"] == "undefined"
    assert read_ticket["headers"]["value"] == "{}"
    assert "serviceAPITimeout" not in read_ticket
    assert "preProcessor" not in read_ticket


def test_texts_stand_in_every_language():
    bot = read(package())
    done = component(bot, "Done0001")["message"]
    assert [item["localeData"]["de"]["text"] for item in done] == ["Done", "Fertig"]
    assert component(bot, "subject0001")["localeData"]["de"]["label"] == "Betreff"
    values = component(bot, "priority0001")["localeData"]
    assert values["de"]["allowedValues"]["values"] == [
        {"title": "Hoch", "value": "1", "synonyms": ["urgent"]},
        {"title": "2", "value": "2", "synonyms": []},
    ]
    assert component(bot, "Sure0001")["localeData"]["de"]["synonyms"] == {"yes": ["los"], "no": []}


def test_a_message_for_one_channel_only_is_said_on_the_default_channel_too():
    said = component(read(package()), "Sorry0001")["message"]
    assert [(item["channel"], item["localeData"]["en"]["text"]) for item in said] == [
        ("default", "Sorry"),
        ("rtm", "Sorry"),
    ]


def test_a_sub_intent_has_no_dialog():
    other = component(read(package()), "Other")
    assert "dialogId" not in other
    assert other["localeData"]["en"] == {"intent": "Other", "desc": ""}


@pytest.mark.parametrize(
    ("kind", "app", "integration"),
    [
        ("pre-authorize", "system", ("developer", "ap-auth1")),
        ("allow-users", "system", ("user", "ap-auth1")),
        ("pre-authorize", "custom", ("developer", None)),
        ("allow-users", "custom", ("user", None)),
    ],
)
def test_the_integration_points_to_its_authorization(kind, app, integration):
    bot = read(package("xo10", kind, app))
    [written] = bot["preBuiltIntegrations"]
    profile = bot["idpConfigurations"][0]["_id"] if app == "custom" else "ap-auth1"
    assert (written["authType"], written["authId"]) == (integration[0], integration[1] or profile)
    assert (written["integrationName"], written["enable"]) == ("tickets", True)
    assert len(bot["idpConfigurations"]) == (app == "custom")


def test_what_is_inferred_is_said():
    bot = samples.bot("xo10", "allow-users", "custom")
    said = "\n".join(package_inferences(bot, samples.tasks()))
    assert "the form of the OAuth v2 profile 'tickets-oauth'" in said
    assert 'authType "user"' in said
    assert "piiDataEnabled" in said
    assert 'promptOptions "hidden"' in said
    assert package_inferences(bot.model_copy(update={"actions": ()}), [PackagedTask(task=start_task())]) == ()


# --- what cannot be packaged -----------------------------------------------------------------------------------------


REFUSED = {
    "a target that is not there": (
        [start_task(MessageNode(id="Hello", transitions=(Transition(to="Helo"),)))],
        (
            "dialog a: node Hello: it leads to 'Helo', which is no node of the dialog; did you mean 'Hello'?\n"
            "  xogen lint shows every such place"
        ),
    ),
    "a condition on an entity that is not there": (
        [
            start_task(
                MessageNode(
                    id="m", transitions=(Transition(to="end", when=EntityTest(entity="x", op="eq", value="1")),)
                )
            )
        ],
        (
            "dialog a: node m: it leads to 'x', which is no node of the dialog; there are: Start, m\n"
            "  xogen lint shows every such place"
        ),
    ),
    "a call of a dialog that is not there": (
        [start_task(DialogCallNode(id="c", dialog="b"))],
        (
            "dialog a: node c: it calls the dialog 'b', which is not in the package; there are: a\n"
            "  an import fails where a called dialog is missing"
        ),
    ),
    "no intent first": (
        [DialogTask(name="a", title={"en": "A"}, nodes=(MessageNode(id="m"),))],
        "dialog a: a dialog starts with its intent\n  make the intent the first node",
    ),
    "one id twice": (
        [start_task(MessageNode(id="m"), MessageNode(id="m"))],
        "dialog a: node m: two nodes have this id\n  xogen lint shows both",
    ),
    "one title twice": (
        [start_task(), start_task(name="b", title="a")],
        (
            "dialog b: the dialogs a and b have one title, 'a'\n"
            "  give one of them another title; the platform knows dialogs by it"
        ),
    ),
    "one name twice": (
        [start_task(), start_task(title="B")],
        "two dialogs are called 'a'\n  each dialog needs a name of its own",
    ),
    "one component name twice": (
        [start_task(MessageNode(id="m")), DialogTask(name="b", title={"en": "B"}, nodes=(IntentNode(id="M"),))],
        (
            "dialog b: node M: the component name 'M' is taken by m of the dialog a\n"
            "  component names are unique in a bot: rename one of the nodes"
        ),
    ),
    "entity rules": (
        [start_task(EntityNode(id="e", rules={"digits": 3}))],
        (
            "dialog a: node e: its entity rules have no place in a package: no export shows one\n"
            "  set context.entityRules.e = {...} in a script before it"
        ),
    ),
    "a form": (
        [start_task(PlatformNode(id="f", type="form"))],
        (
            "dialog a: node f: a package that xogen writes cannot hold a form node\n"
            "  add it in the platform after the import"
        ),
    ),
    "a mark of no entity": (
        [
            DialogTask(
                name="a",
                title={"en": "A"},
                nodes=(IntentNode(id="i", utterances={"en": ("[x](y)",)}), EntityNode(id="e")),
            )
        ],
        (
            "dialog a: node i: the utterance '[x](y)' marks 'y', which is no entity of the dialog; there are: e\n"
            "  the form is [value](entity)"
        ),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_has_no_form_on_the_wire_is_refused(case):
    tasks, message = REFUSED[case]
    with pytest.raises(InputError) as caught:
        build_package(samples.bot(app="system"), [PackagedTask(task=item) for item in tasks])
    assert str(caught.value) == message
