"""What all tests share."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("other", deadline=None)
# Every run of one version tries the same examples, so that a red run is red again; HYPOTHESIS_PROFILE=other tries
# new ones.
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(autouse=True)
def _cache_of_its_own(monkeypatch, tmp_path_factory):
    """Keep each test from seeing what another one, or whoever runs the tests, has cached."""
    monkeypatch.setenv("XOGEN_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
