"""What is known beside the dialogs: values that the edge reads from a project and rules compare with.

``None`` means "not known", never "empty": a rule that needs it then says that it did not check.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from xogen.formats.describe_lock import DescribeOrigin
    from xogen.formats.json_lined import Lined
    from xogen.model.bot import BotExport
    from xogen.model.sobject import SObject


class OrgFacts(NamedTuple):
    """The org that the bot works in, as far as the project tells."""

    organization_id: str | None = None
    instance_url: str | None = None


class Known(NamedTuple):
    """What is known.

    Attributes:
        path: what a finding about the bot as a whole names: the project's ``xogen.toml``, an export.
        pack_versions: the version of each installed pack by name.
        complete: whether the dialogs are all that the bot has, so that "there is no such dialog" can be said.
        sobjects: the Salesforce objects of which there is a describe, by name.
        objects: the names of all objects of the org, described or not.
        origins: where the describes come from, by the object's name.
        org: the org that the bot works in.
        bot: the export that is checked, for rules on what the dialogs share.
        origin: the export that dialog files were imported from, for what such files do not hold: events, variables.
        texts: the files of the export as text, by path, for the lines of findings.
        lined: those of these texts that have a line for each value.
        today: the day on which things are called old.
    """

    path: str = "."
    pack_versions: Mapping[str, str] | None = None
    complete: bool = False
    sobjects: Mapping[str, SObject] | None = None
    objects: frozenset[str] | None = None
    origins: Mapping[str, DescribeOrigin] = {}
    org: OrgFacts | None = None
    today: date | None = None
    bot: BotExport | None = None
    origin: BotExport | None = None
    texts: Mapping[str, str] = {}
    lined: Mapping[str, Lined] = {}
