from __future__ import annotations

from time import process_time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.script.script_corpus import corpus, pieces
from xogen.script.paths import canonical, context_paths
from xogen.script.tree import parse


def uses(source):
    return [(use.kind, ".".join(use.path)) for use in context_paths(source)]


def with_flag(source, flag):
    return [".".join(use.path) for use in context_paths(source) if getattr(use, flag)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("context.entities.X", [("read", "context.entities.X")]),
        ('context["Opportunity Name"]["a"].b', [("read", "context.Opportunity Name.a.b")]),
        ("context[`x`]", [("read", "context.x")]),
        ("context.list[0].x", [("read", "context.list.0.x")]),
        ("context[key].x", [("read", "context.[*].x")]),
        ("context?.a?.b", [("read", "context.a.b")]),
        ("(context.a).b", [("read", "context.a.b")]),
        ("context.x = 1", [("write", "context.x")]),
        ("context.entities.y = context.z", [("write", "context.entities.y"), ("read", "context.z")]),
        ("context.n += 1", [("read", "context.n"), ("write", "context.n")]),
        ("context.n++", [("read", "context.n"), ("write", "context.n")]),
        ("delete context.a.b", [("delete", "context.a.b")]),
        ("[context.a, x] = y", [("write", "context.a")]),
        ("({a: context.m} = o)", [("write", "context.m")]),
        ("for (context.w of list) {}", [("write", "context.w")]),
        ("context.session.BotUserSession.z = 1", [("write", "context.session.BotUserSession.z")]),
        ('BotUserSession.put("k", v, 5)', [("write", "BotUserSession.k")]),
        ("UserContext.get('k')", [("read", "UserContext.k")]),
        ("BotContext.delete('k')", [("delete", "BotContext.k")]),
        ("BotUserSession.get(name)", [("read", "BotUserSession.[*]")]),
        ("context.session.UserSession.get('a')", [("read", "context.session.UserSession.a")]),
        ("env.HOST + content.greet", [("read", "env.HOST"), ("read", "content.greet")]),
        ("print(context.a)", [("call", "print"), ("read", "context.a")]),
        ("koreUtil.getCurrentOptions().authorizationURL", [("call", "koreUtil.getCurrentOptions")]),
        ("context.a.toString()", [("read", "context.a")]),
        ("context.list.push(1)", [("read", "context.list")]),
        ("({context})", [("read", "context")]),
        ("typeof context.a", [("read", "context.a")]),
        ("x = '{{context.entities.X}}'", [("read", "context.entities.X")]),
        ("x = {{env.HOST}}", [("read", "env.HOST")]),
        ("x = '{{JSON.stringify(context.a)}}'", [("read", "context.a")]),
        ("x = {{JSON.stringify(context.a)}}", [("read", "context.a")]),
        ("'a' in context.entities", [("read", "context.entities.a")]),
        ("a in context.entities", [("read", "context.entities")]),
        ("context.entities.hasOwnProperty('a')", [("read", "context.entities.a")]),
        ("context.entities.hasOwnProperty(a)", [("read", "context.entities")]),
        ("other.context.x", []),
        ("var o = {context: 1}; o.context", []),
        ("'context.x'", []),
        ("// context.x", []),
    ],
)
def test_uses(source, found):
    assert uses(source) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (
            "const r = context.S.response; print(r.statusCode)",
            [("read", "context.S.response"), ("call", "print"), ("read", "context.S.response.statusCode")],
        ),
        (
            "const r = context.S.response || {}; r.body",
            [("read", "context.S.response"), ("read", "context.S.response.body")],
        ),
        (
            "const {a, b: c = 1, d: {e}} = context.entities; c.x",
            [
                ("read", "context.entities.a"),
                ("read", "context.entities.b"),
                ("read", "context.entities.d"),
                ("read", "context.entities.d.e"),
                ("read", "context.entities"),
                ("read", "context.entities.b.x"),
            ],
        ),
        ("const {entities} = context; entities.a", [
            ("read", "context.entities"), ("read", "context"), ("read", "context.entities.a"),
        ]),
        ("var e = context.entities; e.y = 1", [("read", "context.entities"), ("write", "context.entities.y")]),
        ("({a, b: c} = context.entities)", [
            ("read", "context.entities.a"), ("read", "context.entities.b"), ("read", "context.entities"),
        ]),
        ("const {['a']: b} = context; b.c", [("read", "context.a"), ("read", "context"), ("read", "context.a.c")]),
        pytest.param(
            "const e = context.entities; function f() { const e = {}; return e.a } e.b",
            [("read", "context.entities"), ("read", "context.entities.b")],
            id="a name means another thing in another function",
        ),
        pytest.param(
            "function f() { let e = context.a; e.b } let e = context.c; e = 1; e.d",
            [("read", "context.a"), ("read", "context.a.b"), ("read", "context.c")],
            id="and may change there",
        ),
        pytest.param("const f = function context() { context.x }", [], id="a function's own name hides the context"),
        pytest.param("let r = context.a; r = 1; r.b", [("read", "context.a")], id="changed later: not followed"),
        pytest.param("const r = f(context.a); r.b", [("read", "context.a")], id="not the value itself"),
        pytest.param("function f(context) { return context.x }", [], id="a parameter hides the context"),
        pytest.param("list.map(context => context.x)", [], id="of an arrow function too"),
        pytest.param("function print(x) {} print(1)", [], id="and a function of one's own hides print"),
    ],
)  # fmt: skip
def test_names_that_stand_for_a_part(source, found):
    assert uses(source) == found


