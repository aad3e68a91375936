"""``xogen render``: what it reads, what it writes and where, and every way it says no."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[1] / "canvas" / "fixtures"
EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"


@pytest.fixture
def dialogs(tmp_path):
    """A folder ``dialogs`` with two dialog files, in the folder that commands run in."""
    folder = tmp_path / "dialogs"
    folder.mkdir()
    for name in ("create-lead", "world"):
        shutil.copy(FIXTURES / f"{name}.json", folder)
    return folder


def written(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize(
    ("options", "name", "begins"),
    [
        ("", "canvas.svg", b"<?xml "),
        ("", "canvas.png", b"\x89PNG"),
        ("", "canvas.gv", b'digraph "Create a Lead" {'),
        ("", "canvas.dot", b'digraph "Create a Lead" {'),
        ("", "canvas.mmd", b"---\ntitle:"),
        ("--format png", "canvas.svg", b"\x89PNG"),
        ("--format gv --theme dark", "canvas.gv", b'digraph "Create a Lead" {\ngraph [bgcolor="#0d1117"'),
    ],
)
def test_one_canvas_into_a_file(xogen, dialogs, tmp_path, options, name, begins):
    done = xogen(f"render dialogs/create-lead.json -o {name} {options}")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(("form", "begins"), [("svg", "<?xml "), ("gv", "digraph "), ("mermaid", "---\n")])
def test_one_canvas_onto_standard_output(xogen, dialogs, form, begins):
    done = xogen(f"render dialogs/create-lead.json --format {form}")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(begins)


def test_a_folder_into_a_folder(xogen, dialogs, tmp_path):
    done = xogen("render dialogs -o pictures/light")
    assert (done.code, done.out, done.err) == (0, "", "pictures/light: 2 canvases\n")
    assert list(written(tmp_path / "pictures")) == ["light/create-lead.svg", "light/world.svg"]


def test_one_canvas_into_a_folder(xogen, dialogs, tmp_path):
    (tmp_path / "out.svg").mkdir()
    assert xogen("render dialogs/world.json -o out.svg").err == "out.svg: 1 canvas\n"
    assert list(written(tmp_path / "out.svg")) == ["world.svg"]


def test_a_second_run_changes_nothing(xogen, dialogs, tmp_path):
    xogen("render dialogs -o out")
    before = written(tmp_path / "out")
    assert xogen("render dialogs -o out").code == 0
    assert written(tmp_path / "out") == before


def test_platforms(xogen, dialogs):
    frames = {
        name: xogen(f"render dialogs/create-lead.json --format gv {option}").out.count("subgraph")
        for name, option in (("as written", ""), ("xo10", "--platform xo10"), ("xo11", "--platform xo11"))
    }
    assert frames == {"as written": 0, "xo10": 2, "xo11": 0}


def test_a_project_is_drawn_without_a_path(xogen, dialogs, tmp_path):
    assert xogen("init acme").code == 0
    shutil.copytree(dialogs, tmp_path / "acme" / "dialogs", dirs_exist_ok=True)
    for line in ("-C acme render -o out", "render acme -o out"):
        assert xogen(line).err == "out: 2 canvases\n"


def test_a_png_says_what_it_cannot_show(xogen, dialogs):
    done = xogen("render dialogs -o out --format png")
    assert done.err == (
        "out: 2 canvases\nworld: the renderer's fonts have no ؟, ء, ا, ..., so the PNG shows boxes; an SVG shows them\n"
    )


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("render dialogs", 2, "2 canvases need a folder: add -o DIR"),
        ("render nowhere.json", 3, "Error: nowhere.json: there is no such file or folder"),
        ("render empty -o out", 3, "Error: empty: there are no dialogs to draw"),
        ("render -o out", 3, "xogen init"),
        ("render broken.json", 3, "Error: broken.json:1"),
        ("render export.json", 3, "Error: export.json: there are no dialogs to draw: the export holds no nodes"),
        ("render latin.json", 3, "Error: latin.json:1: this file is not UTF-8"),
        ("render dialogs other -o out", 3, "two canvases would be called world"),
        ("render dialogs --theme pink", 2, "'pink' is not one of 'light', 'dark'"),
        ("render dialogs -o file", 4, "Error: file: cannot make this folder: file exists"),
        ("render dialogs -o file/deep", 4, "Error: file/deep: cannot make this folder: not a directory"),
        (
            "render dialogs/world.json -o broken.json",
            2,
            "broken.json: canvases are no .json files; there are .svg, .png",
        ),
        ("render dialogs/world.json -o new.pdf", 2, "new.pdf: canvases are no .pdf files; there are .svg, .png"),
        ("render dialogs -o new.svg", 2, "2 canvases need a folder, not new.svg: -o DIR, or one page: -o FILE.html"),
        (
            "render dialogs -o out --findings --format png",
            2,
            "--findings is drawn as SVG and HTML only: leave out --format png",
        ),
        ("render dialogs -o out --layout canvas --format gv", 2, "--layout canvas is drawn as SVG and HTML only"),
        ("render dialogs/world.json -o folder", 4, "Error: folder/world.svg: cannot write: is a directory"),
    ],
)
def test_what_is_wrong(xogen, dialogs, tmp_path, line, code, said):
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "folder" / "world.svg").mkdir(parents=True)
    shutil.copy(dialogs / "world.json", tmp_path / "other")
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "file").write_text("")
    (tmp_path / "export.json").write_text('{"dialogComponents": []}')
    (tmp_path / "latin.json").write_bytes(b'"\xe4"')
    before = written(tmp_path)
    done = xogen(line)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert written(tmp_path) == before


@pytest.mark.parametrize("renderer", ["graphviz-pure", "dot"])
def test_without_a_renderer(xogen, dialogs, tmp_path, monkeypatch, renderer):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "dialogs" / "world.json").write_text((dialogs / "world.json").read_text().replace('"world"', '"w"'))
    done = xogen(f"render dialogs/world.json -o out.svg --renderer {renderer}")
    assert done.code == 4
    assert f"the program '{renderer}' was not found" in done.err
    assert not (tmp_path / "out.svg").exists()


def test_text_formats_need_no_renderer(xogen, dialogs, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert xogen("render dialogs -o out --format gv").code == 0
    assert xogen("render dialogs -o out --format mermaid").code == 0
    assert list(written(tmp_path / "out")) == ["create-lead.gv", "create-lead.mmd", "world.gv", "world.mmd"]


def test_a_png_is_nothing_for_a_terminal(terminal, dialogs):
    assert "a PNG is nothing for a terminal: add -o FILE" in terminal("render dialogs/world.json --format png")


def test_help_names_every_choice_with_an_example(xogen):
    done = xogen("render --help")
    assert done.code == 0
    assert re.search(r"Example:\n +xogen render \S+\.json -o \S+\.svg\n", done.out)


def test_drawing_loads_nothing_that_it_does_not_need(shell, dialogs):
    done = shell("render dialogs/create-lead.json -o out.svg", env={"PYTHONPROFILEIMPORTTIME": "1", "PATH": ""})
    loaded = {line.split("|")[-1].strip() for line in done.stderr.splitlines()}
    assert "xogen.canvas.drawing" in loaded
    assert loaded.isdisjoint({"networkx", "jinja2", "quickjs", "tree_sitter", "graphviz", "xogen.lint", "xogen.packs"})


def test_a_bot_export_becomes_its_dialogs_and_an_overview(xogen, tmp_path):
    done = xogen(f"render {EXPORTS / 'twilio-sms'} -o out")
    assert (done.code, done.err) == (0, "out: 5 canvases\n")
    names = ["fallback-task.svg", "overview.svg", "sendsms.svg", "signup.svg", "welcome-task.svg"]
    assert list(written(tmp_path / "out")) == names


def test_several_bots_get_a_folder_each(xogen, tmp_path):
    done = xogen(f"render {EXPORTS / 'twilio-sms'} {EXPORTS / 'ms-teams'} -o out --format mermaid")
    assert done.code == 0
    assert {path.parent.name for path in (tmp_path / "out").rglob("*.mmd")} == {"twilio-sms", "ms-teams"}
    assert "Twilio integration" in (tmp_path / "out" / "twilio-sms" / "overview.mmd").read_text()


def test_findings_stand_on_the_canvas(xogen, tmp_path):
    assert xogen(f"render {EXPORTS / 'twilio-sms'} -o out --findings").code == 0
    picture = (tmp_path / "out" / "sendsms.svg").read_text(encoding="utf-8")
    assert 'id="findings"' in picture
    assert "reference/unknown-service" in picture


def test_dialogs_are_drawn_where_their_author_put_the_nodes(xogen, tmp_path):
    assert xogen(f"render {EXPORTS / 'twilio-sms'} -o out --layout canvas").code == 0
    picture = (tmp_path / "out" / "signup.svg").read_text(encoding="utf-8")
    tops = [float(picture.split(f'id="node-{key}')[1].split('d="M')[1].split("C")[0].split(",")[1]) for key in
            ("intent0", "nd-ent-114da1b2", "nd-dlg-380412df", "nd-msg-de0bb3bd")]  # fmt: skip
    assert tops == sorted(tops)


def test_what_has_no_positions_is_said(xogen, dialogs):
    done = xogen("render dialogs -o out --layout canvas")
    assert (done.code, done.err) == (
        0,
        "out: 2 canvases\nno positions are known of create-lead, world: Graphviz found them\n",
    )


@pytest.fixture
def without_renderer(tmp_path, monkeypatch):
    """Take the renderer away, so that only what was drawn before can be had."""

    def take():
        monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
        monkeypatch.setenv("PATH", str(tmp_path))

    return take


@pytest.mark.parametrize("form", ["svg", "png", "html"])
def test_what_did_not_change_is_not_drawn_again(xogen, dialogs, tmp_path, without_renderer, form):
    assert xogen(f"render dialogs -o first --format {form}").code == 0
    without_renderer()
    done = xogen(f"render dialogs -o second --format {form}")
    assert (done.code, done.err.replace("second", "first").partition("\n")[0]) == (
        0,
        f"first: {1 if form == 'html' else 2} canvas{'' if form == 'html' else 'es'}",
    )
    assert written(tmp_path / "second") == written(tmp_path / "first")


@pytest.mark.parametrize("change", ["dialog", "option", "no cache"])
def test_what_did_change_is_drawn_anew(xogen, dialogs, without_renderer, change):
    assert xogen("render dialogs -o out").code == 0
    without_renderer()
    if change == "dialog":
        file = dialogs / "world.json"
        file.write_text(file.read_text(encoding="utf-8").replace('"world"', '"earth"'), encoding="utf-8")
    options = {"option": " --theme dark", "no cache": " --no-cache"}.get(change, "")
    done = xogen(f"render dialogs -o out{options}")
    assert (done.code, "was not found" in done.err) == (4, True)


def test_a_page_of_a_bot_goes_where_it_is_told(xogen, tmp_path):
    assert xogen(f"render {EXPORTS / 'ms-teams'} -o bot.html").code == 0
    assert xogen(f"render {EXPORTS / 'ms-teams'} -o out --format html").code == 0
    page = (tmp_path / "bot.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert (tmp_path / "out" / "viewer.html").read_text(encoding="utf-8") == page


def test_the_page_shows_nodes_where_the_author_put_them(xogen, tmp_path):
    line = f"render {EXPORTS / 'otp-generation'} --layout canvas --findings --format svg -o out"
    assert xogen(line).code == 0
    assert xogen(line.replace("--format svg -o out", "-o out.html")).code == 0
    size = re.search(rb'width="[\d.]+pt" height="[\d.]+pt"', (tmp_path / "out" / "welcome-task.svg").read_bytes())
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert size[0].decode().replace('"', '\\"') in page


def test_the_page_opens_in_the_colours_that_were_asked_for(xogen, dialogs, tmp_path):
    for theme, said in (("dark", '<html lang="en" data-theme="dark">'), ("light", '<html lang="en">')):
        assert xogen(f"render dialogs --theme {theme} -o {theme}.html").code == 0
        assert said in (tmp_path / f"{theme}.html").read_text(encoding="utf-8")


def test_endings_count_in_any_case(xogen, dialogs, tmp_path):
    assert xogen("render dialogs/world.json -o World.PNG").code == 0
    assert (tmp_path / "World.PNG").read_bytes().startswith(b"\x89PNG")


def test_a_file_that_is_as_it_should_be_is_not_written_again(xogen, dialogs, tmp_path):
    assert xogen("render dialogs -o out --no-cache").code == 0
    before = (tmp_path / "out" / "world.svg").stat()
    (tmp_path / "out" / "create-lead.svg").write_text("old", encoding="utf-8")
    assert xogen("render dialogs -o out --no-cache").code == 0
    after = (tmp_path / "out" / "world.svg").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (tmp_path / "out" / "create-lead.svg").read_text(encoding="utf-8").startswith("<?xml")


def test_an_imported_bot(xogen, tmp_path):
    xogen(f"import {EXPORTS / 'twilio-sms'} -o bot")
    assert xogen("render bot -o out").err == "out: 4 canvases\n"
    names = ["fallback-task", "sendsms", "signup", "welcome-task"]
    assert list(written(tmp_path / "out")) == [f"{name}.svg" for name in names]


@pytest.mark.parametrize("head", ["bot/xogen.toml", "twilio/imported.json"])
def test_who_names_the_file_at_the_head_means_the_folder(xogen, bot, tmp_path, head):
    for line in ("-C bot templates install salesforce/view-lead", "-C bot generate --no-draw"):
        assert xogen(line).code == 0
    xogen(f"import {EXPORTS / 'twilio-sms'} -o twilio")
    folder = head.partition("/")[0]
    assert xogen(f"render {folder} -o folder").code == 0
    assert xogen(f"render {head} -o head").code == 0
    assert written(tmp_path / "head") == written(tmp_path / "folder") != {}
    assert xogen(f"render {head} -o head.html").code == 0
    assert f"<title>{folder}</title>" in (tmp_path / "head.html").read_text(encoding="utf-8")
    (tmp_path / head).unlink()
    assert xogen(f"render {head} -o gone").err == f"Error: {head}: there is no such file or folder\n"
