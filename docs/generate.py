"""Write the generated pages: ``python docs/generate.py``; with ``--check``, exit 1 when one is not current.

docs/commands.md     from each command's --help
docs/rules.md        from the rules themselves
docs/schemas/*.json  from ``xogen schema``
docs/gallery*        from the templates and the exports of the tests
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from click.testing import CliRunner
from gallery import gallery

from xogen.cli.main import commands

DOCS = Path(__file__).parent
WIDTH = 100


def pages() -> dict[Path, str]:
    """Return every generated page by its path."""
    names = [row.split()[0] for row in _run("schema").splitlines()[1:]]
    return {
        DOCS / "commands.md": _command_page(),
        DOCS / "rules.md": _run("rules", "--format", "markdown"),
        **{DOCS / "schemas" / f"{name}.json": _run("schema", name) for name in names},
        **gallery(),
    }


def _command_page() -> str:
    parts = ["# Commands", "", "Each command as `--help` shows it. This page is generated.", ""]
    context = click.Context(commands, info_name="xogen")
    for words in _words(context, commands, ()):
        parts += [f"## xogen {' '.join(words)}".rstrip(), "", "```", _run(*words, "--help").rstrip(), "```", ""]
    return "\n".join(parts)


def _words(context: click.Context, group: click.Group, before: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield before
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        words = (*before, name)
        if isinstance(command, click.Group):
            yield words
            yield from ((*words, inner) for inner in command.list_commands(context))
        else:
            yield words


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(
        commands, list(arguments), prog_name="xogen", terminal_width=WIDTH, max_content_width=WIDTH
    )
    if result.exit_code != 0:
        sys.exit(f"xogen {' '.join(arguments)}: {result.output}")
    return result.stdout


def main(arguments: list[str]) -> int:
    """Write the pages that changed, or name them with ``--check``. Returns the exit code."""
    wanted = pages()
    made = [*(DOCS / "schemas").glob("*.json"), *(DOCS / "gallery").glob("*.svg")]
    old = [path for path in sorted(made) if path not in wanted]
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale + old:
        print(f"{'not current' if '--check' in arguments else 'written'}: {path.relative_to(DOCS.parent)}")
    if "--check" in arguments:
        return 1 if stale or old else 0
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8")
    for path in old:
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
