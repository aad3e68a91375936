from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.org.embedded.ids import canonical, new_id, with_checksum

REAL = ["0033h00000Kzv3AAAR", "003aj000002oTldAAE", "00190000001pPvHAAU", "0018M000001oWgPQAU"]


@pytest.mark.parametrize("real", REAL)
def test_the_checksum_of_real_ids(real):
    assert with_checksum(real[:15]) == real
    assert canonical(real[:15]) == real
    assert canonical(real) == real


@pytest.mark.parametrize("real", REAL)
def test_the_checksum_gives_the_case_back(real):
    assert canonical(real.lower()) == real
    assert canonical(real.upper()) == real


@pytest.mark.parametrize("text", ["", "abc", "00Q5g00000ABCDE!", "0018M000001oWgPQAUx", "0018M000001oWgP999", "ü" * 15])
def test_what_is_no_id(text):
    assert canonical(text) is None


def test_a_checksum_that_makes_a_digit_a_capital_is_no_id():
    assert canonical("000000000000000BAA") is None


@given(st.integers(0, 62**9 - 1))
def test_new_ids_are_ids(number):
    key = new_id("00Q", number)
    assert len(key) == 18
    assert canonical(key) == key
    assert key.startswith("00QXg0")


def test_equal_numbers_equal_ids():
    assert [new_id("00Q", number) for number in (1, 2, 62)] == [
        "00QXg0000000001MAA", "00QXg0000000002MAA", "00QXg0000000010MAA",
    ]  # fmt: skip
