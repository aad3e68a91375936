"""A group of commands that answers a wrong name with the nearest, and whose list cuts no sentence."""

from __future__ import annotations

import click


class Group(click.Group):
    """A group of subcommands. ``one_line`` may be replaced where commands are not to be imported for their help."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one is answered with the nearest name."""
        name, known = args[0], self.list_commands(ctx)
        if not name.startswith("-") and name not in known:
            from xogen.model.nearest import did_you_mean

            words = f"{ctx.command_path} {name}".removeprefix("xogen ")
            raise click.UsageError(f"there is no command {words!r}{did_you_mean(name, known)}", ctx)
        return super().resolve_command(ctx, args)

    def one_line(self, ctx: click.Context, name: str) -> str:
        """Return what a command does, in one line: the first of its docstring."""
        command = self.get_command(ctx, name)
        return (command.help or "").partition("\n")[0].rstrip(".") if command else ""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands."""
        rows = [(name, self.one_line(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
