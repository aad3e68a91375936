"""A describe of another org than the bot works in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from xogen.formats.describe_lock import DescribeOrigin
from xogen.lint.facts import BotFacts
from xogen.lint.known import OrgFacts
from xogen.lint.org_examples import create, field, knows, saving, sobject
from xogen.lint.org_facts import used_objects
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.base import unchecked
from xogen.model.finding import Severity

if TYPE_CHECKING:
    from xogen.model.sobject import SObject

LEAD = sobject("Lead", field("Company"))
ACME = OrgFacts(instance_url="https://acme.my.salesforce.com")
SANDBOX = unchecked(DescribeOrigin, instance_url="https://acme--dev.sandbox.my.salesforce.com")
PRODUCTION = unchecked(DescribeOrigin, instance_url="https://acme.my.salesforce.com")


@rule(
    "bot",
    severity=Severity.WARNING,
    summary="A describe of another org than the one the bot works in",
    rationale="""
        Fields, picklists and rights differ from org to org, and a sandbox runs ahead of or behind its production org:
        what these rules say of a describe then holds for another org. Orgs are compared by their id where it is known
        on both sides (`xogen action authorize`, `xogen describe pull`), else by their host.
    """,
    bad=bad(
        saving(create("Lead", Company="Acme")),
        Flag(
            "",
            "the describe of Lead is from acme--dev.sandbox.my.salesforce.com, "
            "and the bot works in acme.my.salesforce.com",
        ),
        known=knows(LEAD, origins={"Lead": SANDBOX}, org=ACME),
    ),
    good=good(saving(create("Lead", Company="Acme")), known=knows(LEAD, origins={"Lead": PRODUCTION}, org=ACME)),
)
def describe_of_another_org(facts: BotFacts) -> Iterator[Problem | Unchecked]:
    org = facts.known.org or OrgFacts()
    for item in used_objects(facts):
        if isinstance(item, Unchecked):
            yield item
            continue
        origin = facts.known.origins.get(item.name) or DescribeOrigin()
        theirs, ours = _compared(item, origin, org)
        if not theirs:
            yield Unchecked(f"which org the describe of {item.name} is from is not known")
        elif not ours:
            yield Unchecked("which org the bot works in is not known: set instance_url of the action")
        elif theirs != ours:
            yield Problem("", f"the describe of {item.name} is from {theirs}, and the bot works in {ours}")


def _compared(sobject: SObject, origin: DescribeOrigin, org: OrgFacts) -> tuple[str, str]:
    """Return what tells the two orgs apart: their ids, of which 15 characters count, or their hosts."""
    if origin.organization_id and org.organization_id:
        return origin.organization_id[:15], org.organization_id[:15]
    return _host(origin.instance_url or sobject.instance_url), _host(org.instance_url)


def _host(url: str | None) -> str:
    return (urlsplit(url).netloc or "").casefold() if url else ""
