"""Generate dialogs, drawings and the package from the installed templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xogen.cli.context import project, project_dir
from xogen.cli.output import colored_diff, example, format_option, progress, put, put_json, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xogen.errors import XogenError
    from xogen.project.plan import Plan
    from xogen.project.states import FileState

_SHOWN_LINES = 60
"""Of a difference that stops a run; ``--diff`` shows it whole."""


@click.command(
    epilog=example("xogen generate", "xogen generate create-lead --diff", "xogen generate --check  # in CI: 1 if stale")
)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if anything is stale, and say what and why.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--force", is_flag=True, help="Overwrite files that were edited by hand.")
@click.option("--no-draw", is_flag=True, help="Go on without pictures and positions.")
@format_option()
def command(names: tuple[str, ...], check: bool, diff: bool, force: bool, no_draw: bool, form: str) -> None:
    """Generate dialogs/, canvas/ and package/ from xogen.toml, the packs and describe/.

    With NAMEs, only these dialogs and their drawings. A file that was edited by hand stops the run, which then shows
    the difference; all of a run's files are written, or none.
    """
    if force and (check or diff):
        raise click.UsageError("--force overwrites, and --check and --diff write nothing: give one or the other")
    from xogen.errors import ActionError
    from xogen.project import generate
    from xogen.project.plan import plan

    try:
        if check or diff:
            made = plan(project(), names, draw=not no_draw, tell=progress)
        else:
            made = generate.generate(project_dir(), names, draw=not no_draw, force=force, tell=progress)
    except generate.EditedError as error:
        progress("")
        _show_edits(error.states)
        raise
    except ActionError as error:
        progress("")
        if check:
            _stop_if_changed(error, form)
        raise
    finally:
        progress("")
    _print(made, form, check=check, diff=diff)
    if check and made.stale:
        _stop(made)
    if not check and not diff:
        _say_done(made, names)


def _print(made: Plan, form: str, *, check: bool, diff: bool) -> None:
    from xogen.project.states import difference

    if form == "json":
        put_json({"files": [_data(state, diff=diff) for state in made.states]})
        return
    for state in made.stale:
        if diff:
            put(colored_diff(difference(state)))
        else:
            put(f"{state.path}: {state.why or state.stand.value}" if check else f"{_done(state):8} {state.path}")


def _done(state: FileState) -> str:
    if state.after is None:
        return "removed"
    return "new" if state.before is None else "changed"


def _data(state: FileState, *, diff: bool) -> dict[str, object]:
    from xogen.project.states import difference

    data = {"path": state.path, "stale": state.stale, "state": state.stand.value, "why": state.why or None}
    return {**data, "difference": difference(state) if state.stale else None} if diff else data


def _stop(made: Plan) -> None:
    from xogen.errors import StaleError
    from xogen.project.states import Stand

    count = len(made.stale)
    edited = any(state.stand is Stand.EDITED for state in made.stale)
    hint = "put what was edited by hand into xogen.toml, or overwrite it: xogen generate --force"
    raise StaleError(
        f"{count} {'file is' if count == 1 else 'files are'} stale", hint=hint if edited else "run: xogen generate"
    )


def _stop_if_changed(error: XogenError, form: str) -> None:
    """Raise ``StaleError`` where what was generated is stale because its action was changed after authorizing it.

    An action that was never configured stays wrong input: nothing could have been generated from it.
    """
    from xogen.errors import StaleError
    from xogen.model.authorization import changed_since
    from xogen.project.states import Stand

    here = project()
    files = sorted(here.lock.files)
    if not files or not any(changed_since(here.action(name)) for name in here.config.actions):
        return
    if form == "json":
        stale = [{"path": path, "stale": True, "state": Stand.CHANGED.value, "why": error.message} for path in files]
        put_json({"files": stale})
    else:
        for path in files:
            put(f"{path}: {Stand.CHANGED.value}")
    raise StaleError(error.message, hint=f"{error.hint}, then xogen generate")


def _say_done(made: Plan, names: Sequence[str]) -> None:
    dialogs = sum(state.path.startswith("dialogs/") and state.after is not None for state in made.states)
    written = sum(state.after is not None for state in made.stale)
    removed = len(made.stale) - written
    parts = [f"{written} written"] * bool(written) + [f"{removed} removed"] * bool(removed)
    say(f"{dialogs} {'dialog' if dialogs == 1 else 'dialogs'}: {', '.join(parts) or 'everything is current'}")
    for note in made.notes:
        say(f"  {note}")
    if names:
        say("  package/ holds all dialogs and was left as it is: xogen generate")


def _show_edits(states: Sequence[FileState]) -> None:
    from xogen.project.states import difference

    lines = [line for state in states for line in difference(state).splitlines()]
    say(colored_diff("\n".join(lines[:_SHOWN_LINES])))
    if len(lines) > _SHOWN_LINES:
        say(f"... {len(lines) - _SHOWN_LINES} more lines: xogen generate --diff")
