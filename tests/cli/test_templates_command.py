from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from xogen.cli.main import run

FIXTURES = Path(__file__).parent.parent / "packs" / "fixtures"


@pytest.fixture
def templates(tmp_path, capsys):
    def invoke(*arguments):
        code = run(["-C", str(tmp_path), "templates", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return invoke


def test_list_has_one_line_a_template(templates):
    code, out, _ = templates("list")
    heads, *lines = out.splitlines()
    names = [line.split()[0] for line in lines]
    assert code == 0
    assert heads.split() == ["TEMPLATE", "TITLE", "SUMMARY"]
    assert names == sorted(names)
    assert "salesforce/create-lead" in names


def test_list_as_data(templates):
    found = {item["template"]: item for item in json.loads(templates("list", "--format", "json")[1])}
    lead = found["salesforce/create-lead"]
    assert (lead["title"], lead["action"], lead["origin"]) == ("Create a Lead", "salesforce", "bundled")


def test_list_shows_the_others_when_a_pack_is_broken(templates, tmp_path):
    (tmp_path / "packs" / "broken").mkdir(parents=True)
    (tmp_path / "packs" / "broken" / "pack.toml").write_text('name = 1\nversion = "1"\ntitle = "B"\naction = "b"\n')
    code, out, err = templates("list")
    assert "salesforce/create-lead" in out
    assert code == 3
    assert "packs/broken/pack.toml:1: name: must be text" in err


def test_show_tells_parameters_and_nodes(templates):
    code, out, _ = templates("show", "salesforce/create-lead")
    rows = [line.split() for line in out.splitlines()]
    assert code == 0
    assert ["confirm", "boolean", "true"] in [row[:3] for row in rows]
    assert ["ConfirmLead", "confirmation", "SignInGate", "confirm"] in [row[:4] for row in rows]


def test_show_as_data(templates):
    found = json.loads(templates("show", "salesforce/delete-lead", "--format", "json")[1])
    assert (found["operation"], found["object"]) == ("delete", "Lead")
    assert {"id": "ID", "type": "entity"}.items() <= found["nodes"][1].items()


def test_show_of_an_unknown_template_names_the_nearest(templates):
    code, _, err = templates("show", "create-lead")
    assert code == 3
    assert "there is no template 'create-lead'; did you mean 'salesforce/create-lead'?" in err


def test_check_says_that_a_pack_is_sound(templates):
    assert templates("check", FIXTURES / "tickets") == (0, "no findings in 1 pack\n", "")


def test_check_fails_on_what_it_is_told_to(templates):
    code, out, err = templates("check", FIXTURES / "basic" / "pack.toml")
    assert code == 1
    assert "pack.toml\n  5:1  error    authorizations: the basic action" in out
    assert out.splitlines()[-1].startswith("1 error, 2 warnings in 1 pack")
    assert err == ""
    code, out, err = templates("check", FIXTURES / "basic", "--fail-on", "warning", "--format", "json")
    rules = [item["rule"] for item in json.loads(out)["findings"]]
    assert (code, sorted(rules)) == (1, ["pack/few-utterances", "pack/invalid", "pack/missing-cases"])
    assert err == "1 error, 2 warnings in 1 pack\n"


def test_check_of_no_pack(templates, tmp_path):
    code, _, err = templates("check", tmp_path)
    assert code == 3
    assert "there is no pack.toml" in err


def test_check_writes_a_report_to_a_file(templates, tmp_path):
    report = tmp_path / "report.json"
    code, out, _ = templates("check", FIXTURES / "basic", "--fail-on", "never", "--format", "json", "-o", report)
    assert (code, out) == (0, "")
    assert json.loads(report.read_text())["summary"]


@pytest.mark.parametrize("line", [("list",), ("show", "salesforce/create-lead")])
def test_a_folder_that_is_not_there_has_no_templates(tmp_path, capsys, line):
    assert run(["-C", str(tmp_path / "nowhere"), "templates", *line]) == 3
    assert "nowhere: there is no such folder" in capsys.readouterr().err


def test_a_pack_of_the_project_that_replaces_one_is_said(templates, tmp_path):
    shutil.copytree(FIXTURES / "basic", tmp_path / "packs" / "salesforce")
    manifest = tmp_path / "packs" / "salesforce" / "pack.toml"
    manifest.write_text(manifest.read_text().replace('name = "basic"', 'name = "salesforce"'))
    code, out, err = templates("list")
    assert (code, [line.split()[0] for line in out.splitlines()]) == (0, ["TEMPLATE", "salesforce/ping"])
    assert err == (
        "salesforce is the project's own (packs/salesforce), and stands in place of the one that came with xogen\n"
    )


def test_install_for_an_object_says_which_describe_is_missing(xogen, bot):
    done = xogen("-C bot templates install salesforce/create-record salesforce/view-record --set object=Case")
    assert done.code == 0
    assert done.err.splitlines() == [
        "installed salesforce/create-record as create-case",
        "installed salesforce/view-record as view-case",
        "run: xogen describe pull Case, then xogen generate",
    ]
    (bot / "describe").mkdir()
    (bot / "describe" / "Lead.json").write_text('{"name": "Lead", "fields": []}')
    done = xogen("-C bot templates install salesforce/find-record --set object=Lead")
    assert done.err.splitlines()[-1] == "run: xogen generate"
