"""Which exports are meant by files that changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from xogen.errors import NotFoundError
from xogen.project.exports import exports_among

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"


@pytest.fixture
def there(tmp_path, monkeypatch):
    """An export ``bot``, its zip, and files that belong to none."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(EXPORTS / "twilio-sms", "bot")
    shutil.make_archive("bot", "zip", "bot")
    Path("web").mkdir()
    for name in ("bot/.xogen-lint.toml", "web/config.json", "web/.xogen-lint.toml", "web/index.html"):
        Path(name).write_text("{}", encoding="utf-8")


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        (["bot/botDefinition.json"], ["bot/botDefinition.json"]),
        (["bot/config.json"], ["bot/botDefinition.json"]),
        (["bot/.xogen-lint.toml"], ["bot/botDefinition.json"]),
        (["bot/config.json", "bot/botDefinition.json", "bot/.xogen-lint.toml"], ["bot/botDefinition.json"]),
        (["bot", "bot.zip"], ["bot", "bot.zip"]),
        (["web/config.json", "web/.xogen-lint.toml", "web/index.html", "web"], []),
        (["web/config.json", "bot/config.json"], ["bot/botDefinition.json"]),
    ],
)
def test_what_lies_beside_an_export_means_it_and_all_else_nothing(there, named, meant):
    assert exports_among([Path(name) for name in named]) == tuple(Path(name) for name in meant)


def test_what_is_not_there_is_said(there):
    with pytest.raises(NotFoundError, match="there is no such file or folder") as caught:
        exports_among([Path("bot/config.json"), Path("gone/config.json")])
    assert caught.value.where == "gone/config.json"
