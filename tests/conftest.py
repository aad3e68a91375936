"""What all tests share."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _cache_of_its_own(monkeypatch, tmp_path_factory):
    """Keep each test from seeing what another one, or whoever runs the tests, has cached."""
    monkeypatch.setenv("XOGEN_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
