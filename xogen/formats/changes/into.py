"""A package put into a bot that is there: what has the same refId is replaced, the rest is added, nothing else changes.

The ``_id``s of a bot are its own, so the package takes those of the bot wherever both have a refId.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xogen.errors import InputError
from xogen.formats.changes.draft import Draft
from xogen.formats.changes.said import put_json
from xogen.model.bot import BotExport

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Merged:
    """What was done: names of dialogs, and how many sentences went.

    A dialog is its stub, its components, and what its intent is trained with; a call of it belongs to who calls.
    """

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    sentences_removed: int = 0


def put_into(draft: Draft, bot: BotExport, package: Json) -> Merged:
    """Put the dialogs of a package into a bot.

    Args:
        draft: of the bot's definition.
        bot: the bot.
        package: the package's definition.

    Raises:
        InputError: a dialog or component of another refId has the name already, the bot's first language is none of the
            package's, or the export holds training data only.
    """
    return _Merge(draft, bot, package).run()


def put_variables(draft: Draft, bot: BotExport, package: Json, config: Json) -> tuple[str, ...]:
    """Add the environment variables that a bot lacks; those that are there keep their values. Returns the new names."""
    known = {variable.key for variable in bot.variables or ()}
    namespaces = _namespaces(bot, package)
    new = [entry for entry in config["envVariables"] if entry["key"] not in known]
    for entry in new:
        draft.append("/envVariables", _renamed(entry, namespaces))
    return tuple(entry["key"] for entry in new)


class _Merge:
    def __init__(self, draft: Draft, bot: BotExport, package: Json) -> None:
        self._draft = draft
        self._bot = bot
        self._at = bot.prefix
        self._theirs = bot.data
        renaming = {**_own_ids(bot.data, package), **_namespaces(bot, package)}
        self._ours: Json = _renamed({key: package.get(key, []) for key in _PARTS}, renaming)
        self._changed: set[str] = set()  # refIds of dialogs and components, and _ids of intents that learn otherwise

    def run(self) -> Merged:
        self._check_room()
        self._check_names("dialogs", "lname", "dialog")
        self._check_names("dialogComponents", "name", "component")
        before = {_text(each, "refId") for each in _objects(self._theirs.get("dialogs"))}
        stale = list(self._stale_components())
        removed = self._sentences()
        for key in ("dialogs", "dialogComponents", "patterns"):
            self._by_ref_id(key)
        self._missing("idpConfigurations", "name")
        self._missing("preBuiltIntegrations", "integrationName")
        for index, ref_id in stale:
            self._draft.remove(f"{self._at}/dialogComponents/{index}")
            for place, entry in enumerate(self._theirs.get("patterns") or ()):
                if isinstance(entry, dict) and entry.get("refId") == ref_id:
                    self._draft.remove(f"{self._at}/patterns/{place}")
        self._exported()
        added, replaced, unchanged = list[str](), list[str](), list[str]()
        for dialog in self._ours["dialogs"]:
            if dialog["refId"] not in before:
                added.append(_name(dialog))
            elif self._parts(dialog) & self._changed:
                replaced.append(_name(dialog))
            else:
                unchanged.append(_name(dialog))
        return Merged(tuple(added), tuple(replaced), tuple(unchanged), removed)

    def _parts(self, dialog: Json) -> set[str]:
        """Return what a dialog of ours is made of: its own refId, those of its components, its intent's ``_id``."""
        components = {each["_id"]: each for each in self._ours["dialogComponents"]}
        found = {str(dialog["refId"])}
        for key in _used([dialog], components):
            component = components[key]
            if component["type"] != "intent" or component.get("dialogId") == dialog["_id"]:
                found |= {component["refId"], component["_id"]}
        return found

    def _by_ref_id(self, key: str) -> None:
        """Replace what has the same refId, key by key, so that what only the platform writes stays; add the rest."""
        there = {_text(each, "refId"): index for index, each in reversed(_indexed(self._theirs.get(key)))}
        for ours in self._ours[key]:
            index = there.get(ours["refId"])
            count = self._draft.count
            if index is None:
                self._draft.append(f"{self._at}/{key}", ours)
            else:
                theirs = self._theirs[key][index]
                put_json(self._draft, f"{self._at}/{key}/{index}", theirs, {**theirs, **ours})
            if index is None or self._draft.count != count:
                self._changed.add(ours["refId"])

    def _missing(self, key: str, identity: str) -> None:
        """Add what is not there by name; what is there may be authorized, and stays."""
        there = {_text(each, identity) for each in _objects(self._theirs.get(key))}
        for ours in self._ours[key]:
            if ours[identity] not in there:
                self._draft.append(f"{self._at}/{key}", ours)

    def _sentences(self) -> int:
        """Put in the sentences of our intents; theirs that we do not have go."""
        intents = {each["_id"] for each in self._ours["dialogComponents"] if each["type"] == "intent"}
        ours = {(each["taskId"], each["language"], each["sentence"]): each for each in self._ours["sentences"]}
        gone = 0
        for index, each in _indexed(self._theirs.get("sentences")):
            if _text(each, "taskId") not in intents:
                continue
            said = ours.pop((each["taskId"], _text(each, "language"), _text(each, "sentence")), None)
            if said is None:
                gone += 1
                self._draft.remove(f"{self._at}/sentences/{index}")
            elif each.get("entities", []) != said["entities"]:
                self._draft.put(f"{self._at}/sentences/{index}/entities", said["entities"])
            else:
                continue
            self._changed.add(each["taskId"])
        for said in ours.values():
            self._draft.append(f"{self._at}/sentences", said)
            self._changed.add(said["taskId"])
        return gone

    def _stale_components(self) -> Iterator[tuple[int, str]]:
        """Yield index and refId of the components that only the dialogs which are replaced have used."""
        new = {each["refId"] for each in self._ours["dialogs"]}
        replaced = [each for each in _objects(self._theirs.get("dialogs")) if _text(each, "refId") in new]
        others = [each for each in _objects(self._theirs.get("dialogs")) if _text(each, "refId") not in new]
        components = {_text(each, "_id"): each for each in _objects(self._theirs.get("dialogComponents"))}
        needed = _used(others, components) | {each["_id"] for each in self._ours["dialogComponents"]}
        candidates = _used(replaced, components) - needed
        for index, each in _indexed(self._theirs.get("dialogComponents")):
            if _text(each, "_id") in candidates:
                yield index, str(each.get("refId"))

    def _exported(self) -> None:
        options = self._theirs.get("exportOptions")
        tasks = options.get("subTasks") if isinstance(options, dict) else None
        listed = tasks.get("dialogs") if isinstance(tasks, dict) else None
        if isinstance(listed, list):
            for ours in self._ours["dialogs"]:
                if ours["_id"] not in listed:
                    self._draft.append(f"{self._at}/exportOptions/subTasks/dialogs", ours["_id"])

    def _check_room(self) -> None:
        """Refuse a bot that the dialogs would come into without a name, or that nobody would take them from."""
        first = str(self._theirs.get("defaultLanguage") or "")
        said = {language: None for dialog in self._ours["dialogs"] for language in dialog["localeData"]}
        if first and first not in said:
            raise InputError(
                f"the bot's first language is {first!r}, and the dialogs are in {', '.join(said)}",
                where=self._bot.path,
                hint=f"add {first!r} to languages in xogen.toml, then run: xogen generate",
            )
        if self._bot.dialogs and not any(dialog.flows for dialog in self._bot.dialogs):
            raise InputError(
                "this export holds training data only: its dialogs have no nodes",
                where=self._bot.path,
                hint="export the bot with its tasks, or write a package of its own: xogen export -o FILE.zip",
            )

    def _check_names(self, key: str, name: str, what: str) -> None:
        new = {each["refId"] for each in self._ours[key]}
        stale = {ref_id for _, ref_id in self._stale_components()}
        taken = {
            str(each.get(name, "")).casefold()
            for each in _objects(self._theirs.get(key))
            if _text(each, "refId") not in new | stale
        }
        for ours in self._ours[key]:
            if ours[name].casefold() in taken:
                raise InputError(
                    f"the bot has another {what} that is called {ours[name]!r}",
                    where=self._bot.path,
                    hint="names are unique in a bot: give the install another name in xogen.toml, or rename it there",
                )


