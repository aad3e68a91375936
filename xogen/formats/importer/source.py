"""One export while it is read: its parts by what refers to them, and the pointer to each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from xogen.formats.importer.faults import ExportError
from xogen.formats.importer.reading import Json, as_text, table, tables, text_below
from xogen.model.base import unchecked
from xogen.model.bot import Generation
from xogen.model.views import Maker

MOST = 500_000
"""Nodes inside bot actions and sentences of intents in a bot; the largest of 66 has some 5,000."""


@dataclass(slots=True)
class Part:
    """An object of the export and the pointer to it."""

    data: Json
    at: str


@dataclass
class Source:
    """An export and its parts.

    Attributes:
        data: the object that holds the bot.
        at: the pointer to it in its file.
        generation: which form it has.
        languages: the supported ones, the default one first.
        dialogs: of the bot, with their pointers.
        components_key: where the bot has its components.
        make: makes the dialogs and what they hold, but for conditions.
        contents: what was read of a component, by its place and the kind that it was read as.
        spent: how many values were made for things that many nodes may share.
    """

    data: Json
    at: str
    generation: Generation
    languages: tuple[str, ...]
    dialogs: Sequence[Part]
    components_key: str
    make: Maker = unchecked
    contents: dict[tuple[int, str], Mapping[str, Any]] = field(default_factory=dict)
    spent: int = 0

    def __post_init__(self) -> None:
        """Look the components up."""
        self.components = tables(self.data, self.components_key)

    def component(self, place: int) -> Part:
        """Return a component and the pointer to it."""
        return Part(self.components[place], f"{self.at}/{self.components_key}/{place}")

    def spend(self, count: int, holder: Json) -> None:
        """Count nodes inside bot actions and sentences of intents, which many nodes may share.

        A small file must not make a large bot.

        Raises:
            ExportError: there are more than any bot has.
        """
        self.spent += count
        if self.spent > MOST:
            raise ExportError(holder, (), f"more than {MOST:,} nodes and sentences come of this export")

    @cached_property
    def component_places(self) -> Mapping[str, int]:
        """The place of each component by its ``_id``; the first of two."""
        return _first_places(self.components, "_id")

    @cached_property
    def dialog_places(self) -> Mapping[str, int]:
        """The place of each dialog by ``_id`` and by ``refId``: call nodes name the one, their components the other."""
        dialogs = [dialog.data for dialog in self.dialogs]
        return {**_first_places(dialogs, "refId"), **_first_places(dialogs, "_id")}

    @cached_property
    def sentences(self) -> Mapping[str, Mapping[str, Sequence[int]]]:
        """The places of training sentences by the intent's component and language."""
        found: dict[str, dict[str, list[int]]] = {}
        supported = frozenset(self.languages)
        for index, sentence in enumerate(tables(self.data, "sentences")):
            language = sentence.get("language") or self.languages[0]
            intent = sentence.get("taskId")
            if isinstance(intent, str) and isinstance(language, str) and language in supported:
                found.setdefault(intent, {}).setdefault(language, []).append(index)
        return found

    @cached_property
    def patterns(self) -> Mapping[str, int]:
        """The place of the entry of ``patterns`` by the component's ``refId``."""
        return _first_places(tables(self.data, "patterns"), "refId")

    def dialog_name(self, dialog: Json) -> str:
        """Return a dialog's name in the bot's language, else in the first that it has."""
        locale = table(dialog, "localeData")
        for language in (*self.languages, *locale):
            name = text_below(locale, language, "name")
            if name:
                return name
        plain = (as_text(dialog.get(key), dialog, key) for key in ("name", "lname", "refId", "_id"))
        return next(filter(None, plain), "dialog")


def _first_places(parts: Sequence[Json], key: str) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for index, part in enumerate(parts):
        value = part.get(key)
        if type(value) is not str:
            value = as_text(value, part, key)
        if value:
            found.setdefault(value, index)
    return found
