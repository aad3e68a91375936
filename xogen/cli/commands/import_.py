"""Turn a bot export into readable dialog files, from which export makes it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xogen.cli.output import example, say

if TYPE_CHECKING:
    from pathlib import Path

    from xogen.model.bot import BotExport
    from xogen.project.imported import ImportedFiles

_NAMED = 3
"""How many files or dialogs a message names."""

_GENERATIONS = {"G1": "XO 7 or 8", "G2": "XO 9", "G3": "XO 10", "G4": "XO 11", "dialog": "2017, one dialog"}


@click.command(epilog=example("xogen import acme-bot.zip -o acme-bot", "xogen -C acme-bot export -o acme-bot-new.zip"))
@click.argument("export", metavar="EXPORT")
@click.option("-o", "--output", metavar="DIR", required=True, help="The folder to write.")
@click.option("--force", is_flag=True, help="Overwrite what an earlier import wrote, edits included.")
def command(export: str, output: str, force: bool) -> None:
    """Write the dialogs of EXPORT (a definition, its folder or its zip) into DIR, one readable file a dialog.

    The export itself lies beside them, untouched. `xogen -C DIR export` makes it again: dialogs that were not edited
    stay as they are to the last byte, edited ones change only where they were edited.
    """
    from pathlib import Path

    from xogen.project.bots import read_bot
    from xogen.project.imported import imported_files
    from xogen.project.writes import folder_made, write_all

    _refuse_imported(Path(export))
    read = read_bot(Path(export))
    made = imported_files(read)
    root = Path(output)
    stale = _in_the_way(root, made, force=force)
    with folder_made(root):
        write_all(root, made.files, stale)
    _say(read.bot, made, output)


def _refuse_imported(path: Path) -> None:
    """Refuse what an earlier import wrote: the export that lies in it has none of the edits made since."""
    from xogen.errors import InputError
    from xogen.project.files import folder_of
    from xogen.project.imported import DIALOGS, EXPORT, is_imported

    root = folder_of(path)
    if is_imported(root):
        raise InputError(
            "this bot was imported already",
            where=str(path),
            hint=f"edit {root / DIALOGS}, or name the export that it came from: {root / EXPORT}",
        )


def _in_the_way(root: Path, made: ImportedFiles, *, force: bool) -> list[str]:
    """Return the files of an earlier import that the new one has no more; refuse to overwrite anything unasked."""
    from xogen.errors import InputError
    from xogen.project.config import FILE
    from xogen.project.imported import is_imported, read_imported

    if (root / FILE).exists():
        raise InputError("this folder is a project", where=str(root), hint="name another one: -o DIR")
    there = sorted(name for name in made.files if (root / name).exists())
    if there and not force:
        more = f" and {len(there) - _NAMED} more" if len(there) > _NAMED else ""
        raise InputError(
            f"not imported, because these files are there: {', '.join(there[:_NAMED])}{more}",
            where=str(root),
            hint="name another folder, or overwrite them: --force",
        )
    earlier = read_imported(root).dialogs if force and is_imported(root) else ()
    return [entry.file for entry in earlier if entry.file not in made.files and (root / entry.file).is_file()]


def _say(bot: BotExport, made: ImportedFiles, output: str) -> None:
    from xogen.model.counted import counted

    count = counted(len(made.manifest.dialogs), "dialog")
    say(f"{output}: {count} of {bot.name} ({_GENERATIONS[bot.generation]})")
    if made.left_out:
        more = f" and {len(made.left_out) - _NAMED} more" if len(made.left_out) > _NAMED else ""
        said = f"{', '.join(made.left_out[:_NAMED])}{more}"
        say(f"  without nodes, and so without a file: {said} (the export holds training data only)")
    say(f"  edit {output}/dialogs, then: xogen -C {output} export -o FILE.zip")
