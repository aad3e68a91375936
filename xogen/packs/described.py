"""Lists of fields that a template takes from the describe of its object: ``[described.asked]`` in ``task.toml``.

Everything here is what a describe can tell. Validation rules and what layouts require are not in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from xogen.errors import NotFoundError, TemplateError
from xogen.model.nearest import did_you_mean
from xogen.model.record_id import KEY_PREFIXES
from xogen.model.sfield import SField
from xogen.model.sobject import SObject
from xogen.packs.items import items
from xogen.packs.kinds import id_pattern, is_personal, is_shown, kind_of
from xogen.packs.problems import InstallError
from xogen.packs.specs import DescribedSpec
from xogen.packs.values import of_field
from xogen.packs.words import bare, in_sentence, joined, plain_name, with_article, with_the

USUAL: Mapping[str, tuple[str, ...]] = {
    "Case": ("Subject",),
    "Task": ("Subject",),
    "Event": ("Subject", "StartDateTime", "EndDateTime"),
}
"""What a record says nothing without, where the describe requires no field (facts, salesforce section 6)."""

NEEDED: Mapping[str, tuple[str, ...]] = {"Event": ("StartDateTime", "EndDateTime")}
"""What Salesforce refuses a new record without, although the describe does not say so (facts, salesforce section 6)."""

INSTEAD: Mapping[str, str] = {"DurationInMinutes": "EndDateTime"}
"""Which needed field another one stands for."""

CHANGING: Mapping[str, tuple[str, ...]] = {
    "Case": ("Status", "Priority", "Subject"),
    "Task": ("Status", "Subject"),
    "Event": ("Subject", "StartDateTime", "EndDateTime"),
}
"""What people change, where the describe requires no field (facts, salesforce section 6)."""

MOST_KEYS, MOST_COLUMNS, MOST_SHOWN = 4, 3, 8
"""How many fields are looked in, listed and shown when nobody names any: more does not read well in a chat."""

_NAME = re.compile(r"[A-Za-z]\w*", re.ASCII)
_QUOTED = re.compile(r"(?:\w*Number|Subject)", re.ASCII)


def find_sobject(name: str, sobjects: Mapping[str, SObject], keys: Sequence[str]) -> SObject:
    """Return the describe of the object that a template is installed for.

    Args:
        name: the object's API name.
        sobjects: the describes that the project has.
        keys: where the install names the object.

    Raises:
        InstallError: the project has no describe of it; names the nearest and the command that gets it. Or the name
            is as ``check_object_name`` refuses it.
    """
    found = sobjects.get(name)
    if found is not None and _NAME.fullmatch(found.name):
        return found
    check_object_name(name, sobjects, keys)
    near, command = did_you_mean(name, sobjects), f"xogen describe pull {name}"
    raise InstallError(f"the project has no describe of {name!r}{near}", keys, hint=f"get it from the org: {command}")


def check_object_name(name: str, sobjects: Mapping[str, SObject], keys: Sequence[str]) -> None:
    """Refuse what no object can be called, and what a described one is called but for upper and lower case.

    Args:
        name: what was given as the object's API name.
        sobjects: the describes that the project has.
        keys: where the install names the object.

    Raises:
        InstallError: it is no API name; names the nearest. Or that of an object in another case, which Salesforce takes
            for the same and the describe does not.
    """
    same = next((each for each in sorted(sobjects) if each.casefold() == name.casefold() and each != name), None)
    if same is not None:
        raise InstallError(f"the object is called {sobjects[same].name!r}, not {name!r}", keys)
    if not _NAME.fullmatch(name):
        near = did_you_mean(name, sobjects)
        raise InstallError(
            f"{name!r} is no API name of an object{near}", keys, hint="call it as Salesforce does: Account, Invoice__c"
        )


def about(sobject: SObject) -> dict[str, Any]:
    """Return what a template may say about the object: the variable ``sobject``."""
    words = in_sentence(bare(sobject.label)) or sobject.name
    plural = in_sentence(bare(sobject.label_plural)) or words
    key = "".join(word[:1].upper() + word[1:] for word in plain_name(sobject.name).split("_"))
    return {
        "name": sobject.name,
        "key": key,
        "label": " ".join(re.sub(r"[^\w' -]+", " ", sobject.label).split()) or key,
        "words": words,
        "one": with_article(words),
        "the": with_the(words),
        "plural": plural,
    }


def check_allowed(sobject: SObject, operation: str | None, purposes: Iterable[str]) -> None:
    """Raise ``InstallError`` unless the describe says that the object takes what the template does with it."""
    for each in [operation or "", *purposes]:
        flag = _ALLOWED.get(each, "queryable")
        if not getattr(sobject, flag):
            words = f"the describe of {sobject.name} says that it is not {flag}, which this template needs"
            raise InstallError(words, ("parameters", "object"))


def described_list(
    spec: DescribedSpec, sobject: SObject, named: Sequence[object], reserved: Iterable[str]
) -> list[dict[str, Any]]:
    """Return the fields of one list as the items that templates see.

    Args:
        spec: what the list is for.
        sobject: the object.
        named: the fields that the install names for it.
        reserved: the ids that the template's own nodes have.

    Raises:
        InstallError: a field that is not there, or that cannot be used so, or an object that cannot.
    """
    fields = _PURPOSES[spec.purpose](sobject, list(_named(spec, sobject, named)))
    if not fields and spec.purpose != "given":
        words = f"the describe of {sobject.name} leaves nothing to {_DOES[spec.purpose]}"
        hint = f"name fields: {spec.named} = [...]" if spec.named else None
        raise InstallError(words, ("parameters", spec.named or "object"), hint=hint)
    return items(sobject, _ruling_first(fields), reserved, together=spec.purpose == "create")


def asked(
    sobject: SObject, name: str, languages: Sequence[str], sobjects: Mapping[str, SObject] | None = None
) -> dict[str, Any]:
    """Return how an entity asks for a field, as data: type, values, several or one, personal or not.

    Args:
        sobject: its object.
        name: the field.
        languages: those of the dialog.
        sobjects: the describes that the project has; they know how the ids of their records begin.

    Raises:
        NotFoundError: the describe has no such field; names the nearest.
        TemplateError: no dialog can ask for it, or its list offers nothing.
    """
    field = sobject.field(name)
    if field.type == "id":
        return {"entity_type": "custom", "pattern": id_pattern(sobject.key_prefix)}
    if field.type == "reference":
        prefixes = [_prefix_of(target, sobjects or {}) for target in field.reference_to] or [None]
        return {"entity_type": "custom", "pattern": id_pattern(*prefixes)}
    kind = kind_of(field)
    if kind is None:
        raise TemplateError(f"{sobject.name}.{name} is of the type {field.type}, which has no place in a dialog")
    values = of_field(field, languages)
    if kind.entity_type == "list-of-values" and not values:
        raise TemplateError(f"the describe of {sobject.name} offers no active value of {name}")
    return {
        "entity_type": kind.entity_type,
        "multiple": field.type == "multipicklist",
        "personal_data": is_personal(field),
        "values": values,
    }


def _prefix_of(name: str, sobjects: Mapping[str, SObject]) -> str | None:
    """Return how the ids of an object's records begin: as its describe says, else as in every org."""
    own = sobjects[name].key_prefix if name in sobjects else None
    return own or next((prefix for prefix, known in KEY_PREFIXES.items() if known == name), None)


