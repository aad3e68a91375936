"""What is known beside the dialogs: values that the edge reads from a project and rules compare with.

``None`` means "not known", never "empty": a rule that needs it then says that it did not check.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """What is known.

    Attributes:
        path: what a finding about the bot as a whole names: the project's ``xogen.toml``, an export.
        pack_versions: the version of each installed pack by name.
        variables: the names that ``{{env.NAME}}`` may have.
        complete: whether the dialogs are all that the bot has, so that "there is no such dialog" can be said.
    """

    path: str = "."
    pack_versions: Mapping[str, str] | None = None
    variables: frozenset[str] | None = None
    complete: bool = False
