import io
import json
import struct
import zipfile
from pathlib import Path

import pytest

from tests.formats.test_json_source import BROKEN
from xogen.errors import InputError, NotFoundError
from xogen.formats.json_source import read_json
from xogen.project import bot_files, bots
from xogen.project.bots import is_bot, read_bot

FIXTURES = Path(__file__).parents[1] / "fixtures"
TWILIO = FIXTURES / "exports" / "twilio-sms"
DEFINITION = json.dumps({"_id": "st-1", "dialogs": [], "dialogComponents": []}).encode()
CONFIG = b'{"name": "Bot", "envVariables": [{"key": "A", "value": "1"}]}'


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("files", "named", "definition", "config"),
    [
        (("botDefinition.json", "config.json"), ".", "botDefinition.json", "config.json"),
        (("appDefinition.json", "settings.json"), ".", "appDefinition.json", "settings.json"),
        (("bot.json", "vars.json"), ".", "bot.json", "vars.json"),
        (("botDefinition.json", "config.json"), "botDefinition.json", "botDefinition.json", "config.json"),
        (("mine.json",), "mine.json", "mine.json", None),
        (("botDefinition.json", "notes.txt"), ".", "botDefinition.json", None),
    ],
)
def test_files_and_folders_are_told_by_what_they_hold(tmp_path, files, named, definition, config):
    contents = [DEFINITION, CONFIG]
    for name, content in zip(files, contents, strict=False):
        (tmp_path / name).write_bytes(b"text" if name.endswith(".txt") else content)
    path = tmp_path / named
    assert is_bot(path)
    read = read_bot(path)
    assert (read.definition, read.config, read.is_zip) == (definition, config, False)
    assert (read.bot.path, read.bot.config_path) == (str(tmp_path / definition), config and str(tmp_path / config))
    assert list(read.texts) == [each for each in (read.bot.path, read.bot.config_path) if each]


@pytest.mark.parametrize("folder", ["", "my bot/"])
def test_a_zip_shows_its_files_as_if_it_were_a_folder(tmp_path, folder):
    members = {
        f"{folder}botDefinition.json": DEFINITION,
        f"{folder}config.json": CONFIG,
        f"{folder}icon.png": b"\x89PNG",
    }
    path = zipped(tmp_path / "bot.zip", {**members, "__MACOSX/._botDefinition.json": b"\0"})
    read = read_bot(path)
    assert (read.bot.path, read.bot.config_path) == (
        f"{path}/{folder}botDefinition.json",
        f"{path}/{folder}config.json",
    )
    assert [variable.key for variable in read.bot.variables] == ["A"]
    assert read.is_zip
    assert read.others() == members


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    (tmp_path / "botDefinition.json").write_bytes(b"\xef\xbb\xbf" + DEFINITION)
    read = read_bot(tmp_path)
    assert read.texts[read.bot.path] == DEFINITION.decode()
    assert read.files["botDefinition.json"].startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", False),
        (b'{"name": "x", "nodes": []}', False),
        (b'{"text": "a \\"dialogComponents\\" b"}', False),
        (b'{"dialogComponents": [', True),
        (b'{"nodes": [{"componentIndex": 1}], "components": []}', True),
        (b"PK\x03\x04", True),
        (b"\xff\xfe\x00", False),
    ],
)
def test_what_looks_like_a_bot(tmp_path, content, said):
    (tmp_path / "some.json").write_bytes(content)
    assert is_bot(tmp_path / "some.json") is said
    assert is_bot(tmp_path) is (said and not content.startswith(b"PK"))
    assert not is_bot(tmp_path / "nowhere")