def _named(spec: DescribedSpec, sobject: SObject, named: Sequence[object]) -> Iterator[SField]:
    for index, name in enumerate(named):
        keys = ("parameters", spec.named or "", index)
        if not isinstance(name, str):
            raise InstallError("must be the name of a field", keys)
        try:
            field = sobject.field(name)
        except NotFoundError as error:
            hint = f"or it is newer than the describe: xogen describe pull {sobject.name}"
            raise InstallError(error.message, keys, hint=hint) from None
        fault = _misfit(spec.purpose, sobject, field) if _NAME.fullmatch(name) else "is no name of a field"
        if fault:
            raise InstallError(f"{sobject.name}.{name} {fault}", keys)
        yield field


def _misfit(purpose: str, sobject: SObject, field: SField) -> str | None:
    """Say why a named field cannot be used, or return ``None``."""
    if sobject.is_compound(field) and purpose in {"create", "update"}:
        parts = joined([part.name for part in sobject.parts_of(field) if kind_of(part)], "and")
        return f"is made of other fields; name those: {parts}" if parts else "is made of other fields"
    if purpose == "create" and not field.createable:
        return "is not createable: Salesforce fills it in itself, or the describing user may not"
    if purpose == "update" and not field.updateable:
        return "is not updateable: Salesforce fills it in itself, or the describing user may not"
    if field.type == "reference" and purpose not in {"create", "update"}:
        return f"holds the id of {_one_of(field.reference_to)}, which says nothing to people"
    if not (is_shown(field) if purpose in {"read", "columns"} else kind_of(field)):
        return f"is of the type {field.type}, which has no place in a dialog"
    if purpose in {"create", "update"} and field.is_picklist and not field.active_values:
        return "offers no active value in the describe"
    if purpose == "find" and not _is_key(field):
        return "cannot be looked in: Salesforce does not filter by it, or it holds no text"
    return None


def _one_of(objects: Sequence[str]) -> str:
    return joined([with_article(name) for name in objects[:3]]) if objects else "a record"


def _create(sobject: SObject, named: list[SField]) -> list[SField]:
    required = [field for field in _fields(sobject) if field.required_on_create]
    for field in required:
        fault = _misfit("create", sobject, field)
        if fault:
            words = f"{sobject.name}.{field.name} is required and {fault}"
            raise InstallError(words, ("parameters", "object"))
    spared = {INSTEAD.get(field.name) for field in named}
    needed = [field for field in _fields(sobject) if field.name in NEEDED.get(sobject.name, ()) and field.createable]
    usual = [] if named or required else _usual(sobject, "createable")
    first = [*required, *usual, *(field for field in needed if field.name not in spared)]
    return _each_once([*first, *named])


