from __future__ import annotations

import pytest

from xogen.lint.examples import intent, service


@pytest.mark.parametrize(("timeout", "problems"), [(None, ["/nodes/1"]), (1, []), (20, []), (120, [])])
def test_missing_timeout(found, timeout, problems):
    nodes = intent("read"), service("read", "end", "end", timeout=timeout)
    assert [pointer for pointer, _ in found("service/missing-timeout", *nodes)] == problems
