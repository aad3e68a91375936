"""What the runner adds to what rules say, and what it does when a rule raises."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from xogen.formats.dialog_json import dump_dialog
from xogen.graph.dialog_graph import DialogGraph
from xogen.lint import facts
from xogen.lint.examples import dialog, entity, intent, message, node, script
from xogen.lint.facts import Document
from xogen.lint.known import Known
from xogen.lint.registry import rules
from xogen.lint.rule import Problem, Unchecked, bad, good, rule
from xogen.lint.runner import RuleBugError, lint
from xogen.lint.settings import LintSettings
from xogen.model.base import Owned
from xogen.model.dialog import DialogTask
from xogen.model.finding import Finding, NotChecked, Severity
from xogen.project.lint_inputs import read_inputs

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"


def made(on, check, short_name="check", **more):
    check.__module__ = f"rules.made.{short_name}"
    texts = {"summary": "A thing", "rationale": "Because.", "bad": bad({"nodes": []}), "good": good({"nodes": []})}
    found = rule(on, **{"severity": Severity.WARNING, **texts, **more})(check)
    return {found.name: found}


def document(*nodes, path="dialogs/create-lead.json", **more):
    task = DialogTask.model_validate(dialog(*nodes, **more))
    return Document(path, task, dump_dialog(task))


DONE = message("done", "Done.")
PLAIN = document(intent("title"), entity("title", "done"), DONE)


def test_a_finding_has_rule_severity_place_and_path():
    def check(_node, _facts):
        yield Problem("/transitions/0", "what is wrong")

    report = lint([PLAIN], rules=made("message", check))
    assert report.findings == (
        Finding(
            rule="made/check",
            severity=Severity.WARNING,
            message="what is wrong",
            path="dialogs/create-lead.json",
            line=PLAIN.text[: PLAIN.text.index('"to": "end"')].count("\n"),
            column=9,
            pointer="/nodes/2/transitions/0",
            dialog="create-lead",
            node="done",
            witness=("CreateLead", "title", "done"),
            anchor="/create-lead/done/transitions",
        ),
    )
    assert report.summary.model_dump() == {
        "dialogs": 1,
        "packs": 0,
        "errors": 0,
        "warnings": 1,
        "infos": 0,
        "not_checked": 0,
    }


def test_rules_on_kinds_see_only_nodes_of_these_kinds():
    seen = []

    def check(node_, _facts):
        seen.append(node_.id)
        return ()

    inner = node("bot-action", "work", "done", nodes=[script("keep", "", "end")])
    lint([document(intent("work"), inner, DONE)], rules=made(("script", "message"), check))
    assert seen == ["done", "keep"]


def test_a_pointer_into_a_bot_action_is_whole():
    def check(_node, _facts):
        yield Problem("/script", "here")

    inner = node("bot-action", "work", "done", nodes=[script("keep", "context.a = 1;", "end")])
    report = lint([document(intent("work"), inner, DONE)], rules=made("script", check))
    assert [(found.pointer, found.node, found.witness) for found in report.findings] == [
        ("/nodes/1/nodes/0/script", "keep", ("CreateLead", "work", "keep"))
    ]


def test_a_node_that_no_path_leads_to_has_no_witness():
    def check(_node, _facts):
        yield Problem("", "here")

    report = lint([document(intent("end"), DONE)], rules=made("message", check))
    assert [found.witness for found in report.findings] == [()]


def test_a_rule_may_bring_its_own_path():
    def check(_node, _facts):
        yield Problem("", "here", witness=("a", "b"))

    assert lint([PLAIN], rules=made("message", check)).findings[0].witness == ("a", "b")


def test_a_finding_about_the_bot_stands_in_line_one_of_its_settings():
    def check(_facts):
        yield Problem("", "the bot as a whole")

    (found,) = lint([PLAIN], None, Known(path="xogen.toml"), rules=made("bot", check)).findings
    assert (found.path, found.line, found.column, found.pointer, found.dialog) == ("xogen.toml", 1, 1, "", None)


def test_a_rule_on_the_bot_places_a_finding_in_a_dialog_even_when_names_repeat():
    def check(facts):
        yield Problem("/nodes/0", "the second", dialog=facts.tasks[1])

    documents = [document(intent("done"), DONE, path=path) for path in ("b.json", "a.json")]
    (found,) = lint(documents, rules=made("bot", check)).findings
    assert (found.path, found.dialog) == ("b.json", "create-lead")


def test_without_text_a_finding_stands_in_line_one():
    def check(_task, _facts):
        yield Problem("/nodes/1", "here")

    (found,) = lint([Document("x.json", PLAIN.task)], rules=made("task", check)).findings
    assert (found.line, found.column, found.pointer) == (1, 1, "/nodes/1")


def test_findings_come_in_the_order_of_their_places():
    def check(task, _facts):
        for pointer in ("/nodes/2", "/nodes/0", "/title"):
            yield Problem(pointer, f"at {pointer}")

    documents = [document(intent("title"), entity("title", "done"), DONE, path=path) for path in ("b.json", "a.json")]
    found = [(each.path, each.pointer) for each in lint(documents, rules=made("task", check)).findings]
    order = ["/title", "/nodes/0", "/nodes/2"]
    assert found == [(path, pointer) for path in ("a.json", "b.json") for pointer in order]


def test_what_a_rule_says_twice_is_reported_once():
    def check(_task, _facts):
        yield from [Problem("/nodes/1", "here"), Problem("/nodes/1", "here")]

    assert len(lint([PLAIN], rules=made("task", check)).findings) == 1


def _two_rules(**more):
    def less(node, _facts):
        yield Problem("", "less of " + node.id)

    def rich(node, _facts):
        if node.id == "two":
            yield Problem("/name", "more of " + node.id)

    return {**made("message", less, "less"), **made("message", rich, "more", **more)}


@pytest.mark.parametrize(
    ("more", "severity", "allow", "said"),
    [
        ({}, {}, {}, ["less of one", "less of two", "more of two"]),
        ({"says_more_than": ("made/less",)}, {}, {}, ["less of one", "more of two"]),
        ({"says_more_than": ("made/less",)}, {"made/more": "off"}, {}, ["less of one", "less of two"]),
        ({"says_more_than": ("made/less",)}, {}, {"made/more": "meant so"}, ["less of one", "less of two"]),
    ],
)
def test_a_fault_is_told_by_the_rule_that_says_most_of_it(more, severity, allow, said):
    nodes = (
        intent("one"),
        message("one", "Hi.", "two"),
        {**message("two", "Ho."), **({"allow": allow} if allow else {})},
    )
    report = lint([document(*nodes)], LintSettings(severity=severity), rules=_two_rules(**more))
    assert [each.message for each in report.findings] == said


def test_what_was_not_checked_is_said_once_and_finds_nothing():
    def check(_node, _facts):
        yield Unchecked("nobody knows")

    report = lint([PLAIN], rules=made(("message", "entity"), check))
    assert report.findings == ()
    assert report.not_checked == (
        NotChecked(rule="made/check", path="dialogs/create-lead.json", reason="nobody knows"),
    )
    assert report.summary.not_checked == 1


def test_a_rule_that_raises_stops_the_run_and_is_named():
    def check(_node, _facts):
        raise KeyError("x")

    with pytest.raises(RuleBugError, match=r"^the rule made/check raised on done: KeyError: 'x'$"):
        lint([PLAIN], rules=made("message", check))


def test_options_are_the_last_argument():
    class Options(Owned):
        word: str = "hello"

    def check(_node, _facts, options):
        yield Problem("", options.word)

    given = made("message", check, options=Options)
    assert [found.message for found in lint([PLAIN], rules=given).findings] == ["hello"]
    settings = LintSettings(options={"made/check": {"word": "bye"}})
    assert [found.message for found in lint([PLAIN], settings, rules=given).findings] == ["bye"]


def long_dialogs():
    count = 5000
    last = count - 1
    chain = [message(f"n{i}", "Hello.", f"n{i + 1}" if i < last else "end") for i in range(count)]
    circle = [entity(f"n{i}", f"n{(i + 1) % count}") for i in range(count)]
    inner = [script(f"n{i}", f"context.a{i} = 1;", f"n{i + 1}" if i < last else "end") for i in range(count)]
    return [
        pytest.param([intent("n0"), *chain], set(), id="a chain"),
        pytest.param([intent("end"), *chain], {"flow/unreachable-node"}, id="a chain that nothing leads to"),
        pytest.param([intent("n0"), *circle], {"flow/trap", "entity/kept-in-loop", "entity/never-used"}, id="a circle"),
        pytest.param(
            [intent("work"), node("bot-action", "work", "done", nodes=inner), DONE], set(), id="a large bot action"
        ),
    ]


@pytest.mark.parametrize(("nodes", "expected"), long_dialogs())
def test_a_dialog_of_5000_nodes_is_linted(nodes, expected):
    own = {name: each for name, each in rules().items() if not name.startswith(("entity/missing", "size/"))}
    report = lint([Document("x.json", DialogTask.model_validate(dialog(*nodes)))], rules=own)
    assert {found.rule for found in report.findings} == expected
    assert max((len(found.witness) for found in report.findings), default=0) <= 12


def test_equal_input_gives_equal_reports_in_any_order():
    documents = [document(intent("x"), node("logic", "x", []), path=f"{name}.json", name=name) for name in "abc"]
    assert lint(documents) == lint(documents[::-1])
    assert lint(documents).findings


@pytest.fixture
def without_collector():
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("without_collector")
def test_a_bot_that_was_checked_is_let_go_of_without_the_collector(monkeypatch):
    graphs = []

    class Watched(DialogGraph):
        def __init__(self, task):
            super().__init__(task)
            graphs.append(weakref.ref(self))

    monkeypatch.setattr(facts, "DialogGraph", Watched)
    read = read_inputs([EXPORTS / "twilio-sms"], EXPORTS).bots[0]
    assert lint(read.documents, read.settings, read.known).findings
    del read
    assert graphs
    assert [graph() for graph in graphs] == [None] * len(graphs)
