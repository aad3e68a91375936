"""A variable in config.json that no text can name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.lint.export_examples import calling, config, service, variable
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import mapping, parts
from xogen.model.finding import Severity

VALID = re.compile(r"[A-Za-z_$][\w$]*")
HOST = variable("HOST", "acme.example.com")
KEYED = service(3, "readLeads", headers={"type": "raw", "value": '{"X-Key": "{{env.API_KEY}}"}'})


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A variable in `config.json` whose name is not valid",
    rationale="""
        A variable is read as `env.NAME`, and the platform allows no hyphen in the name. With any other character the
        name cannot be spelled either, so that nothing can read the variable.
    """,
    bad=bad_export(
        calling(KEYED),
        Flag("/envVariables/1/key", "'API-KEY' is no valid name of a variable; API_KEY would be one", config=True),
        config=config(HOST, variable("API-KEY", isSecured=True)),
    ),
    good=good_export(calling(KEYED), config=config(HOST, variable("API_KEY", isSecured=True))),
)
def invalid_variable_key(facts: BotFacts) -> Iterator[Problem]:
    values = mapping(facts.wire.bot.config).get("envVariables") if facts.wire else None
    for part in parts(values, "envVariables"):
        key = part.text("key")
        if not VALID.fullmatch(key):
            better = re.sub(r"\W+", "_", key.strip(), flags=re.ASCII)
            advice = f"; {better} would be one" if VALID.fullmatch(better) and better != key else ""
            words = f"{key!r} is no valid name of a variable{advice}"
            yield Problem(part.pointer("key") if "key" in part.value else part.pointer(), words, config=True)
