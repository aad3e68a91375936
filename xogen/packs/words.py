"""Labels of a describe as words in a sentence. Administrators write labels: anything may stand in them."""

from __future__ import annotations

import re

_CAPITALISED = re.compile(r"[A-Z][a-z'’]+|[A-Z][a-z'’]*(?:[/-][A-Za-z]?[a-z'’]+)+")
_DETERMINED = re.compile(r"(?:an?|the|this|my|your|our|their)\b", re.IGNORECASE)
_VOWEL_SOUND = re.compile(r"[aeio]|u(?!ni|s[aei]|ti)|hono?u?r|hour", re.IGNORECASE)
_LETTER_WITH_VOWEL = re.compile(r"[AEFHILMNORSX](?:[A-Z0-9]|$)")
_NAMESPACE = re.compile(r"[A-Za-z]\w*?__(?=\w+__[a-z]+$)")
_SUFFIX = re.compile(r"__[a-z]+$")
_PLURAL = re.compile(r"\w*(?:[^aisu\W]|[aeo]u|ea)s|\w+ies", re.IGNORECASE)
_LEFT_OPEN = re.compile(r".*\b(?:at|by|for|from|in|of|on|to|until|with)", re.IGNORECASE)
_COUNTED = re.compile(r"(?:number|no\.?|count|#) of ", re.IGNORECASE)
_MOMENT = re.compile(r"(?<=\w)[\s/-]+(?:date[\s/-]*time|date|time)$", re.IGNORECASE)
_CALLED = re.compile(r".*\b(?:phone|mobile|fax|cell)", re.IGNORECASE)
_ID = re.compile(r"(?<=\w)\s+ID$", re.IGNORECASE)


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


def is_plural(words: str) -> bool:
    """Whether words name several things: ``employees`` and ``notes`` do, ``status`` and ``address`` do not."""
    return _PLURAL.fullmatch(words.rpartition(" ")[2]) is not None


def is_left_open(words: str) -> bool:
    """Whether words need something after them, so that nobody can ask "what is the ...": ``reminded at``."""
    return _LEFT_OPEN.fullmatch(words) is not None


def counted(words: str) -> str | None:
    """Return what a number counts, for "how many": ``number of items`` counts ``items``; nothing else counts."""
    rest = _COUNTED.sub("", words, count=1)
    return rest if is_plural(rest) else None


def spoken(words: str, kind: str) -> str:
    """Return the words of a field as a question has them, by the field's type.

    A ``start date time`` is the ``start``, the ``mobile`` of a person a ``mobile number``, a ``probability (%)`` the
    ``probability``, and an ``account ID`` stands for the ``account``.
    """
    if kind in {"datetime", "time"}:
        return _MOMENT.sub("", words)
    if kind == "phone" and _CALLED.fullmatch(words):
        return f"{words} number"
    if kind == "percent":
        return words.removesuffix("(%)").rstrip()
    return _ID.sub("", words) if kind == "reference" else words


def plain_name(name: str) -> str:
    """Return an API name without what the packaging adds: ``acme__Due_Date__c`` is ``Due_Date``."""
    return _SUFFIX.sub("", _NAMESPACE.sub("", name))


def joined(words: list[str], last: str = "or") -> str:
    """Return words as a list in a sentence: ``a, b or c``."""
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)
