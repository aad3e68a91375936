from __future__ import annotations

import pytest

from xogen.lint.examples import confirmation, dialog, entity, intent, message, node, script, service
from xogen.lint.known import Known

RULE = "reference/read-before-set"
# Either `set` happens, or it does not; then `last` reads.
WAY = ("CreateLead", "ask", "last")


def either(setter, last):
    return intent("ask"), confirmation("ask", "set", "last"), setter, last


def text(path):
    return message("last", f"{{{{{path}}}}}")


COMPANY = "the entity company is not set on every path to here"


@pytest.mark.parametrize(
    ("setter", "last", "words"),
    [
        (entity("set", "last", name="company"), text("context.entities.company"), COMPANY),
        (script("set", "context.entities.company = 1", "last"), text("context.entities.company"), COMPANY),
        (service("set", "last", "last"), text("context.set.response.body"),
         "the answer of the service set is not set on every path to here"),
        (script("set", "context.key = 1", "last"), text("context.key.x"),
         "the key context.key is not set on every path to here"),
        pytest.param(script("set", "UserSession.put('k', 1)", "last"), text("context.session.UserSession.k"), None,
                     id="session values come from anywhere"),
        pytest.param(script("set", "context.currentLanguage = 1", "last"), text("context.currentLanguage"), None,
                     id="so do the platform's own"),
        pytest.param(script("set", "context.other = 1", "last"), text("context.key"), None, id="never set here"),
    ],
)  # fmt: skip
def test_what_is_read(check, setter, last, words):
    findings = check(RULE, *either(setter, last)).findings
    assert [(each.pointer, each.message, each.witness) for each in findings] == (
        [("/nodes/3/responses/0/text/en", words, WAY)] if words else []
    )


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("x = context.set.response.body", [""]),
        ("a = 1;\nx = context.set.response.body;\ny = context.set.x", ["/1"]),
        ("x = context.set?.response?.body", []),
        ("if (context.set) {\n  x = context.set.response.body\n}", []),
        ("const s = context.set || {};\nx = s.response", []),
        ("context.set = {};\nx = context.set.response", []),
        ("if (context.set.response) x = 1", [""]),
        ("const s = context.set;\nif (!s) { return }\nx = s.response", []),
    ],
)
def test_scripts_that_ask_before_they_read(check, source, lines):
    nodes = either(service("set", "last", "last"), script("last", source, "end"))
    assert [each.pointer for each in check(RULE, *nodes).findings] == [f"/nodes/3/script{line}" for line in lines]


def test_conditions_ask(found):
    last = node("logic", "last", [{"to": "end", "when": {"context": "context.set.response.statusCode"}}, {"to": "end"}])
    assert found(RULE, *either(service("set", "last", "last"), last)) == []


def test_after_a_condition_that_holds_it_is_set(found):
    nodes = (
        intent("opt"),
        entity("opt", [{"to": "last", "when": {"entity": "opt"}}, {"to": "end"}], required="optional"),
        text("context.entities.opt"),
    )
    assert found(RULE, *nodes) == []


def test_an_optional_entity_may_be_missing(check):
    nodes = intent("opt"), entity("opt", "last", required="optional"), text("context.entities.opt")
    (finding,) = check(RULE, *nodes).findings
    assert finding.witness == ("CreateLead", "opt", "last")


def test_inside_one_service_the_pre_processor_comes_first(found):
    call = service("call", "end", "end", path="/{{context.q}}", pre_processor="context.q = 1")
    early = service("call", "end", "end", path="/{{context.call.response.body}}")
    words = "the answer of the service call is not set on every path to here"
    assert found(RULE, intent("call"), call) == []
    assert found(RULE, intent("call"), early) == [("/nodes/1/path", words)]


def test_a_prompt_cannot_say_its_own_answer(found):
    nodes = intent("company"), entity("company", "end", "You said {{context.entities.company}}?")
    assert [pointer for pointer, _ in found(RULE, *nodes)] == ["/nodes/1/prompt/0/text/en"]


