"""One export while it is read: its parts by what refers to them, and the pointer to each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from xogen.formats.importer.reading import AGAIN, ExportError, Json, as_text, table, tables, text_below
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
        components: of the bot, with their pointers.
        make: makes the dialogs and what they hold, but for conditions.
        contents: what was read of a component, by its place and the kind that it was read as.
        spent: how many values were made for things that many nodes may share.
    """

    data: Json
    at: str
    generation: Generation
    languages: tuple[str, ...]
    dialogs: Sequence[Part]
    components: Sequence[Part]
    make: Maker = unchecked
    contents: dict[tuple[int, str], Mapping[str, Any]] = field(default_factory=dict)
    spent: int = 0

    def spend(self, count: int, at: str) -> None:
        """Count nodes inside bot actions and sentences of intents, which many nodes may share.

        A small file must not make a large bot.

        Raises:
            ExportError: there are more than any bot has.
        """
        self.spent += count
        if self.spent > MOST:
            raise ExportError(at, f"more than {MOST:,} nodes and sentences come of this export", hint=AGAIN)

    @cached_property
    def component_places(self) -> Mapping[str, int]:
        """The place of each component by its ``_id``; the first of two."""
        return _first_places(self.components, "_id")

    @cached_property
    def dialog_places(self) -> Mapping[str, int]:
        """The place of each dialog by ``_id`` and by ``refId``: call nodes name the one, their components the other."""
        return {**_first_places(self.dialogs, "refId"), **_first_places(self.dialogs, "_id")}

    @cached_property
    def sentences(self) -> Mapping[str, Mapping[str, Sequence[int]]]:
        """The places of training sentences by the intent's component and language."""
        found: dict[str, dict[str, list[int]]] = {}
        supported = frozenset(self.languages)
        for index, sentence in enumerate(tables(self.data, "sentences", self.at)):
            language = sentence.get("language") or self.languages[0]
            intent = sentence.get("taskId")
            if isinstance(intent, str) and isinstance(language, str) and language in supported:
                found.setdefault(intent, {}).setdefault(language, []).append(index)
        return found

    @cached_property
    def patterns(self) -> Mapping[str, int]:
        """The place of the entry of ``patterns`` by the component's ``refId``."""
        entries = tables(self.data, "patterns", self.at)
        return _first_places(
            [Part(entry, f"{self.at}/patterns/{index}") for index, entry in enumerate(entries)], "refId"
        )

    def dialog_name(self, dialog: Part) -> str:
        """Return a dialog's name in the bot's language, else in the first that it has."""
        locale = table(dialog.data, "localeData", dialog.at)
        at = f"{dialog.at}/localeData"
        for language in (*self.languages, *locale):
            name = text_below(locale, language, "name", at)
            if name:
                return name
        plain = (as_text(dialog.data.get(key), dialog.at, key) for key in ("name", "lname", "refId", "_id"))
        return next(filter(None, plain), "dialog")


def _first_places(parts: Sequence[Part], key: str) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for index, part in enumerate(parts):
        value = part.data.get(key)
        if type(value) is not str:
            value = as_text(value, part.at, key)
        if value:
            found.setdefault(value, index)
    return found
