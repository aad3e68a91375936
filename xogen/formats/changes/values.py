"""Values of a list that changed: each language has a list of its own, whose other entries stay as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xogen.formats.changes.align import aligned
from xogen.formats.changes.change import Change
from xogen.model.nodes import ListValue


def put_values(change: Change, field: str) -> None:
    """Write the values of a list in every language that has one; a new list has them in all languages of the bot."""
    old: Sequence[ListValue] = change.old
    new: Sequence[ListValue] = change.new
    component = change.place("ref_id").removesuffix("/refId")
    for language in change.scope.bot.languages:
        at = f"{component}/localeData/{language}/allowedValues/values"
        there = change.draft.value(at)
        if not isinstance(there, list):
            if not old:
                change.draft.put(at, [_written(value, language) for value in new])
            continue
        for pair in aligned([each.model_dump_json() for each in old], [each.model_dump_json() for each in new]):
            if pair.new is None:
                place = _place(change, field, pair.old or 0, language)
                if place is not None:
                    change.draft.remove(place)
            elif pair.old is None:
                change.draft.append(at, _written(new[pair.new], language))
            elif old[pair.old] != new[pair.new]:
                place = _place(change, field, pair.old, language)
                _put(change, place, at, old[pair.old], new[pair.new], language)


def _put(change: Change, place: str | None, at: str, old: ListValue, new: ListValue, language: str) -> None:
    if place is None:
        change.draft.append(at, _written(new, language))
        return
    if old.value != new.value:
        change.draft.put(f"{place}/value", new.value)
    if old.label.get(language) != new.label.get(language):
        change.draft.put(f"{place}/title", new.label.get(language, new.value))
    if old.synonyms.get(language) != new.synonyms.get(language):
        change.draft.put(f"{place}/synonyms", list(new.synonyms.get(language, ())))


def _place(change: Change, field: str, index: int, language: str) -> str | None:
    """Return where a value stands in a language's list; ``None`` where that list lacks it."""
    found = change.place(f"{field}/{index}/label/{language}").rpartition("/")[0]
    return found if f"/localeData/{language}/" in found else None


def _written(value: ListValue, language: str) -> Mapping[str, Any]:
    return {
        "title": value.label.get(language, value.value),
        "value": value.value,
        "synonyms": list(value.synonyms.get(language, ())),
    }
