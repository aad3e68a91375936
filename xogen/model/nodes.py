"""The node kinds of a dialog task: a discriminated union on ``type``.

A node is what its author sees on the canvas: the wire's split into node and component lives in ``formats``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from xogen.model.base import Localised, Owned, Reasons, Script
from xogen.model.conditions import Condition

END = "end"
NOT_CONNECTED = "not-connected"
RETURN_TO_FLOW = "return-to-flow"
EXITS: frozenset[str] = frozenset({END, NOT_CONNECTED, RETURN_TO_FLOW})
"""Targets that are no node: end of the dialog (or of the bot action), no connection, back to the flow (XO 11)."""


class Transition(Owned):
    """One way out of a node. Without ``when`` it is the default, which comes last."""

    to: str
    when: Condition | None = None
    label: str | None = None


class Response(Owned):
    """One thing the bot says: for a channel, text or a script that prints, by language.

    Several responses with one channel are variants; the platform takes one at random.
    """

    channel: str = "default"
    text: Localised = Field(default_factory=dict)
    script: Mapping[str, Script] = Field(default_factory=dict)


class NodeBase(Owned):
    """What all kinds share. ``name`` is the component's name where it differs from ``id``.

    ``allow`` says of a rule of the linter why it need not hold here: ``{"flow/dead-end": "the agent takes over"}``.
    """

    id: str = Field(min_length=1)
    name: str | None = None
    label: Localised = Field(default_factory=dict)
    ref_id: str | None = None
    allow: Reasons = Field(default_factory=dict)
    transitions: tuple[Transition, ...] = ()

    @property
    def component(self) -> str:
        """The component's name: what ``context.entities.<name>`` and ``context.<service>`` refer to."""
        return self.name or self.id


class IntentNode(NodeBase):
    """The entry of a dialog. Utterances mark entity values as ``log a lead for [Acme](companyName)``."""

    type: Literal["intent"] = "intent"
    utterances: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    patterns: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)


class ListValue(Owned):
    """One value of a list: ``value`` is sent, ``label`` is shown and understood, with its synonyms."""

    value: str
    label: Localised = Field(default_factory=dict)
    synonyms: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)


EntityType = Literal[
    "address", "airport", "attachment", "city", "color", "company", "composite", "country", "currency", "custom",
    "date", "date-period", "date-time", "description", "email", "list-of-values", "list-lookup", "location", "number",
    "percentage", "person-name", "phone-number", "quantity", "string", "time", "time-zone", "url", "zip-code",
]  # fmt: skip
"""The platform's entity types (facts, kore-platform 4.3)."""


class EntityNode(NodeBase):
    """Asks for one value and keeps it as ``context.entities.<component>``. ``retries``: 1 to 5 tries.

    ``values_from`` is the context value that holds the list of values where a script fills it.
    """

    type: Literal["entity"] = "entity"
    entity_type: EntityType = "string"
    prompt: tuple[Response, ...] = ()
    error_prompt: tuple[Response, ...] = ()
    required: Literal["required", "optional", "hidden"] = "required"
    retries: int = Field(default=3, ge=1, le=5)
    personal_data: bool = False
    multiple: bool = False
    pattern: str | None = None
    values: tuple[ListValue, ...] = ()
    values_from: str | None = None
    rules: Mapping[str, JsonValue] = Field(default_factory=dict)


class RecordCall(Owned):
    """What a service does to which record, as data, for the rules: the request itself stands beside it."""

    object: str
    operation: Literal["create", "read", "update", "delete", "query", "search"]
    fields: Mapping[str, str] = Field(default_factory=dict)
    """Field name to the reference that fills it: ``{"LastName": "{{context.entities.lastName}}"}``."""


Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]


class ServiceNode(NodeBase):
    """Calls a REST service. Times out after ``timeout`` seconds.

    ``integration`` and ``sub_type`` tie it to an installed action; ``profile`` names an authorization profile.
    The platform pastes ``{{...}}`` into ``path``, ``headers`` and ``body`` as plain text (inferred): user text
    goes through ``pre_processor``. ``builtin`` names a service of the platform's own (``datatable``, ``smsservice``),
    which has no address; what it does stands in ``properties``, as the platform wrote it.
    """

    type: Literal["service"] = "service"
    integration: str | None = None
    sub_type: str | None = None
    profile: str | None = None
    method: Method = "GET"
    protocol: Literal["https", "http", ""] = "https"
    host: str = ""
    path: str = ""
    headers: Mapping[str, str] = Field(default_factory=dict)
    body: str | None = None
    pre_processor: Script | None = None
    post_processor: Script | None = None
    timeout: int | None = Field(default=20, ge=1, le=120)
    close_on_timeout: bool = True
    record: RecordCall | None = None
    builtin: str | None = None
    properties: Mapping[str, JsonValue] = Field(default_factory=dict)


class MessageNode(NodeBase):
    """Says something."""

    type: Literal["message"] = "message"
    responses: tuple[Response, ...] = ()


class ScriptNode(NodeBase):
    """Runs JavaScript."""

    type: Literal["script"] = "script"
    script: Script = ""


class LogicNode(NodeBase):
    """Branches, and nothing else."""

    type: Literal["logic"] = "logic"


class ConfirmationNode(NodeBase):
    """Asks yes or no."""

    type: Literal["confirmation"] = "confirmation"
    prompt: tuple[Response, ...] = ()
    yes_synonyms: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    no_synonyms: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)


class BotActionNode(NodeBase):
    """XO 10's wrapper of services, scripts and logic. Inside, ``end`` is the end of the bot action.

    The first of ``nodes`` is the entry; the outer transitions test what happened inside.
    """

    type: Literal["bot-action"] = "bot-action"
    nodes: tuple[Node, ...] = ()


class DialogCallNode(NodeBase):
    """Calls another dialog. ``dialog`` is its name, ``dialog_ref_id`` its refId where known."""

    type: Literal["dialog-call"] = "dialog-call"
    dialog: str
    dialog_ref_id: str | None = None
    inputs: Mapping[str, str] = Field(default_factory=dict)
    outputs: Mapping[str, str] = Field(default_factory=dict)


PlatformKind = Literal[
    "form", "agent-transfer", "webhook", "process", "dynamic-intent", "generative", "search", "assist"
]


class PlatformNode(NodeBase):
    """Kinds that xogen draws and checks as steps and otherwise leaves to the platform."""

    type: PlatformKind
    properties: Mapping[str, JsonValue] = Field(default_factory=dict)


class OpaqueNode(NodeBase):
    """A type we do not know: kept word for word, drawn, never lost."""

    type: Literal["opaque"] = "opaque"
    wire_type: str
    raw: Mapping[str, JsonValue] = Field(default_factory=dict)


Node = Annotated[
    IntentNode
    | EntityNode
    | ServiceNode
    | MessageNode
    | ScriptNode
    | LogicNode
    | ConfirmationNode
    | BotActionNode
    | DialogCallNode
    | PlatformNode
    | OpaqueNode,
    Field(discriminator="type"),
]

WAITING: frozenset[str] = frozenset({"entity", "confirmation", "form", "dialog-call", "agent-transfer", "assist"})
"""Kinds that wait for the user, so that a loop through them is not endless."""
