import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[1] / "fixtures"
EXPORTS = FIXTURES / "exports"
MADE = FIXTURES / "exports-made"


@pytest.fixture
def twilio(xogen):
    shutil.copytree(EXPORTS / "twilio-sms", "twilio-sms")
    return Path("twilio-sms")


def test_import_writes_a_readable_file_a_dialog_and_keeps_the_export(xogen, twilio):
    done = xogen("import twilio-sms -o bot")
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines() == [
        "bot: 4 dialogs of Twilio integration (XO 10)",
        "  edit bot/dialogs, then: xogen -C bot export -o FILE.zip",
    ]
    files = sorted(str(path.relative_to("bot")) for path in Path("bot").rglob("*") if path.is_file())
    assert files == [
        "dialogs/fallback-task.json",
        "dialogs/sendsms.json",
        "dialogs/signup.json",
        "dialogs/welcome-task.json",
        "export/botDefinition.json",
        "export/config.json",
        "imported.json",
    ]
    for name in ("botDefinition.json", "config.json"):
        assert (Path("bot/export") / name).read_bytes() == (twilio / name).read_bytes()
    sign_up = json.loads(Path("bot/dialogs/signup.json").read_text(encoding="utf-8"))
    assert [node["id"] for node in sign_up["nodes"]][:2] == ["SignUp", "GetUserPhNoEntity"]


