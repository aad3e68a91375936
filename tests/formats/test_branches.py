from __future__ import annotations

import pytest

from xogen.formats.branches import Branch, grow, nearest_offset


def test_pointers_share_the_branches_of_their_keys():
    root = Branch()
    first, second, third = (grow(root, pointer) for pointer in ("/a/b~1c", "/a/0", "/a/b~1c"))
    assert first == third == [root, root.below["a"], root.below["a"].below["b/c"]]
    assert second[:2] == first[:2]
    assert list(root.below["a"].below) == ["b/c", "0"]
    assert grow(root, "") == [root]
    assert list(root.below) == ["a"]


@pytest.mark.parametrize(("offsets", "nearest"), [((4,), 4), ((0, 7, None), 7), ((0, None, 9), 9), ((0, 0, None), 0)])
def test_what_was_not_found_stands_where_its_parent_does(offsets, nearest):
    branches = [Branch() for _ in offsets]
    for branch, offset in zip(branches, offsets, strict=True):
        branch.offset = offset
    assert nearest_offset(branches) == nearest
