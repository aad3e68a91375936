"""What a secret looks like. Nothing here returns a secret: only what kind it is.

Shapes of Salesforce's own tokens: facts, salesforce section 1.2.
"""

from __future__ import annotations

import base64
import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

# Each shape with texts of which one has to be there: looking for those first makes long texts cheap.
_GITHUB = ("gho_", "ghp_", "ghr_", "ghs_", "ghu_", "github_pat_")
_SHAPES: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    ("a Salesforce access token", ("00D",), re.compile(r"\b00D\w{12,15}![\w.]{16,}")),
    ("a Salesforce refresh token", ("5Aep861",), re.compile(r"\b5Aep861[\w.]{20,}")),
    ("a Salesforce consumer key", ("3MVG9",), re.compile(r"\b3MVG9[\w.]{30,}")),
    ("a JSON web token", ("eyJ",), re.compile(r"(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}")),
    ("a private key", ("PRIVATE KEY",), re.compile(r"-----BEGIN (?:\w+ ){0,3}PRIVATE KEY-----")),
    ("an AWS access key", ("AKIA",), re.compile(r"\bAKIA[0-9A-Z]{16}\b")),
    ("a GitHub token", _GITHUB, re.compile(r"\bgh[oprsu]_\w{36}|\bgithub_pat_\w{40,}")),
    ("a Slack token", ("xox",), re.compile(r"\bxox[abprs]-[\w-]{10,}")),
    ("an API key", ("sk-",), re.compile(r"\bsk-[\w-]{20,}")),
    ("a password in a URL", ("@",), re.compile(r"\bhttps?://[^\s/:@{}\"'`]+:(?!\{\{)[^\s/@{}\"'`$]{3,}@")),
)
_WORDS = ("secret", "passw", "passphrase", "key", "token")
_SCHEMES = ("bearer", "basic")
_NAMES = (
    "secret", "passwd", "password", "passphrase",
    *(f"{kind}{sign}key" for kind in ("api", "private") for sign in ("", "_", "-")),
    *(f"{kind}{sign}token" for kind in ("access", "refresh", "auth") for sign in ("", "_", "-")),
)  # fmt: skip
"""What has to be in a text that gives a secret by its name: ``_WORDS`` are in more texts, and are found faster."""
_SCHEME = re.compile(r"\b(?P<scheme>Bearer|Basic)\s+(?P<value>[\w.~+/!-]{8,}=*)", re.IGNORECASE)
_BEFORE = re.compile(r"[\w-]{0,40}\Z")
_NAMED = re.compile(
    r"""(?P<name>(?:secret|passw(?:or)?d|passphrase|api[_-]?key|(?:access|refresh|auth)[_-]?token
        |private[_-]?key)[\w-]{0,40})["'`]?\s*[:=]\s*(?P<quote>["'`]?)(?P<value>[^\s"'`&,;{}()<>]{6,})""",
    re.IGNORECASE | re.VERBOSE,
)
_NAME = re.compile(
    r"secret|passw(?:or)?d|passphrase|api[_-]?key|(?:access|refresh|auth)[_-]?token|private[_-]?key|^authorization$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"^(?:your|my|the|some|example|test|dummy|change|replace|insert|todo)|x{4,}|\*{3,}|\.{3}|…", re.IGNORECASE
)
ENTROPY = 3.0
"""Bits a character: words and placeholders stand below, random keys of 16 characters and more above."""


_SIGNS = tuple(sign for _, signs, _ in _SHAPES for sign in signs)
_IN_ANY_CASE = (*_WORDS, *_SCHEMES)


def may_hold(text: str) -> bool:
    """Whether a text is worth being searched: ``kinds_of`` yields nothing for one of which this is false."""
    return _has(text, _SIGNS) or _has(text.lower(), _IN_ANY_CASE)


@lru_cache(maxsize=16_384)
def holds(text: str) -> bool:
    """Whether a text holds a secret; for a script, whether it may. Bots say and compare the same again and again."""
    return may_hold(text) and any(True for _ in kinds_of(text))


def _has(text: str, marks: tuple[str, ...]) -> bool:
    for mark in marks:  # noqa: SIM110 - to make a generator for each of all texts takes longer than the search
        if mark in text:
            return True
    return False


def kinds_of(text: str, *, is_code: bool = False) -> Iterator[tuple[int, str]]:
    """Yield the offset and the kind of each secret in a text.

    Args:
        text: what stands in a file.
        is_code: whether it is JavaScript: then only a quoted value is a value, a bare word is a name.
    """
    for kind, signs, shape in _SHAPES:
        if _has(text, signs):
            for match in shape.finditer(text):
                yield match.start(), kind
    lowered = text.lower()
    if _has(lowered, _SCHEMES):
        for match in _SCHEME.finditer(text):
            if _is_credential(match["scheme"].lower(), match["value"]):
                yield match.start(), f"a literal {match['scheme'].capitalize()} credential"
    if _has(lowered, _WORDS) and _has(lowered, _NAMES):
        for match in _NAMED.finditer(text):
            if (match["quote"] or not is_code) and is_secret_value(match["value"]):
                before = _BEFORE.search(text[max(match.start() - 40, 0) : match.start()])
                yield match.start(), f"a literal value of {before[0] if before else ''}{match['name']}"


@lru_cache(maxsize=4096)
def is_secret_name(name: str) -> bool:
    """Whether a header or key of this name holds a secret."""
    return bool(_NAME.search(name))


def is_secret_value(value: str) -> bool:
    """Whether a value looks like a secret and not like a word, a link, a reference or a placeholder."""
    mixed = any(sign.isdigit() for sign in value) and any(sign.isalpha() for sign in value)
    return len(value) >= 8 and mixed and _is_literal(value) and _entropy(value) >= ENTROPY


def _is_literal(value: str) -> bool:
    return not any(sign in value for sign in ("{{", "${", "://")) and not _PLACEHOLDER.search(value)


def _is_credential(scheme: str, value: str) -> bool:
    if scheme == "bearer":
        return len(value) >= 16 and is_secret_value(value)
    try:  # Basic is base64 of user:password
        return b":" in base64.b64decode(value, validate=True)
    except ValueError:
        return False


def _entropy(value: str) -> float:
    """Return the Shannon entropy in bits a character."""
    counts = Counter(value)
    return -sum(count / len(value) * math.log2(count / len(value)) for count in counts.values())
