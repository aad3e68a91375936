"""Secrets beside the dialogs of an export. No message ever holds a value."""

from __future__ import annotations

import pytest

from xogen.lint.export_examples import bot, config, variable

# Made up, and put together here so that no scanner takes this file for a leak.
SECRET = "".join(("q7Zt", "93kPvw", "2LmXa8"))

CASES = {
    "a key that is named so": (
        "security/plain-variable",
        bot(),
        config(variable("CRM_KEY", SECRET)),
        [("config.json/envVariables/0/value", "the variable CRM_KEY looks like a secret and is not secured")],
    ),
    "a token under any name": (
        "security/plain-variable",
        bot(),
        config(variable("HEADER", f"Bearer {SECRET}")),
        [("config.json/envVariables/0/value", "the variable HEADER looks like a secret and is not secured")],
    ),
    "a host, a word and an empty key": (
        "security/plain-variable",
        bot(),
        config(variable("HOST", "acme.example.com"), variable("API_KEY", "changeme"), variable("TOKEN", "")),
        [],
    ),
    "a secured one is another rule's": (
        "security/plain-variable",
        bot(),
        config(variable("K_KEY", SECRET, isSecured=True)),
        [],
    ),
    "an engine that is masked": (
        "security/translation-engine-key",
        bot(translationEngines=[{"apiKey": "*****"}]),
        None,
        [],
    ),
    "an engine of a variable": (
        "security/translation-engine-key",
        bot(translationEngines=[{"apiKey": "{{env.K}}"}]),
        None,
        [],
    ),
    "a profile's header": (
        "security/profile-secret",
        bot(idpConfigurations=[{"name": "p", "headerFields": [{"key": "Authorization", "value": f"Bearer {SECRET}"}]}]),
        None,
        [
            (
                "/idpConfigurations/0/headerFields/0/value",
                "the field Authorization of the profile p holds a secret; use {{env.NAME}}",
            )
        ],
    ),
    "a profile that asks for a passphrase": (
        "security/profile-secret",
        bot(idpConfigurations=[{"name": "p", "fields": [{"key": "Authorization", "value": "Basic {{passphrase}}"}]}]),
        None,
        [],
    ),
}


@pytest.mark.parametrize(("name", "export", "settings", "expected"), CASES.values(), ids=CASES)
def test_case(said_of_export, name, export, settings, expected):
    found = said_of_export(name, export, settings)
    assert found == expected
    assert SECRET not in str(found)
