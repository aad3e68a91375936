"""``xogen diff`` on the command line: what it takes, what it writes, how it ends."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from xogen.cli.main import run

EXAMPLE = Path(__file__).parents[2] / "examples" / "acme-bot"
EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"
Xogen = Callable[..., tuple[int, str, str]]


@pytest.fixture
def xogen(capsys: pytest.CaptureFixture[str]) -> Xogen:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def edited(tmp_path: Path) -> tuple[Path, Path]:
    """A dialog file and the same with another prompt."""
    text = (EXAMPLE / "dialogs" / "update-lead.json").read_text()
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(text)
    new.write_text(text.replace("What is the new title?", "What is the new job title?"))
    return old, new


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A project in git whose last change is not committed."""
    copytree(EXAMPLE, tmp_path / "repo" / "bot", ignore=lambda *_: {"describe", "canvas"})
    root = tmp_path / "repo"
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    dialog = root / "bot" / "dialogs" / "update-lead.json"
    dialog.write_text(dialog.read_text().replace("What is the new title?", "What is the new job title?"))
    return root


def test_two_dialog_files(xogen: Xogen, edited: tuple[Path, Path]) -> None:
    code, out, err = xogen("diff", *map(str, edited))
    assert (code, err) == (0, "")
    assert "~ entity Title" in out
    assert "~ prompt · en: What is the new {+job +}title?" in out
    assert out.endswith("1 dialog changed · nodes: 1 changed\n")


@pytest.mark.parametrize(("side", "code"), [(0, 0), (1, 1)], ids=["equal", "different"])
def test_the_exit_code_tells_where_it_is_asked_to(
    xogen: Xogen, edited: tuple[Path, Path], side: int, code: int
) -> None:
    assert xogen("diff", str(edited[0]), str(edited[side]), "--exit-code")[0] == code
    assert xogen("diff", str(edited[0]), str(edited[side]))[0] == 0


def test_files_that_only_mean_the_same(xogen: Xogen, edited: tuple[Path, Path]) -> None:
    old, new = edited
    new.write_text(json.dumps(json.loads(old.read_text())))
    assert xogen("diff", str(old), str(new), "--exit-code")[:2] == (0, "equal\nignored: how the files are written\n")


@pytest.mark.parametrize(
    ("name", "start"),
    [("d.json", "{"), ("d.md", "### "), ("d.svg", "<?xml "), ("d.html", "<!doctype html>"), ("d.txt", "")],
)
def test_the_form_follows_the_file(
    xogen: Xogen, edited: tuple[Path, Path], tmp_path: Path, name: str, start: str
) -> None:
    assert xogen("diff", *map(str, edited), "-o", str(tmp_path / name)) == (0, "", "")
    written = (tmp_path / name).read_text()
    assert written.startswith(start)
    assert "Title" in written


def test_a_project_against_its_last_commit(xogen: Xogen, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    code, out, _ = xogen("diff", "git:HEAD", "bot")
    assert code == 0
    assert out.startswith("git:HEAD → bot\n")
    assert "{+job +}" in out
    assert xogen("diff", "git:HEAD:bot/dialogs/view-lead.json", "bot/dialogs/view-lead.json")[1] == "equal\n"
    assert "{+job +}" in xogen("-C", "bot", "diff", "git:main:dialogs", "dialogs")[1]
    assert xogen("diff", "git:main:bot", "git:HEAD:bot")[1] == "equal\n"
    code, out, _ = xogen("diff", "git:HEAD", "bot/xogen.toml")
    assert (code, "{+job +}" in out) == (0, True)


@pytest.mark.parametrize(
    ("place", "code", "message"),
    [
        ("git:", 2, "names no revision"),
        ("git:--upload-pack=x:bot", 2, "names no revision"),
        ("git:nowhere:bot", 3, "git knows no revision 'nowhere'"),
        ("git:HEAD:bot/dialogs/vew-lead.json", 3, "did you mean 'bot/dialogs/view-lead.json'"),
        ("git:HEAD:../../etc", 3, "outside of the repository"),
        ("git:HEAD:bot/xogen.lock", 3, "git:HEAD:bot/xogen.lock"),
        ("nowhere.json", 3, "there is no such file or folder"),
    ],
)
def test_a_wrong_place(
    xogen: Xogen, repository: Path, monkeypatch: pytest.MonkeyPatch, place: str, code: int, message: str
) -> None:
    monkeypatch.chdir(repository)
    ended, out, err = xogen("diff", place, "bot")
    assert (ended, out) == (code, "")
    assert message in err
    assert "xogen-" not in err


def test_outside_of_a_repository(xogen: Xogen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    code, _, err = xogen("-C", str(tmp_path), "diff", "git:HEAD:a", "b")
    assert code == 3
    assert "there is no git repository here" in err


def test_an_export_against_a_project(xogen: Xogen) -> None:
    code, out, _ = xogen("diff", str(EXAMPLE / "package"), str(EXAMPLE))
    assert (code, out) == (0, "equal\n")


def test_two_exports(xogen: Xogen) -> None:
    code, out, _ = xogen("diff", str(EXPORTS / "ms-teams"), str(EXPORTS / "twilio-sms"), "--format", "json")
    data = json.loads(out)
    assert code == 0
    assert data["equal"] is False
    assert {each["new"]["name"] for each in data["dialogs"] if each["what"] == "added"} == {"SendSms", "SignUp"}
    assert data["outside"]


@pytest.mark.parametrize("folder", ["", "x/"])
def test_an_imported_bot_against_its_export_and_another(
    xogen: Xogen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile("theirs.zip", "w") as archive:
        for name in ("botDefinition.json", "config.json"):
            archive.write(EXPORTS / "twilio-sms" / name, f"{folder}{name}")
    xogen("import", "theirs.zip", "-o", "bot")
    assert xogen("diff", "theirs.zip", "bot")[:2] == (0, "equal\n")
    assert xogen("diff", "bot/imported.json", "theirs.zip")[:2] == (0, "equal\n")
    copytree("bot", "edited")
    file = Path("edited/dialogs/sendsms.json")
    file.write_text(file.read_text(encoding="utf-8").replace("Message sent successfully!", "Sent."), encoding="utf-8")
    for old in ("theirs.zip", "bot"):
        code, out, _ = xogen("diff", old, "edited", "--format", "json")
        data = json.loads(out)
        assert (code, [each["new"]["name"] for each in data["dialogs"] if each["what"] != "equal"]) == (0, ["SendSms"])


def test_an_export_against_a_dialog_file(xogen: Xogen, edited: tuple[Path, Path]) -> None:
    code, _, err = xogen("diff", str(EXPORTS / "ms-teams"), str(edited[0]))
    assert code == 3
    assert "a bot export compares with a bot export" in err
