"""A service that is authorized by a profile that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Edit
from xogen.lint.export_examples import calling, service
from xogen.lint.facts import BotFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.model.finding import Severity
from xogen.model.nearest import did_you_mean, only_nearest

READS = calling(service(3, "readLeads", authRequired=True, idp="acme_oauth"))


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A service whose authorization profile is not in the export",
    rationale="""
        A service names its profile by `idp`, and the profile stands in `idpConfigurations`. Without it the call goes
        out without a token (inferred) and is refused. The same holds for a service that says it needs authorization
        and names no profile.
    """,
    bad=bad_export(
        {**READS, "idpConfigurations": [{"_id": "ap-1", "name": "acme_oauth2", "sso_type": "oauth2"}]},
        Flag(
            "/dialogComponents/2/idp",
            "the service readLeads uses a profile that is not there: 'acme_oauth'; did you mean 'acme_oauth2'?",
        ),
    ),
    good=good_export({**READS, "idpConfigurations": [{"_id": "ap-1", "name": "acme_oauth", "sso_type": "oauth2"}]}),
)
def unknown_profile(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    if wire is None or not isinstance(wire.data.get("idpConfigurations"), list):
        return
    known = {profile.text("name") for profile in wire.list("idpConfigurations")} - {""}
    for part in wire.components_of("service"):
        named = part.text("idp")
        if named in known:
            continue
        if named not in {"", "none"}:
            words = f"uses a profile that is not there: {named!r}{did_you_mean(named, known)}"
            meant, here = only_nearest(named, known), part.pointer("idp")
            fix = None if meant is None else unsafe(f"use the profile {meant}", Edit(here, meant))
            yield Problem(here, f"the service {part.text('name')} {words}", fix=fix)
        elif part.value.get("authRequired") is True:
            words = f"the service {part.text('name')} needs authorization and names no profile"
            yield Problem(part.pointer("authRequired"), words)