SOURCES = sorted(EXPORTS.glob("*/botDefinition.json")) + sorted(MADE.glob("*/[!c]*.json"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.parent.name)
def test_every_export_goes_out_as_it_came_in(xogen, path):
    assert xogen(f"import {path} -o bot").code == 0
    assert xogen("-C bot export -o again.zip").code == 0
    with zipfile.ZipFile("again.zip") as archive:
        for name in archive.namelist():
            assert archive.read(name) == (path.parent / name).read_bytes()
        assert path.name in archive.namelist()


def test_a_zip_of_other_names_comes_back_with_all_it_held(xogen, twilio):
    held = {
        "mine.json": (twilio / "botDefinition.json").read_bytes(),
        "vars.json": (twilio / "config.json").read_bytes(),
        "scripts/getIndex.js": b"var a = 1;",
    }
    with zipfile.ZipFile("bot.zip", "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    assert xogen("import bot.zip -o bot").code == 0
    Path("bot/export/.DS_Store").write_bytes(b"")
    assert xogen("-C bot export -o again.zip").code == 0
    with zipfile.ZipFile("again.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == held


def test_a_definition_that_lies_elsewhere_is_refused(xogen, twilio):
    xogen("import twilio-sms -o bot")
    manifest = Path("bot/imported.json")
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("export/botDefinition", "../twilio-sms/botDefinition"), encoding="utf-8")
    done = xogen("-C bot export -o again.zip")
    assert done.code == 3
    assert "the definition '../twilio-sms/botDefinition.json' is no file of export/" in done.err


def test_an_imported_folder_is_what_lint_means_without_a_path(xogen, twilio):
    xogen("import twilio-sms -o bot")
    done = xogen("-C bot lint --format concise --select reference")
    assert done.code == 1
    assert "bot/dialogs/sendsms.json:140:15: error reference/unknown-service" in done.out


def test_an_edit_goes_back_alone_and_what_shares_it_is_named(xogen, twilio):
    xogen("import twilio-sms -o bot")
    file = Path("bot/dialogs/sendsms.json")
    text = file.read_text(encoding="utf-8")
    assert text.count("Message sent successfully!") == 1
    file.write_text(text.replace("Message sent successfully!", "Sent: 100%"), encoding="utf-8")
    done = xogen("-C bot export -o again.zip")
    assert (done.code, done.err) == (0, "again.zip: botDefinition.json, config.json\n")
    with zipfile.ZipFile("again.zip") as archive:
        new = archive.read("botDefinition.json").decode().splitlines()
    old = (twilio / "botDefinition.json").read_text(encoding="utf-8").splitlines()
    changed = [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
    (pair,) = changed
    assert pair[0].replace("Message%20sent%20successfully!", "Sent%3A%20100%25") == pair[1]


def test_nodes_of_one_component_change_together(xogen):
    xogen(f"import {EXPORTS / 'custom-llm'} -o bot")
    shared = {}
    for file in sorted(Path("bot/dialogs").glob("*.json")):
        for node in json.loads(file.read_text(encoding="utf-8"))["nodes"]:
            if node["type"] == "message":
                shared.setdefault(node["ref_id"], []).append((file, node["id"]))
    (first, name), (second, _) = next(places for places in shared.values() if len(places) > 1)
    _say(first, name, "Other words")
    done = xogen("-C bot export -o again.zip")
    assert done.code == 0
    assert done.err.splitlines()[1] == f"  {second}: {name} changes with another node of the same component"
    _say(second, name, "Still other words")
    done = xogen("-C bot export -o again.zip")
    assert done.code == 3
    assert f"Error: {second}: two edits contradict each other" in done.err


def _say(file, node_id, words):
    data = json.loads(file.read_text(encoding="utf-8"))
    for node in data["nodes"]:
        if node["id"] == node_id:
            node["responses"] = [{"text": {"en": words}}]
    file.write_text(json.dumps(data), encoding="utf-8")


@pytest.mark.parametrize(
    ("prepare", "line", "message"),
    [
        (lambda: None, "import twilio-sms -o bot", "not imported, because these files are there"),
        (
            lambda: Path("bot/dialogs/signup.json").unlink(),
            "-C bot export -o a.zip",
            "the file of the dialog 'SignUp' is gone",
        ),
        (
            lambda: Path("bot/dialogs/signup.json").write_text('{"name": "x"}', encoding="utf-8"),
            "-C bot export -o a.zip",
            "bot/dialogs/signup.json",
        ),
        (
            lambda: shutil.copy(MADE / "nlp-data-only" / "botDefinition.json", "bot/export/botDefinition.json"),
            "-C bot export -o a.zip",
            "the export has no dialog 'SignUp' at /dialogs/0",
        ),
        (lambda: Path("bot/imported.json").write_text("{}", encoding="utf-8"), "-C bot export -o a.zip", "definition"),
        (lambda: shutil.rmtree("bot/export"), "-C bot export -o a.zip", "that the bot was imported from is gone"),
    ],
)
def test_wrong_folders_are_one_clear_error(xogen, twilio, prepare, line, message):
    xogen("import twilio-sms -o bot")
    prepare()
    done = xogen(line)
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("Error: ")
    assert message in done.err
    assert not Path("a.zip").exists()


def test_force_imports_again_and_removes_dialogs_that_are_gone(xogen, twilio):
    xogen("import twilio-sms -o bot")
    shutil.copytree(MADE / "g1", "desk")
    assert xogen("import desk -o bot --force").code == 0
    assert [path.name for path in Path("bot/dialogs").iterdir()] == ["open-ticket.json"]


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("import twilio-sms", 2, "Missing option '-o'"),
        ("import nowhere -o bot", 3, "Error: nowhere: there is no such file or folder"),
        ("import . -o bot", 3, "Error: .: there is no bot export here: no file holds a bot"),
        ("import twilio-sms/config.json -o bot", 3, "this is no bot export: it holds no dialogComponents"),
        ("export", 2, "there is nowhere to write to"),
    ],
)
def test_wrong_calls(xogen, twilio, line, code, message):
    done = xogen(line)
    assert (done.code, message in done.err) == (code, True), done.err
    assert not Path("bot").exists()


def test_dialogs_without_nodes_have_no_file(xogen):
    done = xogen(f"import {MADE / 'nlp-data-only'} -o bot")
    assert done.err.splitlines()[1] == (
        "  without nodes, and so without a file: Greet, Leave (the export holds training data only)"
    )


def test_lint_takes_exports_zips_and_imported_folders_with_their_places(xogen, twilio):
    found = json.loads(xogen("lint twilio-sms --format json").out)["findings"]
    (unknown,) = [each for each in found if each["rule"] == "reference/unknown-service"]
    assert unknown["path"] == "twilio-sms/botDefinition.json"
    line = (twilio / "botDefinition.json").read_text(encoding="utf-8").splitlines()[unknown["line"] - 1]
    assert line[unknown["column"] - 1 :].startswith('"text": ')
    assert "sendSmsService0001.response" in line
    with zipfile.ZipFile("bot.zip", "w") as archive:
        archive.write(twilio / "botDefinition.json", "botDefinition.json")
    zipped = json.loads(xogen("lint bot.zip --format json").out)["findings"]
    assert {each["path"] for each in zipped} == {"bot.zip/botDefinition.json"}
    xogen("import twilio-sms -o bot")
    imported = json.loads(xogen("lint bot --format json").out)["findings"]
    (again,) = [each for each in imported if each["rule"] == "reference/unknown-service"]
    assert (again["path"], again["message"]) == ("bot/dialogs/sendsms.json", unknown["message"])


@pytest.fixture
def generated(xogen, bot):
    assert xogen("-C bot templates install salesforce/create-lead salesforce/delete-lead").code == 0
    assert xogen("-C bot generate --no-draw").code == 0
    return bot


def test_generated_dialogs_go_into_a_bot_once(xogen, generated, twilio):
    before = json.loads((twilio / "botDefinition.json").read_bytes())
    old = (twilio / "botDefinition.json").read_text(encoding="utf-8").splitlines()
    done = xogen("-C bot export --into twilio-sms")
    assert done.err.splitlines() == [
        "twilio-sms: 2 dialogs (2 added): Create a Lead, Delete Lead",
        "  new variables, which need values in the platform: SALESFORCE_HOST",
    ]
    text = (twilio / "botDefinition.json").read_text(encoding="utf-8")
    after = json.loads(text)
    assert after["dialogs"][:4] == before["dialogs"]
    assert [dialog["lname"] for dialog in after["dialogs"][4:]] == ["create a lead", "delete lead"]
    assert after["dialogs"][4]["vNameSpace"] == before["dialogs"][0]["vNameSpace"]
    assert {key: value for key, value in after.items() if key not in _CHANGED} == {
        key: value for key, value in before.items() if key not in _CHANGED
    }
    lines = iter(text.splitlines())
    assert [line for line in old if not any(line.rstrip(",") == each.rstrip(",") for each in lines)] == []
    assert xogen("lint twilio-sms --select package --select reference").code == 1  # as before
    done = xogen("-C bot export --into twilio-sms")
    assert done.err == "twilio-sms: nothing to change, it has these dialogs already\n"
    assert (twilio / "botDefinition.json").read_text(encoding="utf-8") == text


_CHANGED = {
    "dialogs", "dialogComponents", "patterns", "sentences", "exportOptions", "preBuiltIntegrations",
    "idpConfigurations",
}  # fmt: skip


def test_a_dialog_of_the_same_reference_is_replaced_and_the_bot_keeps_its_own_ids(xogen, generated, twilio):
    xogen("-C bot export --into twilio-sms")
    path = twilio / "botDefinition.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    dialog = data["dialogs"][4]
    titles = dialog["localeData"]
    changed = {**dialog, "sceneRefId": "s-1", "localeData": {"en": {"name": "Old name", "shortDesc": ""}}}
    data["dialogs"][4] = changed
    path.write_text(json.dumps(data, indent=4).replace(dialog["_id"], "dg-of-the-bot"), encoding="utf-8")
    done = xogen("-C bot export --into twilio-sms -o new.zip")
    assert done.err.startswith("new.zip: 2 dialogs (1 replaced, 1 unchanged): Create a Lead\n")
    with zipfile.ZipFile("new.zip") as archive:
        after = json.loads(archive.read("botDefinition.json"))
    again = after["dialogs"][4]
    assert (again["_id"], again["sceneRefId"], again["localeData"]) == ("dg-of-the-bot", "s-1", titles)
    intent = next(each for each in after["dialogComponents"] if each["_id"] == again["nodes"][0]["componentId"])
    assert intent["dialogId"] == "dg-of-the-bot"


def _rename(data):
    _intent(data, "DeleteLead")["localeData"]["en"]["intent"] = "Old words"


def _say_more(data):
    told = {"taskId": _intent(data, "Createlead")["_id"], "sentence": "theirs", "language": "en"}
    data["sentences"].append(told)


def _forget(data):
    known = {_intent(data, "Createlead")["_id"], _intent(data, "DeleteLead")["_id"]}
    data["sentences"] = [each for each in data["sentences"] if each["taskId"] not in known]


def _drop_last(data):
    del data["dialogs"][-1]


def _unlist(data):
    data["exportOptions"]["subTasks"]["dialogs"].pop()


def _intent(data, name):
    return next(each for each in data["dialogComponents"] if each["type"] == "intent" and each["name"] == name)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_rename, "2 dialogs (1 replaced, 1 unchanged): Delete Lead"),
        (_say_more, "2 dialogs (1 replaced, 1 unchanged): Create a Lead"),
        (_forget, "2 dialogs (2 replaced): Create a Lead, Delete Lead"),
        (_drop_last, "2 dialogs (1 added, 1 unchanged): Delete Lead"),
        (_unlist, "2 dialogs (2 unchanged)"),
    ],
)
def test_dialogs_that_the_bot_has_as_they_are_are_no_replaced_ones(xogen, generated, twilio, change, sentence):
    xogen("-C bot export --into twilio-sms")
    path = twilio / "botDefinition.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data, indent=4), encoding="utf-8")
    done = xogen("-C bot export --into twilio-sms")
    assert done.err.splitlines()[0] == f"twilio-sms: {sentence}"


