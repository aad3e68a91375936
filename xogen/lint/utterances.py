"""What a training utterance says, without the marks of entity values: ``log a lead for [Acme](companyName)``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"\w+")
_MARK = re.compile(r"\[([^\[\]]*)\]\(([^()]*)\)")


class Spoken(NamedTuple):
    """The words as a user says them, and the same in a form that case, spaces and punctuation do not change."""

    text: str
    key: str


@lru_cache(maxsize=16_384)
def spoken(utterance: str) -> Spoken:
    """Return what an utterance says."""
    text = _MARK.sub(lambda match: match[1], utterance) if "](" in utterance else utterance
    return Spoken(text, " ".join(_WORD.findall(text.casefold())))


def marked_entities(utterance: str) -> tuple[str, ...]:
    """Return the names of the entities that an utterance marks values of."""
    return tuple([match[2].strip() for match in _MARK.finditer(utterance)]) if "](" in utterance else ()
