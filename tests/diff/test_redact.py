from __future__ import annotations

from xogen.diff.redact import redacted


def test_a_private_key_without_an_end_is_hidden_to_the_last_line():
    assert redacted("a\n-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF") == "a\n(secret)"
