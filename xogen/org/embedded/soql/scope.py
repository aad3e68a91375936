"""The names of a query: fields of its object and of those that relationships lead to, as columns of joined tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from xogen.org.embedded.catalog import Catalog, Field, Table
from xogen.org.embedded.soql.lexer import Query, malformed
from xogen.org.embedded.store import quoted
from xogen.org.embedded.wire import Refused

LONGEST_PATH = 5


@dataclass(frozen=True, slots=True)
class Column:
    """What a path leads to. A polymorphic relationship leads to several tables: the first that has the row counts."""

    path: tuple[str, ...]
    """The names as the describes write them: relationships, then the field."""
    field: Field
    table: Table
    places: tuple[tuple[Table, str], ...]
    """The tables that hold it and their names in the statement."""

    def sql(self, part: Field | None = None) -> str:
        """Return the expression of the field, or of a part of a compound one."""
        name = (part or self.field).name
        found = [f"{alias}.{quoted(name)}" for table, alias in self.places if table.find(name)]
        return found[0] if len(found) == 1 else f"COALESCE({', '.join(found)})"

    @property
    def parent(self) -> str:
        """The expression that says whether the row is there at all."""
        found = [f'{alias}."Id"' for _, alias in self.places]
        return found[0] if len(found) == 1 else f"COALESCE({', '.join(found)})"


@dataclass(slots=True)
class Scope:
    """One FROM and what it was joined to so far."""

    catalog: Catalog
    query: Query
    table: Table
    alias: str | None
    prefix: str = "t"
    joins: dict[tuple[str, ...], list[tuple[Table, str]]] = field(default_factory=dict)
    statements: list[str] = field(default_factory=list)

    @property
    def base(self) -> str:
        """The object's own name in the statement."""
        return f"{self.prefix}0"

    @property
    def sources(self) -> str:
        """The statement's FROM."""
        return " ".join([f"{quoted(self.table.name)} AS {self.base}", *self.statements])

    def column(self, text: str) -> Column:
        """Find a path such as ``Name`` or ``Owner.Name``.

        Raises:
            Refused: ``INVALID_FIELD``, in Salesforce's words.
        """
        names = text.split(".")
        if len(names) > 1 and names[0].lower() in {(self.alias or "").lower(), self.table.name.lower()}:
            names = names[1:]
        if len(names) - 1 > LONGEST_PATH:
            raise self._refused(text, f"Relationship paths have at most {LONGEST_PATH} steps: {text}")
        places: list[tuple[Table, str]] = [(self.table, self.base)]
        path: tuple[str, ...] = ()
        for name in names[:-1]:
            path, places = self._step(text, path, places, name)
        for table, _ in places:
            found = table.find(names[-1])
            if found is not None:
                holding = tuple(place for place in places if place[0].find(names[-1]))
                return Column((*path, found.name), found, table, holding)
        raise self._refused(
            text,
            f"No such column '{names[-1]}' on entity '{places[0][0].name}'. If you are attempting to use a custom"
            " field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the"
            " describe call for the appropriate names.",
        )

    def _step(
        self, text: str, path: tuple[str, ...], places: list[tuple[Table, str]], name: str
    ) -> tuple[tuple[str, ...], list[tuple[Table, str]]]:
        table, alias, reference = next(
            (
                (table, alias, table.relations[name.lower()])
                for table, alias in places
                if name.lower() in table.relations
            ),
            (None, "", None),
        )
        targets = self.catalog.targets(reference) if reference else ()
        if table is None or reference is None or not targets:
            raise self._refused(
                text,
                f"Didn't understand relationship '{name}' in field path. If you are attempting to use a custom"
                " relationship, be sure to append the '__r' after the custom relationship name. Please reference your"
                " WSDL or the describe call for the appropriate names.",
            )
        path = (*path, str(reference.raw["relationshipName"]))
        if path not in self.joins:
            self.joins[path] = [(target, self._join(target, alias, reference)) for target in targets]
        return path, self.joins[path]

    def _join(self, target: Table, alias: str, reference: Field) -> str:
        name = f"{self.prefix}{len(self.statements) + 1}"
        key = f'{name}."Id" = {alias}.{quoted(reference.name)}'
        self.statements.append(f"LEFT JOIN {quoted(target.name)} AS {name} ON {key}")
        return name

    def _refused(self, text: str, message: str) -> Refused:
        return malformed(self.query.source, self.query.start_of(text), message, "INVALID_FIELD")
