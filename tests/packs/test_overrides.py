from __future__ import annotations

import pytest

from xogen.packs.expand import expand
from xogen.packs.problems import InstallError

SAYS = 'must be text, a table by language: { en = "..." }, or a list of texts'


@pytest.fixture
def opened(tickets, tickets_action):
    def with_overrides(overrides, **more):
        return expand(tickets.templates["open-ticket"], tickets_action, overrides=overrides, **more)

    return with_overrides


def test_a_value_replaces_the_template_s(opened):
    changed = {"Subject": {"prompt": "Which machine?", "retries": 5}, "Again": {"prompt": "More?"}}
    task = opened({"nodes": changed, "intent": {"utterances": ["report a fault"], "label": "Report Fault"}})
    assert [item.text["en"] for item in task.node("Subject").prompt] == ["Which machine?"]
    assert task.node("Subject").retries == 5
    assert task.node("Again").prompt[0].text == {"en": "More?"}
    assert task.nodes[0].utterances == {"en": ("report a fault",)}
    assert task.nodes[0].label == {"en": "Report Fault"}


def test_entries_of_a_body_are_replaced_one_by_one(opened):
    task = opened({"nodes": {"OpenService": {"body": {"note": "Plant <%= parameters.limit %>", "site": "North"}}}})
    script = task.node("OpenService").pre_processor
    assert '"note": "Plant 3"' in script
    assert '"site": "North"' in script
    assert '"subject": given(context.entities.Subject)' in script


def test_written_values_replace_described_ones(opened):
    task = opened({"nodes": {"Priority": {"values": ["Now", "Later"]}}})
    assert [item.value for item in task.node("Priority").values] == ["Now", "Later"]


def test_text_replaces_a_script(opened):
    task = opened({"nodes": {"Thanks": {"text": "Thanks!"}}})
    assert [dict(item.text) for item in task.node("Thanks").responses] == [{"en": "Thanks!"}]


def test_exit_of_an_include_can_lead_elsewhere(opened):
    task = opened({"nodes": {"Thank": {"again": "Priority"}}})
    assert [way.to for way in task.node("Again").transitions] == ["Priority", "end", "end"]


@pytest.mark.parametrize(
    ("overrides", "keys", "message"),
    [
        (
            {"nodes": {"Subjct": {"prompt": "x"}}},
            ("override", "nodes", "Subjct"),
            "tickets/open-ticket has no node 'Subjct'; did you mean 'Subject'?",
        ),
        (
            {"nodes": {"Subject": {"promt": "x"}}},
            ("override", "nodes", "Subject", "promt"),
            "'Subject' has no key 'promt'; did you mean 'prompt'?",
        ),
        (
            {"nodes": {"Late": {"path": "/x"}}},
            ("override", "nodes", "Late", "path"),
            "'Late' has no key 'path'; there are: branches, branches_for_each, label, next, responses, script, text",
        ),
        (
            {"nodes": {"Subject": {"type": "message"}}},
            ("override", "nodes", "Subject", "type"),
            "cannot be overridden: it decides what the task is",
        ),
        ({"nodes": {"Subject": "x"}}, ("override", "nodes", "Subject"), "must be a table"),
        (
            {"nodes": {"Subject": {"retries": 9}}},
            ("override", "nodes", "Subject", "retries"),
            "must be at most 5",
        ),
        ({"nodes": {"Subject": {"prompt": 5}}}, ("override", "nodes", "Subject", "prompt"), SAYS),
        ({"nodes": {"Subject": {"prompt": ["a", 5]}}}, ("override", "nodes", "Subject", "prompt"), SAYS),
        ({"task": {"title": ""}}, ("override", "task", "title"), "must not be empty"),
        ({"task": {"title": {"en": " "}}}, ("override", "task", "title"), "must not be empty"),
        ({"node": {}}, ("override", "node"), "'node' cannot be overridden; did you mean 'nodes'?"),
        (
            {"intent": {"utterance": []}},
            ("override", "intent", "utterance"),
            "'intent' has no key 'utterance'; did you mean 'utterances'?",
        ),
        (
            {"task": {"object": "x"}},
            ("override", "task", "object"),
            "cannot be overridden: it decides what the task is",
        ),
        (
            {"nodes": {"Subject": {"prompt": "<%= tsk %>"}}},
            ("override", "nodes", "Subject", "prompt"),
            "tickets/open-ticket, node Subject, prompt: unknown variable 'tsk'; did you mean 'task'?",
        ),
        (
            {"nodes": {"OpenService": {"body": {"note": "{{context.entities.Subject | soql}}"}}}},
            ("override", "nodes", "OpenService", "body", "note"),
            "tickets/open-ticket, node OpenService, body.note: the filter 'soql' has no place in a body",
        ),
        (
            {"nodes": {"Late": {"script": "late.js"}}},
            ("override", "nodes", "Late", "script"),
            "tickets/open-ticket, node Late: there is no file 'late.js' beside it; did you mean 'note.js'?",
        ),
        (
            {"nodes": {"Late": {"next": "Subjct"}}},
            ("override", "nodes", "Late", "next"),
            "tickets/open-ticket, node Late: there is no node 'Subjct'; did you mean 'Subject'?",
        ),
    ],
)  # fmt: skip
def test_override_that_does_not_fit(opened, overrides, keys, message):
    with pytest.raises(InstallError) as caught:
        opened(overrides)
    assert (caught.value.keys, caught.value.message) == (keys, message)
    assert caught.value.exit_code == 3
