from __future__ import annotations

import pytest

from xogen.lint.examples import intent, service


@pytest.mark.parametrize(
    ("call", "problems"),
    [
        ({"protocol": "https", "host": "a.example.com"}, []),
        ({"protocol": "", "host": "{{env.HOST}}"}, []),
        ({"protocol": "http", "host": "localhost:8080"}, []),
        ({"protocol": "http", "host": "127.0.0.1"}, []),
        ({"protocol": "http", "host": "[::1]:80"}, []),
        ({"protocol": "https", "host": "http://localhost/x"}, []),
        ({"protocol": "http", "host": "a.example.com"}, [("/protocol", "a.example.com")]),
        ({"protocol": "http", "host": "{{env.HOST}}"}, [("/protocol", "{{env.HOST}}")]),
        ({"protocol": "http", "host": "localhost.example.com"}, [("/protocol", "localhost.example.com")]),
        ({"protocol": "", "host": "HTTP://a.example.com:80/x"}, [("/host", "a.example.com")]),
        ({"protocol": "", "host": "", "path": "http://a.example.com/x"}, [("/path", "a.example.com")]),
        ({"protocol": "http", "host": ""}, [("/protocol", "a host that is not named")]),
        ({"protocol": "http", "host": "[broken"}, [("/protocol", "[broken")]),
        ({"path": "/redirect?to=http://a.example.com"}, []),
    ],
)
def test_plain_http(found, call, problems):
    words = [(f"/nodes/1{key}", f"the service read calls {host} over plain http") for key, host in problems]
    assert found("service/plain-http", intent("read"), service("read", "end", "end", **call)) == words
