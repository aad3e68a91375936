"""Short ways to write the dialogs of examples, as the data that a dialog file holds.

Every helper makes what no rule objects to; an example then breaks the one thing it is about.

    dialog(intent("company"), entity("company", "done"), message("done", "Saved {{context.entities.company}}."))
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Data = dict[str, Any]
Ways = str | Sequence[Mapping[str, Any]]
"""A default target, or the transitions written out."""


def dialog(
    *nodes: Data,
    name: str = "create-lead",
    title: str | Mapping[str, str] = "Create Lead",
    **more: Any,  # noqa: ANN401 - any key of a dialog file
) -> Data:
    """Return a dialog of these nodes."""
    titles = {"en": title} if isinstance(title, str) else dict(title)
    return {"name": name, "title": titles, **more, "nodes": list(nodes)}


def node(kind: str, node_id: str, to: Ways = "end", **more: Any) -> Data:  # noqa: ANN401 - any key of a node
    """Return a node of any kind. ``to`` is its default target, or its transitions written out; ``[]`` for none."""
    ways = [{"to": to}] if isinstance(to, str) else list(to)
    return {"type": kind, "id": node_id, **({"transitions": ways} if ways else {}), **more}


def intent(to: Ways, node_id: str = "CreateLead", utterance: str = "add a new lead", **more: Any) -> Data:  # noqa: ANN401
    """Return the entry of a dialog."""
    return node("intent", node_id, to, **{"utterances": {"en": [utterance]}, **more})


def entity(node_id: str, to: Ways, asks: str = "Which company?", **more: Any) -> Data:  # noqa: ANN401
    """Return an entity with its prompts. Something has to use ``{{context.entities.<node_id>}}``."""
    prompts = {"prompt": [say(asks)], "error_prompt": [say(f"Sorry, that did not work. {asks}")]}
    return node("entity", node_id, to, **{**prompts, **more})


def message(node_id: str, text: str, to: Ways = "end", **more: Any) -> Data:  # noqa: ANN401
    """Return a message of one text."""
    return node("message", node_id, to, **{"responses": [say(text)], **more})


def script(node_id: str, source: str, to: Ways, **more: Any) -> Data:  # noqa: ANN401
    """Return a script node."""
    return node("script", node_id, to, script=source, **more)


def confirmation(node_id: str, yes: str, no: str, asks: str = "Shall I go on?", **more: Any) -> Data:  # noqa: ANN401
    """Return a question that is answered yes or no; any other answer leads where no leads."""
    ways: list[Data] = [
        {"to": yes, "when": {"answer": "yes"}},
        {"to": no, "when": {"answer": "no"}},
        {"to": no},
    ]
    return node("confirmation", node_id, ways, **{"prompt": [say(asks)], **more})


def service(node_id: str, ok: str, failed: str, status: str = "200", **more: Any) -> Data:  # noqa: ANN401
    """Return a service call that goes to ``ok`` with this status, and to ``failed`` with any other."""
    ways: list[Data] = [{"to": ok, "when": status_is(node_id, status)}, {"to": failed}]
    call = {
        "method": "GET",
        "host": "{{env.SALESFORCE_HOST}}",
        "path": "/services/data/v67.0/sobjects/Lead",
        "timeout": 20,
    }
    return node("service", node_id, ways, **{**call, **more})


def say(text: str, language: str = "en", channel: str = "default") -> Data:
    """Return a response of one text."""
    spoken = {"text": {language: text}}
    return spoken if channel == "default" else {"channel": channel, **spoken}


def status_is(service_id: str, status: str) -> Data:
    """Return the condition that a service answered with this status."""
    return {"context": f"context.{service_id}.response.statusCode", "op": "eq", "value": status}
