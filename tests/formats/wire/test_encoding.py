from __future__ import annotations

from urllib.parse import quote, unquote

from hypothesis import given
from hypothesis import strategies as st

from xogen.formats.wire.encoding import SAFE, encode, encode_path


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_encoding_is_that_of_javascript(text):
    assert encode(text) == quote(text, safe="!'()*-._~")
    assert unquote(encode(text)) == text
    assert encode(unquote(encode(text))) == encode(text)


def test_what_stays():
    assert encode(SAFE + "aZ09") == SAFE + "aZ09"
    assert encode("a b\n{{é}}") == "a%20b%0A%7B%7B%C3%A9%7D%7D"


def test_a_path_keeps_everything_but_its_braces():
    assert encode_path("/a b/{{env.X}}?q=é&r=%20") == "/a b/%7B%7Benv.X%7D%7D?q=é&r=%20"
