"""Write the package as a zip that the platform imports, or put it into a bot that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xogen.cli.context import project, project_dir
from xogen.cli.output import example, progress, say
from xogen.cli.reports import write_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from xogen.project.bots import ReadBot
    from xogen.project.expansion import Dialog
    from xogen.project.into import Into
    from xogen.project.plan import Plan
    from xogen.project.workspace import Project

_NAMED = 3
"""How many stale files an error names."""

_GENERATIONS = {"xo10": "XO 10", "xo11": "XO 11"}


@click.command(
    epilog=example(
        "xogen generate && xogen export -o acme-bot.zip",
        "xogen export --into exports/acme-bot.zip -o acme-bot-new.zip",
        "xogen import acme-bot.zip -o acme-bot && xogen -C acme-bot export -o again.zip",
    )
)
@click.option("-o", "--output", metavar="FILE", help="The zip to write, such as acme-bot.zip.")
@click.option("--into", metavar="EXPORT", help="Put the dialogs into this bot export: its definition, folder or zip.")
def command(output: str | None, into: str | None) -> None:
    """Write package/ as one zip FILE, which the platform imports.

    What is exported is what was generated and reviewed: when anything is stale, export stops and says what.

    With --into, the dialogs go into a bot that is there: those of the same reference ID are replaced, the others added,
    and every other byte stays. Without -o, EXPORT itself is changed. In a folder that `xogen import` made, the export
    it was made from is written again, with what was edited in its dialog files.
    """
    from xogen.errors import UsageError
    from xogen.project.config import FILE
    from xogen.project.imported import is_imported

    if output is None and into is None:
        raise UsageError("there is nowhere to write to", hint="name a zip: -o FILE, or a bot export: --into EXPORT")
    root = project_dir()
    if is_imported(root) and not (root / FILE).is_file():
        _export_imported(root, output, into)
        return
    from xogen.project.plan import plan

    loaded = project()
    made = plan(loaded, draw=False, tell=progress)
    progress("")
    _refuse_stale(made)
    files = _package(made)
    if into is not None:
        _put_into(loaded, files, into, output)
    elif output is not None:
        _write_zip(output, {name: text.encode() for name, text in files.items()})
        _say_how_to_import(loaded, made.dialogs, files, output)


def _refuse_stale(made: Plan) -> None:
    from xogen.errors import StaleError

    # A picture is not part of the package.
    stale = [state.path for state in made.stale if not state.path.startswith("canvas/")]
    if stale:
        more = f" and {len(stale) - _NAMED} more" if len(stale) > _NAMED else ""
        raise StaleError(
            f"not exported, because not everything is generated: {', '.join(stale[:_NAMED])}{more}",
            hint="see why: xogen generate --check; then run: xogen generate",
        )


def _package(made: Plan) -> Mapping[str, str]:
    return {
        state.path.removeprefix("package/"): state.after.decode()
        for state in made.states
        if state.path.startswith("package/") and state.after is not None
    }


def _write_zip(output: str, files: Mapping[str, bytes]) -> None:
    from pathlib import Path

    from xogen.formats.package import zip_package

    write_files({Path(output): zip_package(files)}, hint="name another file: -o FILE")


def _export_imported(root: Path, output: str | None, into: str | None) -> None:
    from xogen.errors import UsageError
    from xogen.project.imported import exported_files

    if into is not None or output is None:
        raise UsageError(
            "this folder holds an imported bot, whose dialogs go back into its own export",
            hint="name the zip to write: -o FILE",
        )
    made = exported_files(root)
    _write_zip(output, made.files)
    say(f"{output}: {', '.join(sorted(made.files))}")
    for note in made.notes:
        say(f"  {note}")


def _put_into(loaded: Project, files: Mapping[str, str], into: str, output: str | None) -> None:
    from pathlib import Path

    from xogen.errors import InputError
    from xogen.project.into import into_export

    if not files:
        raise InputError("there are no dialogs to put into it", hint="xogen templates install ..., then xogen generate")
    done = into_export(Path(into), files, loaded.config.project.platform)
    if output is not None:
        _refuse_own_file(done.read, output)
        _write_zip(output, done.files)
    elif done.changed:
        _rewrite(done.read, Path(into), done)
    _say_what_was_done(done, output or into)


def _refuse_own_file(read: ReadBot, output: str) -> None:
    """Refuse to write a zip over the export's own JSON files."""
    from pathlib import Path

    from xogen.errors import UsageError

    own = [] if read.is_zip else [path for path in (read.bot.path, read.bot.config_path) if path is not None]
    if any(Path(path).resolve() == Path(output).resolve() for path in own):
        raise UsageError(
            f"{output} belongs to the export, and -o writes a zip",
            hint="leave -o out to change the export itself, or name a zip: -o FILE",
        )


def _rewrite(read: ReadBot, path: Path, done: Into) -> None:
    """Write the export where it lies: the files that changed, or the whole zip."""
    from pathlib import Path

    if read.is_zip:
        _write_zip(str(path), done.files)
        return
    folder = Path(read.bot.path).parent
    write_files({folder / name: done.files[name] for name in done.changed}, hint="write another file: -o FILE")


def _say_what_was_done(done: Into, where: str) -> None:
    if not done.changed:
        say(f"{where}: nothing to change, it has these dialogs already")
        return
    merged = done.merged
    parts = {"added": merged.added, "replaced": merged.replaced, "unchanged": merged.unchanged}
    counts = ", ".join(f"{len(names)} {what}" for what, names in parts.items() if names)
    names = (*merged.added, *merged.replaced)
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    total = len(names) + len(merged.unchanged)
    shown = f": {', '.join(names[:_NAMED])}{more}" if names else ""
    say(f"{where}: {total} {'dialog' if total == 1 else 'dialogs'} ({counts}){shown}")
    if merged.sentences_removed:
        say(f"  utterances that the project does not have were removed from them: {merged.sentences_removed}")
    if done.variables:
        say(f"  new variables, which need values in the platform: {', '.join(done.variables)}")


def _say_how_to_import(loaded: Project, dialogs: Sequence[Dialog], files: Mapping[str, str], output: str) -> None:
    from xogen.formats.package import PackagedTask, package_inferences
    from xogen.project.packaging import bot_settings

    settings = bot_settings(loaded, dialogs)
    count = f"{len(dialogs)} {'dialog' if len(dialogs) == 1 else 'dialogs'}"
    say(f"{output}: {count} for {_GENERATIONS[settings.platform]} ({', '.join(sorted(files))})")
    say("  incremental import (recommended): merges by reference ID, so a dialog that was imported before is updated;")
    say("    choose the tasks and the NLP data, because utterances come with the latter only")
    say("  full import: replaces the bot, and deletes what this package lacks; make a backup first")
    tasks = [PackagedTask(task=dialog.task, names=dialog.names) for dialog in dialogs]
    for inference in package_inferences(settings, tasks):
        say(f"  inferred: {inference}")
