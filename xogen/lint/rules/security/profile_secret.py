"""A secret of an authorization profile, written out."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import Part
from xogen.model.finding import Severity
from xogen.model.secrets import is_secret_name, is_secret_value, kinds_of

LISTS = ("fields", "formfields", "headerFields", "payloadFields")
# Made up, and put together here so that no scanner takes this file for a leak.
MADE_UP = "".join(("q7Zt", "93kPvw", "2LmXa8"))


def _profile(secret: str) -> dict[str, object]:
    fields = [{"type": "oauth2", "key": "clientSecret", "value": secret}]
    return bot(idpConfigurations=[{"_id": "ap-1", "name": "acme_oauth", "sso_type": "oauth2", "fields": fields}])


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A secret of an authorization profile in the export",
    rationale="""
        Fields of a profile take `{{env.NAME}}`, also the client id and the client secret. A secured variable keeps the
        secret out of the export, and gives test and production their own. The value is never shown, here or in a
        report.
    """,
    bad=bad_export(
        _profile(MADE_UP),
        Flag(
            "/idpConfigurations/0/fields/0/value",
            "the field clientSecret of the profile acme_oauth holds a secret; use {{env.NAME}}",
        ),
    ),
    good=good_export(_profile("{{env.CLIENT_SECRET}}")),
)
def profile_secret(facts: BotFacts) -> Iterator[Problem]:
    for profile in facts.wire.list("idpConfigurations") if facts.wire else ():
        for key in LISTS:
            for part in profile.parts(key):
                if _is_secret(part):
                    words = f"the field {part.text('key')} of the profile {profile.text('name')} holds a secret"
                    yield Problem(part.pointer("value"), f"{words}; use {{{{env.NAME}}}}")


def _is_secret(field: Part) -> bool:
    value = field.text("value")
    named = is_secret_name(field.text("key")) and is_secret_value(value)
    return named or any(True for _ in kinds_of(value))
