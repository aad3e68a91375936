"""A bot as an export holds it: its dialogs as values, and beside them the JSON that the platform wrote, whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from xogen.model.dialog import DialogTask
from xogen.model.layout import Layout

Generation = Literal["G1", "G2", "G3", "G4", "dialog"]
"""XO 7/8, XO 9, XO 10, XO 11 (labels inferred: no export states its version), and the single dialog of 2017."""


class BotVariable(NamedTuple):
    """A variable of ``config.json``. The value of a secured one is exported empty."""

    key: str
    value: str
    secured: bool = False
    pointer: str = ""


class BotDialog(NamedTuple):
    """One dialog of a bot.

    Attributes:
        task: its nodes and transitions: each transition of the export stands at the same index.
        pointer: where it stands in the export's file: ``/dialogs/3``, ``/appDefinition/dialogs/3``.
        locate: turns a pointer into ``task`` (``/nodes/2/prompt/0/text/en``) into one into the export
            (``/dialogComponents/7/message/0/localeData/en/text``).
        flows: whether the export holds its nodes; one of training data alone does not.
        find_layout: works out ``layout``, which only those who draw the dialog ask for.
    """

    task: DialogTask
    pointer: str
    locate: Callable[[str], str]
    flows: bool = True
    find_layout: Callable[[], Layout] = Layout

    @property
    def layout(self) -> Layout:
        """Where its author put the nodes; empty where the export does not say."""
        return self.find_layout()


class BotExport(NamedTuple):
    """A bot that was exported.

    Attributes:
        name: the bot's name in its own language.
        generation: which form of export it is.
        languages: the languages that it supports, its default one first.
        dialogs: in the order of the export.
        data: ``botDefinition.json`` or ``appDefinition.json`` as it was read, every key.
        config: ``config.json``, or ``None`` when it is not at hand.
        variables: what ``config.json`` holds, or ``None`` when it is not at hand.
        path: the definition's file as the user knows it; of a zip ``bot.zip/botDefinition.json``.
        config_path: the same of ``config.json``.
        prefix: the pointer to ``data`` in its file: ``/appDefinition`` for the wrapped form, else empty.
    """

    name: str
    generation: Generation
    languages: tuple[str, ...]
    dialogs: tuple[BotDialog, ...]
    data: Mapping[str, Any]
    path: str
    config: Mapping[str, Any] | None = None
    config_path: str | None = None
    variables: tuple[BotVariable, ...] | None = None
    prefix: str = ""

    @property
    def events(self) -> Mapping[str, str]:
        """The refId of the dialog that each event starts, by the event's name; those that are switched off start none.

        ``default dialog`` is what answers when no intent is found (facts: xo-export-format 2.2).
        """
        found: dict[str, str] = {}
        events = self.data.get("botEvents")
        for name, event in events.items() if isinstance(events, Mapping) else ():
            if isinstance(event, Mapping) and event.get("enabled") is not False and isinstance(event.get("task"), str):
                found[str(name)] = event["task"]
        default = self.data.get("defaultDialogId")
        if isinstance(default, str):
            found["default dialog"] = default
        return {name: dialog for name, dialog in found.items() if dialog}
