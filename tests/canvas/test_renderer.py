from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from importlib.metadata import requires, version
from pathlib import Path

import pytest

from tests.canvas.cases import NAMES, shown
from xogen.canvas import renderer
from xogen.canvas.build import build_scene
from xogen.canvas.dot import dot_source, skeleton_source
from xogen.canvas.renderer import RendererWarning, find_renderer, render_many, render_stream
from xogen.errors import MachineError

GRAPH = "digraph { a -> b }\n"


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(renderer, "_kept", {})


def test_the_contract_with_graphviz_pure_is_with_one_version():
    pinned = [line for line in requires("xogen") if line.startswith("graphviz-pure")]
    assert pinned == [f"graphviz-pure=={version('graphviz-pure')}"]
    said = subprocess.run([find_renderer(), "-V"], capture_output=True, text=True, check=False)
    assert (
        f"graphviz-pure version {version('graphviz-pure')} (Rust port of Graphviz 16.1.0)" in said.stdout + said.stderr
    )


@pytest.mark.parametrize("fmt", ["svg", "json"])
def test_a_batch_gives_what_each_graph_gives_alone(fmt):
    sources = [
        source
        for name in NAMES
        for source in (dot_source(shown(name)), skeleton_source(build_scene(shown(name)), "dark"))
    ]
    alone = [render_many([source], fmt)[0] for source in sources]
    renderer._kept.clear()
    assert render_many(sources[::-1], fmt) == alone[::-1]


def test_pngs_are_split_where_they_end():
    sources = [GRAPH, GRAPH.replace("b", "c -> d"), "digraph {}\n"]
    alone = [render_many([source], "png")[0] for source in sources]
    renderer._kept.clear()
    together = render_many(sources, "png")
    assert together == alone
    assert all(picture.startswith(b"\x89PNG") and picture.endswith(b"IEND\xaeB`\x82") for picture in together)


def test_json_holds_positions():
    pictures = render_many([GRAPH, 'digraph { "}\\n{" -> b }\n'], "json")
    assert [len(json.loads(picture)["objects"]) for picture in pictures] == [2, 2]


def test_many_graphs_keep_their_order():
    sources = [f"digraph {{ node{number} }}\n" for number in range(40)]
    for number, picture in enumerate(render_many(sources, "svg")):
        assert f">node{number}</text>".encode() in picture


def test_sources_are_drawn_while_they_are_made():
    assert len(list(render_stream((f"digraph {{ n{number} }}\n" for number in range(30)), "svg"))) == 30


def test_a_source_is_drawn_once(monkeypatch):
    first = render_many([GRAPH, GRAPH], "svg")
    monkeypatch.setattr(renderer, "find_renderer", lambda *_: pytest.fail("drawn again"))
    assert render_many([GRAPH], "svg") == first[:1] == first[1:]
    assert render_many([], "svg") == []


def test_a_source_that_cannot_be_drawn_is_named():
    with pytest.raises(MachineError) as caught:
        render_many([GRAPH, "digraph {"], "svg")
    assert caught.value.exit_code == 4
    assert "graphviz-pure drew 1 of 2 canvases: " in caught.value.message
    assert "syntax error in line" in caught.value.message


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A machine whose interpreter and PATH are empty folders; returns what installs a program on it."""
    folders = {"beside": tmp_path / "venv", "path": tmp_path / "bin"}
    for folder in folders.values():
        folder.mkdir()
    monkeypatch.setattr(sys, "executable", str(folders["beside"] / "python"))
    monkeypatch.setenv("PATH", str(folders["path"]))

    def install(where: str, name: str, script: str, mode: int = 0o755) -> Path:
        program = folders[where] / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(mode)
        return program

    return install


@pytest.mark.parametrize(
    ("name", "hint"), [("graphviz-pure", "pip install graphviz-pure"), ("dot", "apt-get install graphviz")]
)
def test_a_renderer_that_is_not_there(machine, name, hint):
    with pytest.raises(MachineError, match=f"the program '{name}' was not found") as caught:
        render_many([GRAPH], "svg", renderer=name)
    assert hint in caught.value.hint


def test_the_renderer_beside_the_interpreter_comes_first(machine):
    on_path = machine("path", "graphviz-pure", "")
    assert find_renderer() == str(on_path)
    assert find_renderer() != str(beside := machine("beside", "graphviz-pure", ""))
    assert find_renderer() == str(beside)


def test_dot_draws_each_graph_in_a_process_of_its_own(machine, tmp_path):
    machine("path", "dot", f"echo called >> {tmp_path}/calls; printf '<?xml one?>\\n'")
    assert render_many([GRAPH, "digraph { c }"], "svg", renderer="dot") == [b"<?xml one?>\n"] * 2
    assert (tmp_path / "calls").read_text() == "called\n" * 2


def test_what_the_renderer_says_and_we_know_is_not_passed_on(machine):
    said = "Warning: no value for width of non-ASCII character 194. Falling back to width of space character"
    machine("beside", "graphviz-pure", f"echo '{said}' >&2; printf '<?xml one?>\\n'")
    assert render_many([GRAPH], "svg") == [b"<?xml one?>\n"]


def test_what_else_it_says_is(machine):
    machine("beside", "graphviz-pure", "echo 'Warning: the moon is full' >&2; printf '<?xml one?>\\n'")
    with pytest.warns(RendererWarning, match="graphviz-pure: Warning: the moon is full"):
        drawn = render_many([GRAPH], "svg")
    assert drawn == [b"<?xml one?>\n"]


@pytest.mark.skipif(os.name == "nt", reason="modes of files are those of POSIX")
def test_a_renderer_that_does_not_start(machine):
    program = machine("beside", "graphviz-pure", "", mode=stat.S_IRUSR)
    if os.access(program, os.X_OK):
        pytest.skip("this user may run everything")
    with pytest.raises(MachineError, match="graphviz-pure cannot be started"):
        render_many([GRAPH], "svg")


def test_a_renderer_that_fails_without_a_word(machine):
    machine("beside", "graphviz-pure", "exit 3")
    with pytest.raises(MachineError, match="drew 0 of 1 canvases: exit code 3"):
        render_many([GRAPH], "svg")


def test_a_renderer_that_does_not_end_is_stopped(machine, monkeypatch):
    machine("beside", "graphviz-pure", "while true; do :; done")
    monkeypatch.setattr(renderer, "_LONGEST", 0.1)
    with pytest.raises(MachineError, match=r"graphviz-pure was stopped after 0\.1 seconds"):
        render_many([GRAPH], "svg")
