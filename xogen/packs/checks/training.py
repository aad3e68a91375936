"""Utterances: enough of them, and none that two tasks share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.model.finding import Finding, Severity
from xogen.packs.checks.common import Checked, finding
from xogen.packs.texts import ANY

LEAST = 8
"""Utterances that an intent needs at the least, in each language."""

_MARK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")


def few_utterances(checked: Checked) -> Iterator[Finding]:
    """Yield each task that has fewer utterances than it needs."""
    for template in checked.templates.values():
        for language, sentences in template.spec.intent.utterances.items():
            count = len({_key(sentence) for sentence in sentences})
            if count < LEAST:
                keys = ("intent", "utterances") if language == ANY else ("intent", "utterances", language)
                message = f"{count} different utterances; the platform tells intents apart by at least {LEAST}"
                yield finding("pack/few-utterances", Severity.WARNING, template.source, keys, message)


def shared_utterances(checked: Checked) -> Iterator[Finding]:
    """Yield each utterance that an earlier task or the same one has, too."""
    first: dict[tuple[str, str], str] = {}
    for name, template in checked.templates.items():
        for language, sentences in template.spec.intent.utterances.items():
            at = ("intent", "utterances") if language == ANY else ("intent", "utterances", language)
            spoken = checked.manifest.language if language == ANY else language
            for sentence in sentences:
                owner = first.setdefault((spoken, _key(sentence)), f"{name}\0{sentence}")
                if owner == f"{name}\0{sentence}" and sentences.count(sentence) == 1:
                    continue
                task = owner.split("\0")[0]
                where = "twice in this task" if task == name else f"in {task}, too"
                message = f"the utterance {sentence!r} stands {where}"
                yield finding("pack/shared-utterance", Severity.ERROR, template.source, at, message)


def _key(sentence: str) -> str:
    """Return what is said, without marks of entity values, case and punctuation."""
    return " ".join(re.findall(r"\w+", _MARK.sub(r"\1", sentence).casefold()))
