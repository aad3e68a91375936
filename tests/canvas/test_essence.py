from __future__ import annotations

import pytest

from tests.canvas.cases import task, ways
from xogen.canvas.essence import essence, tooltip
from xogen.canvas.words import Words

SCRIPT = "const status = 1;\nif (status === 201) { context.done = true; }\nif (status >= 500) { context.a = 1; }"

CASES = {
    "intent": (
        {"type": "intent", "utterances": {"en": ["log a lead for [Acme](company)", "new lead", "add lead"]}},
        "",
        ("“log a lead for Acme”", "and 2 more ways to say it"),
    ),
    "intent without utterances": ({"type": "intent"}, "", ("no utterances",)),
    "entity": (
        {
            "type": "entity",
            "entity_type": "list-of-values",
            "retries": 1,
            "required": "optional",
            "personal_data": True,
            "multiple": True,
            "prompt": [{"text": {"en": "Which?"}}],
            "values": [{"value": str(number)} for number in range(7)],
        },
        "list of values · optional · several · 1 try · personal data",
        ("“Which?”", "0 · 1 · 2 · 3 · 4 · 2 more"),
    ),
    "confirmation": (
        {"type": "confirmation", "prompt": [{"text": {"en": "Delete {{context.entities.n}}?"}}]},
        "yes or no",
        ("“Delete ‹n›?”",),
    ),
    "service": (
        {"type": "service", "method": "GET", "path": "/q?q=SELECT%20Id", "host": "a.example", "integration": "acme"},
        "acme · 20 s",
        ("GET a.example/q?q=SELECT Id",),
    ),
    "service at a host of the environment": (
        {"type": "service", "path": "/x", "host": "{{env.HOST}}", "timeout": None},
        "",
        ("GET /x",),
    ),
    "message": (
        {"type": "message", "responses": [{"text": {"en": "A"}}, {"text": {"en": "B"}}, {"channel": "rtm"}]},
        "2 variants · also rtm",
        ("“A”",),
    ),
    "message by script": (
        {"type": "message", "responses": [{"script": {"en": SCRIPT}}]},
        "",
        ("script · 3 lines · 201, 5xx",),
    ),
    "script": ({"type": "script", "script": SCRIPT}, "", ("3 lines", "sets a, done")),
    "dialog call": (
        {"type": "dialog-call", "dialog": "Find Customer", "inputs": {"a": "b"}},
        "",
        ("calls Find Customer", "passes 1 value"),
    ),
    "unknown type": ({"type": "opaque", "wire_type": "quantum"}, "quantum", ("kept as it is",)),
    "form": ({"type": "form", "properties": {"ttl": 3}}, "", ()),
    "empty bot action": ({"type": "bot-action"}, "empty", ()),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_card_says(case):
    node, meta, lines = CASES[case]
    sample = task({"id": "node", "transitions": ways("end"), **node})
    told = essence(sample.nodes[0], Words(sample))
    assert (told.meta, tuple(line.text for line in told.lines)) == (meta, lines)


def test_a_tooltip_says_all_but_header_values():
    sample = task(
        {
            "type": "service", "id": "svc", "name": "svc0001", "label": {"en": "The call"}, "method": "POST",
            "host": "a.example", "path": "/x", "headers": {"Authorization": "Bearer secret"}, "body": "{}",
            "profile": "acme", "pre_processor": "a\nb",
            "record": {"object": "Lead", "operation": "create"}, "transitions": ways("end"),
        }
    )  # fmt: skip
    words = Words(sample)
    node = sample.nodes[0]
    assert tooltip(node, words.name(node), essence(node, words), ["→ end"]).split("\n") == [
        "The call",
        "svc: service, component svc0001",
        "POST https://a.example/x",
        "create Lead",
        "profile: acme",
        "headers: Authorization",
        "body: {}",
        "pre-processor: 2 lines",
        "→ end",
    ]


def test_a_long_script_is_cut_in_its_tooltip():
    sample = task({"type": "script", "id": "s", "script": "\n".join(map(str, range(60))), "transitions": ways("end")})
    words = Words(sample)
    lines = tooltip(sample.nodes[0], "s", essence(sample.nodes[0], words), []).split("\n")
    assert (len(lines), lines[0], lines[-1]) == (25, "s: script", "… 37 more lines")


def test_no_secret_is_drawn():
    from xogen.canvas.dot import dot_source
    from xogen.canvas.drawing import draw
    from xogen.canvas.mermaid import mermaid_source

    key = "Zx81kq2mP0vLw93bTn5R"
    made = task(
        {"type": "script", "id": "s", "script": f"var a = 1;\nvar apiKey = '{key}';", "transitions": ways("call")},
        {"type": "service", "id": "call", "path": f"/x?api_key={key}", "body": f'{{"token": "x", "api_key": "{key}"}}',
         "transitions": ways("say")},
        {"type": "message", "id": "say", "responses": [{"text": {"en": f"password: {key}"}}]},
    )  # fmt: skip
    for drawn in (draw([made])[0].svg.decode(), dot_source(made), mermaid_source(made)):
        assert key not in drawn
        assert "secret" in drawn
