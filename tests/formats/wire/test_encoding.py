from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.formats.wire.encoding import SAFE, encode, encode_path

EXPORTS = sorted((Path(__file__).parents[2] / "fixtures" / "exports").glob("*/botDefinition.json"))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_encoding_is_that_of_javascript(text):
    assert encode(text) == quote(text, safe="!'()*-._~")
    assert unquote(encode(text)) == text
    assert encode(unquote(encode(text))) == encode(text)


def test_what_stays():
    assert encode(SAFE + "aZ09") == SAFE + "aZ09"
    assert encode("a b\n{{é}}") == "a%20b%0A%7B%7B%C3%A9%7D%7D"


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/a b/{{env.X}}?q=é&r=%20", "/a%20b/%7B%7Benv.X%7D%7D?q=%C3%A9&r=%20"),
        ("/a/b;c:d@e,f+g[0]#h?i='j'&k=l/m", "/a/b;c:d@e,f+g[0]#h?i='j'&k=l/m"),
        ("/{{env.A}}/?query=delete from {{env.A}}", "/%7B%7Benv.A%7D%7D/?query=delete%20from%20%7B%7Benv.A%7D%7D"),
    ],
)
def test_a_path_is_encoded_like_an_address(path, written):
    assert encode_path(path) == written


def services(path):
    parts = json.loads(path.read_text(encoding="utf-8"))["dialogComponents"]
    return [part["endPoint"]["path"] for part in parts if part.get("endPoint", {}).get("path")]


@pytest.mark.parametrize("path", [each for file in EXPORTS for each in services(file)])
def test_paths_of_real_exports_encode_byte_for_byte(path):
    assert encode_path(unquote(path)) == path
