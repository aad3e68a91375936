"""Every case of every pack at hand: expanded, and compared with its snapshot."""

from __future__ import annotations

from pathlib import Path

import pytest

from xogen.errors import InputError
from xogen.formats.dialog_json import dump_dialog, load_dialog
from xogen.packs.cases import load_cases

HERE = Path(__file__).parent
PACKS = [HERE / "fixtures" / "tickets"]
BUNDLED = sorted(path.parent for path in (HERE.parent.parent / "template_packs").glob("*/pack.toml"))
CASES = [pytest.param(case, id=case.id.replace("/", "-")) for folder in PACKS for case in load_cases(folder)]
BUNDLED_CASES = [pytest.param(case, id=case.id.replace("/", "-")) for folder in BUNDLED for case in load_cases(folder)]


@pytest.mark.parametrize("case", CASES)
def test_case_gives_the_dialog_of_its_snapshot(case, json_snapshot):
    assert dump_dialog(case.expand()) == json_snapshot


@pytest.mark.parametrize("case", CASES + BUNDLED_CASES)
def test_case_expands_to_the_same_readable_dialog_twice(case):
    first = dump_dialog(case.expand())
    assert dump_dialog(case.expand()) == first
    assert load_dialog(first, "dialog.json") == case.expand()


def test_describe_that_is_not_there_is_named_with_its_line(make_pack):
    task = (HERE / "fixtures" / "newer" / "tasks" / "ping" / "task.toml").read_text()
    case = 'summary = "x"\ndescribe = [\n  "Lead.json",\n]\n'
    folder = make_pack({"tasks/ping/task.toml": task, "tasks/ping/cases/a.toml": case})
    with pytest.raises(InputError) as caught:
        load_cases(folder, shown="tiny")
    assert caught.value.where == "tiny/tasks/ping/cases/a.toml:2: describe[0]"
    assert caught.value.message == "there is no file 'Lead.json' beside the case"


@pytest.mark.parametrize(
    ("case", "where", "message"),
    [
        (
            "[parameters]\nconfirm = true\n",
            "tiny/tasks/ping/cases/a.toml:2: parameters.confirm",
            "tiny/ping has no parameter 'confirm'; it takes none",
        ),
        (
            '[override.nodes.Pung]\ntext = "x"\n',
            "tiny/tasks/ping/cases/a.toml:1: override.nodes.Pung",
            "tiny/ping has no node 'Pung'; did you mean 'Pong'?",
        ),
    ],
)  # fmt: skip
def test_case_that_does_not_fit_its_template_is_named_with_its_line(make_pack, case, where, message):
    task = (HERE / "fixtures" / "newer" / "tasks" / "ping" / "task.toml").read_text()
    folder = make_pack({"tasks/ping/task.toml": task, "tasks/ping/cases/a.toml": case})
    [loaded] = load_cases(folder, shown="tiny")
    with pytest.raises(InputError) as caught:
        loaded.expand()
    assert (caught.value.where, caught.value.message) == (where, message)
