from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from xogen.formats.importer.encoding import decode


@given(st.text(alphabet='%2250aAfF {é\n=7bBdD%"', max_size=300))
def test_decoding_is_what_the_standard_library_does(text):
    assert decode(text) == unquote(text)


def test_what_encodes_nothing_stays():
    assert decode("100% off, 5%zz") == "100% off, 5%zz"


@given(st.lists(st.sampled_from(["%", "%25", "%0A", "%C3%A9", "%e2%82", "=", "=3D", "\r\n", "é", "%FF", "_", " a"])))
def test_what_quoted_printable_knows_beside_escapes_does_not_count(parts):
    assert decode("".join(parts)) == unquote("".join(parts))
