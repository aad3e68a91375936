from __future__ import annotations

import pytest

from xogen.lint.examples import dialog, entity, intent, node, script, service

RULE = "security/unescaped-user-text"
K = "{{context.entities.K}}"
SOQL = "a SOQL query as it is; escape quotes and backslashes, then encode it"
SOSL = "a SOSL search as it is; escape its reserved signs, then encode it"
URL = "the URL as it is; encode it with encodeURIComponent"
BODY = "the body as it is; make the body in the pre-processor"
IN_BODY = "security/unescaped-body"


def words(where, origin="K"):
    return f"what the user says for {origin} stands in {where}"


def ask(kind="string"):
    return entity("K", "x", entity_type=kind)


def call(**more):
    return service("x", "end", "end", **more)


@pytest.mark.parametrize(
    ("more", "key", "where"),
    [
        ({"path": f"/leads/{K}"}, "path", URL),
        ({"path": f"/leads?name={K}"}, "path", URL),
        ({"host": f"{K}.example.com"}, "host", URL),
        ({"path": "/query?q=SELECT Id FROM Lead WHERE Name = '{{context.entities.K}}'"}, "path", SOQL),
        ({"path": f"/query?q=select+Id%20from+Lead+where+Name='{K}'"}, "path", SOQL),
        ({"path": f"/search?q=FIND {{{K}}} RETURNING Lead"}, "path", SOSL),
        ({"path": f"/search?q=FIND%20%7B{K}%7D"}, "path", SOSL),
    ],
)
def test_pasted_as_it_is(found, more, key, where):
    assert found(RULE, intent("K"), ask(), call(**more)) == [(f"/nodes/2/{key}", words(where))]


@pytest.mark.parametrize(
    ("source", "where"),
    [
        ("context.q = context.entities.K", URL),
        ("context.q = context.entities.K.trim().toLowerCase()", URL),
        ("context.q = String(context.entities.K)", URL),
        ("const k = context.entities.K;\ncontext.q = `x ${k}`", URL),
        ("context.q = encodeURIComponent(context.entities.K)", None),
        ("context.q = encodeURIComponent(context.entities.K.trim())", None),
        ("context.q = \"SELECT Id FROM Lead WHERE Name = '\" + context.entities.K + \"'\"", SOQL),
        ("context.q = encodeURIComponent(\"SELECT Id FROM Lead WHERE Name = '\" + context.entities.K + \"'\")", SOQL),
        ('context.q = encodeURIComponent("SELECT Id FROM Lead WHERE Id=" + soql(context.entities.K))', None),
        ("context.q = encodeURIComponent('FIND {' + context.entities.K + '}')", SOSL),
        ("context.q = encodeURIComponent(`FIND {${context.entities.K.replace(/[{}]/g, '')}}`)", None),
        ("context.q = context.entities.K === 'a' ? 'b' : 'c'", None),
        ("context.other = context.entities.K", None),
    ],
)  # fmt: skip
def test_through_a_pre_processor(found, source, where):
    problems = found(RULE, intent("K"), ask(), call(path="/x?q={{context.q}}", pre_processor=source))
    line = f"/{source.count(chr(10))}" if "\n" in source else ""
    assert problems == ([(f"/nodes/2/pre_processor{line}", words(where))] if where else [])


def test_a_query_written_around_an_encoded_value_is_open_all_the_same(found):
    path = "/query?q=SELECT Id FROM Lead WHERE Name = '{{context.q}}'"
    source = "context.q = encodeURIComponent(context.entities.K)"
    problems = found(RULE, intent("K"), ask(), call(path=path, pre_processor=source))
    assert problems == [("/nodes/2/pre_processor", words(SOQL))]


def test_through_several_scripts(check):
    nodes = (
        entity("K", "one"),
        script("one", "context.a = context.entities.K", "two"),
        script("two", "BotUserSession.put('b', {c: context.a})", "x"),
        call(path="/x/{{context.session.BotUserSession.b.c}}"),
    )
    (finding,) = check(RULE, intent("K"), *nodes).findings
    assert (finding.pointer, finding.node, finding.message) == ("/nodes/3/script", "two", words(URL))


def test_scripts_in_a_circle_end(found):
    source = "context.a = context.b + context.entities.K; context.b = context.a"
    assert len(found(RULE, intent("K"), ask(), call(path="/{{context.b}}", pre_processor=source))) == 1


@pytest.mark.parametrize("kind", ["date", "number", "list-of-values", "phone-number"])
def test_values_that_the_platform_forms(found, kind):
    more = {
        "path": f"/x/{K}?a={{{{context.q}}}}",
        "body": f'{{"a": "{K}"}}',
        "pre_processor": "context.q = context.entities.K",
    }
    assert found(RULE, intent("K"), ask(kind), call(**more)) == []


