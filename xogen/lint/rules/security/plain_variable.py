"""A secret in config.json that everybody can read."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Edit, Insertion
from xogen.lint.export_examples import calling, config, service, variable
from xogen.lint.facts import BotFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import mapping, parts
from xogen.model.finding import Severity
from xogen.model.secrets import is_secret_name, is_secret_value, kinds_of

HEADERS = {"type": "raw", "value": '{"X-Api-Key": "{{env.API_KEY}}"}'}
READS = calling(service(3, "readLeads", headers=HEADERS))
HOST = variable("HOST", "acme.example.com")
# Made up, and put together here so that no scanner takes this file for a leak.
MADE_UP = "".join(("q7Zt", "93kPvw", "2LmXa8"))


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A secret in a variable that is not secured",
    rationale="""
        The value of a variable that is not secured stands in `config.json` as it is, is exported with it, and is shown
        to everybody who may see the bot. Secure the variable on the platform (it is then exported empty), and revoke
        the value that was here. The value is never shown, here or in a report.
    """,
    bad=bad_export(
        READS,
        Flag("/envVariables/1/value", "the variable API_KEY looks like a secret and is not secured", config=True),
        config=config(HOST, variable("API_KEY", MADE_UP)),
    ),
    good=good_export(READS, config=config(HOST, variable("API_KEY", isSecured=True))),
)
def plain_variable(facts: BotFacts) -> Iterator[Problem]:
    config = mapping(facts.wire.bot.config) if facts.wire else {}
    for part in parts(config.get("envVariables"), "envVariables"):
        key, value = part.text("key"), part.text("value")
        if value and part.value.get("isSecured") is not True and _is_secret(key, value):
            words = f"the variable {key} looks like a secret and is not secured"
            here = part.pointer("isSecured")
            mark = Edit(here, value=True) if "isSecured" in part.value else Insertion(here, value=True)
            fix = unsafe("mark it as secured, and leave its value empty", Edit(part.pointer("value"), ""), mark)
            yield Problem(part.pointer("value"), words, config=True, fix=fix)


def _is_secret(key: str, value: str) -> bool:
    named = is_secret_name(key) or key.upper().endswith(("_KEY", "_TOKEN", "_PWD", "_SECRET"))
    return (named and is_secret_value(value)) or any(True for _ in kinds_of(value))
