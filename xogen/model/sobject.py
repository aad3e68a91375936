"""A Salesforce object as its describe says it is (facts, salesforce section 2: describe attributes).

A describe is what the describing user may see: a field that is missing may be a matter of permissions. It shows no
validation rules, no layouts, no lookup filters, and all picklist values of all record types together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from xogen.errors import NotFoundError
from xogen.model.base import Owned
from xogen.model.nearest import did_you_mean
from xogen.model.sfield import PicklistValue, RecordType, SField, is_true, mappings, read_field, read_record_type

COMPOUND_TYPES: frozenset[str] = frozenset({"address", "location"})
"""Types whose fields are made of others, and are never written."""
_VERSION = re.compile(r"/services/data/v(\d{2,3}\.0)(?:/|$)")
_HOST = re.compile(r"https?://[^/]+")


class SObject(Owned):
    """An object and its fields, in the describe's order.

    ``api_version`` and ``instance_url`` are read off the describe's own links; ``None`` where it has none.
    ``children`` are the objects behind child relationships, by the relationship's name. ``layout`` are fields in the
    order of the page layout, where it is known: no describe shows it.
    """

    name: str
    label: str
    label_plural: str = ""
    key_prefix: str | None = None
    custom: bool = False
    createable: bool = False
    updateable: bool = False
    deletable: bool = False
    queryable: bool = False
    searchable: bool = False
    api_version: str | None = None
    instance_url: str | None = None
    record_types: tuple[RecordType, ...] = ()
    children: Mapping[str, str] = {}
    fields_by_name: Mapping[str, SField] = {}
    layout: tuple[str, ...] = ()

    @cached_property
    def _folded(self) -> Mapping[str, SField]:
        return {name.casefold(): field for name, field in reversed(list(self.fields_by_name.items()))}

    @cached_property
    def _parents(self) -> Mapping[str, SField]:
        return {each.relationship.casefold(): each for each in self.fields_by_name.values() if each.relationship}

    @cached_property
    def _compounds(self) -> frozenset[str]:
        parts = [each for each in self.fields_by_name.values() if each.compound_field not in {None, each.name}]
        return frozenset(each.compound_field for each in parts if each.compound_field)

    @cached_property
    def fields_in_order(self) -> tuple[SField, ...]:
        """All fields: those of the page layout in its order, then the others in the describe's.

        A part of a compound field stands where the layout has it, else where the layout has the compound.
        """
        places = {name: place for place, name in enumerate(self.layout)}
        last = len(places)

        def place(field: SField) -> int:
            return places.get(field.name, places.get(field.compound_field or "", last))

        return tuple(sorted(self.fields_by_name.values(), key=place))

    def field(self, name: str) -> SField:
        """Return a field by its API name.

        Raises:
            NotFoundError: it is not in the describe; names the nearest.
        """
        found = self.fields_by_name.get(name)
        if found is not None:
            return found
        raise NotFoundError(
            f"the describe of {self.name} has no field {name!r}{did_you_mean(name, self.fields_by_name)}",
            hint="a field is missing, too, if the user who pulled the describe may not see it",
        )

    def find(self, name: str) -> SField | None:
        """Return a field by its API name in any case, as Salesforce takes it, or nothing."""
        return self.fields_by_name.get(name) or self._folded.get(name.casefold())

    def parent(self, relationship: str) -> SField | None:
        """Return the reference field behind a relationship name (``Owner`` of ``Owner.Name``), or nothing."""
        return self._parents.get(relationship.casefold())

    def is_compound(self, field: SField) -> bool:
        """Whether a field is made of others, which are written instead: an address, the name of a person."""
        if field.type in COMPOUND_TYPES:
            return True
        return field.name in self._compounds and not field.createable and not field.updateable

    def parts_of(self, compound: SField) -> tuple[SField, ...]:
        """Return the fields that a compound field is made of."""
        every = self.fields_by_name.values()
        return tuple(each for each in every if each.compound_field == compound.name and each.name != compound.name)

    def controlling_values(self, dependent: SField) -> tuple[str, ...]:
        """Return the values of the field that controls a dependent picklist, in the order that the bitmaps count.

        A checkbox controls as ``false``, ``true``. Nothing for a field that no field of the describe controls.
        """
        controller = self.find(dependent.controller) if dependent.controller else None
        if controller is None:
            return ()
        if controller.type == "boolean":
            return ("false", "true")
        return tuple(item.value for item in controller.picklist)

    def dependent_values(self, dependent: SField, controlling: str) -> tuple[PicklistValue, ...] | None:
        """Return the active values of a dependent picklist for a value of its controlling field.

        Returns:
            The values; ``None`` when the describe does not tell: no controller, or a value that is none of its.
        """
        positions = {at for at, value in enumerate(self.controlling_values(dependent)) if value == controlling}
        if not positions:
            return None
        values = dependent.active_values
        return tuple(item for item in values if item.valid_for is None or positions & item.valid_for)

    @classmethod
    def from_describe(cls, data: Mapping[str, Any]) -> SObject:
        """Read the answer of ``GET /sobjects/{name}/describe``. Keys that are absent count as false or empty.

        Args:
            data: the parsed JSON.

        Raises:
            ValueError: it is not a describe at all.
        """
        name, fields = data.get("name"), data.get("fields")
        if not isinstance(name, str) or not isinstance(fields, Sequence) or isinstance(fields, str):
            raise ValueError("is no describe: it needs a name and a list of fields")  # noqa: TRY004 - wrong content
        read = [read_field(item) for item in fields if isinstance(item, Mapping) and isinstance(item.get("name"), str)]
        return cls(
            name=name,
            label=data.get("label") or name,
            label_plural=data.get("labelPlural") or "",
            key_prefix=data.get("keyPrefix"),
            custom=is_true(data, "custom"),
            createable=is_true(data, "createable"),
            updateable=is_true(data, "updateable"),
            deletable=is_true(data, "deletable"),
            queryable=is_true(data, "queryable"),
            searchable=is_true(data, "searchable"),
            api_version=_in_links(data, _VERSION),
            instance_url=_in_links(data, _HOST),
            record_types=tuple(read_record_type(item) for item in mappings(data, "recordTypeInfos")),
            children=_children(data),
            fields_by_name={field.name: field for field in read},
        )


def _children(data: Mapping[str, Any]) -> Mapping[str, str]:
    every = [(item.get("relationshipName"), item.get("childSObject")) for item in mappings(data, "childRelationships")]
    return {name: child for name, child in every if name and child}


def _in_links(data: Mapping[str, Any], pattern: re.Pattern[str]) -> str | None:
    """Return what the first of the describe's own links shows: its API version, its host."""
    links = data.get("urls")
    texts = sorted(text for text in links.values() if isinstance(text, str)) if isinstance(links, Mapping) else []
    found = next((match for match in map(pattern.match, texts) if match), None)
    return None if found is None else found[found.lastindex or 0]