BAD = {
    "empty": (b"", "the file is empty"),
    "cut off": (DEFINITION[:-3], "this is not valid JSON: the file ends too early"),
    "merge": (b'{\n<<<<<<< HEAD\n"dialogComponents": []}', "the file holds the markers of an unfinished merge"),
    "twice": (b'{"dialogComponents": [], "dialogComponents": []}', "the key 'dialogComponents' stands twice"),
    "deep": (b'{"dialogComponents": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", "nested more than 200 levels deep"),
    "deep and cut": (b'{"dialogComponents": ' + b'{"a":' * 100_000, "nested more than 200 levels deep"),
    "latin": (b'{"dialogComponents": "\xe9"}', "this file is not UTF-8"),
    "utf-16": ('{"dialogComponents": []}'.encode("utf-16"), "this file is not UTF-8"),
    "a list": (b'["dialogComponents"]', "the file holds a list; here the platform writes an object"),
    "huge number": (b'{"dialogComponents": 1e999}', "a number is too large"),
    "no export": (b'{"a": 1}', "this is no bot export: it holds no dialogComponents"),
    "config": (CONFIG, "this is no bot export: it holds no dialogComponents"),
}


@pytest.mark.parametrize(("content", "message"), BAD.values(), ids=BAD)
def test_bad_files_are_one_error_with_the_place(tmp_path, content, message):
    path = tmp_path / "botDefinition.json"
    path.write_bytes(content)
    with pytest.raises(InputError) as error:
        read_bot(path)
    assert message in error.value.message
    assert error.value.where.startswith(str(path))
    assert error.value.exit_code == 3


@pytest.mark.parametrize("around", ["{}", '{{"dialogs": [1, {}]}}', '{{"dialogComponents": [{{"a": {}}}], "b": 1}}'])
@pytest.mark.parametrize("case", BROKEN)
def test_each_fault_of_json_is_told_with_its_place(tmp_path, case, around):
    text = around.format(BROKEN[case][0])
    path = tmp_path / "botDefinition.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_bot(path)
    with pytest.raises(InputError) as expected:
        read_json(text, str(path), restore="restore it, or export the bot again")
    assert str(error.value) == str(expected.value)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(("indent", "lined"), [(1, True), (4, True), (None, False)])
def test_files_that_have_a_line_for_each_value_are_known(tmp_path, indent, lined, mark):
    value = {"_id": "st-1", "dialogs": [], "dialogComponents": [], "1e5": 1e5}
    path = tmp_path / "botDefinition.json"
    path.write_text(mark + json.dumps(value, indent=indent), encoding="utf-8")
    assert {path: text.value for path, text in read_bot(path).lined.items()} == ({str(path): value} if lined else {})
    path.write_text(mark + json.dumps(value, indent=indent).replace("100000.0", "1e5"), encoding="utf-8")
    assert read_bot(path).lined == {}
    assert read_bot(path).bot.data == value


def test_a_wrong_type_has_line_and_column_and_its_own_file(tmp_path):
    (tmp_path / "botDefinition.json").write_text('{"dialogs": [],\n  "dialogComponents": [\n    5]}', encoding="utf-8")
    (tmp_path / "config.json").write_text('{"envVariables":\n  "none"}', encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_bot(tmp_path)
    assert error.value.where == f"{tmp_path / 'botDefinition.json'}:3:5"
    (tmp_path / "botDefinition.json").write_bytes(DEFINITION)
    with pytest.raises(InputError) as error:
        read_bot(tmp_path)
    assert error.value.where == f"{tmp_path / 'config.json'}:1:2"
    assert error.value.message == "/envVariables holds a text; here the platform writes a list"


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"../botDefinition.json": DEFINITION}, "this zip holds a file that leads out of it: '../botDefinition.json'"),
        ({"a/../../b.json": DEFINITION}, "leads out of it"),
        ({"/etc/botDefinition.json": DEFINITION}, "leads out of it"),
        ({"C:\\botDefinition.json": DEFINITION}, "leads out of it"),
        ({"..\\x.json": DEFINITION}, "leads out of it"),
        ({"botDefinition.json": b"x" * 4_000_000 + b" " * 40_000_000}, "this zip is a bomb"),
        ({"readme.txt": b"x"}, "there is no bot export here"),
        ({"a.json": b"{}", "b.json": b"[]"}, "there is no bot export here"),
        ({"a/botDefinition.json": DEFINITION, "b/botDefinition.json": DEFINITION}, "two bots lie here"),
        ({"botDefinition.json": DEFINITION, "appDefinition.json": DEFINITION}, "two bots lie here"),
        ({f"{index}.txt": b"" for index in range(bot_files.MOST_MEMBERS + 1)}, "more than 10000 files"),
        ({"botDefinition.json": b"\x00\x01"}, "this is not valid JSON"),
    ],
)
def test_zips_that_nobody_should_open(tmp_path, members, message):
    path = zipped(tmp_path / "bot.zip", members)
    with pytest.raises(InputError) as error:
        read_bot(path)
    assert message in str(error.value)
    assert error.value.where.startswith(str(path))


def test_a_link_in_a_zip(tmp_path):
    path = tmp_path / "bot.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("botDefinition.json")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(InputError, match=r"this zip holds a link: 'botDefinition\.json'"):
        read_bot(path)


