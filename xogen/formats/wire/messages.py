"""What the bot says, on the wire: a list of responses, each with a channel and a text or script by language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xogen.formats.wire.encoding import encode
from xogen.formats.wire.languages import chosen
from xogen.model.nodes import Response


def messages(responses: Sequence[Response], languages: Sequence[str]) -> list[dict[str, Any]]:
    """Return responses with the default channel among them, as every message in exports has it."""
    said = list(responses)
    if said and all(response.channel != "default" for response in said):
        said.insert(0, said[0].model_copy(update={"channel": "default"}))
    return [
        {
            "channel": response.channel,
            "localeData": {language: _said(response, language, languages[0]) for language in languages},
        }
        for response in said
    ]


def _said(response: Response, language: str, default: str) -> dict[str, str]:
    # A language's own text comes before another language's script.
    if language in response.text and language not in response.script:
        return _basic(response.text[language])
    script = chosen(response.script, language, default)
    if script is not None:
        return {"text": encode(script), "type": "uxmap"}
    return _basic(chosen(response.text, language, default) or "")


def _basic(text: str) -> dict[str, str]:
    return {"text": encode(text), "type": "basic"}
