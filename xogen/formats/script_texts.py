"""The scripts in the text of an export, found without reading it: guesses, for whoever wants to analyse them ahead."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from xogen.formats.importer.encoding import decode

_KEY = re.compile(r'"(?:script|preProcessor|postProcessor|(text))"\s*:\s*(?=")')
"""What holds scripts. What a message says is one where ``print`` makes the answer."""


def script_texts(text: str) -> Iterator[str]:
    """Yield what is likely to be a script of the bot, as the importer decodes it, in the order of the text.

    What is missed, or is none after all, costs time and changes nothing.

    Args:
        text: an export's definition, or anything else.
    """
    read = json.JSONDecoder().raw_decode
    for key in _KEY.finditer(text):
        try:
            value, _ = read(text, key.end())
        except json.JSONDecodeError:
            continue
        if not key[1] or "print" in value:
            yield decode(value)
