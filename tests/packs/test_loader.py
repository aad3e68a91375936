from __future__ import annotations

import errno
import os
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from xogen.errors import InputError, NotFoundError, TemplateError
from xogen.packs import loader
from xogen.packs.loader import find_packs, load_pack

FIXTURES = Path(__file__).parent / "fixtures"
TASK = (FIXTURES / "newer" / "tasks" / "ping" / "task.toml").read_text(encoding="utf-8")


def test_pack_is_loaded_whole(tickets):
    assert tickets.manifest.pairs == ("pre-authorize/custom", "allow-users/system", "allow-users/custom")
    assert list(tickets.templates) == ["find-tickets", "open-ticket"]
    assert tickets.templates["open-ticket"].address == "tickets/open-ticket"
    assert list(tickets.templates["open-ticket"].scripts) == ["note.js"]
    assert [name for name in tickets.files if "cases" in name] == []


def test_digest_changes_with_what_is_generated_and_with_nothing_else(make_pack):
    folder = make_pack({"tasks/ping/task.toml": TASK})
    first = load_pack(folder)
    (folder / "tasks" / "ping" / "cases").mkdir()
    (folder / "tasks" / "ping" / "cases" / "a.toml").write_text("")
    (folder / ".DS_Store").write_bytes(b"\xff")
    assert load_pack(folder).digest == first.digest
    (folder / "shared").mkdir()
    (folder / "shared" / "a.js").write_text("x")
    second = load_pack(folder).digest
    (folder / "shared" / "a.js").rename(folder / "shared" / "b.js")
    assert len({first.digest, second, load_pack(folder).digest}) == 3


@pytest.mark.parametrize(
    ("manifest", "where", "message"),
    [
        (None, "tiny", "there is no pack.toml"),
        ("name = x\n", "tiny/pack.toml:1:8", "this is not valid TOML: invalid value"),
        (
            'name = "Tiny Pack"\nversion = "one"\ntitle = "T"\naction = "x"\nauthorisations = []\n',
            "tiny/pack.toml:1: authorizations",
            (
                "is missing"
                "\ntiny/pack.toml:1: name: String should match pattern '^[a-z][a-z0-9-]*$'"
                "\ntiny/pack.toml:2: version: 'one' is no version; write it like 1.2.0"
                "\ntiny/pack.toml:5: authorisations: unknown key; did you mean 'authorizations'?"
            ),
        ),
        (
            'name = "x"\nversion = "1"\ntitle = "T"\naction = "x"\nauthorizations = ["pre-authorise/system"]\n',
            "tiny/pack.toml:5: authorizations[0]",
            "'pre-authorise/system' is no kind of authorization; did you mean 'pre-authorize/system'?",
        ),
    ],
)
def test_manifest_that_is_wrong(tmp_path, manifest, where, message):
    if manifest is not None:
        (tmp_path / "pack.toml").write_text(manifest)
    with pytest.raises(InputError) as caught:
        load_pack(tmp_path, shown="tiny")
    assert (caught.value.where, caught.value.message) == (where, message)


def test_pack_for_a_newer_xogen_says_so_before_its_unknown_keys():
    with pytest.raises(TemplateError) as caught:
        load_pack(FIXTURES / "newer", shown="newer")
    assert caught.value.where == "newer/pack.toml:6: requires_xogen"
    assert caught.value.message.startswith("the newer pack needs xogen 99.1 or newer, this is ")
    assert caught.value.exit_code == 3


FAULTS = sorted((FIXTURES / "faults").glob("*.toml"))


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_all_faults_of_a_task_are_named_at_once(make_pack, path):
    """The comments at the head of a file say what is wrong in it, line by line."""
    text = path.read_text(encoding="utf-8")
    expected = [line.removeprefix("# ") for line in text.split("[task]")[0].splitlines()]
    fragment = 'entry = "F"\nexits = ["next", "no"]\n[nodes.F]\ntype = "logic"\nnext = "next"\n'
    folder = make_pack({"tasks/do/task.toml": text, "fragments/f.toml": fragment})
    with pytest.raises(InputError) as caught:
        load_pack(folder, shown="tiny")
    lines = f"{caught.value.where}: {caught.value.message}".split("\n")
    assert [line.removeprefix("tiny/tasks/do/task.toml:") for line in lines] == expected


@pytest.mark.parametrize(
    ("fragment", "faults"),
    [
        (
            'entry = "G"\nexits = ["F", "end"]\n[nodes.F]\ntype = "logic"\nnext = "nxt"\n',
            ["1: entry: the fragment has no node 'G'; there are: F",
             "2: exits[0]: 'F' is the name of a node or of an end",
             "2: exits[1]: 'end' is the name of a node or of an end",
             "5: nodes.F.next: there is no node 'nxt'; there are: F, end"],
        ),
        (
            'entry = "F"\n[nodes.F]\ntype = "include"\nfragment = "f"\nnext = "next"\n',
            ["2: nodes.F: must be one of 'entity', 'confirmation', 'service', 'message', 'script', 'logic'"],
        ),
    ],
)  # fmt: skip
def test_all_faults_of_a_fragment_are_named_at_once(make_pack, fragment, faults):
    folder = make_pack({"tasks/do/task.toml": TASK, "fragments/f.toml": fragment})
    with pytest.raises(InputError) as caught:
        load_pack(folder, shown="tiny")
    lines = f"{caught.value.where}: {caught.value.message}".split("\n")
    assert [line.removeprefix("tiny/fragments/f.toml:") for line in lines] == faults


