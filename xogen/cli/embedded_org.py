"""What the embedded org is for a project: its describes, its app, its port and its file of records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from xogen.errors import NotFoundError

if TYPE_CHECKING:
    from xogen.model.action import Action
    from xogen.org.embedded.org import EmbeddedOrg
    from xogen.org.embedded.settings import ConnectedApp
    from xogen.project.workspace import Project

DATA = ".embedded-org.sqlite"
"""Where a project that was made to be tried keeps the records of its org."""


@dataclass(frozen=True, slots=True)
class OrgPlan:
    """An org made ready to be served."""

    describes: Sequence[Mapping[str, Any]]
    app: ConnectedApp
    data: Path | None
    port: int
    auto_approve: bool

    @property
    def objects(self) -> tuple[str, ...]:
        """The names of its objects."""
        return tuple(describe["name"] for describe in self.describes)

    def make(self, base: str) -> EmbeddedOrg:
        """Make the org, now that its address is known."""
        from xogen.org.embedded.org import EmbeddedOrg
        from xogen.org.embedded.settings import OrgSettings

        return EmbeddedOrg(self.describes, self.data, OrgSettings(base, self.app, self.auto_approve))


def plan_org(
    root: Path,
    describe_dir: Path | None = None,
    data: Path | None = None,
    *,
    port: int | None = None,
    auto_approve: bool = False,
    more_redirects: tuple[str, ...] = (),
) -> OrgPlan:
    """Plan the org of a folder, which may be a project or not.

    Args:
        root: the folder.
        describe_dir: describes for it; the project's own when left out. What xogen brings is beneath both.
        data: its file; in a project that was made to be tried the project's own when left out.
        port: its port; that of the project's profile when left out.
        auto_approve: whether it lets the app in without asking.
        more_redirects: further addresses that the app may come back to.

    Raises:
        XogenError: a file is wrong, a variable is not set.
    """
    from xogen.org.embedded.bundled import bundled_describes, folder_describes, merged
    from xogen.org.embedded.settings import PORT, ConnectedApp

    here = _project(root)
    own = root / "describe"
    folder = describe_dir or (own if here is not None and own.is_dir() else None)
    described = merged(bundled_describes(), folder_describes(folder) if folder else ())
    action = _local_action(here) if here is not None else None
    app = _app(action, root) if action is not None else ConnectedApp()
    named = urlsplit(action.profile.token_request_url).port if action is not None and action.profile else None
    kept = data or (root / DATA if here is not None and (root / DATA).exists() else None)
    return OrgPlan(
        describes=described,
        app=replace(app, redirects=(*app.redirects, *more_redirects)),
        data=kept,
        port=port if port is not None else named or PORT,
        auto_approve=auto_approve,
    )


def _project(root: Path) -> Project | None:
    from xogen.project.workspace import load_project

    try:
        return load_project(root)
    except NotFoundError:
        return None


def _local_action(here: Project) -> Action | None:
    """Return the first action whose profile signs in on this machine."""
    from xogen.model.app import LOOPBACK

    for name in sorted(here.config.actions):
        action = here.action(name)
        if action.profile and urlsplit(action.profile.token_request_url).hostname in LOOPBACK:
            return action
    return None


def _app(action: Action, root: Path) -> ConnectedApp:
    from xogen.org.app import Environment, oauth_app
    from xogen.org.embedded.settings import ConnectedApp

    profile = action.profile
    if profile is None:
        return ConnectedApp()
    app = oauth_app(profile, Environment(root))
    return ConnectedApp(
        client_id=app.client_id,
        client_secret=app.client_secret,
        redirects=(action.settings.login_redirect, profile.callback_url),
        scopes=app.scopes,
    )
