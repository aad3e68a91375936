"""Environment variables: those that the templates use are in ``pack.toml``, so that users learn of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.model.finding import Finding, Severity
from xogen.model.nearest import did_you_mean
from xogen.packs.checks.common import Checked, finding

_USE = re.compile(r"(?<![\w.])env\.([A-Za-z_]\w*)")


def variable_findings(checked: Checked) -> Iterator[Finding]:
    """Yield each variable that is used and not declared, and each that is declared and not used."""
    declared = checked.manifest.env
    used: set[str] = set(_USE.findall(checked.manifest.host))
    shared = [file.text for file in checked.shared().values()]
    for name in used - set(declared):
        message = f"uses {{{{env.{name}}}}}, which no [env.{name}] declares{did_you_mean(name, declared)}"
        yield finding("pack/undeclared-variable", Severity.WARNING, checked.pack_file, ("host",), message)
    for template in checked.templates.values():
        found = {name for text in [*checked.texts(template), *shared] for name in _USE.findall(text)}
        used |= found
        for name in sorted(found - set(declared)):
            message = f"uses env.{name}, which no [env.{name}] of pack.toml declares{did_you_mean(name, declared)}"
            yield finding("pack/undeclared-variable", Severity.WARNING, template.source, (), message)
    for name in declared:
        if name not in used:
            message = f"no template uses env.{name}"
            yield finding("pack/unused-variable", Severity.WARNING, checked.pack_file, ("env", name), message)
