"""The REST API under ``/services/data``: which resource a path names, and what each method of it does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xogen.org.embedded import batches, composite, describing, layouts, sosl
from xogen.org.embedded.body import read_json, read_object
from xogen.org.embedded.catalog import Catalog, Table
from xogen.org.embedded.cursors import Cursors, batch_size
from xogen.org.embedded.ids import new_id
from xogen.org.embedded.records import Records
from xogen.org.embedded.soql.run import Runner
from xogen.org.embedded.store import Store
from xogen.org.embedded.wire import Answer, Call, Refused, not_allowed, not_found

Serve = Callable[..., Answer]


@dataclass(frozen=True, slots=True)
class Rest:
    """The API of one version, for one caller at one moment."""

    catalog: Catalog
    store: Store
    records: Records
    runner: Runner
    cursors: Cursors
    base: str
    identity: str
    version: str
    described_at: datetime
    limits: Mapping[str, Any]

    def answer(self, call: Call) -> Answer:
        """Answer a call whose path is below ``/services/data/vNN.N``.

        Raises:
            Refused: with Salesforce's code.
        """
        path = call.segments[3:]
        for pattern, methods in _ROUTES:
            if len(pattern) == len(path) and all(want in {"*", have} for want, have in zip(pattern, path, strict=True)):
                serve = methods.get("GET" if call.method == "HEAD" else call.method)
                if serve is None:
                    raise not_allowed(call.method, tuple(methods))
                return serve(self, call, *(have for want, have in zip(pattern, path, strict=True) if want == "*"))
        raise not_found()

    def resources(self, _call: Call) -> Answer:
        """Name the resources of the version."""
        names = ("sobjects", "query", "queryAll", "search", "parameterizedSearch", "limits", "composite")
        paths = {name: f"/services/data/v{self.version}/{name}" for name in names}
        return Answer(200, {**paths, "identity": self.identity})

    def limit(self, _call: Call) -> Answer:
        """Say what is left."""
        return Answer(200, dict(self.limits))

    def listed(self, call: Call) -> Answer:
        """List the objects."""
        content = describing.listed(self.catalog, self.version, self.base)
        return describing.cached(call, content, self.described_at)

    def basics(self, _call: Call, name: str) -> Answer:
        """Say what an object is, in short."""
        table = self.catalog.resource(name)
        return Answer(200, {"objectDescribe": describing.short(table, self.version, self.base), "recentItems": []})

    def described(self, call: Call, name: str) -> Answer:
        """Describe an object in full."""
        table = self.catalog.resource(name)
        content = describing.described(table, self.version, self.base)
        return describing.cached(call, content, self.described_at)

    def laid_out(self, call: Call, name: str, record_type: str = layouts.MASTER) -> Answer:
        """Describe the page layout of an object."""
        table = self.catalog.resource(name)
        if record_type != layouts.MASTER:
            raise not_found()
        key = new_id("00h", 1 + [each.name for each in self.catalog].index(table.name))
        return describing.cached(call, layouts.layouts(table, self.version, key), self.described_at)

    def create(self, call: Call, name: str) -> Answer:
        """Create a record."""
        table = self.catalog.resource(name)
        body, where = read_object(call)
        key = self.records.create(table, body, where)
        return _created(self.records.url(table, key), key)

    def read(self, call: Call, name: str, key: str) -> Answer:
        """Read a record by its id."""
        table = self.catalog.resource(name)
        return self._shown(call, table, self.records.existing(table, key))

    def read_by_key(self, call: Call, name: str, field: str, value: str) -> Answer:
        """Read a record by an external id."""
        table = self.catalog.resource(name)
        rows = self.records.by_key(table, field, value)
        if not rows:
            raise not_found()
        return self._shown(call, table, rows[0]) if len(rows) == 1 else self._choices(table, rows)

    def _shown(self, call: Call, table: Table, row: Mapping[str, Any]) -> Answer:
        asked = call.query.get("fields")
        names = [name.strip() for name in asked.split(",") if name.strip()] if asked else None
        if names is None:
            return Answer(200, self.records.shown(table, row))
        fields = []
        for name in names:
            field = table.find(name)
            if field is None:
                raise Refused(400, "INVALID_FIELD", f"No such column '{name}' on sobject of type {table.name}")
            fields.append(field)
        return Answer(200, self.records.shown(table, row, fields))

    def _choices(self, table: Table, rows: list[dict[str, Any]]) -> Answer:
        return Answer(300, [self.records.url(table, row["Id"]) for row in rows])

    def update(self, call: Call, name: str, key: str) -> Answer:
        """Change a record."""
        table = self.catalog.resource(name)
        row = self.records.existing(table, key)
        body, where = read_object(call)
        self.records.update(table, row["Id"], body, where)
        return Answer(204)

    def upsert(self, call: Call, name: str, field: str, value: str) -> Answer:
        """Change the record that an external id finds, or create it."""
        table = self.catalog.resource(name)
        rows = self.records.by_key(table, field, value)
        if len(rows) > 1:
            return self._choices(table, rows)
        body, where = read_object(call)
        found = table.find(field)
        if found is not None and any(key.lower() == found.name.lower() for key in body):
            message = f"The {found.name} field should not be specified in the sobject data."
            raise Refused(400, "INVALID_FIELD", message, [found.name])
        if rows:
            self.records.update(table, rows[0]["Id"], body, where)
            return Answer(200, {"id": rows[0]["Id"], "success": True, "errors": [], "created": False})
        if call.query.get("updateOnly") == "true" or found is None:
            raise not_found()
        key = self.records.create(table, {**body, found.name: value}, where)
        return _created(self.records.url(table, key), key, created=True)

    def delete(self, _call: Call, name: str, key: str) -> Answer:
        """Delete a record."""
        table = self.catalog.resource(name)
        self.records.delete(table, self.records.existing(table, key)["Id"])
        return Answer(204)

    def query(self, call: Call) -> Answer:
        """Run a query."""
        return self._query(call, with_deleted=False)

    def query_all(self, call: Call) -> Answer:
        """Run a query that sees the recycle bin."""
        return self._query(call, with_deleted=True)

    def _query(self, call: Call, *, with_deleted: bool) -> Answer:
        source = call.query.get("q", "")
        if not source.strip():
            raise Refused(400, "MALFORMED_QUERY", "SOQL statements cannot be empty or null")
        found = self.runner.run(source, with_deleted=with_deleted)
        return Answer(200, self.cursors.page(found, batch_size(call.headers), self.version))

    def next_page(self, _call: Call, locator: str) -> Answer:
        """Go on with a query."""
        return Answer(200, self.cursors.next_page(locator, self.version))

    def search(self, call: Call) -> Answer:
        """Search by SOSL."""
        return self._searched(sosl.parse(self.runner, call.query.get("q", "")))

    def parameterized(self, call: Call) -> Answer:
        """Search by parameters, of the address or of a body."""
        asked: Any = read_json(call) if call.method == "POST" else _search_parameters(call.query)
        if not isinstance(asked, Mapping):
            raise Refused(400, "JSON_PARSER_ERROR", "Cannot deserialize the search at [line:1, column:1]")
        return self._searched(sosl.parameterized(self.runner, asked))

    def _searched(self, search: sosl.Search) -> Answer:
        records = sosl.run(self.runner, search)
        old = float(self.version) < 37
        return Answer(200, records if old else {"searchRecords": records})

    def composite(self, call: Call) -> Answer:
        """Run several calls as one."""
        return composite.run(self.answer, self.store, self.version, read_json(call))

    def create_many(self, call: Call) -> Answer:
        """Create several records."""
        return batches.create(self.catalog, self.store, self.records, read_json(call))

    def update_many(self, call: Call) -> Answer:
        """Change several records."""
        return batches.update(self.catalog, self.store, self.records, read_json(call))

    def delete_many(self, call: Call) -> Answer:
        """Delete several records."""
        return batches.delete(self.catalog, self.store, self.records, call.query)


def _created(url: str, key: str, **more: Any) -> Answer:
    return Answer(201, {"id": key, "success": True, "errors": [], **more}, {"Location": url})


def _search_parameters(query: Mapping[str, str]) -> Mapping[str, Any]:
    """Return the parameters of an address as the body has them: ``sobject`` and ``fields`` are lists there."""
    asked: dict[str, Any] = {name: query[name] for name in ("q", "in") if name in query}
    asked["sobjects"] = [{"name": name} for name in _names(query.get("sobject", ""))]
    asked["fields"] = _names(query.get("fields", ""))
    limits = {name: int(query[name]) for name in ("defaultLimit", "overallLimit") if query.get(name, "").isdecimal()}
    return {**asked, **limits}


def _names(text: str) -> list[str]:
    return [name for name in re.split(r"[,\s]+", text) if name]


_ROUTES: tuple[tuple[tuple[str, ...], Mapping[str, Serve]], ...] = (
    ((), {"GET": Rest.resources}),
    (("limits",), {"GET": Rest.limit}),
    (("query",), {"GET": Rest.query}),
    (("queryAll",), {"GET": Rest.query_all}),
    (("query", "*"), {"GET": Rest.next_page}),
    (("queryAll", "*"), {"GET": Rest.next_page}),
    (("search",), {"GET": Rest.search}),
    (("parameterizedSearch",), {"GET": Rest.parameterized, "POST": Rest.parameterized}),
    (("composite",), {"POST": Rest.composite}),
    (
        ("composite", "sobjects"),
        {"POST": Rest.create_many, "PATCH": Rest.update_many, "DELETE": Rest.delete_many},
    ),
    (("sobjects",), {"GET": Rest.listed}),
    (("sobjects", "*"), {"GET": Rest.basics, "POST": Rest.create}),
    (("sobjects", "*", "describe"), {"GET": Rest.described}),
    (("sobjects", "*", "describe", "layouts"), {"GET": Rest.laid_out}),
    (("sobjects", "*", "describe", "layouts", "*"), {"GET": Rest.laid_out}),
    (("sobjects", "*", "*"), {"GET": Rest.read, "PATCH": Rest.update, "DELETE": Rest.delete}),
    (("sobjects", "*", "*", "*"), {"GET": Rest.read_by_key, "PATCH": Rest.upsert}),
)
