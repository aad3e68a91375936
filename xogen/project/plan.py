"""What should be there: the files that a project's inputs make, how they differ from what is, and the lock afterwards.

Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from xogen.formats.dialog_json import dump_dialog
from xogen.formats.platform import for_platform
from xogen.project import lock as lock_file
from xogen.project.drawing import Canvas, canvases, gv_path, svg_path
from xogen.project.expansion import Dialog, Expansion, chosen, expand_project, untranslated
from xogen.project.lock import DialogRecord, Lock, PackRecord, digest
from xogen.project.packaging import package_files
from xogen.project.states import FileState, Stand, compare
from xogen.project.workspace import Project

Tell = Callable[[str], None]
"""Is told what is going on, for whoever watches a terminal."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do: every file it looked at, and the lock as it would be afterwards.

    ``notes`` are what a person should know, and what stops nothing. ``dialogs`` are all of the project.
    """

    states: tuple[FileState, ...]
    lock: Lock
    notes: tuple[str, ...] = ()
    dialogs: tuple[Dialog, ...] = ()

    @property
    def stale(self) -> tuple[FileState, ...]:
        """The files that a run would change."""
        return tuple(state for state in self.states if state.stale)


def dialog_path(name: str) -> str:
    """Return where a dialog lies in the project."""
    return f"dialogs/{name}.json"


def plan(project: Project, names: Sequence[str] = (), *, draw: bool = True, tell: Tell = lambda _: None) -> Plan:
    """Work out what should be there, and how it differs from what is. Writes nothing.

    Args:
        project: as it stands on disk.
        names: only these dialogs and their drawings; the package, which holds all, is then left as it is.
        draw: draw what has no good drawing yet.
        tell: is told what is going on.

    Raises:
        XogenError: an action is not configured, or an input is wrong (see ``expand_project``).
        MachineError: there is no renderer.
    """
    tell("expanding templates")
    expansion = expand_project(project)
    dialogs = chosen(expansion, names)
    platform = project.config.project.platform
    tell(f"drawing {len(dialogs)} {'dialog' if len(dialogs) == 1 else 'dialogs'}")
    tasks = {dialog.name: for_platform(dialog.task, platform) for dialog in dialogs}
    drawn = canvases(project.root, project.lock, tasks, drawing=draw)
    wanted = {path: text for dialog in dialogs for path, text in _files(dialog, drawn[dialog.name])}
    left = {svg_path(name): canvas.drawn is not None for name, canvas in drawn.items() if canvas.svg is None}
    if not names:
        wanted |= package_files(project, expansion.dialogs, drawn)
    unwanted = () if names else tuple(path for path in project.lock.files if path not in wanted and path not in left)
    good = tuple(path for path, current in left.items() if current)
    states = compare(project.root, wanted, project.lock.files, good=good, unwanted=unwanted)
    lock = _lock(project.lock, expansion, dialogs, drawn, wanted, unwanted)
    if not names and not any(state.stale for state in states):
        states += _lock_state(project, lock)
    changed = _changed_packs(project.lock, dialogs)
    notes = untranslated(project, expansion)
    return Plan(tuple(_explained(state, changed) for state in states), lock, notes, expansion.dialogs)


def _files(dialog: Dialog, canvas: Canvas) -> Iterable[tuple[str, bytes]]:
    yield dialog_path(dialog.name), dump_dialog(dialog.task).encode()
    yield gv_path(dialog.name), canvas.source.encode()
    if canvas.svg is not None:
        yield svg_path(dialog.name), canvas.svg


def _lock(
    before: Lock,
    expansion: Expansion,
    dialogs: Sequence[Dialog],
    drawn: Mapping[str, Canvas],
    wanted: Mapping[str, bytes],
    unwanted: Iterable[str],
) -> Lock:
    """Return the lock after the run. A run on some dialogs leaves the records of the others as they are."""
    packs = {dialog.pack.manifest.name: dialog.pack for dialog in dialogs}
    partly = len(dialogs) < len(expansion.dialogs)
    gone = set(unwanted)
    files = {path: value for path, value in before.files.items() if path not in gone}
    return before.model_copy(
        update={
            "packs": (dict(before.packs) if partly else {})
            | {name: PackRecord(version=pack.manifest.version, digest=pack.digest) for name, pack in packs.items()},
            "dialogs": {dialog.name: _record(before, dialog, drawn.get(dialog.name)) for dialog in expansion.dialogs},
            "counters": expansion.counters,
            "files": files | {path: digest(content) for path, content in wanted.items()},
        }
    )


def _record(before: Lock, dialog: Dialog, canvas: Canvas | None) -> DialogRecord:
    old = before.dialogs.get(dialog.name, DialogRecord(template=dialog.install.template))
    record = old.model_copy(update={"template": dialog.install.template, "names": dialog.names})
    if canvas is None or canvas.drawn is None:
        return record
    return record.model_copy(update={"drawn": canvas.drawn})


def _changed_packs(before: Lock, dialogs: Sequence[Dialog]) -> Mapping[str, str]:
    """Return what became of the pack of each dialog whose pack is another one than last time."""
    changed = {}
    for dialog in dialogs:
        pack, old = dialog.pack, before.packs.get(dialog.pack.manifest.name)
        if old is not None and old.digest != pack.digest:
            new = pack.manifest.version
            versions = f" ({old.version} -> {new})" if old.version != new else ""
            changed[dialog.name] = f"the {pack.manifest.name} pack changed{versions}"
    return changed


def _explained(state: FileState, changed: Mapping[str, str]) -> FileState:
    """Say that it was the pack, for the files of its dialogs, and for those that hold all dialogs."""
    folder, _, file = state.path.rpartition("/")
    of_all = "" if folder in {"dialogs", "canvas"} else next(iter(changed.values()), "")
    why = changed.get(file.rpartition(".")[0]) or of_all
    return replace(state, why=why) if why and state.stand is Stand.CHANGED else state


def _lock_state(project: Project, lock: Lock) -> tuple[FileState, ...]:
    """Return the lock as a stale file where it alone would change: by a pack or a merge that left no other trace."""
    before = lock_file.write_lock(project.lock).encode()
    after = lock_file.write_lock(lock).encode()
    return () if before == after else (FileState(lock_file.FILE, Stand.CHANGED, before, after),)
