"""Lint a pack itself: what its author should know before anybody installs it. Goes on after a fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

from xogen.errors import InputError
from xogen.formats.toml_source import toml_line
from xogen.model.finding import Finding, Severity
from xogen.packs.admission import check_oauth
from xogen.packs.cases import Case, read_case
from xogen.packs.checks.common import Checked, finding
from xogen.packs.checks.expansion import case_findings, expansion_findings
from xogen.packs.checks.flow import unreachable_nodes
from xogen.packs.checks.training import few_utterances, shared_utterances
from xogen.packs.checks.unused import unused_files, unused_parameters
from xogen.packs.checks.variables import variable_findings
from xogen.packs.loader import MANIFEST, PackReader
from xogen.packs.manifest import TaskTemplate

T = TypeVar("T")

_PLACE = re.compile(r"(?P<path>.+?):(?P<line>\d+)(?::(?P<column>\d+))?(?:: (?P<key>[^\s:]+))?")
_MORE = re.compile(r"(?P<place>\S.*?:\d+(?:: [^\s:]+)?): (?P<message>.+)")


def check_pack(folder: Path, *, shown: str | None = None) -> tuple[Finding, ...]:
    """Check a pack.

    Args:
        folder: where ``pack.toml`` lies.
        shown: how findings name the folder; the default is as it was given.

    Returns:
        The findings, sorted by file and line. A pack without errors can be installed and generated.

    Raises:
        NotFoundError: the folder has no ``pack.toml``: it is no pack.
    """
    reader = PackReader(folder, shown or str(folder))
    reader.require()
    found: list[Finding] = []
    manifest = _try(reader.manifest, found)
    if manifest is None:
        return tuple(found)
    source = reader.file(MANIFEST)
    line = toml_line(source.text, ("authorizations",))
    _try(lambda: check_oauth(manifest, f"{source.path}:{line}: authorizations"), found)
    fragments = _load(reader.fragment_names(), reader.fragment, found)
    templates = _load(reader.task_names(), lambda name: reader.template(manifest, name, fragments), found)
    cases = _load(_case_names(reader, templates), lambda name: _case(reader, templates, name), found)
    checked = Checked(reader, manifest, templates, fragments, cases)
    found += _findings(checked)
    # One fault may show for every pair and every case: it is said once.
    unique = {(item.path, item.line, item.rule, item.message): item for item in found}
    return tuple(unique[key] for key in sorted(unique))


def _findings(checked: Checked) -> Iterable[Finding]:
    if not checked.reader.task_names():
        yield finding("pack/invalid", Severity.ERROR, checked.pack_file, (), "the pack has no tasks/<task>/task.toml")
    for check in (
        expansion_findings,
        case_findings,
        unreachable_nodes,
        few_utterances,
        shared_utterances,
        unused_files,
        unused_parameters,
        variable_findings,
    ):
        for item in check(checked):
            yield from findings_of(item, "pack/expansion") if isinstance(item, InputError) else (item,)


def _case_names(reader: PackReader, templates: dict[str, TaskTemplate]) -> list[str]:
    return [name for task in templates for name in reader.case_names(task)]


def _case(reader: PackReader, templates: dict[str, TaskTemplate], name: str) -> Case:
    return read_case(reader, templates[name.split("/")[1]], name)


def _load(names: Iterable[str], load: Callable[[str], T], found: list[Finding]) -> dict[str, T]:
    loaded: dict[str, T] = {}
    for name in names:
        item = _try(partial(load, name), found)
        if item is not None:
            loaded[name] = item
    return loaded


def _try(load: Callable[[], T], found: list[Finding]) -> T | None:
    try:
        return load()
    except InputError as error:
        found += findings_of(error, "pack/invalid")
        return None


def findings_of(error: InputError, rule: str) -> list[Finding]:
    """Return an error as findings: one error may list several faults of a file, a line each."""
    first, *more = error.message.split("\n")
    parts = [(error.where or "", first)]
    for line in more:
        match = _MORE.fullmatch(line)
        parts.append((match["place"], match["message"]) if match else (error.where or "", line))
    found = []
    for where, message in parts:
        match = _PLACE.fullmatch(where)
        # What does not expand names its node and key itself.
        key = f"{match['key']}: " if match and match["key"] and rule == "pack/invalid" else ""
        found.append(
            Finding(
                rule=rule,
                severity=Severity.ERROR,
                message=f"{key}{message}",
                path=match["path"] if match else where,
                line=int(match["line"]) if match else 1,
                column=int(match["column"] or 1) if match else 1,
            )
        )
    return found