def test_a_file_twice_in_a_zip(tmp_path):
    path = zipped(tmp_path / "bot.zip", {"botDefinition.json": DEFINITION, "botDefinitioX.json": DEFINITION})
    path.write_bytes(path.read_bytes().replace(b"botDefinitioX", b"botDefinition"))
    with pytest.raises(InputError, match="this zip holds the file twice"):
        read_bot(path)


def test_an_encrypted_zip(tmp_path):
    path = zipped(tmp_path / "bot.zip", {"botDefinition.json": DEFINITION})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature) + offset
        data[at : at + 2] = struct.pack("<H", 1)
    path.write_bytes(bytes(data))
    with pytest.raises(InputError, match="this file is encrypted"):
        read_bot(path)


@pytest.mark.parametrize("damage", ["cut", "checksum", "no zip", "unknown method"])
def test_broken_zips(tmp_path, damage):
    path = zipped(tmp_path / "bot.zip", {"botDefinition.json": DEFINITION * 50})
    data = bytearray(path.read_bytes())
    match damage:
        case "cut":
            del data[len(data) // 2 :]
        case "checksum":
            data[len(data) // 4] ^= 0xFF
        case "no zip":
            data[:] = b"no zip at all"
        case _:
            for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
                at = data.index(signature) + offset
                data[at : at + 2] = struct.pack("<H", 77)
    path.write_bytes(bytes(data))
    with pytest.raises(InputError, match=r"this zip is broken|this is no zip"):
        read_bot(path)


def test_a_list_of_files_that_is_itself_a_bomb_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(bot_files, "MOST_MEMBERS", 2)
    path = zipped(tmp_path / "bot.zip", {f"{index}-{'x' * 200}.txt": b"" for index in range(10)})
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("it was opened"))
    with pytest.raises(InputError, match="more than 2 files"):
        read_bot(path)


def test_files_of_more_than_256_megabytes_are_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(bot_files, "LARGEST", 1000)
    path = tmp_path / "botDefinition.json"
    path.write_bytes(DEFINITION + b" " * 1000)
    with pytest.raises(InputError, match="this is larger than"):
        read_bot(path)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("botDefinition.json", DEFINITION + b" " * 1000)
    (tmp_path / "stored.zip").write_bytes(buffer.getvalue())
    packed = zipped(tmp_path / "packed.zip", {"a.json": b" " * 700, "b.json": b" " * 700})
    for each in (tmp_path / "stored.zip", packed):
        with pytest.raises(InputError, match="this is larger than"):
            read_bot(each)


def test_a_file_too_large_for_anything_is_refused_before_it_is_read(tmp_path, monkeypatch):
    for module in (bot_files, bots):
        monkeypatch.setattr(module, "LARGEST", 1000)
    path = tmp_path / "some.json"
    path.write_bytes(b"\0" * 1001)
    assert is_bot(path)
    with pytest.raises(InputError, match=r"some\.json: this is larger than"):
        read_bot(path)


def test_a_folder_with_one_dialog_of_2017():
    assert read_bot(FIXTURES / "exports-made" / "single-2017").definition == "BookFlight.json"


def test_a_zip_that_is_none_is_told(tmp_path):
    path = tmp_path / "some.zip"
    path.write_bytes(b"hello")
    assert is_bot(path)
    with pytest.raises(InputError, match="this is no zip"):
        read_bot(path)


def test_what_is_not_there(tmp_path):
    with pytest.raises(NotFoundError, match="there is no such file or folder"):
        read_bot(tmp_path / "nowhere")
    with pytest.raises(NotFoundError, match="there is no bot export here"):
        read_bot(tmp_path)


def test_a_folder_of_exports_leads_to_them():
    with pytest.raises(NotFoundError) as error:
        read_bot(FIXTURES / "exports")
    assert error.value.hint == f"there is one further down: {FIXTURES / 'exports' / 'api-service-node'}"


def test_real_exports_are_read_with_their_variables():
    read = read_bot(TWILIO)
    assert [variable.key for variable in read.bot.variables] == [
        "TWILIO_ACCOUNT_SID",
        "TWILIO_FROM_NUMBER",
        "TWILIO_AUTH_TOKEN",
    ]
    assert read.files["botDefinition.json"] == (TWILIO / "botDefinition.json").read_bytes()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux has files that say they are empty")
def test_a_file_that_says_it_is_empty_is_read_to_its_end():
    assert b"Threads:" in bot_files.read_bounded(Path("/proc/self/status"))
