from __future__ import annotations

import subprocess
import sys
import time

import pytest

from xogen.script import engine
from xogen.script.engine import run_script


def test_context_in_context_out():
    given = {"entities": {"name": "Ada"}}
    result = run_script("context.greeting = 'Hi ' + context.entities.name; print(context.greeting)", given)
    assert result.error is None
    assert result.context == {"entities": {"name": "Ada"}, "greeting": "Hi Ada"}
    assert result.printed == ("Hi Ada",)
    assert given == {"entities": {"name": "Ada"}}


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("print('a'); print({a: [1]}); print(2)", ("a", '{"a":[1]}', "2")),
        ("print(null); print(undefined)", ("null", "undefined")),
        ("print(env.HOST + content.hello)", ("h.example.comhello",)),
        ("print(koreUtil.getCurrentOptions().authorizationURL)", ("https://login.example.com",)),
        ("print(koreUtil.autoTranslate('x'))", ("x",)),
        ("BotUserSession.put('k', 1, 5); print(BotUserSession.get('k') + context.session.BotUserSession.k)", ("2",)),
        ("UserSession.put('k', 1); UserSession.delete('k'); print(UserSession.get('k'))", ("undefined",)),
        ("print(UserContext.get('name'))", ("Ada",)),
        ("koreDebugger.log('x'); if (true) { print('a'); return } print('b')", ("a",)),
        ("print('\\u{1F600} ' + '</script>\"')", ('😀 </script>"',)),
        ("print('\\ud83d')", ("?",)),
    ],
)  # fmt: skip
def test_the_platforms_objects(source, printed):
    result = run_script(
        source,
        {"session": {"UserContext": {"name": "Ada"}}},
        env={"HOST": "h.example.com"},
        content={"hello": "hello"},
        options={"authorizationURL": "https://login.example.com"},
    )
    assert (result.error, result.printed) == (None, printed)


def test_what_is_put_into_the_session_is_in_the_context():
    assert run_script("BotUserSession.put('k', {a: 1})", {}).context == {"session": {"BotUserSession": {"k": {"a": 1}}}}


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("foo.bar", "ReferenceError: foo is not defined (line 1, column 1)"),
        ("\n  context.a.b", "TypeError: cannot read property 'b' of undefined (line 2, column 3)"),
        ("let x = ;", "SyntaxError: unexpected token in expression: ';' (line 1, column 9)"),
        ("throw null", "the script threw null"),
        ("throw new Error('a\\nb')", "Error: a (line 1, column 11)"),
        ("koreUtil.moment()", "Error: koreUtil.moment is not available offline (line 1, column 1)"),
        ("UserContext.put('x', 1)", "TypeError: not a function (line 1, column 12)"),
        ("context.a = context", "the context cannot be kept: TypeError: circular reference"),
        ("require('fs')", "ReferenceError: require is not defined (line 1, column 1)"),
        ("fetch('https://example.com')", "ReferenceError: fetch is not defined (line 1, column 1)"),
        ("process.exit()", "ReferenceError: process is not defined (line 1, column 1)"),
    ],
)
def test_errors_tell_the_place(source, error):
    assert run_script(source, {}).error == error


def test_what_was_done_before_the_error_is_kept():
    result = run_script("context.a = 1; print('x'); foo()", {"b": 2})
    assert (result.context, result.printed) == ({"a": 1, "b": 2}, ("x",))


TOO_LONG = "stopped: it ran longer than 0.2 s"


@pytest.mark.parametrize(
    ("source", "error"),
    [
        pytest.param("while (true) {}", TOO_LONG, id="endless loop"),
        pytest.param("try { while (true) {} } catch (e) {} finally { while (true) {} }", TOO_LONG, id="caught"),
        pytest.param("/^(a+)+$/.test('a'.repeat(50) + 'b')", TOO_LONG, id="regular expression"),
        pytest.param("function f() { return f() + 1 } f()", "Maximum call stack size exceeded", id="recursion"),
        pytest.param("var a = []; while (true) a.push(new Array(1000).fill(1))", "used more than 16 MB", id="memory"),
        pytest.param("var s = 'x'; while (true) s += s", "", id="a text without end"),
        pytest.param("(function f() { Promise.resolve().then(f) })()", None, id="promises never run"),
        pytest.param("Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)", "cannot block", id="waiting"),
        pytest.param("for (let i = 0, a = []; i < 1e5; i++) context.a = a = [a]", "cannot be kept", id="nesting"),
    ],
)
def test_a_hostile_script_is_stopped(source, error):
    begun = time.monotonic()
    result = run_script(source, {"kept": 1})
    assert time.monotonic() - begun < engine.GRACE
    assert result.error is None if error is None else error in (result.error or "")
    assert result.context["kept"] == 1
    assert run_script("print('still there')", {}).printed == ("still there",)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("var a = []; a[4294967294] = 1; a.sort()", id="sorting a sparse array"),
        pytest.param("throw {toString() { while (true) {} }}", id="an error that never says what it is"),
    ],
)
def test_what_the_engine_cannot_stop_is_ended_from_outside(source, monkeypatch):
    monkeypatch.setattr(engine, "GRACE", 1.0)
    result = run_script(source, {"kept": 1})
    assert (result.error, result.context, result.printed) == (TOO_LONG, {"kept": 1}, ())
    assert run_script("print('still there')", {}).printed == ("still there",)


def test_runs_share_nothing():
    run_script("globalThis.left = 1; Array.prototype.push = null; print = null", {})
    assert run_script("print([].push(typeof left))", {}) == engine.RunResult({}, ("1",), None)


def test_the_child_ends_with_its_parent():
    code = "from xogen.script.engine import _CHILD, run_script; run_script('', {}); print(_CHILD._process.pid)"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    with pytest.raises(ProcessLookupError):
        __import__("os").kill(int(done.stdout), 0)
