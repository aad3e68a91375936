"""Whether a pack may be used at all: with this xogen, with this action, with this pair."""

from __future__ import annotations

import re

from xogen import __version__
from xogen.errors import ActionError, TemplateError
from xogen.model.authorization import AuthorizedAction
from xogen.packs.manifest import PackManifest


def check_version(name: str, needed: str, where: str) -> None:
    """Raise ``TemplateError`` if the pack needs a newer xogen.

    Args:
        name: the pack.
        needed: its ``requires_xogen``.
        where: file, line and key that say so.
    """
    if _numbers(needed) > _numbers(__version__):
        raise TemplateError(
            f"the {name} pack needs xogen {needed} or newer, this is {__version__}",
            where=where,
            hint="upgrade xogen: pip install --upgrade xogen",
        )


def check_oauth(manifest: PackManifest, where: str | None = None) -> None:
    """Raise ``TemplateError`` if the pack's action takes no OAuth pair: nothing else is supported, for now."""
    if not manifest.pairs:
        kinds = " and ".join(manifest.other_kinds)
        raise TemplateError(
            f"the {manifest.action} action (pack {manifest.name}) takes {kinds} authorization: OAuth only, for now",
            where=where,
            hint="its templates cannot be used until xogen supports it",
        )


def check_action(manifest: PackManifest, authorized: AuthorizedAction, address: str) -> None:
    """Raise unless the pack is made for this action and accepts its pair.

    Raises:
        TemplateError: the pack takes no OAuth pair at all.
        ActionError: it is for another action, or for other pairs.
    """
    check_oauth(manifest)
    if authorized.name != manifest.action:
        raise ActionError(f"the template {address} needs the {manifest.action} action, not {authorized.name}")
    settings = authorized.action.settings
    pair = f"{settings.authorization.value}/{settings.app.value}"
    if pair not in manifest.pairs:
        raise ActionError(
            f"the template {address} does not work with {pair}; it accepts {', '.join(manifest.pairs)}",
            hint=f"change authorization or app in [actions.{authorized.name}]",
        )


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in re.split(r"[-+]", version)[0].split(".")[:3] if part.isdigit()]
    return tuple(numbers + [0] * (3 - len(numbers)))
