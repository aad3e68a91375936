from __future__ import annotations

import re
from uuid import UUID

from xogen.formats.wire.ids import Ids


def test_forms():
    ids = Ids("5a0e")
    assert UUID(ids.ref("dialog", "a")).version == 5
    assert re.fullmatch(r"dc-[0-9a-f-]{36}", ids.own("dc", "a"))
    assert UUID(ids.node("msg", "a").removeprefix("nd-msg-")).version == 4
    assert UUID(ids.inner_node("a").removeprefix("nd-")).version == 5
    assert UUID(ids.connection("a").removeprefix("dummy-")).version == 4
    assert re.fullmatch(r"[0-9a-f]{24}", ids.digits("a"))


def test_ids_never_change():
    """A change here would duplicate every dialog on the next import of every project."""
    assert Ids("5a0e").ref("dialog", "create-lead") == "1cc6016e-f492-5fb2-a164-e5107a4fd428"


def test_a_key_is_a_path_not_a_text():
    ids = Ids("5a0e")
    assert ids.ref("a", "bc") != ids.ref("ab", "c")
    assert ids.own("dc", "a") != ids.own("dg", "a")
