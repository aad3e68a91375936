"""Labels of a describe as words in a sentence. Administrators write labels: anything may stand in them."""

from __future__ import annotations

import re

_CAPITALISED = re.compile(r"[A-Z][a-z'’]+|[A-Z][a-z'’]*(?:[/-][A-Za-z]?[a-z'’]+)+")
_DETERMINED = re.compile(r"(?:an?|the|this|my|your|our|their)\b", re.IGNORECASE)
_VOWEL_SOUND = re.compile(r"[aeio]|u(?!ni|s[aei]|ti)|hono?u?r|hour", re.IGNORECASE)
_LETTER_WITH_VOWEL = re.compile(r"[AEFHILMNORSX](?:[A-Z0-9]|$)")
_NAMESPACE = re.compile(r"[A-Za-z]\w*?__(?=\w+__[a-z]+$)")
_SUFFIX = re.compile(r"__[a-z]+$")


def one_line(label: str) -> str:
    """Return a label as one line of text: nothing in it is a reference, a link or a mark of an utterance."""
    text = " ".join(label.split()).translate(str.maketrans("[]", "()"))
    return text.replace("{{", "{ {")


def bare(label: str) -> str:
    """Return a label without signs that mean something in scripts: for words that templates put into them."""
    return " ".join(re.sub(r"[^\w\s'’&/().,:+#%-]+", " ", label).split())


def in_sentence(label: str) -> str:
    """Return a label as it stands within a sentence: ``Account Name`` is ``account name``, ``SLA`` stays."""
    return " ".join(word.lower() if _CAPITALISED.fullmatch(word) else word for word in one_line(label).split(" "))


def with_article(words: str) -> str:
    """Return words with ``a`` or ``an`` before them, as they are spoken: an account, a user, an SLA."""
    if _DETERMINED.match(words):
        return words
    spelled = _LETTER_WITH_VOWEL.match(words) if words[:2].isupper() else _VOWEL_SOUND.match(words)
    return f"{'an' if spelled else 'a'} {words}"


def with_the(words: str) -> str:
    """Return words with ``the`` before them, unless they say already which one they mean."""
    return words if _DETERMINED.match(words) else f"the {words}"


def plain_name(name: str) -> str:
    """Return an API name without what the packaging adds: ``acme__Due_Date__c`` is ``Due_Date``."""
    return _SUFFIX.sub("", _NAMESPACE.sub("", name))


def joined(words: list[str], last: str = "or") -> str:
    """Return words as a list in a sentence: ``a, b or c``."""
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)
