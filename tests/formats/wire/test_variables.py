from __future__ import annotations

from tests.formats import samples
from xogen.formats.wire.variables import EnvVariable, variables, written
from xogen.model.dialog import DialogTask
from xogen.model.nodes import MessageNode, Response, ScriptNode


def task(**more):
    return DialogTask(name="t", title={"en": "T"}, nodes=(ScriptNode(id="s", **more),))


def test_variables_are_found_in_texts_and_scripts():
    text = Response(text={"en": "first\nenv.A {{env.B}} {{ env.C }}/x"}, script={"de": "print(`${env.D}`)"})
    message = DialogTask(name="m", title={"en": "M"}, nodes=(MessageNode(id="m", responses=(text,)),))
    script = task(script="const x = env.E;\nenv.F;  process.env.NOT; context.env.NOT; myenv.NOT; env['NOT'];")
    assert list(variables({}, (), [script, message])) == ["A", "B", "C", "D", "E", "F"]


def test_what_is_known_is_told_and_what_is_not_needed_is_left_out():
    known = {"A": EnvVariable(value="1", hint="one"), "Z": EnvVariable(value="2")}
    assert variables(known, (), [task(script="env.A + env.B")]) == {"A": known["A"], "B": EnvVariable()}


def test_an_action_brings_its_host_and_the_variables_of_its_profile():
    found = variables({}, [samples.action()], [task(script="env.TICKETS_HOST")])
    assert found["TICKETS_HOST"] == EnvVariable(value="acme.example.org:8443", hint="Host of your tickets org")
    assert found["TICKETS_CLIENT_SECRET"] == EnvVariable(hint="Client secret of tickets-oauth", secured=True)
    assert found["TICKETS_CLIENT_ID"].secured
    assert found["TICKETS_REFRESH_URL"] == EnvVariable(hint="A URL of tickets-oauth")
    assert "TICKETS_HOST" not in variables({}, [samples.action()], [])


def test_a_known_value_comes_before_that_of_the_action():
    known = {"TICKETS_HOST": EnvVariable(value="test.example.org", hint="Your test org")}
    found = variables(known, [samples.action()], [task(script="env.TICKETS_HOST")])
    assert found["TICKETS_HOST"] == known["TICKETS_HOST"]


def test_a_secured_variable_never_has_a_value():
    [item] = written({"A": EnvVariable(value="hunter2", secured=True)}, "ns")
    assert (item["value"], item["isSecured"]) == ("", True)
