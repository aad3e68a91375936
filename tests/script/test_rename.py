from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.script.script_corpus import corpus
from xogen.script.paths import context_paths
from xogen.script.rename import rename_in_script, rename_in_text, rename_path

ENTITIES = {"firstName": "firstName0001", "Name": "Opportunity Name"}
SERVICES = {"Lead": "Lead0001"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("context.entities.firstName", "context.entities.firstName0001"),
        ("context.entities['firstName']", "context.entities['firstName0001']"),
        ("context['entities'].firstName.x", "context['entities'].firstName0001.x"),
        ("context.Lead.response.body", "context.Lead0001.response.body"),
        ('context["Lead"]?.response', 'context["Lead0001"]?.response'),
        ("context.entities.Name", 'context.entities["Opportunity Name"]'),
        ("context.entities?.Name", 'context.entities?.["Opportunity Name"]'),
        ("const r = context.Lead.response; r.Lead", "const r = context.Lead0001.response; r.Lead"),
        ("const {firstName} = context.entities; f(firstName)",
         "const {firstName0001: firstName} = context.entities; f(firstName)"),
        ("const {firstName: f, Name} = context.entities",
         'const {firstName0001: f, "Opportunity Name": Name} = context.entities'),
        ("const e = context.entities; e.firstName = 1", "const e = context.entities; e.firstName0001 = 1"),
        ("({firstName} = context.entities)", "({firstName0001: firstName} = context.entities)"),
        ("if ('firstName' in context.entities) {}", "if ('firstName0001' in context.entities) {}"),
        ("context.entities.hasOwnProperty('firstName')", "context.entities.hasOwnProperty('firstName0001')"),
        ("const {['Lead']: l} = context; l.response", "const {['Lead0001']: l} = context; l.response"),
        ("x = '{{JSON.stringify(context.Lead)}}'", "x = '{{JSON.stringify(context.Lead0001)}}'"),
        ("x = '{{context.entities.Name}}'", "x = '{{context.entities[\"Opportunity Name\"]}}'"),
        ("x = '{{ context?.entities?.Name.x }}'", "x = '{{ context?.entities?.[\"Opportunity Name\"].x }}'"),
        ("x = `{{context['Lead'].x}}`", "x = `{{context['Lead0001'].x}}`"),
        ("delete context.entities.firstName", "delete context.entities.firstName0001"),
        ("var s = '{{context.entities.firstName}}'", "var s = '{{context.entities.firstName0001}}'"),
        pytest.param("context.firstName", "context.firstName", id="a key of that name is no entity"),
        pytest.param("context.entities.Lead", "context.entities.Lead", id="an entity of that name is no service"),
        pytest.param("'context.Lead'; o.Lead; var Lead = 1", "'context.Lead'; o.Lead; var Lead = 1", id="look-alikes"),
        pytest.param("context.entities.firstName2", "context.entities.firstName2", id="a longer name"),
    ],
)  # fmt: skip
def test_rename_in_script(before, after):
    assert rename_in_script(before, ENTITIES, SERVICES) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Hi {{context.entities.firstName}}, firstName!", "Hi {{context.entities.firstName0001}}, firstName!"),
        ("{{ context['Lead'].response.body.Lead }}", "{{ context['Lead0001'].response.body.Lead }}"),
        ("{{JSON.stringify(context.entities.firstName)}}", "{{JSON.stringify(context.entities.firstName0001)}}"),
        ("{{context.entities.Name}}", '{{context.entities["Opportunity Name"]}}'),
        ("{{context.entities.firstName", "{{context.entities.firstName"),
        ('{"a": {"b": "{{context.Lead.x}}"}}', '{"a": {"b": "{{context.Lead0001.x}}"}}'),
    ],
)
def test_rename_in_text(before, after):
    assert rename_in_text(before, ENTITIES, SERVICES) == after


def test_rename_path():
    assert rename_path("context.Lead.response.statusCode", ENTITIES, SERVICES) == "context.Lead0001.response.statusCode"
    assert rename_path("context.entities.Name", ENTITIES, SERVICES) == 'context.entities["Opportunity Name"]'
    assert rename_path("201", ENTITIES, SERVICES) == "201"


@pytest.mark.parametrize("source", corpus())
def test_real_scripts_there_and_back(source):
    paths = [use.path for use in context_paths(source)]
    entities = {path[2] for path in paths if path[:2] == ("context", "entities") and len(path) > 2} - {"[*]"}
    services = {path[1] for path in paths if path[0] == "context" and len(path) > 1} - {"entities", "session", "[*]"}
    there = {name: f"{name}0001" for name in entities}, {name: f"{name}0001" for name in services}
    back = [{new: old for old, new in names.items()} for names in there]
    renamed = rename_in_script(source, *there)
    assert rename_in_script(renamed, *back) == source
    assert (renamed == source) == (not entities and not services)


@given(st.text(alphabet="context.aentis[]()={}'`;?\n $", max_size=60))
def test_without_names_nothing_changes(source):
    assert rename_in_script(source, {}, {}) == source
    assert rename_in_text(source, {"zzz": "y"}, {}) == source
