"""A describe that is old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from xogen.formats.describe_lock import DescribeOrigin
from xogen.lint.facts import BotFacts
from xogen.lint.org_examples import create, field, knows, saving, sobject
from xogen.lint.org_facts import used_objects
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.base import Owned, unchecked
from xogen.model.finding import Severity

LEAD = sobject("Lead", field("Company"))
TODAY = date(2026, 11, 23)


class Options(Owned):
    """After how many days a describe is old."""

    days: int = Field(default=180, ge=0)


@rule(
    "bot",
    severity=Severity.WARNING,
    summary="A describe that is old",
    rationale="""
        Administrators add fields, retire picklist values and make fields required: what these rules say holds for the
        day of the describe. `xogen describe pull` fetches it again, which costs nothing when nothing has changed.
    """,
    bad=bad(
        saving(create("Lead", Company="Acme")),
        Flag("", "the describe of Lead is 327 days old, and more than 180 are too many; xogen describe pull Lead"),
        known=knows(LEAD, origins={"Lead": unchecked(DescribeOrigin, pulled="2025-12-31")}, today=TODAY),
    ),
    good=good(
        saving(create("Lead", Company="Acme")),
        known=knows(LEAD, origins={"Lead": unchecked(DescribeOrigin, pulled="2026-11-01")}, today=TODAY),
    ),
    options=Options,
)
def stale_describe(facts: BotFacts, options: Options) -> Iterator[Problem | Unchecked]:
    for item in used_objects(facts):
        if isinstance(item, Unchecked):
            yield item
            continue
        origin = facts.known.origins.get(item.name)
        if origin is None or origin.pulled is None or facts.known.today is None:
            yield Unchecked(f"how old the describe of {item.name} is is not known")
            continue
        days = (facts.known.today - date.fromisoformat(origin.pulled)).days
        if days > options.days:
            words = f"the describe of {item.name} is {days} days old, and more than {options.days} are too many"
            yield Problem("", f"{words}; xogen describe pull {item.name}")
