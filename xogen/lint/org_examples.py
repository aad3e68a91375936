"""Short ways to write examples about an org: its describes, in Salesforce's own form, and calls that need them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from xogen.lint.examples import Data, confirmation, dialog, intent, message, service
from xogen.lint.known import Known

if TYPE_CHECKING:
    from xogen.model.sobject import SObject

_FIELD: Data = {
    "type": "string",
    "length": 80,
    "nillable": True,
    "createable": True,
    "updateable": True,
    "filterable": True,
    "sortable": True,
    "defaultedOnCreate": False,
}
_OBJECT: Data = {"createable": True, "updateable": True, "deletable": True, "queryable": True, "searchable": True}


def field(name: str, kind: str = "string", **more: Any) -> Data:  # noqa: ANN401 - any attribute of a describe
    """Return a field that may be left out, set, changed, filtered by and sorted by."""
    return {**_FIELD, "name": name, "label": name, "type": kind, **more}


def picklist(name: str, *values: str, restricted: bool = True, **more: Any) -> Data:  # noqa: ANN401
    """Return a picklist of active values whose labels are the same."""
    listed = [{"value": value, "label": value, "active": True, "validFor": None} for value in values]
    return field(name, "picklist", **{"picklistValues": listed, "restrictedPicklist": restricted, **more})


def sobject(name: str, *fields: Data, **more: Any) -> Data:  # noqa: ANN401 - any attribute of a describe
    """Return the describe of an object of which nothing is forbidden, with an Id and these fields."""
    own = field("Id", "id", length=18, createable=False, updateable=False, nillable=False)
    return {**_OBJECT, "name": name, "label": name, **more, "fields": [own, *fields]}


class _Described(Mapping[str, "SObject"]):
    """Objects that are read from their describes when they are asked for: every run makes examples, few run them."""

    def __init__(self, describes: Iterable[Data]) -> None:
        self._describes = {each["name"]: each for each in describes}
        self._read: dict[str, SObject] = {}

    def __getitem__(self, name: str) -> SObject:
        if name not in self._read:
            from xogen.model.sobject import SObject

            self._read[name] = SObject.from_describe(self._describes[name])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._describes)

    def __len__(self) -> int:
        return len(self._describes)


def knows(*describes: Data, **more: Any) -> Known:  # noqa: ANN401 - any fact
    """Return what is known when these objects are described."""
    return Known(sobjects=_Described(describes), **more)


def create(object_name: str, **fields: str) -> Data:
    """Return a service ``save`` that creates a record with these fields, and leads to ``done`` or ``failed``."""
    return _write(object_name, "create", "POST", "201", "", fields)


def update(object_name: str, **fields: str) -> Data:
    """Return a service ``save`` that changes these fields of a record."""
    return _write(object_name, "update", "PATCH", "204", "/00Q5g00000ABCDEEA5", fields)


def _write(object_name: str, operation: str, method: str, status: str, record_id: str, fields: dict[str, str]) -> Data:
    body = ", ".join(f"{name}: {_in_script(value)}" for name, value in fields.items())
    return service(
        "save",
        "done",
        "failed",
        status,
        method=method,
        path=f"/services/data/v67.0/sobjects/{object_name}{record_id}",
        pre_processor=f"context.save = {{ body: JSON.stringify({{ {body} }}) }};",
        body="{{context.save.body}}",
        record={"object": object_name, "operation": operation, "fields": fields},
    )


def _in_script(value: str) -> str:
    return value[2:-2] if value.startswith("{{") else f'"{value}"'


def query(soql: str) -> Data:
    """Return a service ``find`` that sends a query."""
    made = f'context.find = {{ q: encodeURIComponent("{soql}") }};'
    path = "/services/data/v67.0/query?q={{context.find.q}}"
    return service("find", "done", "failed", path=path, pre_processor=made)


def saving(call: Data, *asked: Data) -> Data:
    """Return a dialog that asks for something (the last leads to ``sure``), asks whether it is right, and calls."""
    first = asked[0]["id"] if asked else "sure"
    sure = confirmation("sure", str(call["id"]), "stopped", "Shall I save that?")
    return dialog(intent(first), *asked, sure, call, DONE, FAILED, message("stopped", "It stays as it was."))


def finding(call: Data, *asked: Data) -> Data:
    """Return a dialog that asks for something (the last leads to ``find``), and calls."""
    return dialog(intent(asked[0]["id"] if asked else call["id"]), *asked, call, DONE, FAILED)


def from_entity(name: str) -> str:
    """Return the reference to what a user gave."""
    return f"{{{{context.entities.{name}}}}}"


DONE, FAILED = message("done", "Done."), message("failed", "That did not work.")
