"""What a shell completes an argument with: looked up when it asks.

Not by ``click.Path``, which would also refuse what commands have a better word for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's signature
    """Leave it to the shell to name files and folders."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def folders(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's signature
    """Leave it to the shell to name folders."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="dir")]


def rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click's signature
    """Return the families and rules that begin so."""
    from xogen.lint.registry import families
    from xogen.lint.registry import rules as all_rules

    known = all_rules()
    return [name for name in (*families(known), *known) if name.startswith(incomplete)]
