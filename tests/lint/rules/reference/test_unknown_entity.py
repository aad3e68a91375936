from __future__ import annotations

import pytest

from xogen.lint.examples import dialog, entity, intent, message, node, script
from xogen.lint.known import Known

RULE = "reference/unknown-entity"
ASK = entity("company", "done", name="companyName")


@pytest.mark.parametrize(
    ("last", "pointer", "words"),
    [
        (message("done", "{{context.entities.companyName}}"), None, None),
        (message("done", "{{context.entities.company}}"), "/responses/0/text/en",
         "there is no entity 'company'; did you mean 'companyName'?"),
        (message("done", "{{context['entities']['xyz']}}"), "/responses/0/text/en",
         "there is no entity 'xyz'; there are: companyName"),
        (script("done", "\nx = context.entities.Companyname", "end"), "/script/1",
         "there is no entity 'Companyname'; did you mean 'companyName'?"),
        (script("done", "const {companyNames} = context.entities", "end"), "/script",
         "there is no entity 'companyNames'; did you mean 'companyName'?"),
        (node("logic", "done", [{"to": "end", "when": {"entity": "company"}}]), None, None),
        (node("logic", "done", [{"to": "end", "when": {"entity": "companyNam"}}]), "/transitions/0/when/entity",
         "there is no entity 'companyNam'; did you mean 'companyName'?"),
        (node("logic", "done", [{"to": "end", "when": {"context": "context.entities.x"}}]),
         "/transitions/0/when/context", "there is no entity 'x'; there are: companyName"),
        (script("done", "context.entities.own = 1; x = context.entities.own", "end"), None, None),
        (script("done", "delete context.entities.companyName; x = context.entities[name]", "end"), None, None),
        (script("done", "x = context.entities", "end"), None, None),
    ],
)  # fmt: skip
def test_unknown_entity(found, last, pointer, words):
    problems = found(RULE, intent("company"), ASK, last)
    assert problems == ([(f"/nodes/2{pointer}", words)] if words else [])


@pytest.mark.parametrize(
    ("maker", "reason"),
    [
        (script("make", "context.entities[name] = 1", "done"), "a script sets entities by computed names"),
        (node("generative", "make", "done"), "the generative node make may set it"),
    ],
)
def test_what_may_be_set_is_not_judged(check, maker, reason):
    report = check(RULE, intent("make"), maker, message("done", "{{context.entities.x}}"))
    assert report.findings == ()
    words = f"whether there is an entity 'x' is not known: {reason}"
    assert [each.reason for each in report.not_checked] == [words]


def hidden(**more):
    return dialog(intent("show"), message("show", "{{context.entities.x}}"), name="show", hidden=True, **more)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("context.entities.x", []),
        ("context.entities['x']", []),
        ("context.entities.y", [("show", "there is no entity 'x'")]),
        ("context.x", [("show", "there is no entity 'x'")]),
    ],
)
def test_a_call_sets_entities_beforehand(check, key, expected):
    call = node("dialog-call", "call", "end", dialog="show", inputs={key: "1"})
    report = check(RULE, intent("call"), call, others=[hidden()])
    assert [(found.dialog, found.message) for found in report.findings] == expected


@pytest.mark.parametrize(("complete", "problems"), [(True, 1), (False, 0)])
def test_an_unknown_caller_of_a_hidden_dialog_may_set_it(check, complete, problems):
    report = check(RULE, intent("end"), others=[hidden()], known=Known(complete=complete))
    assert len(report.findings) == problems
    words = "whether there is an entity 'x' is not known: a dialog that calls this hidden one may set it"
    assert [each.reason for each in report.not_checked] == ([] if complete else [words])


@pytest.mark.parametrize(
    ("name", "problems"),
    [
        pytest.param("ask", [], id="one script that two dialogs use"),
        pytest.param("own", ["there is no entity 'symptom'; there are: car"], id="a script of its own"),
    ],
)
def test_a_script_that_dialogs_share_may_read_the_entities_of_each(found, name, problems):
    source = "context.question = context.entities?.car || context.entities.symptom"
    other = dialog(
        intent("symptom"), entity("symptom", "ask"), script("ask", source, "end"), name="health", title="Health"
    )
    # The other dialog reads the car of this one, under the name that both scripts have or have not.
    messages = [
        message
        for _, message in found(RULE, intent("car"), entity("car", name), script(name, source, "end"), others=[other])
        if "symptom'" in message
    ]
    assert messages == problems
