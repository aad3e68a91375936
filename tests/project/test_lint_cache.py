"""The cache answers only for the very same input, and is as if it were not there when it is damaged."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from xogen.project import lint_cache
from xogen.project.lint_cache import Cache, cache_folder


@pytest.fixture
def bot(tmp_path):
    folder = tmp_path / "bot"
    folder.mkdir()
    (folder / "botDefinition.json").write_text("{}")
    return folder


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


def fresh_key(tmp_path, bot, what=None, named=None):
    return Cache(tmp_path / "cache").key(what or {"select": ["flow"]}, [named or bot])


def test_what_is_kept_comes_back(cache, bot):
    key = cache.key({}, [bot])
    assert cache.load(key) is None
    cache.store(key, {"text": "half an emoji: \ud83d"})
    assert cache.load(key) == {"text": "half an emoji: \ud83d"}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda bot: (bot / "botDefinition.json").write_text("[]"), id="other content"),
        pytest.param(lambda bot: (bot / "config.json").write_text("{}"), id="one more file"),
        pytest.param(lambda bot: (bot / ".xogen-lint.toml").write_text(""), id="settings beside it"),
        pytest.param(lambda bot: (bot.parent / "xogen.toml").write_text(""), id="a project around it"),
        pytest.param(lambda bot: (bot / "botDefinition.json").rename(bot / "other.json"), id="another name"),
    ],
)
@pytest.mark.parametrize("name", ["", "botDefinition.json"])
def test_a_change_of_what_a_result_hangs_on_makes_another_key(tmp_path, bot, change, name):
    before = fresh_key(tmp_path, bot, named=bot / name)
    assert before == fresh_key(tmp_path, bot, named=bot / name)
    change(bot)
    assert fresh_key(tmp_path, bot, named=bot / name) != before


def test_other_options_and_another_xogen_make_another_key(tmp_path, bot, monkeypatch):
    keys = {fresh_key(tmp_path, bot), fresh_key(tmp_path, bot, {"select": ["naming"]})}
    monkeypatch.setattr(lint_cache, "__version__", "0.0.0")
    keys.add(fresh_key(tmp_path, bot))
    monkeypatch.setattr(lint_cache, "_code", lambda: [("rules/flow/trap.py", 1, 2)])
    keys.add(fresh_key(tmp_path, bot))
    assert len(keys) == 4


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda data: data[:-3], id="cut off"),
        pytest.param(lambda data: data.replace(b"kept", b"kepT"), id="one letter"),
        pytest.param(lambda _: b"not ours at all", id="foreign"),
        pytest.param(lambda data: b"\xff\xfe" + data, id="no text"),
    ],
)
def test_a_damaged_entry_is_as_if_it_were_not_there(cache, bot, tmp_path, damage):
    key = cache.key({}, [bot])
    cache.store(key, {"kept": 1})
    path = tmp_path / "cache" / key
    path.write_bytes(damage(path.read_bytes()))
    assert cache.load(key) is None


def test_nothing_half_written_is_left_and_nobody_else_may_read_it(cache, bot, tmp_path):
    key = cache.key({}, [bot])
    cache.store(key, {"kept": 1})
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [key]
    if os.name == "posix":
        assert (tmp_path / "cache" / key).stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path, bot):
    (tmp_path / "cache").write_text("a file where the folder should be")
    cache = Cache(tmp_path / "cache")
    cache.store(cache.key({}, [bot]), {})
    assert cache.load(cache.key({}, [bot])) is None


def test_what_was_not_used_for_the_longest_time_goes_first(cache, tmp_path, monkeypatch):
    monkeypatch.setattr(lint_cache, "MOST_ENTRIES", 4)
    for number in range(5):
        cache.store(f"entry-{number}", number)
        os.utime(tmp_path / "cache" / f"entry-{number}", (number, number)) if number < 4 else None
    assert sorted(path.name for path in (tmp_path / "cache").iterdir()) == ["entry-3", "entry-4"]


def test_too_many_files_are_not_kept(cache, bot, monkeypatch):
    monkeypatch.setattr(lint_cache, "MOST_FILES", 0)
    assert cache.key({}, [bot]) is None
    cache.store(None, {})
    assert cache.load(None) is None


def test_nothing_is_kept_beside_too_much(cache, bot):
    with (bot / "film.mp4").open("wb") as film:
        film.truncate(lint_cache.MOST_HASHED)
    assert cache.key({}, [bot]) is None
    (bot / "film.mp4").unlink()
    assert cache.key({}, [bot]) is not None


def test_a_large_file_counts_to_its_last_byte(cache, tmp_path, bot):
    large = bot / "large.json"
    content = bytearray(5 * 1024 * 1024)
    keys = []
    for last in b"ab":
        content[-1] = last
        large.write_bytes(content)
        keys.append(fresh_key(tmp_path, bot))
    assert None not in keys
    assert keys[0] != keys[1]


def test_many_bytes_are_hashed_by_two_threads_to_the_same_key(tmp_path, bot, monkeypatch):
    alone = fresh_key(tmp_path, bot)
    monkeypatch.setattr(lint_cache, "_HEAVY", 0)
    assert fresh_key(tmp_path, bot) == alone


@pytest.mark.parametrize(
    ("variables", "platform", "folder"),
    [
        ({"XOGEN_CACHE_DIR": "/c"}, "linux", "/c/lint"),
        ({"XDG_CACHE_HOME": "/x"}, "linux", "/x/xogen/lint"),
        ({}, "linux", "~/.cache/xogen/lint"),
        ({}, "darwin", "~/Library/Caches/xogen/lint"),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="paths are those of POSIX")
def test_the_folder_is_where_the_platform_has_its_caches(monkeypatch, variables, platform, folder):
    for name in ("XOGEN_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", platform)
    assert cache_folder() == Path(folder).expanduser()


def test_the_cache_itself_loads_nothing_heavy(tmp_path):
    import subprocess
    import sys

    code = "import sys, json; import xogen.project.lint_cache; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=tmp_path)
    assert {"pydantic", "networkx", "tree_sitter", "xogen.lint.rule"}.isdisjoint(json.loads(done.stdout))


def test_a_dialog_file_hangs_on_the_export_that_it_was_imported_from(tmp_path, bot):
    for name in ("imported.json", "dialogs/a.json", "export/config.json"):
        (bot / name).parent.mkdir(exist_ok=True)
        (bot / name).write_text("{}")
    before = fresh_key(tmp_path, bot, named=bot / "dialogs" / "a.json")
    (bot / "export" / "config.json").write_text("[]")
    assert fresh_key(tmp_path, bot, named=bot / "dialogs" / "a.json") != before
