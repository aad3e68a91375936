"""The shape of ``task.toml`` and of fragments: what a template author writes (``docs/writing-packs.md``).

Structure is data: it is checked against these models before a single string is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, JsonValue, model_validator

from xogen.model.base import Owned
from xogen.model.conditions import ContextTest, Operator
from xogen.model.nodes import EntityType, Method
from xogen.packs.texts import Says, Text, Title, Words

Operation = Literal["create", "read", "update", "delete", "query", "search"]

_IDENTIFIER = re.compile(r"[A-Za-z_]\w*", re.ASCII)


def _identifier(value: str) -> str:
    if not _IDENTIFIER.fullmatch(value):
        raise ValueError(f"{value!r} is no identifier: letters, digits and _ only; spaces belong into label")
    return value


Identifier = Annotated[str, AfterValidator(_identifier)]
TemplatedName = Annotated[str, AfterValidator(lambda value: value if "<%" in value else _identifier(value))]
"""An identifier, or a template that gives one."""


class Branch(Owned):
    """One conditional way out: exactly one test, and where it leads."""

    next: str
    label: Text | None = None
    status: int | str | tuple[int, ...] | None = None
    service: str | None = None
    entity: str | None = None
    context: str | None = None
    is_: str | None = Field(default=None, alias="is")
    op: Operator | None = None
    value: str | None = None
    intent: str | None = None
    all: tuple[ContextTest, ...] | None = None
    any: tuple[ContextTest, ...] | None = None

    @model_validator(mode="after")
    def _one_test(self) -> Branch:
        tests = [
            key for key in ("status", "entity", "context", "intent", "all", "any") if getattr(self, key) is not None
        ]
        if len(tests) != 1:
            raise ValueError("needs exactly one of status, entity, context, intent, all, any")
        if isinstance(self.status, str) and not re.fullmatch(r"[1-5]xx", self.status):
            raise ValueError('status is a number, a list of numbers, or a class such as "2xx"')
        if self.is_ is not None and (self.op is not None or self.value is not None):
            raise ValueError("is stands for op and value; write one or the other")
        return self


class NodeSpecBase(Owned):
    """What all nodes share."""

    label: Text | None = None
    next: str | None = None
    branches: tuple[Branch, ...] = ()
    branches_for_each: Mapping[str, Branch] = {}
    only_if: str | None = None
    for_each: str | None = None
    id: str | None = None
    """The id of each copy made by ``for_each``: ``"ask_<%= item %>"``."""

    @model_validator(mode="after")
    def _id_needs_for_each(self) -> NodeSpecBase:
        if self.id is not None and self.for_each is None:
            raise ValueError("id names the copies of a for_each node; the node's own id is the name of its table")
        return self


class ValueSpec(Owned):
    """One value of a list: a string, or ``{ value, label, synonyms }``."""

    value: str
    label: Text | None = None
    synonyms: Words | None = None


def _value(value: object) -> object:
    return {"value": value} if isinstance(value, str) else value


Values = tuple[Annotated[ValueSpec, BeforeValidator(_value, json_schema_input_type=str | ValueSpec)], ...]


def _required(value: object) -> object:
    return {True: "required", False: "optional"}.get(value, value) if isinstance(value, bool) else value


class EntitySpec(NodeSpecBase):
    """Asks for a value."""

    type: Literal["entity"]
    next: str
    entity_type: EntityType = "string"
    prompt: Says = ()
    error_prompt: Says = ()
    retries: int = Field(default=3, ge=1, le=5)
    personal_data: bool | None = None
    required: Annotated[
        Literal["required", "optional", "hidden"],
        BeforeValidator(_required, json_schema_input_type=bool | Literal["required", "optional", "hidden"]),
    ] = "required"
    multiple: bool = False
    pattern: str | None = None
    rules: Mapping[str, JsonValue] = {}
    field: str | None = None
    """The described field that is asked for, ``"Lead.Status"``: its type, values and whether it is personal data."""
    values: Values = ()
    values_from: str | None = None
    values_for_each: Mapping[str, ValueSpec] = {}
    fallback_values: Values = ()

    @model_validator(mode="after")
    def _one_source_of_values(self) -> EntitySpec:
        if self.values and self.values_from is not None:
            raise ValueError("write values, or values_from with fallback_values, not both")
        if self.values_for_each and (self.values or self.values_from is not None):
            raise ValueError("write values_for_each, or values, or values_from, not two of them")
        if self.fallback_values and self.values_from is None:
            raise ValueError("fallback_values stand in for values_from, which is missing")
        return self


class ConfirmationSpec(NodeSpecBase):
    """Asks yes or no. Left out, it joins to ``yes``."""

    type: Literal["confirmation"]
    prompt: Says
    yes: str
    no: str
    yes_synonyms: Words | None = None
    no_synonyms: Words | None = None


class RecordSpec(Owned):
    """What a service does to which record, where it differs from the task's own object and operation."""

    object: str | None = None
    operation: Operation


