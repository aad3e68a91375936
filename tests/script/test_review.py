from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xogen.script.review import review


def said(source):
    return [(each.kind, each.line, each.column, each.detail) for each in review(source).remarks]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("if (context.a = 5) { print(1) }", [("assignment-in-condition", 1, 5, "context.a")]),
        ("if ((context.a = 5)) { print(1) }", []),
        ("if (context.a == 5) { print(1) }", []),
        ("let m;\nwhile (m = /a/.exec('a')) print(m)", []),
        ("try { print(1) } catch (e) {}", [("empty-catch", 1, 18, "")]),
        ("try { print(1) } catch {}", [("empty-catch", 1, 18, "")]),
        ("try { print(1) } catch (e) { /* no answer is fine */ }", []),
        ("return 1;\nprint(2);\nprint(3);", [("dead-code", 2, 1, "")]),
        ("return later();\nfunction later() { return 1 }", []),
        ("return x;\nvar x;", []),
        ("switch (context.a) { case 1: return 1; break; default: print('x') }", []),
        ("switch (context.a) { case 1: break; print(1) }", [("dead-code", 1, 37, "")]),
        ("if (context.a) { throw 1; print(2) }", [("dead-code", 1, 27, "")]),
        ("const a = 1;", [("unused-value", 1, 7, "a")]),
        ("let a;\na = context.b;", [("unused-value", 1, 5, "a")]),
        ("let a = 0;\na += 1;\nprint(a)", []),
        ("const { a, b } = context.x; print(a)", []),
        ("const f = () => a; const a = 1; print(f())", []),
        ("print(totl)", [("unknown-name", 1, 7, "totl")]),
        ("total = 1; print(total)", []),
        ("if (typeof helper === 'function') helper()", []),
        ("print({ total })", [("unknown-name", 1, 9, "total")]),
        ("print({ total: 1 }.total)", []),
        ("const { total: sum } = context.x; print(sum)", []),
        ("try { print(1) } catch (e) { print(e) }", []),
        ("for (const [k, v] of Object.entries(context)) print(k + v)", []),
        ("label: for (const k in context) { if (k) continue label; print(k) }", []),
        ("print({{context.a}} + 1)", []),
        ("eval(context.code)", [("dynamic-code", 1, 1, "eval")]),
        ("new Function('return 1')()", [("dynamic-code", 1, 5, "Function")]),
        ("print(context.a instanceof Function)", []),
        ("setTimeout(() => print(1), 5)", [("missing-global", 1, 1, "setTimeout")]),
        ("console.log(1); console.log(2)", [("missing-global", 1, 1, "console")]),
        ("koreDebugger.log(1)", []),
        ("while (true) { context.a++ }", [("endless-loop", 1, 1, "")]),
        ("for (;;) { context.a++ }", [("endless-loop", 1, 1, "")]),
        ("do { context.a++ } while (1)", [("endless-loop", 1, 1, "")]),
        ("for (;;) { if (context.a++ > 5) break }", []),
        ("while (true) { [1].map(x => { return x }) }", [("endless-loop", 1, 1, "")]),
        ("for (let i = 0; i < 3; i++) print(i)", []),
        ("const run = async () => { await context.a }; run()", [("promise", 1, 27, "await")]),
        ("context.a.then(x => print(x))", [("promise", 1, 11, ".then")]),
        ("print(new Promise(() => 1))", [("promise", 1, 7, "new Promise")]),
        ("print(JSON.parse(context.a))", [("unguarded-parse", 1, 7, "")]),
        ("try { print(JSON.parse(context.a)) } catch (e) { print(e) }", []),
        ("print('ä'); print(nön)", [("unknown-name", 1, 19, "nön")]),
        ("const a = ;", []),
        ("", []),
    ],
)
def test_what_is_said(source, found):
    assert said(source) == found


@pytest.mark.parametrize(
    ("source", "decisions"),
    [
        ("print(1)", 0),
        ("if (context.a && context.b) print(1); else print(2)", 2),
        ("switch (context.a) { case 1: break; case 2: break; default: print(1) }", 2),
        ("print(context.a ? 1 : context.b ?? 2)", 2),
        ("for (const a of context.l) { while (a) { break } }", 2),
    ],
)
def test_decisions(source, decisions):
    assert review(source).decisions == decisions


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="abif(){}[];=+-/*'\"`$\\ \n\0é\ud800return", max_size=60))
def test_any_text_is_read(source):
    for each in review(source).remarks:
        assert each.line >= 1
        assert each.column >= 1


@pytest.mark.parametrize(
    "source",
    [
        "while(true){" * 4000 + "}" * 4000,
        "try{" * 3000 + "JSON.parse(a)" + "}catch(e){}" * 3000,
        "a" + ".b()" * 20000,
        "JSON.parse(" * 4000 + ")" * 4000,
        "if(a=1){" * 4000 + "}" * 4000,
    ],
    ids=["loops", "tries", "chain", "calls", "conditions"],
)
def test_hostile_scripts_are_cheap(source):
    before = process_time()
    review(source)
    assert process_time() - before < 20
