from __future__ import annotations

import pytest

from xogen.lint.examples import entity, intent, message, node, script

RULE = "reference/unknown-entity"
ASK = entity("company", "done", name="companyName")


@pytest.mark.parametrize(
    ("last", "pointer", "words"),
    [
        (message("done", "{{context.entities.companyName}}"), None, None),
        (message("done", "{{context.entities.company}}"), "/responses/0/text/en",
         "there is no entity company; did you mean 'companyName'?"),
        (message("done", "{{context['entities']['xyz']}}"), "/responses/0/text/en",
         "there is no entity xyz; there are: companyName"),
        (script("done", "\nx = context.entities.Companyname", "end"), "/script/1",
         "there is no entity Companyname; did you mean 'companyName'?"),
        (script("done", "const {companyNames} = context.entities", "end"), "/script",
         "there is no entity companyNames; did you mean 'companyName'?"),
        (node("logic", "done", [{"to": "end", "when": {"entity": "company"}}]), None, None),
        (node("logic", "done", [{"to": "end", "when": {"entity": "companyNam"}}]), "/transitions/0/when/entity",
         "there is no entity companyNam; did you mean 'companyName'?"),
        (node("logic", "done", [{"to": "end", "when": {"context": "context.entities.x"}}]),
         "/transitions/0/when/context", "there is no entity x; there are: companyName"),
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
        (node("generative", "make", "done"), "whether the generative node make sets the entity x is not known"),
    ],
)
def test_what_may_be_set_is_not_judged(check, maker, reason):
    report = check(RULE, intent("make"), maker, message("done", "{{context.entities.x}}"))
    assert report.findings == ()
    assert [each.reason for each in report.not_checked] == [reason]
