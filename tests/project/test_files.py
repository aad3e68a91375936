"""How the files of a project are listed and read."""

from __future__ import annotations

import pytest

from xogen.errors import InputError
from xogen.project.files import json_files, read_text


def test_the_files_of_a_folder_are_sorted_and_nothing_else_is_listed(tmp_path):
    for name in ("b.json", "a.json", "a.json.bak", "notes.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert [path.name for path in json_files(tmp_path)] == ["a.json", "b.json"]
    assert json_files(tmp_path / "missing") == []


def test_a_mark_of_byte_order_is_no_text(tmp_path):
    (tmp_path / "a.json").write_bytes(b"\xef\xbb\xbf{}")
    assert read_text(tmp_path / "a.json") == "{}"


def test_what_is_not_utf_8_is_told_with_its_line(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b"{\n\xff}")
    with pytest.raises(InputError, match="this file is not UTF-8") as raised:
        read_text(path)
    assert raised.value.where == f"{path}:2"