_PARTS = ("dialogs", "dialogComponents", "patterns", "sentences", "idpConfigurations", "preBuiltIntegrations")


def _own_ids(theirs: Json, package: Json) -> Mapping[str, str]:
    """Return the bot's own ``_id`` for each of the package's, where both have the refId."""
    found: dict[str, str] = {}
    for key in ("dialogs", "dialogComponents", "idpConfigurations"):
        ids = {_text(each, "refId"): _text(each, "_id") for each in _objects(theirs.get(key))}
        for ours in package.get(key, ()):
            own = ids.get(ours["refId"])
            if own is not None:
                found[ours["_id"]] = own
    return found


def _namespaces(bot: BotExport, package: Json) -> Mapping[str, str | None]:
    """Return the bot's namespace for the package's: the one that most of its dialogs are in, else its first."""
    there = [_text(each, "refId") for each in _objects(bot.data.get("namespaces"))]
    used = Counter(
        name
        for dialog in _objects(bot.data.get("dialogs"))
        for name in dialog.get("vNameSpace") or ()
        if isinstance(name, str)
    )
    own = next((name for name, _ in used.most_common(1)), None) or next(filter(None, there), None)
    return {each["refId"]: own for each in package.get("namespaces", ())}


def _renamed(value: Any, names: Mapping[str, str | None]) -> Any:  # noqa: ANN401 - any part of a package
    """Return a copy with some whole texts replaced, and without those of a list that have no other name."""
    top: list[Any] = [value]
    todo: list[Any] = [top]
    while todo:
        holder = todo.pop()
        for key, item in holder.items() if isinstance(holder, dict) else enumerate(holder):
            if isinstance(item, str):
                holder[key] = names.get(item, item)
            elif isinstance(item, dict | list):
                holder[key] = item.copy() if isinstance(item, dict) else [each for each in item if _stays(each, names)]
                todo.append(holder[key])
    return top[0]


def _stays(item: object, names: Mapping[str, str | None]) -> bool:
    return not isinstance(item, str) or names.get(item, item) is not None


def _used(dialogs: Sequence[Json], components: Mapping[Any, Json]) -> set[Any]:
    found = {_text(stub, "componentId") for dialog in dialogs for stub in _objects(dialog.get("nodes"))}
    inner = {_text(node, "componentId") for key in found for node in _objects(components.get(key, {}).get("nodes"))}
    return found | inner


def _name(dialog: Json) -> str:
    return next((str(local.get("name")) for local in dialog["localeData"].values()), str(dialog["lname"]))


def _text(value: Json, key: str) -> str | None:
    """Return a text of an export, in which anything may stand."""
    found = value.get(key)
    return found if isinstance(found, str) else None


def _objects(value: object) -> list[Json]:
    return [each for _, each in _indexed(value)]


def _indexed(value: object) -> list[tuple[int, Json]]:
    """Return the objects of a list with their indexes; an export may hold anything."""
    return [(at, each) for at, each in enumerate(value) if isinstance(each, dict)] if isinstance(value, list) else []
