from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from xogen.formats.importer.encoding import decode


@given(st.text(alphabet='%2250aAfF {é\n=7bBdD%"', max_size=300))
def test_decoding_in_two_steps_is_decoding(text):
    assert decode(text) == unquote(text)


def test_what_encodes_nothing_stays():
    assert decode("100% off, 5%zz") == "100% off, 5%zz"
