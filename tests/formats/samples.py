"""Bots that use everything a package can hold, and ways to look into their packages."""

from __future__ import annotations

import json

from xogen.formats.package import BotSettings, EnvVariable, PackagedTask, build_package
from xogen.model.action import Action, ActionSettings, AuthorizationProfile
from xogen.model.conditions import AllOf, AnswerTest, AnyOf, ContextTest, EntityTest, IntentTest
from xogen.model.dialog import DialogTask
from xogen.model.layout import Layout, Position
from xogen.model.names import allocate
from xogen.model.nodes import (
    BotActionNode,
    ConfirmationNode,
    DialogCallNode,
    EntityNode,
    IntentNode,
    ListValue,
    LogicNode,
    MessageNode,
    PlatformNode,
    Response,
    ScriptNode,
    ServiceNode,
    Transition,
)

DEFINITIONS = {"xo10": "botDefinition.json", "xo11": "appDefinition.json"}
PLATFORMS = tuple(DEFINITIONS)
PAIRS = tuple((kind, app) for kind in ("pre-authorize", "allow-users") for app in ("system", "custom"))


def to(target, when=None):
    return Transition(to=target, when=when)


def says(text, **more):
    return (Response(text={"en": text, **more}),)


def status(value, target):
    return to(target, ContextTest(context="context.CreateTicket.response.statusCode", op="eq", value=value))


TICKET = DialogTask(
    name="create-ticket",
    title={"en": "Create a Ticket", "de": "Ticket anlegen"},
    description={"en": "Asks and creates"},
    nodes=(
        IntentNode(
            id="CreateTicket_Intent",
            utterances={
                "en": ("open a ticket", "\U0001f600 a [high](priority) ticket about [my desk](subject)"),
                "de": ("Ticket anlegen",),
            },
            patterns={"en": ("create * ticket",)},
            transitions=(to("subject"),),
        ),
        EntityNode(
            id="subject",
            label={"en": "Subject", "de": "Betreff"},
            prompt=(
                *says("What's it about? {x} 100% “é”", de="Worum geht's?"),
                Response(channel="rtm", text={"en": "?"}),
            ),
            error_prompt=says("Say it again"),
            personal_data=True,
            retries=2,
            transitions=(to("priority", EntityTest(entity="subject")), to("priority")),
        ),
        EntityNode(
            id="priority",
            entity_type="list-of-values",
            prompt=(Response(script={"en": 'print(JSON.stringify({"text": "é"}));\n'}),),
            error_prompt=(Response(script={"en": "print('One of them');"}),),
            multiple=True,
            required="optional",
            values=(
                ListValue(value="1", label={"en": "High", "de": "Hoch"}, synonyms={"en": ("urgent",)}),
                ListValue(value="2"),
            ),
            transitions=(
                to("prepare", EntityTest(entity="priority", op="eq", value="1")),
                to("prepare", EntityTest(entity="priority", op="not-exists")),
                to("prepare", EntityTest(entity="priority", op="lte", value="2")),
                to("prepare"),
            ),
        ),
        EntityNode(
            id="code",
            entity_type="custom",
            pattern="[A-Z]{3}",
            required="hidden",
            transitions=(to("Sure"),),
        ),
        ScriptNode(
            id="prepare",
            script="context.subjectLine = context.entities.subject + ' [' + env.QUEUE + ']';",
            transitions=(to("decide"),),
        ),
        LogicNode(
            id="decide",
            transitions=(
                to(
                    "code",
                    AllOf(
                        all=(ContextTest(context="context.a"), ContextTest(context="context.b", op="lte", value="2"))
                    ),
                ),
                to(
                    "code",
                    AnyOf(
                        any=(ContextTest(context="context.a", op="neq", value="x"), ContextTest(context="context.c"))
                    ),
                ),
                to("Sure"),
            ),
        ),
        ConfirmationNode(
            id="Sure",
            prompt=(
                *says("Shall I open {{context.entities.subject}}?"),
                Response(channel="rtm", script={"en": "print(context.entities.subject + '?');"}),
            ),
            yes_synonyms={"en": ("go",), "de": ("los",)},
            transitions=(
                to("CreateTicket", AnswerTest(answer="yes")),
                to("Sorry", AnswerTest(answer="no")),
                to("Sorry"),
            ),
        ),
        ServiceNode(
            id="CreateTicket",
            integration="tickets",
            sub_type="CreateTicket",
            method="POST",
            host="{{env.TICKETS_HOST}}:8443",
            path="/v1/{{context.CreateTicketRequest.q}}?a=b",
            headers={"Content-Type": "application/json", "X-Queue": "{{env.QUEUE}}"},
            body="{{context.CreateTicketRequest.body}}",
            pre_processor="context.CreateTicketRequest = {body: JSON.stringify({s: context.entities.subject})};",
            post_processor="context.done = context.CreateTicket.response.body.id;",
            transitions=(status("201", "Done"), status("400", "subject"), to("Sorry")),
        ),
        MessageNode(
            id="Done",
            responses=(*says("Done"), *says("It is done", de="Fertig")),
            transitions=(to("again"),),
        ),
        DialogCallNode(
            id="again",
            dialog="ask-again",
            inputs={"context.entities.subject": "context.entities.subject"},
            outputs={"context.again": "context.entities.subject"},
            transitions=(to("end"),),
        ),
        MessageNode(
            id="Sorry", responses=(Response(channel="rtm", text={"en": "Sorry"}),), transitions=(to("not-connected"),)
        ),
    ),
)

