"""Worked cases: a dialog before and after, with one thing of each kind changed."""

from __future__ import annotations

from typing import Any

from xogen.model.dialog import DialogTask

SECRET = "".join(("Bearer ", "00D5g000004Xyz1", "!", "AQ0AQExampleExample.1234567890"))


def task(name: str, nodes: list[dict[str, Any]], **more: Any) -> DialogTask:
    return DialogTask.model_validate({"name": name, "title": {"en": name.title()}, "nodes": nodes, **more})


def intent(to: str) -> dict[str, Any]:
    return {
        "type": "intent",
        "id": "Order",
        "utterances": {"en": ["order a pizza", "I am hungry"]},
        "transitions": [{"to": to}],
    }


def said(node_id: str, text: str, to: str = "end") -> dict[str, Any]:
    return {"type": "message", "id": node_id, "responses": [{"text": {"en": text}}], "transitions": [{"to": to}]}


def asked(node_id: str, text: str, *ways: dict[str, Any]) -> dict[str, Any]:
    return {"type": "entity", "id": node_id, "prompt": [{"text": {"en": text}}], "transitions": list(ways)}


def size_is(value: str, to: str) -> dict[str, Any]:
    return {"when": {"entity": "size", "op": "eq", "value": value}, "to": to}


OLD = task(
    "order",
    [
        intent("size"),
        asked(
            "size", "Which size would you like?", size_is("large", "extra"), size_is("small", "thanks"), {"to": "bye"}
        ),
        said("extra", "A large pizza takes ten minutes more.", "price"),
        {
            "type": "script",
            "id": "price",
            "script": "const base = 8;\nconst size = context.entities.size;\ncontext.price = base;\n",
            "transitions": [{"to": "thanks"}],
        },
        {
            "type": "service",
            "id": "kitchen",
            "host": "kitchen.example.com",
            "path": "/orders",
            "headers": {"Authorization": SECRET, "X-Shop": "1"},
            "transitions": [{"to": "thanks"}],
        },
        said("thanks", "Thank you for your order of {{context.entities.size}}."),
        said("bye", "All right, maybe next time."),
    ],
)
NEW = task(
    "order",
    [
        intent("size"),
        asked("size", "Which size do you want?", size_is("small", "thanks"), size_is("huge", "price"), {"to": "sorry"}),
        {
            "type": "script",
            "id": "total",
            "script": "const base = 8;\nconst size = context.entities.size;\ncontext.price = base + more(size);\n",
            "transitions": [{"to": "thanks"}],
        },
        {
            "type": "service",
            "id": "kitchen",
            "host": "kitchen.example.com",
            "path": "/orders",
            "headers": {"Authorization": SECRET.replace("1234", "9876"), "X-Shop": "2"},
            "transitions": [{"to": "thanks"}],
        },
        said("thanks", "Thank you for your order of {{context.entities.size}}."),
        said("sorry", "We only have the sizes on the list."),
        said("bye", "All right, maybe next time."),
    ],
)
NEW = NEW.model_copy(
    update={
        "nodes": tuple(
            node.model_copy(
                update={
                    "transitions": tuple(
                        way.model_copy(update={"to": "total"}) if way.to == "price" else way for way in node.transitions
                    )
                }
            )
            for node in NEW.nodes
        )
    }
)
CASES = {
    "one-dialog": ((OLD,), (NEW,)),
    "dialogs": (
        (OLD, task("closed", [{**intent("bye"), "id": "Closed"}, said("bye", "We are closed today.")])),
        (OLD, task("menu", [{**intent("list"), "id": "Menu"}, said("list", "We have three kinds.")])),
    ),
    "equal": ((OLD,), (OLD,)),
}
