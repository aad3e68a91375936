"""The main job: make a project's files what its inputs say, all of them or none, and never over an edit by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from xogen.errors import InputError
from xogen.project import lock as lock_file
from xogen.project.plan import Plan, Tell, plan
from xogen.project.states import FileState, Stand
from xogen.project.workspace import find_config, load_project
from xogen.project.writes import running

_NAMED = 5
"""How many files an error names."""


class EditedError(InputError):
    """A file was edited by hand, or written by someone else, and is not overwritten. ``states`` are the files."""

    def __init__(self, states: Sequence[FileState]) -> None:
        """Name the files, and say what can be done."""
        shown = [state.path for state in states[:_NAMED]]
        more = f" and {len(states) - _NAMED} more" if len(states) > _NAMED else ""
        names = ", ".join(shown) + more
        if all(state.foreign for state in states):
            what = f"{lock_file.FILE} does not know what stands there, so nothing was written: {names}"
            hint = "move it away, or overwrite: xogen generate --force"
        else:
            what = f"edited by hand, so nothing was written: {names}"
            hint = "say it in xogen.toml instead ([install.override]), or overwrite: xogen generate --force"
        super().__init__(what, hint=hint)
        self.states = tuple(states)


def generate(
    root: Path, names: Sequence[str] = (), *, draw: bool = True, force: bool = False, tell: Tell = lambda _: None
) -> Plan:
    """Generate a project's files: all that change, or none.

    Args:
        root: the project's folder.
        names: only these dialogs.
        draw: draw what has no good drawing yet.
        force: overwrite what was edited by hand.
        tell: is told what is going on.

    Returns:
        What was done.

    Raises:
        EditedError: a file was edited by hand, and ``force`` is off.
        XogenError: as ``plan``.
        MachineError: a file cannot be written; nothing was changed.
    """
    find_config(root)
    with running(root) as run:
        project = load_project(root)
        made = plan(project, names, draw=draw, tell=tell)
        edited = [state for state in made.states if state.stand is Stand.EDITED]
        if edited and not force:
            raise EditedError(edited)
        lock = lock_file.write_lock(made.lock)
        if made.stale or lock != lock_file.write_lock(project.lock):
            tell("writing")
            run.write_all(_writes(made, lock), [state.path for state in made.stale if state.after is None])
    return made


def _writes(made: Plan, lock: str) -> Mapping[str, bytes]:
    files = {state.path: state.after for state in made.stale if state.after is not None}
    # The lock comes last: as long as it is the old one, nothing of this run counts.
    files.pop(lock_file.FILE, None)
    return {**files, lock_file.FILE: lock.encode()}
