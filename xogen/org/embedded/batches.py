"""``/composite/sobjects``: the same step on up to 200 records, each with its own result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xogen.org.embedded.body import plain_where
from xogen.org.embedded.catalog import Catalog
from xogen.org.embedded.records import Records
from xogen.org.embedded.store import Store
from xogen.org.embedded.wire import Answer, Refused

MOST = 200


class _FailedError(Exception):
    """One record failed and all shall be undone."""


def create(catalog: Catalog, store: Store, records: Records, body: Any) -> Answer:
    """Create the records of a body."""

    def step(item: Mapping[str, Any]) -> str:
        table = catalog.entity(_type(item))
        return records.create(table, item, plain_where(item))

    return _each(store, _items(body), step, whole=_whole(body))


def update(catalog: Catalog, store: Store, records: Records, body: Any) -> Answer:
    """Change the records of a body; each names its ``Id``, in any case."""

    def step(item: Mapping[str, Any]) -> str:
        table = catalog.entity(_type(item))
        keys = [str(value) for name, value in item.items() if name.lower() == "id"]
        if not keys:
            raise Refused(400, "MISSING_ARGUMENT", "Id not specified in an update call", [])
        key = str(records.existing(table, keys[0])["Id"])
        values = {name: value for name, value in item.items() if name.lower() != "id"}
        records.update(table, key, values, plain_where(item))
        return key

    return _each(store, _items(body), step, whole=_whole(body))


def delete(catalog: Catalog, store: Store, records: Records, query: Mapping[str, str]) -> Answer:
    """Delete the records whose ids the address lists."""

    def step(key: str) -> str:
        table = catalog.of_id(key)
        if table is None:
            raise Refused(400, "MALFORMED_ID", f"malformed id {key}", [])
        found = str(records.existing(table, key)["Id"])
        records.delete(table, found)
        return found

    keys = [key for key in query.get("ids", "").split(",") if key]
    return _each(store, _bounded(keys), step, whole=query.get("allOrNone") == "true")


def _items(body: Any) -> Sequence[Any]:
    items = body.get("records") if isinstance(body, Mapping) else None
    if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
        raise Refused(400, "JSON_PARSER_ERROR", "records must be a list of objects at [line:1, column:1]")
    return _bounded(items)


def _bounded(items: Sequence[Any]) -> Sequence[Any]:
    if len(items) > MOST:
        raise Refused(400, "EXCEEDED_ID_LIMIT", f"record limit reached. cannot submit more than {MOST} records")
    return items


def _whole(body: Any) -> bool:
    return bool(body.get("allOrNone"))


def _type(item: Mapping[str, Any]) -> str:
    attributes = item.get("attributes")
    name = attributes.get("type") if isinstance(attributes, Mapping) else None
    if not isinstance(name, str):
        raise Refused(400, "INVALID_INPUT", "each record needs attributes with its type", [])
    return name


def _each(store: Store, items: Sequence[Any], step: Callable[[Any], str], *, whole: bool) -> Answer:
    results: list[dict[str, Any]] = []
    try:
        with store.all_or_nothing():
            for item in items:
                results.append(_result(store, item, step))
                _stop_if(whole and not results[-1]["success"])
    except _FailedError:
        undone = {
            "statusCode": "ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "message": "Record rolled back because not all records were valid and the request was using AllOrNone"
            " header",
            "fields": [],
        }
        others: list[dict[str, Any]] = [{"success": False, "errors": [undone]} for _ in items]
        others[len(results) - 1] = results[-1]
        results = others
    return Answer(200, results)


def _stop_if(failed: bool) -> None:  # noqa: FBT001 - says what is asked
    if failed:
        raise _FailedError


def _result(store: Store, item: Any, step: Callable[[Any], str]) -> dict[str, Any]:
    try:
        with store.all_or_nothing():
            return {"id": step(item), "success": True, "errors": []}
    except Refused as refused:
        errors = [
            {"statusCode": entry["errorCode"], "message": entry["message"], "fields": entry.get("fields", [])}
            for entry in refused.entries
        ]
        return {"success": False, "errors": errors}
