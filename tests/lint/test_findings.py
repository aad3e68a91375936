"""Where findings stand: in a dialog file, in an export, in its ``config.json``; and by what they are known again."""

from __future__ import annotations

import json

import pytest

from xogen.formats.importer import import_bot
from xogen.formats.json_lined import read_proven
from xogen.lint.anchors import anchor, script_line
from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import Document, TaskFacts
from xogen.lint.known import Known
from xogen.lint.rule import Problem, bad, good, rule
from xogen.lint.runner import lint
from xogen.model.dialog import DialogTask
from xogen.model.finding import NotChecked, Severity

SCRIPT = "var a = 1;%0Avar b = 2;"
BOT = {
    "defaultLanguage": "en",
    "supportedLanguages": ["en"],
    "dialogs": [
        {
            "_id": "dg-1",
            "refId": "ref-1",
            "localeData": {"en": {"name": "Ask"}},
            "nodes": [
                {
                    "nodeId": "intent0",
                    "type": "intent",
                    "componentId": "dc-1",
                    "transitions": [{"default": "script1"}],
                },
                {"nodeId": "script1", "type": "script", "componentId": "dc-2", "transitions": [{"default": "end"}]},
            ],
        }
    ],
    "dialogComponents": [
        {"_id": "dc-1", "refId": "r-1", "name": "Ask", "type": "intent", "dialogId": "dg-1", "localeData": {}},
        {"_id": "dc-2", "refId": "r-2", "name": "Count", "type": "script", "script": SCRIPT, "localeData": {}},
    ],
}
CONFIG = {"name": "Bot", "envVariables": [{"key": "a", "value": "b"}]}


def made(on, check):
    check.__module__ = "rules.made.check"
    found = rule(
        on,
        severity=Severity.WARNING,
        summary="A thing",
        rationale="Because.",
        bad=bad({"nodes": []}),
        good=good({"nodes": []}),
    )(check)
    return {found.name: found}


def run(on, *problems, data=BOT):
    """Check an export whose texts have a line for each value: they are looked through, or their lines tell the same."""
    texts = {"bot.json": json.dumps(data, indent=1), "config.json": json.dumps(CONFIG, indent=1)}
    bot = import_bot(data, CONFIG, path="bot.json", config_path="config.json")
    documents = [Document("bot.json", each.task, None, each.locate, each.flows) for each in bot.dialogs]
    known = Known(path="bot.json", complete=True, bot=bot, texts=texts)
    rules = made(on, lambda *_: iter(problems))
    report = lint(documents, known=known, rules=rules)
    lined = {path: read_proven(text.encode()).lined for path, text in texts.items()}
    assert lint(documents, known=known._replace(lined=lined), rules=rules) == report
    return report, {path: text.splitlines() for path, text in texts.items()}


def test_a_finding_in_an_export_stands_where_the_export_holds_the_text():
    report, lines = run("script", Problem("/script/1", "here"))
    (found,) = report.findings
    assert (found.path, found.pointer, found.node) == ("bot.json", "/dialogComponents/1/script", "script1")
    assert SCRIPT in lines["bot.json"][found.line - 1]
    assert (found.script_line, found.anchor) == (2, "/ref-1/Count/script")
    assert found.witness == ("Ask", "Count")


def test_a_finding_about_the_bot_as_a_whole_stands_in_line_one():
    (found,) = run("bot", Problem("", "the bot"))[0].findings
    assert (found.path, found.line, found.column, found.pointer, found.dialog) == ("bot.json", 1, 1, "", None)


def test_a_finding_about_a_part_of_the_bot_stands_at_that_part():
    report, lines = run("bot", Problem("/dialogComponents/0/name", "the name"))
    (found,) = report.findings
    assert lines["bot.json"][found.line - 1].strip() == '"name": "Ask",'
    assert found.anchor == "///dialogComponents/name"


def test_of_a_wrapped_export_pointers_lead_into_the_file():
    report, lines = run("bot", Problem("/supportedLanguages", "here"), data={"botDefinition": BOT})
    (found,) = report.findings
    assert found.pointer == "/botDefinition/supportedLanguages"
    assert '"supportedLanguages"' in lines["bot.json"][found.line - 1]


def test_a_finding_in_the_config_stands_there():
    report, lines = run("bot", Problem("/envVariables/0/value", "the value", config=True))
    (found,) = report.findings
    assert (found.path, found.pointer) == ("config.json", "/envVariables/0/value")
    assert lines["config.json"][found.line - 1].strip() == '"value": "b"'


@pytest.mark.parametrize("on", ["script", "task"])
def test_without_nodes_rules_on_dialogs_and_nodes_are_left_out_and_that_is_said_once(on):
    named = [{key: value for key, value in BOT["dialogs"][0].items() if key != "nodes"}] * 2
    report, _ = run(on, Problem("", "never"), data={**BOT, "dialogs": named})
    assert report.findings == ()
    reason = "the export holds no nodes of 2 dialogs, so nothing that hangs on nodes was checked there"
    assert report.not_checked == (NotChecked(rule="flow", path="bot.json", reason=reason),)


TASK = DialogTask.model_validate(
    dialog(intent("title"), entity("title", "done", name="Title/1"), message("done", "Done."), ref_id="ref-9")
)


@pytest.mark.parametrize(
    ("pointer", "node", "expected"),
    [
        pytest.param("/nodes/1", "title", "/ref-9/Title~11", id="a node"),
        pytest.param("/nodes/1/prompt/0/text/en", "title", "/ref-9/Title~11/prompt/text/en", id="a field, no index"),
        pytest.param("/title", None, "/ref-9//title", id="the dialog"),
        pytest.param("/nodes/12", "title", "/ref-9/Title~11/nodes", id="another place than the node's"),
    ],
)
def test_an_anchor_names_dialog_component_and_field(pointer, node, expected):
    assert anchor(pointer, TaskFacts(Document("x.json", TASK), Known()), node) == expected


@pytest.mark.parametrize(
    ("pointer", "line"),
    [
        ("/nodes/3/script/4", 5),
        ("/nodes/3/responses/0/script/en/0", 1),
        ("/nodes/3/pre_processor/1", 2),
        ("/nodes/3/script", None),
        ("/nodes/3", None),
        ("", None),
    ],
)
def test_a_pointer_tells_the_line_of_a_script(pointer, line):
    assert script_line(pointer) == line