def test_places_count_characters():
    source = "var é = '😀';\n  print(context.entities.ä);\n"
    read = context_paths(source)[1]
    assert (read.line, read.column, source[read.start : read.end]) == (2, 9, "context.entities.ä")


def test_a_reference_in_a_script_is_read_where_it_stands():
    source = "var x = 1;\nvar y = '{{context.a}}';"
    read = context_paths(source)[0]
    assert (read.line, read.column, source[read.start : read.end]) == (2, 10, "{{context.a}}")


@pytest.mark.parametrize(
    ("source", "certain"),
    [
        ("context.a = 1", ["context.a"]),
        ("if (x) context.a = 1", []),
        ("if (x) { context.a = 1 } else if (y) { context.a = 2 } else { context.a = 3 }", ["context.a"] * 3),
        ("if (x) { context.a = 1 } else { context.b = 3 }", []),
        ("if (x) { return } context.a = 1", []),
        ("if (x) { context.a = 0; return } context.a = 1", ["context.a"] * 2),
        ("if (x) { throw 1 } context.a = 1", ["context.a"]),
        ("x && (context.a = 1)", []),
        ("x ? context.a = 1 : context.a = 2", ["context.a"] * 2),
        ("for (;;) { context.a = 1 }", []),
        ("for (context.i = 0; x;) {}", ["context.i"]),
        ("while (x) context.a = 1", []),
        ("list.forEach(y => { context.a = y })", []),
        ("function f() { context.a = 1 } context.b = 1", ["context.b"]),
        ("try { context.a = 1 } catch (e) { context.b = 2 } finally { context.c = 1 }", ["context.c"]),
        ("try { context.a = 1 } catch (e) { context.a = 2 }", ["context.a"] * 2),
        ("switch (x) { case 1: context.a = 1; break; case 2: default: context.a = 2 }", ["context.a"] * 2),
        ("switch (x) { case 1: context.a = 1; break; case 2: context.a = 2 }", []),
        ("switch (x) { case 1: break; default: context.a = 2 }", []),
        ("a: { if (x) break a; context.a = 1 }", []),
        ("a: { context.a = 0; if (x) break a; context.b = 1 }", ["context.a"]),
        ("a: { if (x) { context.a = 0; break a } context.a = 1 }", ["context.a"] * 2),
        ("a: { b: { if (x) break b; context.a = 1 } context.b = 1 }", ["context.b"]),
        ("a: { b: { if (x) break a; context.a = 1 } context.b = 1 }", []),
        ("a: { for (const y of z) { if (y) break a } context.a = 1 }", []),
        ("a: { switch (x) { case 1: break a; default: print(x) } context.a = 1 }", []),
        ("a: for (const y of z) { switch (y) { case 1: continue a } } context.a = 1", ["context.a"]),
        ("a: switch (x) { case 1: switch (y) { case 2: break a } context.a = 1; break; default: context.a = 2 }", []),
        ("a: { if (x) break a; context.a = 1 } a: { context.b = 1 }", ["context.b"]),
        ("a: { if (x) break b; context.a = 1 }", ["context.a"]),
        ("context.a = 1; delete context.a", []),
        ("BotUserSession.put('k', 1)", ["BotUserSession.k"]),
        ("print(context.a = 1)", ["context.a"]),
        ("if (x) { print(context.a = 1) }", []),
        ("print(1)", []),
    ],
)
def test_what_surely_happens(source, certain):
    assert with_flag(source, "certain") == certain