def test_file_that_is_no_text_is_named(make_pack):
    folder = make_pack({"tasks/do/task.toml": TASK})
    (folder / "tasks" / "do" / "x.js").write_bytes(b"a\nb\xff")
    with pytest.raises(TemplateError) as caught:
        load_pack(folder, shown="tiny")
    assert str(caught.value) == "tiny/tasks/do/x.js:2: this file is not UTF-8\n  save it as UTF-8"


def test_folder_that_cannot_be_read_is_not_an_empty_one(make_pack, monkeypatch):
    folder = make_pack({"tasks/do/task.toml": TASK})
    iterdir = Path.iterdir

    def guarded(self):
        if self == folder / "tasks":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return iterdir(self)

    monkeypatch.setattr(Path, "iterdir", guarded)
    with pytest.raises(PermissionError):
        load_pack(folder)


def test_line_ends_and_byte_order_marks_change_nothing(make_pack):
    script = TASK.replace('text = "pong"', 'script = "x.js"')
    before = load_pack(make_pack({"tasks/do/task.toml": script, "tasks/do/x.js": "print(1);\nprint(2);\n"}))
    for file in [path for path in Path(before.folder).rglob("*") if path.is_file()]:
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    after = load_pack(Path(before.folder))
    assert after.digest == before.digest
    for file in [path for path in Path(before.folder).rglob("*") if path.is_file()]:
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    marked = load_pack(Path(before.folder)).templates["do"]
    assert marked.scripts["x.js"].text == before.templates["do"].scripts["x.js"].text


@pytest.fixture
def project(tmp_path):
    def copy(name, to=None, replace=("", "")):
        for path in sorted((FIXTURES / name).rglob("*.toml")):
            target = tmp_path / "packs" / (to or name) / path.relative_to(FIXTURES / name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(path.read_text(encoding="utf-8").replace(*replace), encoding="utf-8")
        return tmp_path

    return copy


def test_bundled_packs_are_found_without_a_project(tmp_path):
    packs = find_packs(None)
    assert "salesforce" in packs
    assert packs["salesforce"].origin == "bundled"
    assert list(find_packs(tmp_path / "nowhere")) == list(packs)


def test_project_s_pack_is_found_and_wins(project):
    root = project("basic", "salesforce", replace=('name = "basic"', 'name = "salesforce"'))
    pack = find_packs(root)["salesforce"]
    assert (pack.origin, pack.manifest.title, pack.folder) == ("project", "Behind a Password", "packs/salesforce")


def test_a_broken_pack_disturbs_nobody_else(project):
    packs = find_packs(project("newer"))
    assert packs.template("salesforce/create-lead").name == "create-lead"
    with pytest.raises(TemplateError, match="needs xogen"):
        packs.template("newer/ping")


def test_folder_and_name_must_agree(project):
    with pytest.raises(TemplateError) as caught:
        find_packs(project("basic", "base"))["base"]
    assert caught.value.message == "the pack is named 'basic', but its folder is 'base'"


@pytest.mark.parametrize(
    ("address", "message"),
    [
        (
            "salesforce/create-led",
            "there is no template 'salesforce/create-led'; did you mean 'salesforce/create-lead'?",
        ),
        ("create-lead", "there is no template 'create-lead'; did you mean 'salesforce/create-lead'?"),
        (
            "salesforc/create-lead",
            "there is no template 'salesforc/create-lead'; did you mean 'salesforce/create-lead'?",
        ),
        ("salesforc/creatlead", "there is no template 'salesforc/creatlead'; did you mean 'salesforce/create-lead'?"),
        ("creat-lead", "there is no template 'creat-lead'; did you mean 'salesforce/create-lead'?"),
        ("salesforc/zzz", "there is no template 'salesforc/zzz'; did you mean 'salesforce'?"),
        ("salesforce/zzz", "there is no template 'salesforce/zzz'; salesforce has: "),
    ],
)
def test_unknown_template_names_the_nearest(address, message):
    with pytest.raises(NotFoundError) as caught:
        find_packs(None).template(address)
    assert caught.value.message.startswith(message)
    assert caught.value.hint == "see: xogen templates list"


@pytest.fixture
def installed(tmp_path, monkeypatch):
    package = tmp_path / "site" / "acme_packs" / "tiny"
    (package / "tasks" / "ping").mkdir(parents=True)
    (tmp_path / "site" / "acme_packs" / "__init__.py").write_text("")
    (package / "__init__.py").write_text("raise RuntimeError('a pack is never run')")
    (package / "pack.toml").write_text(
        (FIXTURES / "basic" / "pack.toml").read_text().replace('"basic"\nv', '"tiny"\nv')
    )
    (package / "tasks" / "ping" / "task.toml").write_text(TASK)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    points = [EntryPoint("tiny", "acme_packs.tiny", loader.ENTRY_POINTS)]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: points if group == loader.ENTRY_POINTS else [])
    yield points
    sys.modules.pop("acme_packs", None)


def test_pack_of_an_installed_distribution_is_found_and_not_run(installed):
    packs = find_packs(None)
    assert "tiny" in list(packs)
    assert packs["tiny"].origin == "installed"
    assert packs.template("tiny/ping").source.path == "acme_packs.tiny/tasks/ping/task.toml"


def test_two_distributions_with_one_name_are_refused(installed):
    installed.append(EntryPoint("tiny", "other.tiny", loader.ENTRY_POINTS))
    with pytest.raises(TemplateError, match="two installed distributions have a pack named 'tiny'"):
        list(find_packs(None))
