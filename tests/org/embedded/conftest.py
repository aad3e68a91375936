from __future__ import annotations

import pytest

from tests.org.embedded.talking import Talk, new_org


@pytest.fixture
def talk():
    org = new_org()
    yield Talk(org)
    org.close()