@pytest.mark.parametrize(
    ("source", "after"),
    [
        ("context.a = 1; x = context.a.b", ["context.a.b"]),
        ("context.a = context.a + 1", []),
        ("if (y) { context.a = 1 } x = context.a", []),
        ("a: { if (y) break a; context.a = 1 } x = context.a", []),
        ("context.a.b = 1; x = context.a", ["context.a"]),
        ("context.entities.a = 1; x = context.entities.b", []),
        ("context.entities = {}; x = context.entities.b", ["context.entities.b"]),
        ("BotUserSession.put('k', 1); x = context.session.BotUserSession.k", ["context.session.BotUserSession.k"]),
        ("function f() { return context.a } context.a = 1; f()", ["context.a"]),
        ("BotUserSession.put('k', BotUserSession.get('k'))", []),
    ],
)
def test_reads_that_follow_the_scripts_own_write(source, after):
    assert with_flag(source, "after_write") == after


@pytest.mark.parametrize(
    ("source", "tested"),
    [
        ("context.a.b", [0]),
        ("if (context.a) {}", [2]),
        ("if (!context.a || context.b.c === 'x') {}", [2, 3]),
        ("x = context.a || ''", [2]),
        ("x = y || context.a", [0]),
        ("x = context.a ?? ''", [2]),
        ("context.a ??= 1", [2, 0]),
        ("x ??= context.a", [0]),
        ("x = context.a + 1 || 2", [2]),
        ("if ('b' in context.a) {}", [3]),
        ("context.a.hasOwnProperty('b')", [3]),
        ("x = context.a?.b.c", [2]),
        ("x = context.a.b?.c", [3]),
        ("x = context.a ? 1 : 2", [2]),
        ("switch (context.a) {}", [2]),
        ("x = typeof context.a", [2]),
        ("f(context.a)", [0]),
        ("if (BotContext.get('a')) {}", [2]),
        ("f(BotContext.get('a'))", [0]),
    ],
)
def test_values_that_the_script_asks_for(source, tested):
    assert [use.tested for use in context_paths(source)] == tested


def test_canonical():
    assert canonical(("BotUserSession", "k")) == ("context", "session", "BotUserSession", "k")
    assert canonical(("context", "k")) == ("context", "k")


def test_real_scripts_are_read_to_the_letter():
    assert len(corpus()) == 37
    for source in corpus():
        for use in context_paths(source):
            for name, spelling in zip(use.path, use.spellings, strict=True):
                assert spelling is None or source[spelling.start : spelling.end] == name


def test_deep_nesting_is_no_problem():
    depth = 3000
    source = "if (x) {" * depth + "context.a = " + "(" * depth + "context.b" + ")" * depth + "}" * depth
    assert uses(source) == [("write", "context.a"), ("read", "context.b")]


LONG = {
    "a sum": lambda count: "context.x = " + " + ".join(["'a' + context.entities.a"] * count),
    "questions": lambda count: "context.x = " + " || ".join(["context.entities.a"] * count),
    "branches": lambda count: "if (context.a) {}" + "else if (context.a) { context.b = 1 }" * count,
    "blocks": lambda count: "if (context.a) {" * count + "context.b = 1" + "}" * count,
    "functions": lambda count: "function f() {" * count + "context.a" + "}" * count,
    "callbacks": lambda count: "list.map(context => context.x && y(context.z)); context.a = 1;" * count,
    "parentheses": lambda count: "(" * count + "context.a" + ")" * count,
    "names": lambda count: "const a0 = context;" + "".join(f"const a{n} = a{n - 1}.b;" for n in range(1, count)),
    "patterns": lambda count: "const " + "{a: " * count + "b" + "}" * count + " = context",
    "steps": lambda count: "context" + ".a" * count,
    "labels": lambda count: (
        "".join(f"a{n}: " for n in range(8 * count)) + "{ context.a = 1;" + "if (x) break a0;" * (8 * count) + "}"
    ),
}


@pytest.mark.parametrize("shape", LONG)
def test_long_scripts_take_time_by_their_length(shape):
    def seconds(count):
        source = LONG[shape](count)
        context_paths.cache_clear()
        before = process_time()
        context_paths(source)
        return process_time() - before

    seconds(10)
    assert seconds(2000) < 8 * seconds(500) + 0.4  # a square would be 16 times


@given(st.text(alphabet="context.aentis[]()={}'`;?/\n $\\", max_size=60))
def test_any_text_can_be_read(source):
    for use in context_paths(source):
        assert 0 <= use.start <= use.end <= len(source)


@settings(max_examples=150, deadline=None)
@given(pieces() | st.sampled_from(corpus()))
def test_what_comes_after_a_script_does_not_change_what_is_sure_in_it(source):
    longer = source + "\n;if (0) {}\n"
    assume(not parse(source).has_error and not parse(longer).has_error)
    assert context_paths(longer) == context_paths(source)