@pytest.mark.parametrize(
    ("pattern", "is_fixed"),
    [
        ("[0-9]{11}", True),
        (r"^\d{3}-\d{4}$", True),
        ("/[A-Z]{2}[0-9]+/i", True),
        ("(?:00Q|003)[a-zA-Z0-9]{12}", True),
        (".*", False),
        ("[^0-9]", False),
        ("[A-z]+", False),
        (r"\S+", False),
        ("[a-z ]+", False),
        (r"a\.b", False),
        ("[", False),
    ],
)
def test_values_that_a_pattern_forms(found, pattern, is_fixed):
    asked = entity("K", "x", entity_type="custom", pattern=pattern)
    assert len(found(RULE, intent("K"), asked, call(path=f"/x/{K}"))) == (not is_fixed)


@pytest.mark.parametrize("kind", ["string", "description", "custom", "company", "person-name", "email", "url"])
def test_values_that_the_user_forms(found, kind):
    assert len(found(RULE, intent("K"), ask(kind), call(path=f"/x/{K}"))) == 1


@pytest.mark.parametrize(
    ("path", "origin"),
    [
        ("/x?q={{context.UserQuery.originalUserQuery}}", "context.UserQuery"),
        ("/x?q={{context.session.BotUserSession.lastMessage}}", "context.session.BotUserSession.lastMessage"),
    ],
)
def test_other_words_of_the_user(found, path, origin):
    assert found(RULE, intent("x"), call(path=path)) == [("/nodes/1/path", words(URL, origin))]


@pytest.mark.parametrize(("first", "problems"), [(node("form", "f", "x"), 1), (script("f", "", "x"), 0)])
def test_an_entity_that_is_not_there_is_another_rules_unless_a_form_collects_it(found, first, problems):
    assert len(found(RULE, intent("f"), first, call(path="/x?q={{context.entities.Unknown}}"))) == problems


def test_what_is_not_the_users(found):
    path = "/x/{{env.A}}/{{context.login.response.body.id}}/{{content.b}}/{{encodeURIComponent(context.entities.K)}}"
    assert found(RULE, intent("K"), ask(), call(path=path, headers={"X-Name": K})) == []


@pytest.mark.parametrize(
    ("source", "where"),
    [
        ("context.entities.K = encodeURIComponent(context.entities.K)", None),
        ("context.entities.K = context.entities.K.trim()", URL),
        ("context.entities.K = 'fixed'", None),
    ],
)
def test_an_entity_that_a_script_replaces_is_followed_from_there(found, source, where):
    problems = found(RULE, intent("K"), ask(), call(path=f"/x/{K}", pre_processor=source))
    assert problems == ([("/nodes/2/pre_processor", words(where))] if where else [])


@pytest.mark.parametrize(
    ("given", "kind", "is_typed"),
    [
        ("context.entities.K", "string", True),
        ("context.entities.K", "number", False),
        ("context.session.UserContext.id", "string", False),
        ("42", "string", False),
    ],
)
def test_what_a_call_sets_beforehand_is_what_the_caller_gives(check, given, kind, is_typed):
    look = dialog(intent("x"), call(path="/x/{{context.entities.id}}"), name="look", title="Look Up")
    calls = node("dialog-call", "x", "end", dialog="look", inputs={"context.entities.id": given})
    findings = check(RULE, intent("K"), ask(kind), calls, others=[look]).findings
    expected = [("look", "/nodes/1/path", words(URL, "id"))] if is_typed else []
    assert [(found.dialog, found.pointer, found.message) for found in findings] == expected


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"body": f'{{"name": "{K}"}}'}, "body"),
        ({"body": "{{context.b}}", "pre_processor": "context.b = `{ name: ${context.entities.K} }`"}, "pre_processor"),
        ({"body": "{{context.b}}", "pre_processor": "context.b = JSON.stringify({ a: context.entities.K })"}, None),
        ({"path": f"/leads/{K}"}, None),
    ],
)
def test_a_body_is_made_in_the_pre_processor(found, more, pointer):
    expected = [(f"/nodes/2/{pointer}", words(BODY))] if pointer else []
    assert found(IN_BODY, intent("K"), ask(), call(**more)) == expected
    assert pointer is None or found(RULE, intent("K"), ask(), call(**more)) == []


@pytest.mark.parametrize(("store", "count"), [("context", 1), ("env", 0), ("content", 0)])
def test_only_the_context_keeps_what_a_script_puts_there(found, store, count):
    keep = script("keep", f"{store}.note = context.UserQuery;", "find")
    find = service("find", "end", "end", path=f"/find?note={{{{{store}.note}}}}")
    assert len(found(RULE, intent("keep"), keep, find)) == count