def _update(sobject: SObject, named: list[SField]) -> list[SField]:
    if named:
        return named
    fields = [field for field in _fields(sobject) if field.required_on_create or field.name_field]
    askable = [field for field in fields if field.updateable and kind_of(field) and not sobject.is_compound(field)]
    usual = [field for name in CHANGING.get(sobject.name, ()) for field in _fields(sobject) if field.name == name]
    return [field for field in usual if field.updateable] or askable or _usual(sobject, "updateable")


def _usual(sobject: SObject, allowed: str) -> list[SField]:
    """Return what a record is about, where no field is required: by experience, else its name, else its first text."""
    every = [field for field in _fields(sobject) if getattr(field, allowed) and kind_of(field)]
    usual = [field for name in USUAL.get(sobject.name, ()) for field in every if field.name == name]
    names = [field for field in every if field.name_field]
    texts = [field for field in every if field.type in {"string", "combobox"}]
    return usual or names[:1] or texts[:1]


def _keys(sobject: SObject, named: list[SField]) -> list[SField]:
    if named:
        return named
    every = [field for field in _fields(sobject) if _is_key(field) and field.type != "id"]
    orders: tuple[Callable[[SField], bool], ...] = (
        lambda field: field.name_field,
        lambda field: field.id_lookup or field.external_id or field.unique or field.auto_number,
        lambda field: not field.custom and _QUOTED.fullmatch(field.name) is not None,
        lambda field: field.type == "email",
    )
    known = _each_once(field for order in orders for field in every if order(field))
    # Nobody knows ids by heart: only where there is nothing else.
    return known[:MOST_KEYS] or [field for field in sobject.fields_by_name.values() if field.type == "id"][:1]


def _is_key(field: SField) -> bool:
    kind = kind_of(field)
    return field.filterable and (field.type == "id" or (kind is not None and kind.found_by is not None))


def _columns(sobject: SObject, named: list[SField]) -> list[SField]:
    """Return what tells one record from another: its name, what it is found by, what every record has."""
    if named:
        names = [field for field in _keys(sobject, [])[:1] if field.name_field]
        return _each_once([*names, *named])
    keys = [field for field in _keys(sobject, []) if field.type != "id"]
    usual = [field for field in _usual(sobject, "createable") if sobject.name in USUAL]
    required = [field for field in _fields(sobject) if field.required_on_create and is_shown(field)]
    parts = {field.compound_field for field in required} & {field.name for field in keys}
    rest = [field for field in [*usual, *required] if field.compound_field == field.name or not field.compound_field]
    listed = [field for field in rest if field.name not in parts and field.type != "textarea"]
    ids = [field for field in sobject.fields_by_name.values() if field.type == "id"]
    return _each_once([*keys, *listed])[:MOST_COLUMNS] or ids[:1]


def _shown(sobject: SObject, named: list[SField]) -> list[SField]:
    if named:
        return named
    written = [field for field in _fields(sobject) if field.createable or field.updateable]
    single = [field for field in written if field.type not in {"textarea", "boolean"}]
    plain = [field for field in single if is_shown(field) and field.compound_field in {None, field.name}]
    return _each_once([*_columns(sobject, []), *plain])[:MOST_SHOWN]


def _fields(sobject: SObject) -> Iterator[SField]:
    """Yield the fields that a person may meet, in the order of the page. A name goes into queries as it is."""
    for field in sobject.fields_in_order:
        if _NAME.fullmatch(field.name) and not field.deprecated_and_hidden:
            yield field


def _ruling_first(fields: Sequence[SField]) -> list[SField]:
    """Return fields in their order, but no dependent picklist before the field that controls it."""
    waiting = list(fields)
    ordered: list[SField] = []
    while waiting:
        names = {field.name for field in waiting}
        # A field that controls itself, or a circle of them, stays where it is.
        free = (field for field in waiting if not field.dependent_picklist or field.controller not in names)
        chosen = next(free, waiting[0])
        waiting.remove(chosen)
        ordered.append(chosen)
    return ordered


def _each_once(fields: Iterable[SField]) -> list[SField]:
    return list({field.name: field for field in fields}.values())


_PURPOSES: Mapping[str, Callable[[SObject, list[SField]], list[SField]]] = {
    "create": _create,
    "update": _update,
    "find": _keys,
    "columns": _columns,
    "read": _shown,
    "given": lambda sobject, _: [field for field in _fields(sobject) if field.auto_number and is_shown(field)],
}
_ALLOWED: Mapping[str, str] = {
    "create": "createable",
    "update": "updateable",
    "delete": "deletable",
}
_DOES: Mapping[str, str] = {
    "create": "ask for",
    "update": "change",
    "find": "look in",
    "columns": "list",
    "read": "show",
}