AGAIN = DialogTask(
    name="ask-again",
    title={"en": "Ask Again"},
    hidden=True,
    ref_id="34400aa0-bd45-5986-9c9e-5ff32fad3881",
    nodes=(
        IntentNode(id="Again", utterances={"en": ("again",)}, transitions=(to("subject"),)),
        EntityNode(
            id="subject",
            prompt=says("What?"),
            error_prompt=says("Pardon?"),
            transitions=(to("Other", IntentTest(intent="Other")), to("work")),
        ),
        IntentNode(id="Other", utterances={"en": ("something else",)}, transitions=(to("work"),)),
        BotActionNode(
            id="work",
            nodes=(
                ScriptNode(id="one", script="context.one = 1;", transitions=(to("ReadTicket"),)),
                ServiceNode(
                    id="ReadTicket",
                    method="DELETE",
                    host="example.org",
                    path="/",
                    timeout=None,
                    transitions=(to("end"),),
                ),
            ),
            transitions=(to("agent"),),
        ),
        PlatformNode(id="agent", type="agent-transfer", transitions=(to("end"),)),
    ),
)


def action(kind="pre-authorize", app="custom"):
    profile = AuthorizationProfile(
        callback_url="https://idp.kore.ai/workflows/callback/",
        identity_provider="Tickets",
        client_id="{{env.TICKETS_CLIENT_ID}}",
        client_secret="{{env.TICKETS_CLIENT_SECRET}}",  # noqa: S106 - a reference
        authorization_url="https://login.example.org/authorize",
        token_request_url="https://login.example.org/token",  # noqa: S106 - an address
        scope=("api", "refresh_token"),
        refresh_token_url="{{env.TICKETS_REFRESH_URL}}",  # noqa: S106 - a reference
    )
    settings = ActionSettings(
        authorization=kind,
        app=app,
        profile="tickets-oauth" if app == "custom" else None,
        instance_url="https://acme.example.org:8443",
    )
    return Action(name="tickets", settings=settings, profile=profile if app == "custom" else None)


def bot(platform="xo10", kind="pre-authorize", app="custom"):
    return BotSettings(
        id="5a0e6d6e",
        name="acme-bot",
        platform=platform,
        languages=("en", "de"),
        description="A bot",
        actions=(action(kind, app),),
        variables={"QUEUE": EnvVariable(value="desk", hint="Where tickets go"), "UNUSED": EnvVariable(value="1")},
    )


def tasks(app="custom"):
    """The two dialogs with their names; the services of a custom app name the profile."""
    counters: dict[str, int] = {}
    packaged = []
    for task in (signed_in(TICKET) if app == "custom" else TICKET, AGAIN):
        names, counters = allocate(task, counters, {})
        packaged.append(PackagedTask(task=task, names=names, layout=LAYOUT if task.name == TICKET.name else Layout()))
    return tuple(packaged)


def signed_in(task):
    nodes = tuple(
        node.model_copy(update={"profile": "tickets-oauth"}) if node.id == "CreateTicket" else node
        for node in task.nodes
    )
    return task.model_copy(update={"nodes": nodes})


LAYOUT = Layout(
    positions={
        "CreateTicket_Intent": Position(left=40, top=0),
        "subject": Position(left=40, top=90),
        "CreateTicket_Action01": Position(left=10, top=500),
        "prepare": Position(left=5, top=300),
    }
)


def package(platform="xo10", kind="pre-authorize", app="custom"):
    return build_package(bot(platform, kind, app), tasks(app))


def read(files, platform="xo10"):
    return json.loads(files[DEFINITIONS[platform]])


def component(bot, name):
    return next(item for item in bot["dialogComponents"] if item["name"] == name)


def node(bot, name):
    wanted = component(bot, name)["_id"]
    return next(item for dialog in bot["dialogs"] for item in dialog["nodes"] if item["componentId"] == wanted)


def first_call(bot):
    return next(n for d in bot["dialogs"] for n in d["nodes"] if "flowTaskId" in n)


def start_task(*nodes, name="a", title="A"):
    start = IntentNode(id="Start", transitions=(Transition(to=nodes[0].id if nodes else "end"),))
    return DialogTask(name=name, title={"en": title}, nodes=(start, *nodes))
