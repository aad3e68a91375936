"""What a project knows of its org, for the rules that compare dialogs with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from xogen.formats.describe_lock import FILE, DescribeLock, DescribeOrigin, read_describe_lock
from xogen.lint.known import OrgFacts
from xogen.model.action import ENV_REFERENCE
from xogen.model.dialog import DialogTask
from xogen.model.record_id import is_record_id
from xogen.model.sobject import SObject
from xogen.project import lock as lock_file
from xogen.project.config import ProjectConfig
from xogen.project.files import read_text
from xogen.project.lock import read_lock
from xogen.project.workspace import DESCRIBES, Describes

ACTION = "salesforce"


class Described(NamedTuple):
    """The describes of a project, where they come from, and the names of all objects of their org, if known."""

    sobjects: Mapping[str, SObject]
    origins: Mapping[str, DescribeOrigin]
    objects: frozenset[str] | None


def read_described(root: Path, tasks: Iterable[DialogTask]) -> Described:
    """Read the describes that some dialogs need, and those that their references lead to.

    Args:
        root: the project's folder.
        tasks: the dialogs; describes that none of them needs stay unread.

    Raises:
        InputError: a describe that is needed, or ``describe.lock``, is wrong.
    """
    sobjects = Describes(root / DESCRIBES)
    by_fold = {name.casefold(): name for name in sobjects}
    needed = {by_fold[name.casefold()] for task in tasks for name in objects_named(task) if name.casefold() in by_fold}
    for name in sorted(needed):
        for field in sobjects[name].fields_by_name.values():
            for target in field.reference_to:
                if target in sobjects:
                    _ = sobjects[target]
    lock = read_describe_folder_lock(root)
    return Described(sobjects, lock.describes, frozenset(lock.objects) if lock.objects is not None else None)


def read_describe_folder_lock(root: Path) -> DescribeLock:
    """Return what ``describe/describe.lock`` says; nothing for a project without one."""
    path = root / DESCRIBES / FILE
    return read_describe_lock(read_text(path), str(path)) if path.is_file() else DescribeLock()


def objects_named(task: DialogTask) -> frozenset[str]:
    """Return the names of the objects that a dialog asks Salesforce for, as they are written."""
    from xogen.lint.facts import Document, TaskFacts
    from xogen.lint.known import Known

    return frozenset(call.object for call in TaskFacts(Document("", task), Known()).org_calls if call.object)


def org_of(root: Path, config: ProjectConfig) -> OrgFacts:
    """Return which org the bot works in: as the developer authorized it, else as ``xogen.toml`` names it."""
    action = config.actions.get(ACTION)
    path = root / lock_file.FILE
    evidence = read_lock(read_text(path), str(path)).action(ACTION).evidence if path.is_file() else None
    facts = evidence.facts if evidence is not None else {}
    organization = facts.get("organization_id")
    url = facts.get("instance_url") or (action.instance_url if action is not None else None)
    return OrgFacts(
        organization_id=organization if organization and is_record_id(organization) else None,
        instance_url=None if url is None or ENV_REFERENCE.search(url) else url,
    )
