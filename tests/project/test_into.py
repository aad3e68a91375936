"""Dialogs put into the exports of others: what is not theirs stays, value by value, as it was spelt."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.formats.importer.exports import config, damaged, dice, export, seeds, written
from xogen.cli import main
from xogen.errors import InputError
from xogen.project.into import into_export

MADE = Path(__file__).parents[1] / "fixtures" / "exports-made"
DEFINITION = {"xo10": "botDefinition.json", "xo11": "appDefinition.json"}
GROWING = ("dialogs", "dialogComponents", "patterns", "sentences", "idpConfigurations", "preBuiltIntegrations")
NAMES = ("Create a Lead", "Delete Lead")


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    made = {}
    for platform in DEFINITION:
        bot = tmp_path_factory.mktemp("projects") / platform
        for line in (
            f"init {bot} --platform {platform}",
            f"-C {bot} action authorize salesforce --declared",
            f"-C {bot} action enable salesforce",
            f"-C {bot} templates install salesforce/create-lead salesforce/delete-lead",
            f"-C {bot} generate --no-draw",
        ):
            assert main.run(line.split()) == 0
        made[platform] = {file.name: file.read_text(encoding="utf-8") for file in (bot / "package").iterdir()}
    return made


def _as_spelt(text: str | bytes) -> Any:
    """Return JSON in which ``1.0``, ``1.00`` and ``"1.0"`` differ, without the wrapping that some exports have."""
    data = json.loads(text, parse_float=lambda digits: ("number", digits), parse_int=lambda digits: ("number", digits))
    return data.get("appDefinition", data)


def _put_in(folder: Path, packages, platform: str):
    """Put the package into the export in a folder, and write it there."""
    done = into_export(folder, packages[platform], platform)
    for name, content in done.files.items():
        (folder / name).write_bytes(content)
    return done


def _hold_to(before: Any, after: Any, ours: set[str]) -> None:
    """Compare two exports without what has our refIds and ids."""
    assert list(after)[: len(before)] == list(before)
    for key in before:
        if key in GROWING and isinstance(before[key], list):
            theirs = [each for each in after[key] if each.get("refId", each.get("taskId")) not in ours]
            old = [each for each in before[key] if each.get("refId", each.get("taskId")) not in ours]
            assert theirs[: len(old)] == old
        elif key != "exportOptions":
            assert after[key] == before[key]


def _ours(package: Any) -> set[str]:
    made = [*package["dialogs"], *package["dialogComponents"]]
    return {each[key] for each in made for key in ("refId", "_id")}


@pytest.mark.parametrize(
    ("name", "platform"), [("g1", "xo10"), ("g4", "xo11"), ("wrapped", "xo11")], ids=["g1", "g4", "wrapped"]
)
def test_dialogs_are_added_and_replaced_and_nothing_else_changes(tmp_path, packages, name, platform):
    (definition,) = [file for file in (MADE / name).iterdir() if file.name != "config.json"]
    for file in (MADE / name).iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    path, package = tmp_path / definition.name, json.loads(packages[platform][DEFINITION[platform]])
    before = _as_spelt(path.read_bytes().decode("utf-8-sig"))
    assert _put_in(tmp_path, packages, platform).merged.added == NAMES
    added = _as_spelt(path.read_bytes().decode("utf-8-sig"))
    _hold_to(before, added, _ours(package))
    assert [each["lname"] for each in added["dialogs"]][len(before["dialogs"]) :] == ["create a lead", "delete lead"]

    whole = path.read_bytes().decode("utf-8-sig")
    data = json.loads(whole)
    bot = data.get("appDefinition", data)
    last = bot["dialogs"][-1]
    last["nodes"].pop()
    last["metaInfo"] = {"bookmarks": [1.50]}
    path.write_text(json.dumps(data), encoding="utf-8")
    changed = _as_spelt(path.read_text(encoding="utf-8"))
    done = _put_in(tmp_path, packages, platform)
    assert (done.merged.replaced, done.merged.unchanged) == (NAMES[1:], NAMES[:1])
    replaced = _as_spelt(path.read_text(encoding="utf-8"))
    _hold_to(changed, replaced, _ours(package))
    assert replaced["dialogs"][-1]["metaInfo"] == {"bookmarks": [("number", "1.5")]}
    assert {**replaced["dialogs"][-1], "metaInfo": None} == {**added["dialogs"][-1], "metaInfo": None}
    assert _put_in(tmp_path, packages, platform).changed == ()


@given(seeds, st.sampled_from(["G1", "G2", "G3", "G4"]), st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_export_takes_them_or_refuses_them(tmp_path, packages, seed, generation, hurt):
    random = dice(seed)
    data = export(random, generation)
    text = written(damaged(random, data) if hurt else data)
    (tmp_path / "bot.json").write_text(text, encoding="utf-8")
    (tmp_path / "config.json").write_text(written(config(random)), encoding="utf-8")
    platform = "xo11" if generation == "G4" else "xo10"
    try:
        done = _put_in(tmp_path, packages, platform)
    except InputError:
        assume(False)
    before, after = _as_spelt(text), _as_spelt(done.files["bot.json"])
    _hold_to(before, after, _ours(json.loads(packages[platform][DEFINITION[platform]])))
    assert _put_in(tmp_path, packages, platform).changed == ()


def _write(folder: Path, **changes: object) -> None:
    data = json.loads((MADE / "g4" / "appDefinition.json").read_text(encoding="utf-8"))
    (folder / "appDefinition.json").write_text(json.dumps({**data, **changes}), encoding="utf-8")


@pytest.mark.parametrize(
    ("there", "own"),
    [
        ([{"_id": "ns-1", "refId": "theirs", "name": "default"}], ["theirs"]),
        ([], []),
        (None, []),
    ],
)
def test_dialogs_are_in_a_namespace_that_the_bot_has(tmp_path, packages, there, own):
    _write(tmp_path, namespaces=there)
    done = into_export(tmp_path, packages["xo11"], "xo11")
    after = json.loads(done.files["appDefinition.json"])
    assert [each["vNameSpace"] for each in after["dialogs"] if each["lname"] in ("create a lead", "delete lead")] == [
        own,
        own,
    ]


def test_ids_that_are_no_texts_are_nobodys(tmp_path, packages):
    _write(tmp_path, idpConfigurations=[{"refId": {}, "name": []}])
    assert into_export(tmp_path, packages["xo11"], "xo11").merged.added == NAMES


@pytest.mark.parametrize(
    ("name", "platform", "message", "hint"),
    [
        (
            "single-2017",
            "xo10",
            "this is the export of one dialog, which has no room for others",
            "export the whole bot from the platform, or write a package: xogen export -o FILE.zip",
        ),
        (
            "nlp-data-only",
            "xo10",
            "this export holds training data only: its dialogs have no nodes",
            "export the bot with its tasks, or write a package of its own: xogen export -o FILE.zip",
        ),
        (
            "g2",
            "xo10",
            "the bot's first language is 'ja', and the dialogs are in en",
            "add 'ja' to languages in xogen.toml, then run: xogen generate",
        ),
        (
            "g4",
            "xo10",
            "this is a bot of XO 11, and the project makes packages for XO 10",
            'set platform = "xo11" in xogen.toml, then run: xogen generate',
        ),
    ],
)
def test_an_export_without_room_for_them_is_refused(packages, name, platform, message, hint):
    with pytest.raises(InputError) as caught:
        into_export(MADE / name, packages[platform], platform)
    assert (caught.value.message, caught.value.hint) == (message, hint)
