"""Short ways to write an export for examples: one hidden dialog that greets, called by the bot's events.

Every helper makes what no rule objects to; an example then adds or breaks the one thing it is about.

    bot(component(2, "message", "unused", message=[said("Bye!")]))
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xogen.lint.wire_data import text as text_of

Data = dict[str, Any]


def bot(*components: Mapping[str, Any], nodes: tuple[Mapping[str, Any], ...] = (), **more: Any) -> Data:  # noqa: ANN401 - any key of an export
    """Return an export of the dialog ``Say Hello`` with more components, nodes after its own, and any other key."""
    return {
        "runCustomScript": {"enable": False},
        "defaultLanguage": "en",
        "supportedLanguages": ["en"],
        "localeData": {"en": {"name": "Acme"}},
        "defaultDialogId": "ref-hello",
        "dialogs": [
            dialog(1, "hello", "Say Hello", node("intent", "intent0", 1, "hello"), node("message", "hello", 2), *nodes)
        ],
        "dialogComponents": [
            component(1, "intent", "SayHello", dialogId="dg-1"),
            component(2, "message", "hello", message=[said("Hello!")]),
            *components,
        ],
        **more,
    }


def dialog(number: int, ref: str, name: str, *nodes: Mapping[str, Any], **more: Any) -> Data:  # noqa: ANN401
    """Return a hidden dialog."""
    names = {"lname": name.lower(), "localeData": {"en": {"name": name}}}
    return {"_id": f"dg-{number}", "refId": f"ref-{ref}", **names, "isHidden": True, **more, "nodes": list(nodes)}


def node(kind: str, node_id: str, number: int, to: str = "end", **more: Any) -> Data:  # noqa: ANN401
    """Return a node that shows the component of this number."""
    return {"type": kind, "nodeId": node_id, "componentId": f"dc-{number}", **more, "transitions": [{"default": to}]}


def component(number: int, kind: str, name: str, **more: Any) -> Data:  # noqa: ANN401
    """Return a component."""
    return {"_id": f"dc-{number}", "refId": f"ref-{number}", "name": name, "type": kind, **more}


def said(text: str, language: str = "en", channel: str = "default") -> Data:
    """Return one response of one text."""
    return {"channel": channel, "localeData": {language: {"text": text, "type": "basic"}}}


def service(number: int, name: str, **more: Any) -> Data:  # noqa: ANN401
    """Return a service that reads from a host that a variable names."""
    call = {"host": "{{env.HOST}}", "path": "/leads", "protocol": "https", "method": "get"}
    return component(
        number,
        "service",
        name,
        **{"serviceNodeType": "custom", "endPoint": call, "idp": "none", "serviceAPITimeout": 20, **more},
    )


def calling(*components: Mapping[str, Any], **more: Any) -> Data:  # noqa: ANN401
    """Return an export of XO 11 whose dialog calls the first component, a service, and looks at its status."""
    call = text_of(components[0].get("name"))
    first, hello = bot()["dialogs"][0]["nodes"]
    test = {"context": f"context.{call}.response.statusCode", "op": "eq", "value": "200"}
    asks = {**node("service", "service0", 3), "transitions": [{"if": test, "then": "hello"}, {"default": "sorry"}]}
    start = {**first, "transitions": [{"default": "service0"}]}
    own = dialog(1, "hello", "Say Hello", start, asks, hello, node("message", "sorry", 4))
    sorry = component(4, "message", "sorry", message=[said("Sorry, that did not work.")])
    return bot(*components, sorry, appType="unified", dialogs=[own], **more)


def config(*variables: Mapping[str, Any], name: str = "Acme") -> Data:
    """Return a ``config.json``."""
    return {"name": name, "envVariables": list(variables)}


def variable(key: str, value: str = "", **more: Any) -> Data:  # noqa: ANN401
    """Return a variable of ``config.json``."""
    return {"key": key, "value": value, "variableType": "env", **more}
