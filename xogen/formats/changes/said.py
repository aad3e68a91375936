"""Texts that changed: responses, labels, sentences, list values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xogen.formats.changes.align import aligned
from xogen.formats.changes.draft import Draft
from xogen.formats.importer.responses import SCRIPTED
from xogen.formats.percent import respelt
from xogen.formats.wire.encoding import encode
from xogen.formats.wire.messages import messages
from xogen.model.nodes import Response


def put_text(draft: Draft, pointer: str, new: str) -> None:
    """Set a text that the platform may encode: what is plain stays plain, what is encoded stays encoded."""
    there = draft.value(pointer)
    spelt = respelt(there, new) if isinstance(there, str) else None
    draft.put(pointer, encode(new) if spelt is None else spelt)


def put_localised(draft: Draft, places: Mapping[str, str], old: Mapping[str, str], new: Mapping[str, str]) -> None:
    """Set texts by language; ``places`` says where each stands."""
    for language in new:
        if old.get(language) != new[language]:
            put_text(draft, places[language], new[language])
    for language in old:
        if language not in new:
            draft.remove(places[language])


def put_responses(
    draft: Draft, at: str, old: Sequence[Response], new: Sequence[Response], languages: Sequence[str]
) -> None:
    """Change the responses of a component; ``at`` is the pointer to their list."""
    for pair in aligned([each.model_dump_json() for each in old], [each.model_dump_json() for each in new]):
        if pair.new is None:
            draft.remove(f"{at}/{pair.old}")
        elif pair.old is None:
            draft.insert(at, pair.at if pair.at < len(old) else None, _written(new[pair.new], languages))
        elif old[pair.old] != new[pair.new]:
            _put_response(draft, f"{at}/{pair.old}", old[pair.old], new[pair.new])


def _written(response: Response, languages: Sequence[str]) -> dict[str, Any]:
    said = [language for language in languages if language in response.text or language in response.script]
    return next(each for each in messages([response], said or languages) if each["channel"] == response.channel)


def _put_response(draft: Draft, at: str, old: Response, new: Response) -> None:
    if old.channel != new.channel:
        draft.put(f"{at}/channel", new.channel)
    entry = draft.value(at)
    plain = isinstance(entry, dict) and not entry.get("localeData")  # the form of 2017
    for language in {**old.text, **old.script, **new.text, **new.script}:
        here = at if plain else f"{at}/localeData/{language}"
        before, now = _in(old, language), _in(new, language)
        if now is None:
            draft.remove(here)
        elif now != before:
            put_text(draft, f"{here}/text", now[1])
            if before is None or now[0] != before[0]:
                draft.put(f"{here}/type", now[0])


def _in(response: Response, language: str) -> tuple[str, str] | None:
    if language in response.script:
        return SCRIPTED, response.script[language]
    return ("basic", response.text[language]) if language in response.text else None


def put_json(draft: Draft, at: str, old: object, new: object) -> None:
    """Change a value that is kept as the platform wrote it, at the places that differ."""
    todo = [(at, old, new)]
    while todo:
        here, before, now = todo.pop()
        if isinstance(before, Mapping) and isinstance(now, Mapping):
            for key in before:
                place = f"{here}/{key.replace('~', '~0').replace('/', '~1')}"
                if key in now:
                    todo.append((place, before[key], now[key]))
                else:
                    draft.remove(place)
            for key in now:
                if key not in before:
                    draft.put(f"{here}/{key.replace('~', '~0').replace('/', '~1')}", now[key])
        elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
            todo += [(f"{here}/{index}", *pair) for index, pair in enumerate(zip(before, now, strict=True))]
        elif before != now or type(before) is not type(now):
            draft.put(here, now)
