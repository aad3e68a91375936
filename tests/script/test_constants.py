from __future__ import annotations

import pytest

from xogen.script.constants import constants


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("context.x = 'a';", {"context.x": "a"}),
        ("context.x = 5; context.y = true;", {"context.x": "5", "context.y": "true"}),
        ("context['x'].y = `a`;", {"context.x.y": "a"}),
        ("BotUserSession.put('k', 'v', 5);", {"context.session.BotUserSession.k": "v"}),
        ("context.entities.e = ('a');", {"context.entities.e": "a"}),
        ("context.x = 'a' + b;", {}),
        ("context.x = `a${b}`;", {}),
        ("context.x = 'a'; context.x = 'b';", {}),
        ("context.x = 'a'; delete context.x;", {}),
        ("context.x = 'a'; context.x.y = 1;", {}),
        ("context.x = 'a'; context[name] = 'b';", {}),
        ("context.x = f(); context.x.y = 1;", {}),
        ("if (context.a) context.x = 'a';", {}),
        ("if (context.a) return; context.x = 'a';", {}),
        ("context.x += 1;", {}),
        ("context[name] = 'a';", {}),
        ("print('ä'); context.x = 'é';", {"context.x": "é"}),
        ("const n = 1;", {}),
        ("context.x = ;", {}),
    ],
)
def test_constants(source, found):
    assert {".".join(path): value for path, value in constants(source).items()} == found
