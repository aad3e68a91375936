"""A service of an action that the bot does not have."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import calling, service
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.model.finding import Severity

READS = calling(service(3, "readLeads", integrationId="salesforce", subType="readLeadsService"))
ACTION = {"integrationName": "salesforce", "authType": "developer", "sso_type": "oauth2", "enable": True}


@rule(
    "bot",
    severity=Severity.WARNING,
    summary="A service of an action that is missing or not enabled",
    rationale="""
        A service that came with a template belongs to its action: `integrationId` names it, `preBuiltIntegrations`
        holds it. Where the action is disabled, the platform turns its services into custom ones without authorization;
        where it is missing from the export, the service arrives without it (inferred). Enable the action, or give the
        service a profile of its own.
    """,
    bad=bad_export(
        {**READS, "preBuiltIntegrations": [{**ACTION, "enable": False}]},
        Flag(
            "/dialogComponents/2/integrationId",
            "the service readLeads belongs to the action salesforce, which is not enabled",
        ),
    ),
    good=good_export({**READS, "preBuiltIntegrations": [ACTION]}),
)
def unknown_integration(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    if wire is None or not isinstance(wire.data.get("preBuiltIntegrations"), list):
        return
    enabled = {part.text("integrationName"): part.value.get("enable") for part in wire.list("preBuiltIntegrations")}
    for part in wire.components_of("service"):
        action = part.text("integrationId")
        state = "not enabled" if enabled.get(action) is False else "not in the export"
        if action and (action not in enabled or enabled[action] is False):
            words = f"the service {part.text('name')} belongs to the action {action}, which is {state}"
            yield Problem(part.pointer("integrationId"), words)
