"""A name for each finding that stays the same while the bot is edited elsewhere and exported anew."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from xogen.model.finding import Finding

_DIGITS = 32


def fingerprints(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return a fingerprint for each finding, in order and no two equal.

    It is made of file, rule and structural place (``Finding.anchor``), not of the line or the words: neither an
    edit above nor a better sentence makes an old finding new. Several of one rule at one place are numbered.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for finding in findings:
        key = (finding.path.replace("\\", "/"), finding.rule, *_place(finding))
        seen[key] += 1
        found.append(sha256(json.dumps([*key, seen[key]]).encode()).hexdigest()[:_DIGITS])
    return tuple(found)


def _place(finding: Finding) -> tuple[str, ...]:
    if finding.anchor:
        return (finding.anchor,)
    names = [part for part in finding.pointer.split("/") if not part.isdigit()]
    return (finding.dialog or "", finding.node or "", "/".join(names))