def test_what_a_replaced_dialog_no_longer_uses_goes(xogen, generated, twilio):
    xogen("-C bot export --into twilio-sms")
    path = twilio / "botDefinition.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["dialogComponents"].append(
        {"_id": "dc-old", "refId": "r-old", "name": "old", "type": "message", "message": []}
    )
    stub = {"type": "message", "nodeId": "m", "componentId": "dc-old", "transitions": []}
    data["dialogs"][4]["nodes"].append(stub)
    sentence = {"taskId": data["dialogs"][4]["nodes"][0]["componentId"], "sentence": "theirs", "language": "en"}
    data["sentences"].append(sentence)
    path.write_text(json.dumps(data, indent=4), encoding="utf-8")
    done = xogen("-C bot export --into twilio-sms")
    assert "utterances that the project does not have were removed from them: 1" in done.err
    assert "old" not in {each["name"] for each in json.loads(path.read_text(encoding="utf-8"))["dialogComponents"]}


def test_into_a_zip_keeps_what_else_it_holds(xogen, generated, twilio):
    with zipfile.ZipFile("bot.zip", "w") as archive:
        archive.write(twilio / "botDefinition.json", "x/botDefinition.json")
        archive.writestr("x/icon.png", b"\x89PNG")
    assert xogen("-C bot export --into bot.zip").code == 0
    with zipfile.ZipFile(io.BytesIO(Path("bot.zip").read_bytes())) as archive:
        assert archive.namelist() == ["x/botDefinition.json", "x/config.json", "x/icon.png"]
        assert archive.read("x/icon.png") == b"\x89PNG"


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (MADE / "g4", "this is a bot of XO 11, and the project makes packages for XO 10"),
        (MADE / "single-2017" / "BookFlight.json", "this is the export of one dialog, which has no room for others"),
        ("nowhere", "there is no such file or folder"),
    ],
)
def test_bots_that_the_dialogs_do_not_fit_into(xogen, generated, target, message):
    done = xogen(f"-C bot export --into {target} -o a.zip")
    assert done.code == 3
    assert message in done.err


def test_a_name_that_the_bot_has_is_refused(xogen, generated, twilio):
    path = twilio / "botDefinition.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"lname": "signup"', '"lname": "delete lead"'), encoding="utf-8"
    )
    before = path.read_bytes()
    done = xogen("-C bot export --into twilio-sms")
    assert done.code == 3
    assert "the bot has another dialog that is called 'delete lead'" in done.err
    assert path.read_bytes() == before


@pytest.mark.parametrize("named", ["bot", "bot/imported.json"])
def test_what_was_imported_is_not_imported_again(xogen, twilio, named):
    xogen("import twilio-sms -o bot")
    done = xogen(f"import {named} -o again")
    assert done.code == 3
    assert done.err == (
        f"Error: {named}: this bot was imported already\n"
        f"  edit {Path('bot/dialogs')}, or name the export that it came from: {Path('bot/export')}\n"
    )
    assert not Path("again").exists()
    assert xogen("import bot/export -o again").code == 0