def _record(value: object) -> object:
    return {"operation": value} if isinstance(value, str) else value


class ServiceSpec(NodeSpecBase):
    """Calls a REST service."""

    type: Literal["service"]
    next: str
    method: Method = "GET"
    path: str
    query: Mapping[str, str | int | bool] = {}
    headers: Mapping[str, str] = {}
    body: Mapping[str, JsonValue] = {}
    body_for_each: Mapping[str, Mapping[str, JsonValue]] = {}
    body_from: str | None = None
    timeout: int = Field(default=20, ge=1, le=60)
    host: str | None = None
    protocol: Literal["https", "http", ""] = "https"
    close_on_timeout: bool = True
    record: Annotated[
        RecordSpec | Literal[False] | None,
        BeforeValidator(_record, json_schema_input_type=RecordSpec | Operation | Literal[False]),
    ] = None
    pre_processor: str | None = None
    post_processor: str | None = None

    @model_validator(mode="after")
    def _one_body(self) -> ServiceSpec:
        if self.body_from is not None and (self.body or self.body_for_each):
            raise ValueError("write body or body_from, not both")
        return self


class MessageSpec(NodeSpecBase):
    """Says something: ``text``, ``script``, or ``responses`` for variants and channels."""

    type: Literal["message"]
    next: str
    text: Text | None = None
    script: Text | None = None
    responses: Says = ()

    @model_validator(mode="after")
    def _something(self) -> MessageSpec:
        if sum((self.text is not None, self.script is not None, bool(self.responses))) != 1:
            raise ValueError("needs exactly one of text, script, responses")
        return self


class ScriptSpec(NodeSpecBase):
    """Runs a script file."""

    type: Literal["script"]
    next: str
    script: str


class LogicSpec(NodeSpecBase):
    """Branches, and nothing else."""

    type: Literal["logic"]
    next: str


class IncludeSpec(NodeSpecBase):
    """Puts a fragment's nodes here. Every key that is not listed is an exit of the fragment and names its target."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, str]

    type: Literal["include"]
    fragment: str
    next: str

    @property
    def exits(self) -> Mapping[str, str]:
        """Where each exit of the fragment leads, ``next`` included."""
        return {"next": self.next, **self.__pydantic_extra__}


OwnNodeSpec = Annotated[
    EntitySpec | ConfirmationSpec | ServiceSpec | MessageSpec | ScriptSpec | LogicSpec, Field(discriminator="type")
]
"""A node that becomes a node of the dialog: all that a fragment may hold."""

NodeSpec = Annotated[
    EntitySpec | ConfirmationSpec | ServiceSpec | MessageSpec | ScriptSpec | LogicSpec | IncludeSpec,
    Field(discriminator="type"),
]

AnySpec = EntitySpec | ConfirmationSpec | ServiceSpec | MessageSpec | ScriptSpec | LogicSpec | IncludeSpec


class ParameterSpec(Owned):
    """A choice that whoever installs the template has. Without a default it must be given."""

    type: Literal["boolean", "string", "integer", "list"]
    default: JsonValue = None
    help: str = ""
    choices: tuple[JsonValue, ...] = ()


class DescribedSpec(Owned):
    """A list of fields that come from the describe of the task's object.

    ``named`` is the list parameter by which an install names fields: more of them to create, others for the rest.
    """

    purpose: Literal["create", "update", "find", "columns", "read", "given"]
    named: str | None = None


class IntentSpec(Owned):
    """The entry. ``[Acme](companyName)`` in an utterance marks the value of an entity."""

    name: TemplatedName
    label: Text | None = None
    utterances: Words
    patterns: Words | None = None
    next: str


class TaskHead(Owned):
    """What the task is."""

    title: Title
    summary: Text | None = None
    object: str | None = None
    operation: Operation | None = None


class TaskSpec(Owned):
    """A whole ``task.toml``."""

    task: TaskHead
    parameters: Mapping[Identifier, ParameterSpec] = {}
    described: Mapping[Identifier, DescribedSpec] = {}
    intent: IntentSpec
    nodes: Mapping[Identifier, NodeSpec] = {}


class FragmentSpec(Owned):
    """A whole ``fragments/<name>.toml``: nodes to include, their entry, and the names of the ways out."""

    summary: str = ""
    entry: str
    exits: tuple[str, ...] = ("next",)
    nodes: Mapping[Identifier, OwnNodeSpec]
