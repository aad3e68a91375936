"""Short words that the good dialogs are written in."""

from __future__ import annotations

from xogen.lint.examples import Data, message

API = {"host": "{{env.ORDERS_HOST}}", "headers": {"Authorization": "Bearer {{env.ORDERS_TOKEN}}"}}
BYE = message("bye", "All right. Is there anything else?")
SORRY = message("sorry", "Sorry, our order system does not answer. Please try again later.")


def when(to: str, **test: object) -> Data:
    return {"to": to, "when": test}


def context(to: str, path: str, op: str = "exists", value: str | None = None) -> Data:
    return when(to, context=path, op=op, **({} if value is None else {"value": value}))


def values(*names: str) -> list[Data]:
    return [{"value": name} for name in names]