@pytest.mark.parametrize(
    ("kind", "setter", "read", "what"),
    [
        ("dialog-call", entity("set", "last"), "context.entities.set", None),
        ("dialog-call", service("set", "last", "last"), "context.set.response", None),
        ("dialog-call", script("set", "context.key = 1", "last"), "context.key", "the key context.key"),
        ("form", entity("set", "last"), "context.entities.set", "the entity set"),
        ("generative", service("set", "last", "last"), "context.set.response", "the answer of the service set"),
    ],
)
def test_what_others_may_set_is_not_judged(check, kind, setter, read, what):
    more = {"dialog": "other"} if kind == "dialog-call" else {}
    first = node(kind, "first", "ask", **more)
    report = check(RULE, intent("first"), first, confirmation("ask", "set", "last"), setter, text(read))
    assert bool(report.findings) == (what is None)
    words = f"whether {what} is set before last depends on nodes whose doings are not known"
    assert [each.reason for each in report.not_checked] == ([] if what is None else [words])


def test_what_is_never_reached_is_not_judged(found):
    assert found(RULE, intent("end"), entity("set", "end"), message("last", "{{context.entities.set}}", "end")) == []


def test_of_two_nodes_with_one_id_the_first_is_judged(found):
    nodes = *either(entity("set", "last"), message("last", "x")), message("last", "{{context.entities.set}}")
    assert found(RULE, *nodes) == []


def test_a_value_that_is_only_asked_for_comes_from_elsewhere(found):
    last = node(
        "logic", "last", [{"to": "big", "when": {"context": "context.x", "op": "gt", "value": "9"}}, {"to": "m"}]
    )
    assert found(RULE, intent("last"), last, message("big", "Big."), message("m", "{{context.x}}")) == []


KIND_IS_A = {"context": "context.kind", "op": "eq", "value": "a"}


def chosen(*between, again=KIND_IS_A):
    """Asks where the kind is a, and reads where it is tested again."""
    ways = [{"to": "company", "when": KIND_IS_A}, {"to": "go"}]
    return (
        intent("first"),
        node("logic", "first", ways),
        entity("company", "go"),
        *between,
        node("logic", "last", [{"to": "read", "when": again}, {"to": "end"}]),
        message("read", "{{context.entities.company}}"),
    )


@pytest.mark.parametrize(
    ("nodes", "problems"),
    [
        pytest.param(chosen(script("go", "context.y = 1;", "last")), 0, id="the same condition"),
        pytest.param(chosen(script("go", "context.kind = 'a';", "last")), 1, id="another value in between"),
        pytest.param(chosen(node("dialog-call", "go", "last", dialog="x")), 1, id="anything in between"),
        pytest.param(
            chosen(script("go", "", "last"), again={**KIND_IS_A, "value": "b"}), 1, id="the opposite condition"
        ),
        pytest.param(
            chosen(script("go", "", "last"), again={"all": [{"context": "context.z"}, KIND_IS_A]}), 0, id="and more"
        ),
        pytest.param(
            chosen(script("go", "", "last"), again={"any": [{"context": "context.z"}, KIND_IS_A]}), 1, id="or something"
        ),
    ],
)
def test_a_condition_that_is_tested_twice_holds_twice(found, nodes, problems):
    assert len(found(RULE, *nodes)) == problems


CALLED = dialog(*either(entity("set", "last", name="company"), text("context.entities.company")), name="called")


@pytest.mark.parametrize(
    ("inputs", "problems"),
    [({"context.entities.company": "1"}, []), ({"context.entities.other": "1"}, [COMPANY]), ({}, [COMPANY])],
)
def test_a_call_sets_values_beforehand(check, inputs, problems):
    call = node("dialog-call", "call", "end", dialog="called", inputs=inputs)
    report = check(RULE, intent("call"), call, others=[CALLED])
    assert [found.message for found in report.findings] == problems


@pytest.mark.parametrize(("complete", "problems"), [(True, [COMPANY]), (False, [])])
def test_an_unknown_caller_of_a_hidden_dialog_may_set_it(check, complete, problems):
    report = check(RULE, intent("end"), others=[{**CALLED, "hidden": True}], known=Known(complete=complete))
    assert [found.message for found in report.findings] == problems
    words = "whether the entity company is set before last depends on the dialogs that call this one"
    assert [each.reason for each in report.not_checked] == ([] if complete else [words])


def test_many_values_are_told_without_looking_for_a_path_each(check):
    asked = [entity(f"e{i}", f"e{i + 1}" if i < 299 else "last", required="optional") for i in range(300)]
    texts = [f"{{{{context.entities.e{i}}}}}" for i in range(300)]
    findings = check(RULE, intent("e0"), *asked, message("last", " ".join(texts))).findings
    assert len(findings) == 300
    assert {(found.witness[0], found.witness[-1]) for found in findings} == {("CreateLead", "last")}
