"""The two pages that a browser sees: who asks for what, and what went wrong. No script, no picture, no font."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:30rem;margin:4rem auto;padding:0 1rem}}
button{{font:inherit;padding:.4rem 1.2rem;margin-right:.5rem}}</style>
<h1>{title}</h1>
{body}
</html>
"""


def consent_page(asked: Mapping[str, str], scopes: Sequence[str]) -> bytes:
    """Return the page that asks whether the app may come in. What was asked goes along in hidden fields.

    Args:
        asked: the parameters of the authorize request.
        scopes: what the app wants.
    """
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in asked.items()
        if name != "decision"
    )
    wanted = "".join(f"<li>{escape(scope)}</li>" for scope in scopes)
    body = (
        "<p>This is the embedded org of xogen on your own machine, not Salesforce. It wants no password.</p>"
        f"<p><b>{escape(asked.get('client_id', ''))}</b> asks for access as Ada Embedded:</p><ul>{wanted}</ul>"
        f'<form method="post" action="/services/oauth2/authorize">{hidden}'
        '<button name="decision" value="allow">Allow</button><button name="decision" value="deny">Deny</button></form>'
    )
    return _PAGE.format(title="Allow access?", body=body).encode()


def error_page(message: str) -> bytes:
    """Return the page that a wrong request ends at: such an error never reaches the app (facts, section 1.6)."""
    body = f"<p>We can't authorize you because of an OAuth error.</p><p><code>{escape(message)}</code></p>"
    return _PAGE.format(title="Authorization error", body=body).encode()
