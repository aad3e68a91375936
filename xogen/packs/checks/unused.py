"""What a pack carries and nobody uses: files and parameters."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from xogen.model.finding import Finding, Severity
from xogen.packs.checks.common import Checked, finding
from xogen.packs.loader import CASES, MANIFEST
from xogen.packs.scope import condition_of
from xogen.packs.specs import IncludeSpec, ServiceSpec
from xogen.packs.structure import script_names

_INCLUDE = re.compile(r"""<%[-+]?\s*(?:include|import|from|extends)\s+["']([^"']+)["']""")
_HEADER = re.compile(r"^\s*\[parameters\.[^\]\n]*\]", re.MULTILINE)
_ABOUT = re.compile(r"(README|LICEN[CS]E|NOTICE|CHANGELOG)(\.\w+)?|.*\.md|__init__\.py")


def unused_files(checked: Checked) -> Iterator[Finding]:
    """Yield each file that no task, fragment or case names. Nothing is said of a pack that does not load completely."""
    reader = checked.reader
    if len(checked.templates) + len(checked.fragments) < len(reader.task_names()) + len(reader.fragment_names()):
        return
    used = {MANIFEST, *_used_by_tasks(checked), *_used_by_cases(checked)}
    for name in reader.names:
        if name not in used and not ("/" not in name and _ABOUT.fullmatch(name)):
            message = "no task, fragment or case uses this file"
            path = f"{reader.shown}/{name}"
            yield Finding(rule="pack/unused-file", severity=Severity.WARNING, message=message, path=path)


def _used_by_tasks(checked: Checked) -> Iterator[str]:
    included: set[str] = set()
    texts: list[str] = []
    for name, template in checked.templates.items():
        yield f"tasks/{name}/task.toml"
        for spec in template.spec.nodes.values():
            if isinstance(spec, IncludeSpec):
                included.add(spec.fragment)
            yield from (f"tasks/{name}/{script}" for script in script_names(spec))
        texts += checked.texts(template)
    for name in sorted(included):
        yield f"fragments/{name}.toml"
        for inside in checked.fragments[name].spec.nodes.values():
            yield from (f"fragments/{script}" for script in script_names(inside))
    shared = checked.shared()
    todo = [file for text in texts for file in _INCLUDE.findall(text)]
    seen: set[str] = set()
    while todo:
        file = todo.pop()
        if file in shared and file not in seen:
            seen.add(file)
            todo += _INCLUDE.findall(shared[file].text)
    yield from sorted(seen)


def _used_by_cases(checked: Checked) -> Iterator[str]:
    for task in checked.templates:
        cases = checked.reader.case_names(task)
        yield from cases
        if not all(name in checked.cases for name in cases):
            # A case that could not be read may use anything beside it.
            yield from (name for name in checked.reader.names if name.startswith(f"tasks/{task}/{CASES}/"))
    for name, case in checked.cases.items():
        for file in case.spec.describe:
            yield posixpath.normpath(posixpath.join(posixpath.dirname(name), file))


def unused_parameters(checked: Checked) -> Iterator[Finding]:
    """Yield each parameter that changes nothing."""
    shared = "\n".join(file.text for file in checked.shared().values())
    for template in checked.templates.values():
        text = _HEADER.sub("", "\n".join([*checked.texts(template), shared]))
        conditions = {each.named for each in template.spec.described.values() if each.named}
        for spec in template.spec.nodes.values():
            conditions |= {condition_of(spec.only_if or "")[1], spec.for_each or "", *spec.branches_for_each}
            if isinstance(spec, ServiceSpec):
                conditions |= set(spec.body_for_each)
        for name in template.spec.parameters:
            if name not in conditions and not re.search(rf"parameters(\.{name}\b|\[[\"']{name}[\"']\])", text):
                message = f"nothing uses the parameter {name!r}"
                yield finding("pack/unused-parameter", Severity.WARNING, template.source, ("parameters", name), message)
