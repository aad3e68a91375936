from __future__ import annotations

import pytest

from xogen.model.record_id import checksum, is_record_id

REAL = ["0033h00000Kzv3AAAR", "003aj000002oTldAAE", "00190000001pPvHAAU", "0018M000001oWgPQAU"]


@pytest.mark.parametrize("text", [*REAL, *(text[:15] for text in REAL)])
def test_real_ids_are_ids(text):
    assert is_record_id(text)
    assert text[:15] + checksum(text[:15]) in REAL


@pytest.mark.parametrize(
    "text",
    ["", "Acme", "0033h00000Kzv3AAAX", "0033h00000kzv3AAAR", "0033h00000Kzv3", "0033h00000Kzv3AAA", "0033h00000Kzv3-"],
)
def test_what_is_no_id(text):
    assert not is_record_id(text)
