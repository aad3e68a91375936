"""Print what makes a shell complete xogen's commands, options and names."""

from __future__ import annotations

import os

import click

from xogen.cli.output import example, put
from xogen.errors import UsageError

SHELLS = ("bash", "fish", "zsh")
VARIABLE = "_XOGEN_COMPLETE"
"""By which the shell asks: ``main`` answers."""


@click.command(
    epilog=example(
        "xogen completion bash > ~/.local/share/bash-completion/completions/xogen",
        "xogen completion zsh > ~/.zfunc/_xogen      # and in .zshrc: fpath+=~/.zfunc; autoload -U compinit; compinit",
        "xogen completion fish > ~/.config/fish/completions/xogen.fish",
    )
)
@click.argument("shell", type=click.Choice(SHELLS), required=False)
def command(shell: str | None) -> None:
    """Print the completion script for SHELL.

    Without SHELL, for the one that you log in with. bash has to be 4.4 or later.
    """
    from click.shell_completion import get_completion_class

    name = shell or os.environ.get("SHELL", "").rpartition("/")[2]
    kind = get_completion_class(name) if name in SHELLS else None
    if kind is None:
        raise UsageError("the shell you log in with is none of these", hint=f"name one: {', '.join(SHELLS)}")
    root = click.get_current_context().find_root().command
    # Not by `source()`, which for bash starts the shell to ask for its version.
    script = kind(root, {}, "xogen", VARIABLE)
    put(script.source_template % script.source_vars())
